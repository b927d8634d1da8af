"""What brands listens to."""

from brands import usecases
from contracts.notifications import BrandNotified
from servicekit.handlers import Handlers
from servicekit.work import Work

handlers = Handlers()


@handlers.on(BrandNotified)
async def on_brand_notified(fact: BrandNotified, work: Work) -> None:
    """A brand without an owner was told of a complaint."""
    await usecases.note_contact(work, fact.brand_id, fact.at)
