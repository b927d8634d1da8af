"""Brands: their page, network, claim, agents and plan."""
