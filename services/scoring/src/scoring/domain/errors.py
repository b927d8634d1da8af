"""Why a question about a score has no answer, in the user's words. `main.py` gives each family its HTTP status."""


class ScoringError(Exception):
    """Base of every refusal of this service."""

    field: str | None = None
    """The parameter to correct, where there is one."""


class NotFoundError(ScoringError):
    """Nothing to see."""


class ConflictError(ScoringError):
    """The state of the score forbids it."""


class InvalidError(ScoringError):
    """A value must be corrected."""


class SubjectNotFoundError(NotFoundError):
    """No complaint was ever published about it, or its brand has no page yet."""

    def __init__(self) -> None:
        super().__init__("Aucun score n’existe sous cet identifiant.")


class FormulaNotFoundError(NotFoundError):
    """No such version of the formula."""

    def __init__(self) -> None:
        super().__init__("Cette version de la formule n’existe pas.")


class ScoreNotShownError(ConflictError):
    """Too few explicit ratings for a number, hence no bill."""

    def __init__(self, missing: int) -> None:
        """Args: missing: explicit ratings that are needed more."""
        told = "il manque un avis exprimé" if missing == 1 else f"il manque {missing} avis exprimés"
        super().__init__(f"Pas encore de score\u00a0: {told}.")


class DayNotReachedError(InvalidError):
    """A score of a day that has not come."""

    field = "on"

    def __init__(self) -> None:
        super().__init__("Choisissez une date passée, ou celle d’aujourd’hui.")
