"""Lists that are read a page at a time: who gives them and who asks for them agree on how much that is."""

PAGE = 50
"""Items that a service gives at once, from an offset on."""
