"""Numbers that point to a person: bank accounts, cards, social security, told apart by their checksums."""

import re
from collections.abc import Iterator

from stdnum import iban, luhn
from stdnum.fr import nir

from complaints.domain.screening.folding import Folded
from complaints.domain.screening.model import Finding, Kind

RUN = re.compile(r"[a-z0-9](?:[ .\-_/]{0,2}[a-z0-9])*")
IBAN_COUNTRIES = {
    15: "no",
    16: "be",
    18: "dk fi nl",
    19: "si",
    20: "at ee lt lu",
    21: "ch hr li lv",
    22: "bg de gb ie",
    24: "ad cz es ro se sk tn",
    25: "pt",
    27: "fr gr it mc sm",
    28: "cy hu ma pl",
    31: "mt",
}
"""Countries by how many signs their IBANs have: Europe, Morocco and Tunisia."""

IBAN_LENGTHS = {country: length for length, countries in IBAN_COUNTRIES.items() for country in countries.split()}

RIB_LENGTH = 23
RIB_WEIGHTS = (89, 15, 3)
"""Of bank, branch and account in the key of a French account number."""

NIR = re.compile(
    r"(?<![a-z0-9])[1-478]S\dS\dS\dS\dS(?:\dS\d|2S[ab])S\dS\dS\dS\dS\dS\d(?:S\dS\d)?(?![a-z0-9]|S\d)".replace(
        "S", r"[ .\-]{0,1}"
    )
)
NIR_GROUPED = re.compile(r"\d[ .\-]\d\d[ .\-]\d\d[ .\-]\d[\dab][ .\-]\d{3}[ .\-]\d{3}\Z")
NIR_CUE = re.compile(r"\b(?:secu|securite sociale|nir|insee|ss)\b|\bvitale")
REFERENCE_CUE = re.compile(r"\b(?:suivi|colis|commande|dossier|client|lot|imei|serie|siret|code|ref|reference)\b")

DIGITS = re.compile(r"(?<![a-z0-9])\d(?:[ .\-]?\d){13,400}(?![a-z0-9])")
CARD_LENGTHS = {16: re.compile(r"4|5[1-5]|2[2-7]|6"), 15: re.compile(r"3[47]"), 14: re.compile(r"3[068]")}
"""Digits of a payment card and how it starts: Visa, Mastercard, Maestro, Discover; American Express; Diners."""


def find_accounts(folded: Folded) -> Iterator[Finding]:
    """IBANs of the countries above, and French account numbers (RIB) with their key."""
    for run in RUN.finditer(folded.text):
        places = [place for place in range(run.start(), run.end()) if folded.text[place].isalnum()]
        signs = "".join(folded.text[place] for place in places)
        starts = (first for first, place in enumerate(places) if is_edge(folded.text, place - 1))
        for first in starts:
            length = account_length(signs, first)
            if not length or len(places) < first + length or not is_account(signs[first : first + length]):
                continue
            end = places[first + length - 1] + 1
            if is_edge(folded.text, end):
                rule = "iban.rib" if length == RIB_LENGTH else "iban.checksum"
                yield Finding(*folded.original_span(places[first], end), Kind.IBAN, rule)


def account_length(signs: str, first: int) -> int | None:
    """How many signs an account number that starts here has."""
    if signs[first].isdigit():
        return RIB_LENGTH
    return IBAN_LENGTHS.get(signs[first : first + 2]) if signs[first + 2 : first + 4].isdigit() else None


def is_account(number: str) -> bool:
    """True when the check digits agree; the list of a country’s banks is not asked, new ones are missing there."""
    if number[0].isalpha():
        return iban.is_valid(number, check_country=False)
    return number.isdigit() and has_rib_key(number)


def has_rib_key(number: str) -> bool:
    """Key of bank (5 digits), branch (5) and account (11): 97 less the weighted sum modulo 97."""
    parts = (int(number[:5]), int(number[5:10]), int(number[10:21]))
    weighted = sum(weight * part for weight, part in zip(RIB_WEIGHTS, parts, strict=True))
    return int(number[21:]) == 97 - weighted % 97


def is_edge(text: str, place: int) -> bool:
    """True when no word goes on at this place."""
    return not (0 <= place < len(text) and text[place].isalnum())


def find_cards(folded: Folded) -> Iterator[Finding]:
    """Payment cards: known start, Luhn key; a bare number introduced as a tracking or order number is not one."""
    for run in DIGITS.finditer(folded.text):
        if run[0].isdigit() and REFERENCE_CUE.search(folded.before(run.start(), 20)):
            continue
        places = [place for place in range(run.start(), run.end()) if folded.text[place].isdigit()]
        for first, length in card_places(folded.text, places):
            span = folded.original_span(places[first], places[first + length - 1] + 1)
            yield Finding(*span, Kind.CARD, "card.luhn")


def card_places(text: str, places: list[int]) -> Iterator[tuple[int, int]]:
    """Where, among the digits of a run, a card number stands alone between two separators."""
    digits = "".join(text[place] for place in places)
    for first, place in enumerate(places):
        if not is_edge(text, place - 1):
            continue
        for length, start in CARD_LENGTHS.items():
            end = first + length
            known = end <= len(places) and start.match(digits, first) and luhn.is_valid(digits[first:end])
            if known and is_edge(text, places[end - 1] + 1):
                yield first, length


def find_social_security(folded: Folded) -> Iterator[Finding]:
    """Social security numbers (NIR), Corsica included: by their key, or without it when they are named or grouped."""
    for found in NIR.finditer(folded.text):
        number = re.sub(r"[ .\-]", "", found[0]).upper()
        named = NIR_CUE.search(folded.before(found.start())) is not None
        keyed = len(number) == 15 and nir.is_valid(number)
        grouped = NIR_GROUPED.match(found[0]) is not None
        if keyed or named or (len(number) == 13 and grouped):
            rule = "nir.key" if keyed else "nir.named" if named else "nir.grouped"
            yield Finding(*folded.original_span(*found.span()), Kind.SOCIAL_SECURITY, rule)
