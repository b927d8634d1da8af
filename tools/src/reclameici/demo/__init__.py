"""The demonstration data: brands and complaints played through the public API, oldest first."""
