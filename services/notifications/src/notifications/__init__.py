"""E-mails and receipts; the only place with personal addresses."""
