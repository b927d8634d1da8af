"""The rules of disputes: who may escalate, what a dispute becomes. No I/O, no clock."""
