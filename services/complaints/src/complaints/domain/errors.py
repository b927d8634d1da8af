"""Why a command is refused, in the user's words. `main.py` gives each family its HTTP status."""

from datetime import datetime

from complaints.domain.days import hour_of
from complaints.domain.status import Status


class ComplaintError(Exception):
    """Base of every refusal of this service."""

    field: str | None = None
    """The form field to correct, where there is one."""


class NotFoundError(ComplaintError):
    """Nothing to see: absent, or not for this account (the answer is the same)."""


class NotAllowedError(ComplaintError):
    """The account may see the complaint, but not do this."""


class ConflictError(ComplaintError):
    """The state of the complaint forbids it."""


class InvalidError(ComplaintError):
    """A value must be corrected."""

    def __init__(self, message: str, field: str) -> None:
        super().__init__(message)
        self.field = field


class TooManyError(ComplaintError):
    """A limit on how often was reached."""


class ComplaintNotFoundError(NotFoundError):
    """No such complaint for this account."""

    def __init__(self) -> None:
        super().__init__("Cette réclamation n’existe pas, ou n’est pas accessible avec votre compte.")


class ResponseHeldError(ConflictError):
    """A response waits for staff already."""

    def __init__(self) -> None:
        super().__init__("Une réponse à cette réclamation est déjà en cours de contrôle.")


class EvidenceNotFoundError(NotFoundError):
    """No such piece of evidence."""

    def __init__(self) -> None:
        super().__init__("Ce fichier n’existe pas, ou n’est plus conservé.")


STATE_SENTENCES = {
    Status.FILED: "Cette réclamation est en cours de contrôle.",
    Status.HELD: "Cette réclamation attend la décision d’un modérateur.",
    Status.CLEARED: "Cette réclamation attend l’ouverture de la page de la marque.",
    Status.PUBLISHED: "Cette réclamation n’a pas encore de réponse.",
    Status.ANSWERED: "Cette réclamation a déjà une réponse ; l’avis de son auteur est attendu.",
    Status.RATED: "L’auteur de cette réclamation a déjà donné son avis.",
    Status.PRESUMED: "Le délai pour donner un avis est passé : la satisfaction est présumée.",
    Status.SUSPENDED: "Cette réclamation est suspendue le temps d’un contrôle.",
    Status.REFUSED: "Cette réclamation a été refusée par la modération.",
    Status.REMOVED: "Cette réclamation a été retirée par la modération.",
    Status.WITHDRAWN: "Cette réclamation a été retirée par son auteur.",
}


class NotInThisStateError(ConflictError):
    """The table of states has no such transition."""

    def __init__(self, status: Status) -> None:
        super().__init__(STATE_SENTENCES[status])


class CaseChangedError(ConflictError):
    """A moderator decides on a case as it was before something happened to it."""

    def __init__(self, status: Status) -> None:
        super().__init__(f"Ce dossier a changé depuis que vous l’avez lu. {STATE_SENTENCES[status]}")


class CaseTakenError(ConflictError):
    """A colleague has the case open."""

    def __init__(self, opened_at: datetime, until: datetime) -> None:
        super().__init__(
            f"Déjà ouvert par un collègue à {hour_of(opened_at)}. Vous pourrez décider à partir de {hour_of(until)}."
        )


class OutOfScopeError(ConflictError):
    """Triage leads to another door; the reason is the rule's own sentence."""


class DuplicateOfTodayError(ConflictError):
    """One complaint per author, brand and day."""

    def __init__(self) -> None:
        super().__init__("Vous avez déjà réclamé aujourd’hui auprès de cette marque.")


class TooManyComplaintsError(TooManyError):
    """The daily limit of an author."""

    def __init__(self, limit: int) -> None:
        super().__init__(f"Vous avez déposé {limit} réclamations aujourd’hui. Revenez demain.")


class PromiseNotAskedError(ConflictError):
    """Nobody asked about this promise yet, or it was answered."""

    def __init__(self) -> None:
        super().__init__("Aucune promesse n’attend de réponse dans ce dossier.")


class NoReattributionError(ConflictError):
    """No brand asked to move this complaint."""

    def __init__(self) -> None:
        super().__init__("Aucun changement de marque n’est proposé pour ce dossier.")


class ResponseNeedsRewordingError(InvalidError):
    """An official response may not carry what a complaint may not carry."""

    def __init__(self, labels: tuple[str, ...]) -> None:
        super().__init__(f"Votre réponse ne peut pas être publiée telle quelle : {', '.join(labels)}.", "text")
