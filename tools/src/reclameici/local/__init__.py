"""The local platform: real engines and the services, started by one command or by the tests."""
