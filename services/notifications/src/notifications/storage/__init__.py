"""Tables of the notifications service and the stores that read and write them."""
