"""The gateway's own rules: accounts, codes, sessions."""
