"""Tables of the complaints service and the stores that read and write them."""
