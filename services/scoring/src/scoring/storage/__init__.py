"""Tables of the scoring service and the stores that read and write them."""
