"""Keeps in Kafka what the registry says of partners: a Kafka that lost its data gets it back."""

import asyncio
import logging
from datetime import timedelta

from partners.provisioning import Provisioner, ProvisioningError
from partners.usecases import registry
from partners.usecases.common import keep_partner
from servicekit.work import Works

logger = logging.getLogger(__name__)

SOON = timedelta(seconds=5)
"""Before the next try, while Kafka is away."""


async def keep_restored(works: Works, provisioner: Provisioner, every: timedelta) -> None:
    """Restores the topics and rights of all partners, at once and then for ever."""
    while True:
        try:
            await restore(works, provisioner)
        except ProvisioningError:
            logger.warning("what partners have in Kafka is not all there, tried again", exc_info=True)
            await asyncio.sleep(SOON.total_seconds())
        else:
            await asyncio.sleep(every.total_seconds())


async def restore(works: Works, provisioner: Provisioner) -> None:
    """Makes what is missing. A partner is kept as it is meanwhile: who is being shut out gets no right back.

    Raises:
        ProvisioningError.
    """
    async with works.open() as work:
        slugs = await registry.on_topics(work)
    for slug in slugs:
        async with works.open() as work:
            partner = await keep_partner(work, slug)
            await provisioner.restore(slug, enters=partner.on_kafka)
