"""The rules of guidance as contracts, and the facts of a purchase out of one."""

from dataclasses import asdict

from complaints.domain.guidance import (
    Addressee,
    GuidanceRules,
    PurchaseFacts,
    evidence_list,
    rights,
    suggest_wishes,
)
from complaints.domain.triage import Accepted, Ask, Outcome, Refused, TriageRules
from contracts.http import guidance as http


def to_triage_outcome(outcome: Outcome, rules: TriageRules) -> http.TriageOutcome:
    """A question, a refusal or marks, as the form and the API show them."""
    match outcome:
        case Ask(question):
            choices = tuple(http.TriageChoice(code=c.code, label=c.label, hint=c.hint) for c in question.choices)
            asked = http.TriageQuestion(code=question.code, text=question.text, hint=question.hint, choices=choices)
            return http.TriageOutcome(outcome="ask", question=asked, rules_version=rules.version)
        case Refused(code, why, doors, article):
            shown = tuple(http.TriageDoor(name=d.name, link=d.link, note=d.note) for d in doors)
            refusal = http.TriageRefusal(code=code, why=why, article=article, doors=shown)
            return http.TriageOutcome(outcome="refused", refusal=refusal, rules_version=rules.version)
        case Accepted(marks):
            return http.TriageOutcome(outcome="accepted", marks=marks, rules_version=rules.version)


def to_guidance(sector: str, category: str, rules: GuidanceRules) -> http.Guidance:
    """What to join, ask for and know."""
    pieces = evidence_list(sector, rules).pieces
    return http.Guidance(
        pieces=tuple(
            http.PieceView(code=each.code, label=each.label, level=each.level, help=each.help) for each in pieces
        ),
        wishes=suggest_wishes(category, rules),
        rights=tuple(http.RightView(text=each.text, article=each.article) for each in rights(sector, category, rules)),
        notice=rules.notice,
        rules_version=rules.version,
    )


def to_purchase(body: http.FindAddressee, *, in_network: bool) -> PurchaseFacts:
    """What the author said of the purchase."""
    return PurchaseFacts(**body.model_dump(exclude={"brand_id"}), in_network=in_network)


def to_addressee(found: Addressee) -> http.Addressee:
    """To whom the complaint goes, as the form and the API show it."""
    return http.Addressee.model_validate(asdict(found))
