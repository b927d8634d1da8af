"""The one door for browsers and API clients: pages, JSON API, accounts."""
