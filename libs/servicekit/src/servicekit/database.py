"""One engine, one way to open a transaction."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine


class Database:
    """A service's own PostgreSQL database."""

    def __init__(self, url: str, pool_size: int = 16) -> None:
        """Args: url: `postgresql+asyncpg://…`; pool_size: connections at most."""
        # No pre-ping: it costs three round trips a transaction. The first error of a dead connection empties the pool,
        # consumers and loops try again, and a caller gets a 503 that its idempotency key makes safe to repeat.
        # No overflow either: a connection that comes and goes prepares its statements anew each time.
        # Parameters are people's words and addresses: an error that is logged does not say them.
        self.engine: AsyncEngine = create_async_engine(url, pool_size=pool_size, max_overflow=0, hide_parameters=True)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[AsyncSession]:
        """A session whose work is committed at the end, or rolled back by an exception."""
        async with AsyncSession(self.engine, expire_on_commit=False) as session, session.begin():
            yield session

    async def ping(self) -> None:
        """Raises what the driver raises when the database does not answer."""
        async with self.engine.connect() as connection:
            await connection.execute(text("select 1"))

    async def close(self) -> None:
        """Closes the pool."""
        await self.engine.dispose()
