"""Logging in, signing up, the code."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from gateway.presentation.views.form import EMPTY, FormState


@dataclass(frozen=True)
class LoginPage:
    """An e-mail address, then a code or a password."""

    template: ClassVar[str] = "pages/compte/connexion.html"
    form: FormState = EMPTY
    next_path: str = "/mon-espace"


@dataclass(frozen=True)
class SignUpPage:
    """A consumer's account: an address, and a password only if they like."""

    template: ClassVar[str] = "pages/compte/inscription.html"
    form: FormState = EMPTY
    next_path: str = "/mon-espace"


@dataclass(frozen=True)
class CodePage:
    """The code sent to an address; the same page whether the account exists or not."""

    template: ClassVar[str] = "pages/compte/code.html"
    email: str
    purpose: Literal["login", "sign-up"] = "login"
    form: FormState = EMPTY
    next_path: str = "/mon-espace"
