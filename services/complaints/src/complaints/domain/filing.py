"""Filing a complaint: guards on what the author typed, then the new complaint."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from complaints.domain.complaint import Complaint, Product
from complaints.domain.days import day_of
from complaints.domain.errors import DuplicateOfTodayError, InvalidError, OutOfScopeError, TooManyComplaintsError
from complaints.domain.facts import Filed
from complaints.domain.guidance import is_barcode
from complaints.domain.terms import (
    MAX_AMOUNT_CENTS,
    PSEUDONYM_LENGTH,
    TEXT_LENGTH,
    TITLE_LENGTH,
    WISH_LENGTH,
    Terms,
)
from complaints.domain.triage import Accepted, Ask, Refused, TriageRules, triage


@dataclass(frozen=True)
class FileComplaint:
    """A consumer files a complaint about a brand."""

    complaint_id: str
    number: str
    author_id: str
    brand_id: str
    point_of_sale_id: str | None
    category: str
    marks: tuple[str, ...]
    title: str
    text: str
    wish: str | None
    pseudonym: str
    amount_cents: int | None
    first_note: int | None
    experience_on: date
    region: str | None
    product: Product | None
    rules_version: str
    commitments: bool
    """True facts, measured tone, proofs where possible, a rating after the answer."""
    now: datetime


@dataclass(frozen=True)
class FiledToday:
    """What the author filed on this day of Paris."""

    count: int
    brand_ids: frozenset[str]


def file(command: FileComplaint, today: FiledToday, terms: Terms) -> tuple[Complaint, Filed]:
    """The filed complaint and its fact.

    Raises:
        InvalidError: a value to correct, with its field.
        DuplicateOfTodayError: the author complained about this brand today already.
        TooManyComplaintsError: the author's daily limit.
    """
    _check_values(command)
    if terms.limited and command.brand_id in today.brand_ids:
        raise DuplicateOfTodayError
    if terms.limited and today.count >= terms.complaints_a_day:
        raise TooManyComplaintsError(terms.complaints_a_day)
    complaint = Complaint(
        id=command.complaint_id,
        number=command.number,
        author_id=command.author_id,
        brand_id=command.brand_id,
        point_of_sale_id=command.point_of_sale_id,
        category=command.category,
        marks=command.marks,
        title=command.title.strip(),
        text=command.text.strip(),
        wish=command.wish.strip() if command.wish else None,
        pseudonym=command.pseudonym.strip(),
        amount_cents=command.amount_cents,
        first_note=command.first_note,
        experience_on=command.experience_on,
        region=command.region,
        rules_version=command.rules_version,
        product=command.product,
        filed_at=command.now,
        version=1,
    )
    return complaint, Filed(command.now)


def marks_of(answers: Mapping[str, str], rules: TriageRules) -> tuple[str, ...]:
    """What the triage learnt and the complaint carries.

    Raises:
        OutOfScopeError: the answers lead to another door, whose reason is said.
        InvalidError: a question is left.
    """
    match triage(answers, rules):
        case Accepted(marks):
            return marks
        case Refused(_, why):
            raise OutOfScopeError(why)
        case Ask(question):
            raise InvalidError(f"Répondez d’abord : {question.text}", "triage")


def _check_values(command: FileComplaint) -> None:
    if not command.commitments:
        raise InvalidError("Acceptez les engagements pour déposer votre réclamation.", "commitments")
    _check_length(command.title, TITLE_LENGTH, "title", "Le titre")
    _check_length(command.text, TEXT_LENGTH, "text", "Le récit")
    _check_length(command.pseudonym, PSEUDONYM_LENGTH, "pseudonym", "Le pseudonyme")
    if command.wish and len(command.wish) > WISH_LENGTH:
        raise InvalidError(f"Résumez votre souhait en {WISH_LENGTH} signes au plus.", "wish")
    if command.experience_on > day_of(command.now):
        raise InvalidError("La date de l’expérience ne peut pas être dans le futur.", "experience_on")
    if command.amount_cents is not None and not 0 <= command.amount_cents <= MAX_AMOUNT_CENTS:
        raise InvalidError("Indiquez un montant entre 0 et 1 000 000 €.", "amount_cents")
    barcode = command.product.barcode if command.product else None
    if barcode and not is_barcode(barcode):
        raise InvalidError("Ce code-barres est faux : 13 chiffres (ou 8), dont une clé de contrôle.", "barcode")
    if command.first_note is not None and not 0 <= command.first_note <= 10:
        raise InvalidError("Donnez une note de 0 à 10.", "first_note")


def _check_length(value: str, bounds: tuple[int, int], field: str, name: str) -> None:
    low, high = bounds
    if len(value.strip()) < low:
        raise InvalidError(f"{name} est trop court : écrivez au moins {low} signes.", field)
    if len(value.strip()) > high:
        raise InvalidError(f"{name} est trop long : {high} signes au plus.", field)
