"""The rules of notifications: who is told what, when a mail is given up, what a receipt proves."""
