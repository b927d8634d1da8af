"""Why a command is refused, in the user's words."""


class PartnersError(Exception):
    """Base of every refusal of this service."""

    field: str | None = None


class NotFoundError(PartnersError):
    """Nothing to see: absent, or not for this account (the answer is the same)."""


class NotAllowedError(PartnersError):
    """The account may not do this."""

    def __init__(self) -> None:
        super().__init__("Votre compte ne permet pas cette action.")


class ConflictError(PartnersError):
    """The state of the case forbids it."""


class InvalidError(PartnersError):
    """A value must be corrected."""

    def __init__(self, message: str, field: str) -> None:
        super().__init__(message)
        self.field = field


class GoneError(PartnersError):
    """It was there once, and is no more."""


class PartnerNotFoundError(NotFoundError):
    """No such partner."""

    def __init__(self) -> None:
        super().__init__("Ce partenaire n’existe pas.")


class ReferralNotFoundError(NotFoundError):
    """No such referral for this account."""

    def __init__(self) -> None:
        super().__init__("Cette transmission n’existe pas, ou n’est pas accessible avec votre compte.")


class MessageGoneError(GoneError):
    """What was handed over is kept no more, or its consent was withdrawn."""

    def __init__(self) -> None:
        super().__init__(
            "Ce message n’est plus disponible\u00a0: l’accord a été retiré, ou sa durée de garde est passée."
        )


class LinkNotFoundError(NotFoundError):
    """No such link."""

    def __init__(self) -> None:
        super().__init__("Ce lien n’existe pas.")


class LinkDeadError(GoneError):
    """The link was used, is too old, gave way to a fresh one, or its consent was withdrawn."""

    def __init__(self) -> None:
        super().__init__(
            "Ce lien n’est plus valable : il a servi, il a expiré, un autre l’a remplacé, ou l’accord a été retiré."
        )


class AccountTakenError(ConflictError):
    """One account sees the cases of one partner."""

    def __init__(self) -> None:
        super().__init__(
            "Cette personne voit déjà les dossiers d’un autre partenaire\u00a0: retirez-lui d’abord cet accès."
        )


class KeyMissingError(ConflictError):
    """Nothing can be encrypted to this partner."""

    def __init__(self) -> None:
        super().__init__("Ce partenaire ne reçoit pas encore de dossiers par RéclameICI.")


class ConsentMissingError(InvalidError):
    """A box was left unticked."""


class TextChangedError(ConflictError):
    """The screen that was agreed to is not the one in force."""

    def __init__(self) -> None:
        super().__init__("Le texte de l’accord a changé : relisez-le avant de décider.")


class AlreadyGivenError(ConflictError):
    """The consent stands already."""

    def __init__(self) -> None:
        super().__init__("Vous avez déjà donné cet accord.")


class AlreadyWithdrawnError(ConflictError):
    """The consent was withdrawn before."""

    def __init__(self) -> None:
        super().__init__("Vous avez déjà retiré cet accord.")


class NoPromiseError(ConflictError):
    """There is no promise about the price that could be broken."""

    def __init__(self) -> None:
        super().__init__("Ce partenaire ne s’est pas engagé sur le prix de ce dossier.")


class NoPriceComplaintError(ConflictError):
    """Nobody waits for an answer about the price."""

    def __init__(self) -> None:
        super().__init__("Personne n’attend de réponse sur le prix de ce dossier.")


class MandateMissingError(ConflictError):
    """Some partners get a case only in the consumer's name."""

    def __init__(self) -> None:
        super().__init__(
            "Signez d’abord un mandat\u00a0: ce destinataire ne reçoit un dossier de nous qu’en votre nom."
        )


REPORT_SENTENCES = {
    "unknown-type": "Ce type de compte rendu n’existe pas.",
    "unreadable": "Ce compte rendu n’a pas la forme attendue.",
    "unknown-case": "Ce dossier n’est pas chez vous.",
    "not-now": "Ce compte rendu ne va pas avec l’état du dossier.",
    "too-often": "Vous avez déjà redemandé ces pièces plusieurs fois en un jour : réessayez demain.",
    "price-not-allowed": "Un avocat demande toujours un forfait, avec ou sans pourcentage.",
}


class UnusableReportError(ConflictError):
    """A partner's report that cannot be taken: its code is told to the partner."""

    def __init__(self, code: str) -> None:
        super().__init__(REPORT_SENTENCES[code])
        self.code = code
