"""What brands listens to: nothing yet."""

from servicekit.handlers import Handlers

handlers = Handlers()
