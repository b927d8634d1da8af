"""Documents of a dispute: what is known of it in, bytes of a PDF out.

Each function of this package takes a processor for some milliseconds and does no I/O beyond its own templates: callers
on the event loop run it in a thread.
"""
