"""Loops that go on for as long as the process, whatever a library does to the task that it runs in.

aiokafka lets cancellations of its own tasks out of its calls, and swallows some of ours: a loop that trusted it would
end without an error, or wait without an end.
"""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from datetime import timedelta
from typing import Any, TypeVar

logger = logging.getLogger(__name__)

T = TypeVar("T")


class StrayCancellationError(Exception):
    """A call was cancelled from within: nobody asked for it."""


async def for_ever(loop: Callable[[], Coroutine[Any, Any, None]], pause: timedelta) -> None:
    """Runs a loop until this task is cancelled, and begins it anew where it ended in any other way."""
    while True:
        try:
            await loop()
            logger.error("%r ended, begun anew", loop)
        except asyncio.CancelledError:
            if _is_asked_to_end():
                raise
            logger.exception("%r was cancelled from within, begun anew", loop)
        except Exception:
            logger.exception("%r failed, begun anew", loop)
        await asyncio.sleep(pause.total_seconds())


async def within(span: timedelta, call: Coroutine[Any, Any, T]) -> T:
    """Runs a call in a task of its own, which is left behind if even its cancellation takes long.

    Raises TimeoutError, StrayCancellationError, or what the call raises.
    """
    task = asyncio.create_task(call)
    try:
        await asyncio.wait({task}, timeout=span.total_seconds())
        if not task.done():
            raise TimeoutError
    finally:
        if not task.done():
            task.cancel()
            await asyncio.wait({task}, timeout=1)
    if task.cancelled():
        raise StrayCancellationError
    return task.result()


def _is_asked_to_end() -> bool:
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0
