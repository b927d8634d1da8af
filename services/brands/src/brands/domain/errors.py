"""Why a command is refused, in the user's words."""


class BrandError(Exception):
    """Base of every refusal of this service."""

    field: str | None = None


class NotFoundError(BrandError):
    """No such brand."""

    def __init__(self) -> None:
        super().__init__("Cette marque n’existe pas.")


class NotAllowedError(BrandError):
    """The account may not do this for this brand."""

    def __init__(self) -> None:
        super().__init__("Votre compte ne permet pas cette action pour cette marque.")


class ConflictError(BrandError):
    """The state of the brand forbids it."""


class InvalidError(BrandError):
    """A value must be corrected."""

    def __init__(self, message: str, field: str) -> None:
        super().__init__(message)
        self.field = field


class AlreadyDecidedError(ConflictError):
    """The suggestion was decided before."""

    def __init__(self) -> None:
        super().__init__("Cette proposition a déjà été traitée.")


class AlreadyClaimedError(ConflictError):
    """The page has an owner."""

    def __init__(self) -> None:
        super().__init__("Cette page est déjà revendiquée. Demandez une invitation à son responsable.")


class TooManyTriesError(BrandError):
    """A claim code was typed wrong too often today."""

    def __init__(self) -> None:
        super().__init__("Trop d’essais pour ce code aujourd’hui\u00a0: réessayez demain.")


class SlugTakenError(ConflictError):
    """Another brand has this address."""

    def __init__(self) -> None:
        super().__init__("Une autre marque a déjà cette adresse de page.")


class LastOwnerError(ConflictError):
    """A claimed brand keeps at least one owner."""

    def __init__(self) -> None:
        super().__init__("Une page revendiquée garde au moins un responsable.")


class WrongDomainError(InvalidError):
    """The professional address is not of the brand's site."""

    def __init__(self) -> None:
        super().__init__("Adresse d’un autre domaine que le site de la marque.", "email")
