"""One async function per intention: load → decide → save + outbox."""

from collections.abc import Mapping, Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from contracts.partners import PublicPartner
from partners.messages import to_public
from partners.storage import PartnerStore


async def render_public(session: AsyncSession, ids: Sequence[str]) -> Mapping[str, PublicPartner]:
    """The public state of partners as it is now."""
    return {slug: to_public(each) for slug, each in (await PartnerStore(session).read(ids)).items()}
