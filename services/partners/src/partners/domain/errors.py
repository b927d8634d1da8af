"""Why a command is refused, in the user's words."""


class PartnersError(Exception):
    """Base of every refusal of this service."""

    field: str | None = None


class NotFoundError(PartnersError):
    """Nothing to see: absent, or not for this account (the answer is the same)."""


class PartnerNotFoundError(NotFoundError):
    """No such partner."""

    def __init__(self) -> None:
        super().__init__("Ce partenaire n’existe pas.")
