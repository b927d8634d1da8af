"""What the use cases share: the rules of the product, loading with access, recording facts."""

from dataclasses import dataclass

from complaints.domain.access import Membership, Reader
from complaints.domain.checking import Checked
from complaints.domain.complaint import Complaint, evolve
from complaints.domain.errors import ComplaintNotFoundError
from complaints.domain.facts import Fact
from complaints.domain.guidance import GuidanceRules
from complaints.domain.screening import Lexicons, Outcome, ScreeningContext, masked, screen
from complaints.domain.terms import Terms
from complaints.domain.triage import TriageRules
from complaints.messages import to_contract
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


FOR_A_MODERATOR = frozenset({"counterpart-unsure"})
"""Marks of the triage that promise the author a human look before publication."""

CONTEXT = ScreeningContext()


def check_texts(complaint: Complaint, rules: Rules) -> Checked:
    """Screens what everyone would read: title, text, wish and pseudonym."""
    title = screen(complaint.title, CONTEXT, rules.lexicons)
    text = screen(complaint.text, CONTEXT, rules.lexicons)
    others = [screen(each, CONTEXT, rules.lexicons) for each in (complaint.wish or "", complaint.pseudonym)]
    # A wish or a pseudonym has no masked form: whatever is found there goes to a human.
    doubtful = any(mark in FOR_A_MODERATOR for mark in complaint.marks)
    hold = doubtful or Outcome.HOLD in (title.outcome, text.outcome) or any(each.findings for each in others)
    every = [title, text, *others]
    return Checked(
        hold=hold,
        findings=tuple(dict.fromkeys(kind.value for each in every for kind in each.kinds)),
        masked=bool(title.findings or text.findings),
        title=masked(complaint.title, title.findings),
        text=masked(complaint.text, text.findings),
    )


async def reader_of(work: Work) -> Reader:
    """Who asks, with the brands the account may act for."""
    principal = work.principal
    rows = await ReplicaStore(work.session).memberships(principal.account_id) if principal.account_id else ()
    return Reader(
        principal.account_id, principal.role, tuple(Membership(row.brand_id, row.point_of_sale_id) for row in rows)
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
