"""The gateway's tables: accounts and sessions, and the read views of the public topics."""
