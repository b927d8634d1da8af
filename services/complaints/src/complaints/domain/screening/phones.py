"""Telephone numbers: French ones by their shape, foreign ones by the `phonenumbers` library, spelled-out ones."""

import re
from collections.abc import Iterator

import phonenumbers

from complaints.domain.screening.folding import Folded
from complaints.domain.screening.model import Finding, Kind, ScreeningContext

S = r"[ .\-/_]{0,3}"
D = r"[0-9oil]"
FRENCH = re.compile(rf"(?<![a-z0-9+])(?:(?:\+|00){S}33{S}(?:\(0\){S})?0?|[0o]{S})[1-79](?:{S}{D}){{8}}(?![a-z0-9])")
LEAST_DIGITS = 7
"""True digits among the nine, so that « o il … » is no number."""
GOES_ON = re.compile(r"[ .\-/]\d\d(?!\d|h)")
FOREIGN = re.compile(r"(?<![a-z0-9+])(?:\+|00)[1-9](?:[ .\-/()]{0,2}\d){7,13}(?![a-z0-9])")
REFERENCE_CUE = re.compile(
    r"\b(?:article|commande|contrat|client|dossier|ticket|reference|ref|facture|colis|suivi|billet|serie|compteur|lot"
    r"|adherent|abonne|siret|siren|code|carte|reservation)\b[^,;.!?]{0,14}\Z"
)
COMPANY_PREFIX = re.compile(r"0?969")
"""Numbers « cristal », given to companies only; 08 and short numbers do not have a person's shape at all."""

VALUES = {
    word: value
    for value, words in {
        **dict(enumerate(("zero", "un une", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix"))),
        **dict(enumerate(("onze", "douze", "treize", "quatorze", "quinze", "seize"), start=11)),
        **dict(zip(range(20, 70, 10), ("vingt vingts", "trente", "quarante", "cinquante", "soixante"), strict=True)),
    }.items()
    for word in words.split()
}
"""What the words of a number are worth."""

TEENS = (10, 70, 90)
"""Numbers that `sept`, `huit` and `neuf` go on from: dix-sept, soixante-dix-sept."""
SPLIT = re.compile(r"(?: et )|[ ,.\-]+")
SPELLED = re.compile(rf"\bzero(?:(?: et |[ ,.\-]{{1,2}})(?:{'|'.join(VALUES)}|\d{{1,2}})\b){{4,24}}")
SUBSCRIBER = 9
"""Digits of a French number after its leading zero."""


def find_phones(folded: Folded, context: ScreeningContext) -> Iterator[Finding]:
    """Numbers that may reach a person; those on brands' pages are public."""
    public = frozenset(subscriber_digits(number) for number in context.public_phones)
    for pattern, rule, is_phone in (
        (FRENCH, "phone.french", is_french),
        (FOREIGN, "phone.foreign", is_foreign),
        (SPELLED, "phone.spelled", is_spelled),
    ):
        for found in pattern.finditer(folded.text):
            if is_phone(folded, found) and subscriber_digits(found[0]) not in public:
                yield Finding(*folded.original_span(*found.span()), Kind.PHONE, rule)


def subscriber_digits(number: str) -> str:
    """The digits that stay the same however a French number is written."""
    return re.sub(r"\D", "", number)[-SUBSCRIBER:]


def is_french(folded: Folded, found: re.Match[str]) -> bool:
    """A French personal number, not an order number nor the start of a longer list of figures."""
    number = found[0]
    if sum(sign.isdigit() for sign in number) < LEAST_DIGITS or COMPANY_PREFIX.match(number.replace(" ", "")):
        return False
    referenced = REFERENCE_CUE.search(folded.before(found.start()))
    return not (referenced and (number.isalnum() or GOES_ON.match(folded.text, found.end())))


def is_foreign(_: Folded, found: re.Match[str]) -> bool:
    """A number of another country that exists in its plan."""
    try:
        number = phonenumbers.parse("+" + re.sub(r"\D", "", found[0]).removeprefix("00"))
    except phonenumbers.NumberParseException:
        return False
    return number.country_code != 33 and phonenumbers.is_valid_number(number)


def is_spelled(_: Folded, found: re.Match[str]) -> bool:
    """Ten digits once the words are read as numbers."""
    return len(read_digits(found[0])) == SUBSCRIBER + 1


def read_digits(spelled: str) -> str:
    """« zero six trente neuf 98 » → 063998: figures as they stand, number words added up as they are spoken."""
    digits, spoken = "", None
    for word in SPLIT.split(spelled):
        value = None if word.isdigit() else VALUES[word]
        joined = join_spoken(spoken, value)
        if joined is None:
            digits += "" if spoken is None else str(spoken)
            digits += word if value is None else ""
        spoken = value if joined is None else joined
    return digits + ("" if spoken is None else str(spoken))


def join_spoken(spoken: int | None, value: int | None) -> int | None:
    """The number that two words in a row make (`quatre vingt` 80, `soixante quinze` 75); None when they make two."""
    if spoken is None or value is None:
        return None
    if (spoken, value) == (4, 20):
        return 80
    most = {20: 9, 30: 9, 40: 9, 50: 9, 60: 16, 80: 16}.get(spoken, 0)
    if 1 <= value <= most or (spoken in TEENS and 7 <= value <= 9):
        return spoken + value
    return None
