"""What the screening of a text says: findings with their place and rule, and what follows from them."""

from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """What was found. The French label of each is what a mask shows."""

    INSULT = "insult"
    VULGARITY = "vulgarity"
    RACISM = "racism"
    HOMOPHOBIA = "homophobia"
    DISCRIMINATION = "discrimination"
    THREAT = "threat"
    CRIME_ACCUSATION = "crime_accusation"
    DISTRESS = "distress"
    EMAIL = "email"
    PHONE = "phone"
    IBAN = "iban"
    CARD = "card"
    PLATE = "plate"
    SOCIAL_SECURITY = "social_security"
    PERSON_NAME = "person_name"
    URL = "url"


class Outcome(StrEnum):
    """What becomes of the text. Nothing is ever refused by the machine."""

    PUBLISH = "publish"
    PUBLISH_MASKED = "publish_masked"
    HOLD = "hold"


LABELS: dict[Kind, str] = {
    Kind.INSULT: "insulte",
    Kind.VULGARITY: "grossièreté",
    Kind.RACISM: "propos raciste",
    Kind.HOMOPHOBIA: "propos homophobe",
    Kind.DISCRIMINATION: "propos discriminatoire",
    Kind.THREAT: "menace",
    Kind.CRIME_ACCUSATION: "accusation d’un délit",
    Kind.DISTRESS: "détresse",
    Kind.EMAIL: "adresse e-mail",
    Kind.PHONE: "téléphone",
    Kind.IBAN: "coordonnées bancaires",
    Kind.CARD: "carte bancaire",
    Kind.PLATE: "plaque d’immatriculation",
    Kind.SOCIAL_SECURITY: "numéro de sécurité sociale",
    Kind.PERSON_NAME: "nom de personne",
    Kind.URL: "lien",
}

PERSONAL_DATA = frozenset(
    {
        Kind.EMAIL,
        Kind.PHONE,
        Kind.IBAN,
        Kind.CARD,
        Kind.PLATE,
        Kind.SOCIAL_SECURITY,
        Kind.PERSON_NAME,
        Kind.URL,
    }
)
"""Masked and published. A link counts among them: its target may say who somebody is, and it may change later."""

FOR_A_HUMAN = frozenset(
    {Kind.RACISM, Kind.HOMOPHOBIA, Kind.DISCRIMINATION, Kind.THREAT, Kind.CRIME_ACCUSATION, Kind.DISTRESS}
)
"""Held for a moderator: quoting a slur, reporting a crime and committing one use the same words, and an author
who speaks of ending their life must be read by somebody."""


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One passage of the original text, `text[start:end]`, and the rule that found it."""

    start: int
    end: int
    kind: Kind
    rule: str
    """Id of the rule, e.g. `phone.french` or `insult.person`; lexicon rules are named in the data files."""


@dataclass(frozen=True, slots=True)
class Screening:
    """The outcome and the findings behind it, in reading order and without overlap."""

    outcome: Outcome
    findings: tuple[Finding, ...] = ()

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """Each kind once, in reading order: what `ComplaintHeld` says without the text."""
        return tuple(dict.fromkeys(finding.kind for finding in self.findings))


@dataclass(frozen=True, slots=True)
class ScreeningContext:
    """What is public about the brand, hence neither a person's name nor a person's number."""

    brand_names: frozenset[str] = field(default_factory=frozenset)
    """Names of brands and points of sale, as displayed."""
    brand_domains: frozenset[str] = field(default_factory=frozenset)
    """Domains of the brands' sites, without `www.`"""
    public_emails: frozenset[str] = field(default_factory=frozenset)
    public_phones: frozenset[str] = field(default_factory=frozenset)
    """Contact numbers on brands' pages, in any French or international writing."""


def outcome_of(findings: tuple[Finding, ...]) -> Outcome:
    """Hold beats mask beats publish.

    An ordinary insult is masked rather than held: once unreadable it offends nobody, the facts around it
    stay useful, and an angry text appears as fast as a calm one (the same delay for every tone).
    """
    if any(finding.kind in FOR_A_HUMAN for finding in findings):
        return Outcome.HOLD
    return Outcome.PUBLISH_MASKED if findings else Outcome.PUBLISH


def masked(text: str, findings: tuple[Finding, ...]) -> str:
    """The text with each finding replaced by a visible mask: « [masqué : téléphone] »."""
    pieces, position = [], 0
    for finding in sorted(findings):
        pieces += [text[position : finding.start], f"[masqué\N{NO-BREAK SPACE}: {LABELS[finding.kind]}]"]
        position = finding.end
    return "".join([*pieces, text[position:]])
