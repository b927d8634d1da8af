"""Open data: what each complaint counts as, and which groups of a month may be published."""
