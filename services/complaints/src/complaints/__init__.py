"""Complaints: filed, checked, published, answered, rated; their evidence and private thread."""
