"""Domain facts and states as contracts, and back."""
