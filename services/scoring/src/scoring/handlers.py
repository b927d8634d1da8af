"""What scoring listens to: the facts of complaints, and which sector a brand is in. Never a plan."""

from contracts.brands import BrandListed
from contracts.complaints import ComplaintFact
from scoring.messages import FACTS
from scoring.usecases import hearing, refreshing
from servicekit.handlers import Handlers
from servicekit.work import Work

handlers = Handlers()


async def on_complaint_fact(fact: ComplaintFact, work: Work) -> None:
    """What a complaint weighs may have changed."""
    await hearing.hear(work, fact)


for _fact in FACTS:
    handlers.on(_fact)(on_complaint_fact)


@handlers.on(BrandListed)
async def on_brand_listed(fact: BrandListed, work: Work) -> None:
    """The brand has a page and a sector."""
    await refreshing.list_brand(work, fact.brand_id, fact.sector)
