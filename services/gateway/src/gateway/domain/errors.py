"""Why the gateway refuses, in the user's words."""

import math
from datetime import timedelta


class GatewayError(Exception):
    """Base of every refusal of the gateway's own."""

    field: str | None = None


class InvalidError(GatewayError):
    """A value must be corrected."""

    def __init__(self, message: str, field: str) -> None:
        super().__init__(message)
        self.field = field


class SignInNeededError(GatewayError):
    """The page or command is for accounts."""

    def __init__(self) -> None:
        super().__init__("Connectez-vous pour continuer.")


class NotAllowedError(GatewayError):
    """The account may not do this."""

    def __init__(self) -> None:
        super().__init__("Votre compte ne permet pas cette action.")


class NotFoundError(GatewayError):
    """No such page."""

    def __init__(self) -> None:
        super().__init__("Cette page n’existe pas, ou n’existe plus.")


class TooManyError(GatewayError):
    """Too often."""

    def __init__(self) -> None:
        super().__init__("Trop d’essais. Attendez quelques minutes avant de recommencer.")


class TooManyCodesError(TooManyError):
    """Enough codes were sent for now."""

    def __init__(self) -> None:
        GatewayError.__init__(self, "Trop de codes demandés. Utilisez le dernier reçu, ou attendez une heure.")


class TooManyTriesError(TooManyError):
    """Too many wrong passwords; the answer is the same whether the account exists or not."""

    def __init__(self, retry_after: timedelta) -> None:
        minutes = math.ceil(retry_after / timedelta(minutes=1))
        wait = f"{minutes}\N{NO-BREAK SPACE}minute{'s' if minutes > 1 else ''}"
        GatewayError.__init__(
            self,
            f"Trop d’essais avec un mot de passe incorrect. Réessayez dans {wait}, ou demandez un code par e-mail.",
        )
        self.retry_after = retry_after


class UnavailableError(GatewayError):
    """A service does not answer; nothing was done."""

    def __init__(self) -> None:
        super().__init__("Ce service est momentanément indisponible. Rien n’a été perdu : réessayez dans un instant.")


class WrongClaimCodeError(InvalidError):
    """The claim code is wrong, too old, or of another complaint."""

    def __init__(self) -> None:
        super().__init__("Ce code n’ouvre pas ce dossier\u00a0: vérifiez le numéro et le code.", "code")


class ForgedFormError(GatewayError):
    """The form does not carry this session's token, or comes from elsewhere."""

    def __init__(self) -> None:
        super().__init__("Ce formulaire a expiré. Rechargez la page et envoyez-le de nouveau.")


class WrongCodeError(InvalidError):
    """The code is not the one that was sent, or too old, or tried too often: the answer is the same."""

    def __init__(self) -> None:
        super().__init__("Code faux ou expiré : demandez-en un autre.", "code")


class WrongPasswordError(InvalidError):
    """Unknown address or wrong password: the answer is the same."""

    def __init__(self) -> None:
        super().__init__("Adresse ou mot de passe incorrect.", "password")


class DocumentChangedError(GatewayError):
    """A document is not the one that its author agreed to share."""

    def __init__(self) -> None:
        super().__init__("Ce document a changé depuis l’accord\u00a0: il n’est pas transmis.")


class PieceChangedError(GatewayError):
    """A piece is not the one that the file names."""

    def __init__(self) -> None:
        super().__init__("Une pièce a changé depuis la préparation du dossier\u00a0: préparez-le à nouveau.")
