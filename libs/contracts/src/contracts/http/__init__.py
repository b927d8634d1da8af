"""What the gateway sends to a service over HTTP and what it gets back, one module per service."""
