"""Tables of the partners service and the stores that read and write them."""
