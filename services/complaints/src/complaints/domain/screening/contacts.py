"""E-mail addresses and links, plain or spelled out (« nom arobase domaine point fr »)."""

import re
from collections.abc import Iterator

from complaints.domain.screening.folding import Folded
from complaints.domain.screening.model import Finding, Kind, ScreeningContext

AT = r"(?: ?@ ?|\s{0,2}[\[({<]\s?(?:at|arobase|arobas|a|@)\s?[\])}>]\s{0,2}|\s{1,2}(?:arobase|arobas|at)\s{1,2})"
DOT = r"(?:\.|\s{0,2}[\[({<]\s?(?:dot|point|pt|\.)\s?[\])}>]\s{0,2}|\s{1,2}(?:point|dot)\s{1,2}|\s\.\s?)"
LABEL = r"[a-z0-9\-]{1,63}"
ENDING = r"(?:fr|com|net|org|eu|be|ch|lu|de|es|it|uk|ca|io|me|info|pro|biz|re|bzh|alsace|corsica|paris|example)"
PLAIN_EMAIL = re.compile(rf"(?<![\w.+\-])([\w.+\-]{{1,64}})@({LABEL}(?:\.{LABEL}){{0,4}}\.[a-z]{{2,24}})")
MORE_NAME = r"(?:(?:\s?[\[(]\s?(?:point|dot)\s?[\])]\s?|\s(?:point|dot)\s)[\w+\-]{1,30}){0,2}"
NAME = rf"[\w.+\-]{{1,64}}{MORE_NAME}"
DOMAIN = rf"{LABEL}(?:{DOT}{LABEL}){{0,3}}{DOT}{ENDING}"
SPELLED_EMAIL = re.compile(rf"(?<![\w.+\-])({NAME}){AT}({DOMAIN})(?!\w)")
LINK = re.compile(r"(?<!\w)(?:h(?:tt|xx)ps?://|www\.)([a-z0-9.\-]{1,253})[^\s<>«»\"]{0,500}")
PUNCTUATION = ".,;:!?)]}'"

PUBLIC_MAILBOX = re.compile(
    r"(?:contact|service|sav|support|info|bonjour|hello|client|reclamation|no-?reply|ne-?pas-?repondre|commande"
    r"|facturation|mediat|accueil|relation|assistance|aide|dpo|rgpd)"
)
"""Starts of addresses that belong to a company, not to one of its people."""


def find_emails(folded: Folded, context: ScreeningContext) -> Iterator[Finding]:
    """Addresses, but those a brand publishes and the general mailboxes of its domain."""
    for pattern, rule in ((PLAIN_EMAIL, "email.plain"), (SPELLED_EMAIL, "email.spelled")):
        for found in pattern.finditer(folded.text):
            if not is_public_mailbox(found[1], found[2], context):
                yield Finding(*folded.original_span(*found.span()), Kind.EMAIL, rule)


def is_public_mailbox(name: str, domain: str, context: ScreeningContext) -> bool:
    """True for an address that a brand shows to everyone."""
    if f"{name}@{domain}" in context.public_emails:
        return True
    return is_of_brand(domain, context) and PUBLIC_MAILBOX.match(name) is not None


def is_of_brand(domain: str, context: ScreeningContext) -> bool:
    """True for a brand's domain or one below it."""
    parts = domain.split(".")
    return any(".".join(parts[first:]) in context.brand_domains for first in range(len(parts) - 1))


def find_links(folded: Folded, context: ScreeningContext) -> Iterator[Finding]:
    """Links, but to a brand's own site."""
    for found in LINK.finditer(folded.text):
        if not is_of_brand(found[1].rstrip("."), context):
            end = found.start() + len(found[0].rstrip(PUNCTUATION))
            yield Finding(*folded.original_span(found.start(), end), Kind.URL, "url.link")
