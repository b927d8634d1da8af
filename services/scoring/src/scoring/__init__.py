"""The public score of brands, points of sale and sectors, from events only."""
