"""Why a command is refused, in the user's words."""


class NotificationError(Exception):
    """Base of every refusal of this service."""

    field: str | None = None


class NotFoundError(NotificationError):
    """Nothing to see: absent, or not for this account (the answer is the same)."""

    def __init__(self) -> None:
        super().__init__("Cet élément n’existe pas, ou n’est pas accessible avec votre compte.")


class InvalidError(NotificationError):
    """A value must be corrected."""

    def __init__(self, message: str, field: str) -> None:
        super().__init__(message)
        self.field = field


class NotAllowedError(NotificationError):
    """The caller may not do this."""

    def __init__(self) -> None:
        super().__init__("Cette action est réservée.")
