"""What partners listens to."""

from servicekit.handlers import Handlers

handlers = Handlers()
