"""The rules of brands: pages, claims, teams. No I/O, no clock."""
