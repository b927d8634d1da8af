"""Domain states as contracts, and commands out of contracts."""
