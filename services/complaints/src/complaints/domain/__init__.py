"""The rules of complaints: facts, state, commands, decisions, errors. No I/O, no clock."""
