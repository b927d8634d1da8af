"""How a service runs, never what it decides."""
