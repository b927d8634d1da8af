"""Documents written from the code: `reclameici docs` writes them, a test fails when one is stale."""
