"""The engines, one module each, all of the shape of `Managed`."""
