"""What the use cases share: the rules of the product, loading with access, recording facts."""

from dataclasses import dataclass

from complaints.domain.access import HeldCode, Membership, Reader
from complaints.domain.checking import Checked
from complaints.domain.complaint import Complaint, evolve
from complaints.domain.errors import ComplaintNotFoundError
from complaints.domain.facts import Fact, Subject
from complaints.domain.guidance import GuidanceRules
from complaints.domain.screening import Kind, Lexicons, Outcome, Screening, ScreeningContext, masked, screen
from complaints.domain.terms import Terms
from complaints.domain.triage import TriageRules
from complaints.messages.facts import to_contract
from complaints.storage.complaints import ComplaintStore
from complaints.storage.replicas import ReplicaStore
from contracts.complaints import PublicComplaint
from servicekit.work import Work


@dataclass(frozen=True)
class Rules:
    """The product's rules as data, built once by `main.py`."""

    terms: Terms
    lexicons: Lexicons
    triage: TriageRules
    guidance: GuidanceRules

    @property
    def version(self) -> str:
        """Which triage and guidance are in force: `triage 2026-11-24, guidance 2026-11-24`."""
        return f"triage {self.triage.version}, guidance {self.guidance.version}"


FOR_A_MODERATOR = frozenset({"counterpart-unsure"})
"""Marks of the triage that promise the author a human look before publication."""

EVERYTHING = frozenset(Kind)
"""Every kind that the screening knows."""

CONTEXT = ScreeningContext()


def screen_complaint(complaint: Complaint, rules: Rules) -> dict[str, Screening]:
    """What the screening finds in each text that everyone would read."""
    texts = {
        "title": complaint.title,
        "text": complaint.text,
        "wish": complaint.wish or "",
        "pseudonym": complaint.pseudonym,
    }
    return {field: screen(text, CONTEXT, rules.lexicons) for field, text in texts.items()}


def check_texts(complaint: Complaint, rules: Rules, masking: frozenset[Kind] = EVERYTHING) -> Checked:
    """The screening's word on a complaint, its texts as they would be shown with these kinds masked."""
    found = screen_complaint(complaint, rules)
    # A wish or a pseudonym has no masked form: whatever is found there goes to a human.
    unmaskable = found["wish"].findings or found["pseudonym"].findings
    doubtful = any(mark in FOR_A_MODERATOR for mark in complaint.marks)
    title = tuple(each for each in found["title"].findings if each.kind in masking)
    text = tuple(each for each in found["text"].findings if each.kind in masking)
    return Checked(
        hold=bool(doubtful or unmaskable or any(each.outcome is Outcome.HOLD for each in found.values())),
        findings=tuple(dict.fromkeys(kind.value for each in found.values() for kind in each.kinds)),
        masked=bool(title or text),
        title=masked(complaint.title, title),
        text=masked(complaint.text, text),
    )


def screen_case(complaint: Complaint, rules: Rules) -> dict[str, Screening]:
    """What the screening finds in each text that a moderator may have to decide about."""
    comment = complaint.rating.comment if complaint.rating else None
    response = complaint.held_response.text if complaint.held_response else None
    later = {"comment": comment or "", "response": response or ""}
    screened = {field: screen(text, CONTEXT, rules.lexicons) for field, text in later.items()}
    return screen_complaint(complaint, rules) | screened


def check_text(text: str, rules: Rules, masking: frozenset[Kind] = EVERYTHING) -> Checked:
    """The screening's word on a comment or a response, as it would be shown with these kinds masked."""
    found = screen(text, CONTEXT, rules.lexicons)
    masks = tuple(each for each in found.findings if each.kind in masking)
    return Checked(
        hold=found.outcome is Outcome.HOLD,
        findings=tuple(kind.value for kind in found.kinds),
        masked=bool(masks),
        text=masked(text, masks),
    )


def check_review(complaint: Complaint, rules: Rules, masking: frozenset[Kind]) -> Checked:
    """The screening's word on the text in review."""
    if complaint.review is Subject.COMMENT and complaint.rating:
        return check_text(complaint.rating.comment or "", rules, masking)
    if complaint.review is Subject.RESPONSE and complaint.held_response:
        return check_text(complaint.held_response.text, rules, masking)
    return check_texts(complaint, rules, masking)


async def reader_of(work: Work) -> Reader:
    """Who asks, with the brands the account may act for."""
    principal = work.principal
    rows = await ReplicaStore(work.session).memberships(principal.account_id) if principal.account_id else ()
    held = principal.held_code
    return Reader(
        principal.account_id,
        principal.role,
        tuple(Membership(row.brand_id, row.point_of_sale_id) for row in rows),
        HeldCode(held.brand_id, held.complaint_id) if held else None,
    )


async def load(work: Work, complaint_id: str) -> Complaint:
    """The complaint, locked. Raises ComplaintNotFoundError."""
    complaint = await ComplaintStore(work.session).load(complaint_id)
    if complaint is None:
        raise ComplaintNotFoundError
    return complaint


async def record(work: Work, complaint: Complaint, *facts: Fact) -> Complaint:
    """Applies facts, saves the complaint, tells the other services and the site."""
    for fact in facts:
        complaint = evolve(complaint, fact)
        if message := to_contract(complaint, fact):
            work.publish(message)
    await ComplaintStore(work.session).save(complaint)
    if complaint.published_at:
        work.show(PublicComplaint, complaint.id)
    return complaint
