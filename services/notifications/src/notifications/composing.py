"""Mails out of templates. One text per mail is the source of both its plain and its HTML form.

First line « Objet : … »; blank lines part paragraphs; a line `[label](address)` is the button; a paragraph of lines
that start with `- ` is a list; the last paragraph says why the mail was sent.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from email.header import Header
from email.headerregistry import BaseHeader, HeaderRegistry, UniqueUnstructuredHeader
from email.message import EmailMessage
from email.policy import EmailPolicy, Policy
from email.utils import format_datetime
from typing import Any
from zoneinfo import ZoneInfo

from jinja2 import Environment, PackageLoader, StrictUndefined

PARIS = ZoneInfo("Europe/Paris")
SUBJECT = "Objet : "
BUTTON = re.compile(r"^\[(?P<label>[^\]]+)\]\((?P<address>\S+)\)$")

DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MONTHS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)


class Subject(UniqueUnstructuredHeader, BaseHeader):  # type: ignore[misc]  # typeshed parts what the library joins
    """A subject whose every space survives its folding: the library's own may lose one beside an accent."""

    def fold(self, *, policy: Policy) -> str:
        """As encoded words (RFC 2047), each whole on its line."""
        encoded = Header(str(self), "utf-8", header_name=self.name).encode(linesep=policy.linesep)
        return f"{self.name}: {encoded}{policy.linesep}"


HEADERS = HeaderRegistry()
HEADERS.map_to_type("subject", Subject)
POLICY = EmailPolicy(header_factory=HEADERS)


@dataclass(frozen=True)
class Composed:
    """A mail's words."""

    subject: str
    paragraphs: tuple[str, ...]

    @property
    def text(self) -> str:
        """The plain form: the button is its address in clear."""
        shown = (BUTTON.sub("\\g<label>\u00a0: \\g<address>", each) for each in self.paragraphs)
        return "\n\n".join(shown) + "\n"


def day(moment: datetime) -> str:
    """« 1er mars 2026 »."""
    local = moment.astimezone(PARIS)
    number = "1er" if local.day == 1 else str(local.day)
    return f"{number} {MONTHS[local.month - 1]} {local.year}"


def deadline(moment: datetime) -> str:
    """« jeudi 12 mars 2026, 23 h 59 » for a window that ends at the end of that day; else its own hour."""
    local = moment.astimezone(PARIS)
    if (local.hour, local.minute, local.second) == (0, 0, 0):
        last = datetime.fromtimestamp(moment.timestamp() - 60, PARIS)
        return f"{DAYS[last.weekday()]} {day(last)}, 23\u00a0h\u00a059"
    return f"{DAYS[local.weekday()]} {day(local)}, {local.hour}\u00a0h\u00a0{local.minute:02d}"


def last_day(moment: datetime) -> str:
    """The last day of a window, « 12 mars 2026 »."""
    return day(datetime.fromtimestamp(moment.timestamp() - 60, PARIS))


def plain_day(written: str) -> str:
    """« 12 mars 2026 », of a day in ISO 8601."""
    return day(datetime.fromisoformat(written).replace(hour=12, tzinfo=PARIS))


def quoted(text: str) -> str:
    """Somebody's own words, each line marked, so that none can pass for a button or a heading of ours."""
    return "\n".join(f"> {line}" for line in text.splitlines() if line.strip())


def _parsed(show: Callable[[datetime], str]) -> Callable[[str], str]:
    """A filter on a moment in ISO 8601, as the data of a mail keeps it."""
    return lambda text: show(datetime.fromisoformat(text))


class Composer:
    """Fills templates in."""

    def __init__(self, public_url: str, sender: str) -> None:
        self._sender = sender
        # Plain text, which the HTML layout escapes where it shows it: nothing is escaped here.
        self._texts = Environment(loader=PackageLoader("notifications"), undefined=StrictUndefined, trim_blocks=True)
        self._texts.globals["site"] = public_url
        self._texts.filters.update(
            quoted=quoted, plain_day=plain_day, day=_parsed(day), last_day=_parsed(last_day), deadline=_parsed(deadline)
        )
        self._pages = Environment(
            loader=PackageLoader("notifications"), undefined=StrictUndefined, autoescape=True, trim_blocks=True
        )
        self._pages.globals["site"] = public_url

    def compose(self, template: str, data: dict[str, Any]) -> Composed:
        """The words of a mail."""
        text = self._texts.get_template(f"{template}.txt").render(data)
        head, _, body = text.partition("\n")
        paragraphs = tuple(each.strip() for each in re.split(r"\n{2,}", body) if each.strip())
        return Composed(head.removeprefix(SUBJECT).strip(), paragraphs)

    def message(
        self, composed: Composed, to: str, message_id: str, now: datetime, unsubscribe: str | None
    ) -> EmailMessage:
        """The mail to hand over, plain and HTML."""
        message = EmailMessage(POLICY)
        message["Subject"] = composed.subject
        message["From"] = self._sender
        message["To"] = to
        message["Date"] = format_datetime(now)
        message["Message-ID"] = message_id
        message["Auto-Submitted"] = "auto-generated"
        if unsubscribe:
            message["List-Unsubscribe"] = f"<{unsubscribe}>"
            message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
        message.set_content(composed.text)
        message.add_alternative(self._html(composed), subtype="html")
        return message

    def _html(self, composed: Composed) -> str:
        blocks = [_block(each) for each in composed.paragraphs]
        return self._pages.get_template("layout.html").render(subject=composed.subject, blocks=blocks)


def _block(paragraph: str) -> dict[str, Any]:
    if button := BUTTON.match(paragraph):
        return {"kind": "button", **button.groupdict()}
    lines = paragraph.split("\n")
    if all(line.startswith("- ") for line in lines):
        return {"kind": "list", "items": [line[2:] for line in lines]}
    return {"kind": "text", "lines": lines}
