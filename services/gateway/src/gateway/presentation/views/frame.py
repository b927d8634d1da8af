"""What every page carries around its own content."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, Protocol
from uuid import uuid4

NavRole = Literal["visitor", "consumer", "agent", "moderator", "operator", "partner"]
Theme = Literal["auto", "light", "dark"]


class View(Protocol):
    """The content of one page."""

    @property
    def template(self) -> str:
        """Path of the page's template under `templates`."""


@dataclass(frozen=True)
class Guard:
    """What protects a form: against forgery, and against being sent twice."""

    csrf: str
    new_key: Callable[[], str] = field(default=lambda: str(uuid4()))
    """Gives each form of the page its own idempotency key."""


@dataclass(frozen=True)
class Frame:
    """Around a page: who reads it, in which theme, what was just done."""

    path: str
    """Address of the page, where the theme and cookie forms come back to."""
    guard: Guard
    now: datetime
    """Relative dates are said against it."""
    role: NavRole = "visitor"
    name: str | None = None
    """Who is logged in, as the menu names them: a pseudonym, a brand."""
    counts: Mapping[str, int] = field(default_factory=dict)
    """What waits, by the address of a menu entry: `{"/mon-espace/messages": 2}`."""
    theme: Theme = "auto"
    ask_cookies: bool = False
    """True until the visitor has chosen."""
    flash: str | None = None
    """One sentence about what was just done; never together with errors."""
    public_url: str = ""
    """Start of the site's addresses, printed at the foot of a paper copy."""
    demonstration: bool = False
    """Says on every page that brands and complaints are fictional."""


@dataclass(frozen=True)
class StaticPage:
    """A page without data: `StaticPage("faq")` is `pages/faq.html`."""

    name: str

    @property
    def template(self) -> str:
        """Path of the page's template."""
        return f"pages/{self.name}.html"


@dataclass(frozen=True)
class Pagination:
    """Where a list stands: « 21 à 40 sur 183 »."""

    total: int
    page: int = 1
    per_page: int = 20
    href: str = "?page="
    """Address of a page without its number: `/recherche?q=box&page=`."""

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.total // self.per_page))

    @property
    def first(self) -> int:
        """Rank of the first item shown, 0 when there is none."""
        return min(self.total, (self.page - 1) * self.per_page + 1)

    @property
    def last(self) -> int:
        """Rank of the last item shown."""
        return min(self.total, self.page * self.per_page)

    @property
    def shown(self) -> tuple[int | None, ...]:
        """Page numbers to show, None for a gap: 1 … 4 5 6 … 10."""
        near = sorted({1, self.pages, *range(max(1, self.page - 1), min(self.pages, self.page + 1) + 1)})
        gapped: list[int | None] = []
        for before, number in zip([0, *near], near, strict=False):
            gapped += [None, number] if number - before > 1 else [number]
        return tuple(gapped)
