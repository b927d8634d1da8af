"""Tables of the disputes service and the stores that read and write them."""
