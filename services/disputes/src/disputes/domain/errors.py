"""Why a command is refused, in the user's words."""


class DisputeError(Exception):
    """Base of every refusal of this service."""

    field: str | None = None


class NotFoundError(DisputeError):
    """Nothing to see: absent, or not for this account (the answer is the same)."""


class NotAllowedError(DisputeError):
    """The account may see the dispute, but not do this."""


class ConflictError(DisputeError):
    """The state of the dispute forbids it."""


class InvalidError(DisputeError):
    """A value must be corrected."""

    def __init__(self, message: str, field: str) -> None:
        super().__init__(message)
        self.field = field


class DisputeNotFoundError(NotFoundError):
    """No such dispute for this account."""

    def __init__(self) -> None:
        super().__init__("Ce dossier n’existe pas, ou n’est pas accessible avec votre compte.")


class OtherSideError(NotAllowedError):
    """It is another side's turn."""

    def __init__(self) -> None:
        super().__init__("Votre compte ne permet pas cette action sur ce dossier.")


class CannotEscalateError(ConflictError):
    """No ground to escalate; the message says why, or what it takes."""


class ClosedError(ConflictError):
    """The dispute has ended."""

    def __init__(self) -> None:
        super().__init__("Ce litige est clos.")


class NoOfferError(ConflictError):
    """The brand made no offer that waits for an answer."""

    def __init__(self) -> None:
        super().__init__("Aucune proposition de la marque n’attend votre réponse.")


class OfferChangedError(ConflictError):
    """Another offer was read."""

    def __init__(self) -> None:
        super().__init__("La proposition de la marque a changé. Relisez-la avant de répondre.")


class MediationAlreadyRequestedError(ConflictError):
    """A mediator has the file."""

    def __init__(self) -> None:
        super().__init__("Vous avez déjà saisi un médiateur pour ce litige.")


class HandedOverError(ConflictError):
    """The site handed the file to the mediator: that is no mistake of its author."""

    def __init__(self) -> None:
        super().__init__("Nous avons transmis ce dossier au médiateur. Pour le reprendre, retirez votre accord.")


class MediationNotRequestedError(ConflictError):
    """No mediator has the file."""

    def __init__(self) -> None:
        super().__init__("Dites d’abord quel médiateur vous avez saisi.")


class DataChangedError(ConflictError):
    """Somebody else replaced the data since they were read."""

    def __init__(self) -> None:
        super().__init__(
            "Ces données ont changé depuis que vous les avez lues. Copiez votre texte, puis rouvrez cette page."
        )


class FileMissingError(NotFoundError):
    """No file was prepared."""

    def __init__(self) -> None:
        super().__init__("Vous n’avez pas encore préparé de dossier.")


class MandateNotFoundError(NotFoundError):
    """No such mandate for this account."""

    def __init__(self) -> None:
        super().__init__("Ce mandat n’existe pas, ou n’est pas accessible avec votre compte.")


class MandateNotReadError(InvalidError):
    """The code signs another document, or none."""

    def __init__(self) -> None:
        super().__init__("Relisez le mandat, puis signez-le avec le code reçu par e-mail.", "code")


class MandateOverError(ConflictError):
    """It was signed, revoked or replaced before."""

    def __init__(self) -> None:
        super().__init__("Ce mandat n’attend pas de signature, ou n’est plus en vigueur.")


class MandateTextChangedError(ConflictError):
    """Its words are no longer those in force."""

    def __init__(self) -> None:
        super().__init__("Le texte du mandat a changé. Préparez-le à nouveau, puis relisez-le avant de le signer.")


class MandateStandsError(ConflictError):
    """A mandate stands already."""

    def __init__(self) -> None:
        super().__init__("Un mandat est déjà en vigueur pour ce litige. Révoquez-le pour en signer un autre.")


class QuoteNotFoundError(NotFoundError):
    """No such quote for this account."""

    def __init__(self) -> None:
        super().__init__("Ce devis n’existe pas, ou n’est pas accessible avec votre compte.")


class QuoteOverError(ConflictError):
    """It was accepted, withdrawn from, or is too old."""

    def __init__(self) -> None:
        super().__init__("Ce devis ne peut plus changer.")


class QuoteTextChangedError(ConflictError):
    """Another text was read."""

    def __init__(self) -> None:
        super().__init__("Le devis a changé : relisez-le avant de décider.")


class NotOrderedError(InvalidError):
    """The order was not confirmed."""

    def __init__(self) -> None:
        super().__init__("Confirmez la commande avec son bouton, ou ne faites rien.", "order")


class WithdrawalOverError(ConflictError):
    """The fourteen days are over."""

    def __init__(self) -> None:
        super().__init__("Le délai de rétractation de 14 jours est passé.")


class WorkDoneError(ConflictError):
    """What was to begin within the fourteen days has its result."""

    def __init__(self) -> None:
        super().__init__(
            "Le travail a commencé à votre demande et son résultat est connu\u00a0: il n’y a plus de rétractation."
        )


class AlertNotFoundError(NotFoundError):
    """No such alert for this account."""

    def __init__(self) -> None:
        super().__init__("Cette alerte n’existe pas, ou n’est pas accessible avec votre compte.")


class AlertClosedError(ConflictError):
    """Staff settled it."""

    def __init__(self) -> None:
        super().__init__("Cette alerte est close\u00a0: notre équipe vous a répondu.")


class StatementTooEarlyError(ConflictError):
    """What was obtained is not known."""

    def __init__(self) -> None:
        super().__init__("Le décompte sera prêt quand le résultat sera connu.")
