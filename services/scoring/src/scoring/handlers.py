"""What scoring listens to: the facts of complaints and disputes, and which sector a brand is in. Never a plan."""

from collections.abc import Sequence

from contracts.brands import BrandListed
from scoring.messages import FACTS, Event
from scoring.usecases import hearing, refreshing
from servicekit.handlers import Handlers
from servicekit.work import Work

handlers = Handlers()


@handlers.on_batch(*FACTS)
async def on_complaint_facts(facts: Sequence[Event], work: Work) -> None:
    """What complaints weigh may have changed."""
    await hearing.hear(work, *facts)


@handlers.on_batch(BrandListed)
async def on_brands_listed(facts: Sequence[BrandListed], work: Work) -> None:
    """Brands have a page and a sector. In the order of ids, in which the facts of complaints lock them too."""
    for fact in sorted(facts, key=lambda each: each.brand_id):
        await refreshing.list_brand(work, fact.brand_id, fact.sector)
