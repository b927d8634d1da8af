"""Before and while filing: the right door, to whom, with what proof. Nothing is kept."""

from complaints.domain.days import day_of
from complaints.domain.guidance import addressee
from complaints.domain.triage import triage
from complaints.messages.guidance import to_addressee, to_guidance, to_purchase, to_triage_outcome
from complaints.storage.replicas import ReplicaStore
from complaints.usecases.common import Rules
from contracts.http import guidance as http
from servicekit.work import Work


def view_triage(body: http.Triage, rules: Rules) -> http.TriageOutcome:
    """The next question, or where the answers lead."""
    return to_triage_outcome(triage(body.answers, rules.triage), rules.triage)


def view_guidance(sector: str, category: str, rules: Rules) -> http.Guidance:
    """What to join, ask for and know."""
    return to_guidance(sector, category, rules.guidance)


async def view_addressee(work: Work, body: http.FindAddressee, rules: Rules) -> http.Addressee:
    """To whom the complaint goes first, on this day of Paris; a brand not heard of has no network."""
    brand = await ReplicaStore(work.session).brand(body.brand_id) if body.brand_id else None
    facts = to_purchase(body, in_network=brand is not None and brand.in_network)
    return to_addressee(addressee(facts, rules.guidance, day_of(work.now)))
