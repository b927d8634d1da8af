"""The screening of one text: every detector on the folded text, then one outcome."""

from collections.abc import Iterable
from dataclasses import dataclass

from complaints.domain.screening.contacts import find_emails, find_links
from complaints.domain.screening.digits import find_accounts, find_cards, find_social_security
from complaints.domain.screening.folding import Folded, fold
from complaints.domain.screening.lexicon import Lexicon
from complaints.domain.screening.model import (
    FOR_A_HUMAN,
    PERSONAL_DATA,
    Finding,
    Screening,
    ScreeningContext,
    outcome_of,
)
from complaints.domain.screening.namebook import NameBook
from complaints.domain.screening.names import find_names
from complaints.domain.screening.phones import find_phones
from complaints.domain.screening.phrases import find_phrases
from complaints.domain.screening.plates import find_plates


@dataclass(frozen=True, slots=True)
class Lexicons:
    """The data that the screening works with, loaded once by `complaints.data`."""

    phrases: Lexicon
    names: NameBook


def screen(text: str, context: ScreeningContext, lexicons: Lexicons) -> Screening:
    """Find what must be masked or read by a human. Pure; the time grows with the length of the text."""
    findings = merge(detect(fold(text), context, lexicons))
    return Screening(outcome_of(findings), findings)


def detect(folded: Folded, context: ScreeningContext, lexicons: Lexicons) -> list[Finding]:
    """All that any detector finds, overlaps included."""
    return [
        *find_phrases(folded, lexicons.phrases),
        *find_emails(folded, context),
        *find_links(folded, context),
        *find_phones(folded, context),
        *find_accounts(folded),
        *find_cards(folded),
        *find_social_security(folded),
        *find_plates(folded),
        *find_names(folded, context, lexicons.names),
    ]


def merge(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings that overlap as one, over all they cover, named after the one that matters most."""
    merged: list[Finding] = []
    for finding in sorted(findings):
        if merged and finding.start < merged[-1].end:
            merged[-1] = union(merged[-1], finding)
        else:
            merged.append(finding)
    return tuple(merged)


def union(one: Finding, other: Finding) -> Finding:
    """Both passages under the kind of the weightier, or of the longer among equals."""
    chosen = max(one, other, key=lambda finding: (weight(finding), finding.end - finding.start))
    return Finding(min(one.start, other.start), max(one.end, other.end), chosen.kind, chosen.rule)


def weight(finding: Finding) -> int:
    """What a human must read goes before what is masked, and personal data before an insult."""
    return 2 if finding.kind in FOR_A_HUMAN else 1 if finding.kind in PERSONAL_DATA else 0
