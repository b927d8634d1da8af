"""Brands without an owner: staff tells them, the holder of a claim code answers."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Literal

from gateway.presentation.views.brand_space import KIND_OPTIONS
from gateway.presentation.views.complaint import ResponseView
from gateway.presentation.views.form import EMPTY, FormState, Option
from gateway.presentation.views.frame import Pagination


@dataclass(frozen=True)
class UntoldComplaint:
    """A complaint whose brand nobody was told for."""

    number: str
    title: str
    published_at: datetime
    brand_name: str
    brand_href: str
    website: str | None
    contacted_at: datetime | None
    """When the brand was told of another complaint."""

    @property
    def href(self) -> str:
        """The page that tells the brand."""
        return f"/moderation/prevenir/{self.number}"


@dataclass(frozen=True)
class UntoldPage:
    """Complaints of brands without an owner, the oldest first."""

    template: ClassVar[str] = "pages/moderation/prevenir.html"
    complaints: tuple[UntoldComplaint, ...]
    pagination: Pagination


@dataclass(frozen=True)
class TellPage:
    """The address that staff found for a brand."""

    template: ClassVar[str] = "pages/moderation/prevenir-marque.html"
    complaint: UntoldComplaint
    form: FormState = EMPTY


@dataclass(frozen=True)
class HoldCodePage:
    """A number and its claim code."""

    template: ClassVar[str] = "pages/repondre/code.html"
    form: FormState = EMPTY


@dataclass(frozen=True)
class PublicCase:
    """A complaint as everyone reads it, above the answer of a code's holder."""

    number: str
    title: str
    text: str
    pseudonym: str
    brand_name: str
    brand_slug: str
    published_at: datetime


HolderState = Literal["none", "held", "refused", "published"]


@dataclass(frozen=True)
class HolderReplyPage:
    """The response of a brand without an owner: written, read again, then sent to staff."""

    template: ClassVar[str] = "pages/repondre/reponse.html"
    case: PublicCase
    form: FormState = EMPTY
    preview: ResponseView | None = None
    """The response as everyone will read it; None while it is written."""
    state: HolderState = "none"
    """What became of a response that was sent before."""
    ground: str | None = None
    """Of a refusal, in French."""
    explanation: str | None = None
    kinds: tuple[Option, ...] = KIND_OPTIONS
