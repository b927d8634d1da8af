"""The rules of partners: registry, consents, handoffs, reports. No I/O, no clock."""
