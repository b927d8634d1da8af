"""What is kept for a time only: its rows are deleted once that time is over."""

import asyncio
import logging
from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import Column, delete

from servicekit.work import Works

logger = logging.getLogger(__name__)

KeptFor = Mapping[Column[datetime], timedelta]
"""How long rows are kept, by the column that says since when."""


async def sweep(works: Works, kept_for: KeptFor) -> None:
    """Deletes the rows whose time is over; several replicas may do it at once."""
    async with works.open() as work:
        for since, span in kept_for.items():
            await work.session.execute(delete(since.table).where(since < work.now - span))


async def keep_sweeping(works: Works, kept_for: KeptFor, every: timedelta) -> None:
    """Sweeps for ever, for the first time after one wait."""
    while True:
        await asyncio.sleep(every.total_seconds())
        try:
            await sweep(works, kept_for)
        except Exception:
            logger.warning("sweep failed, the next one will do", exc_info=True)
