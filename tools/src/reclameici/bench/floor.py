"""The floor of P1: a bare FastAPI route doing one INSERT and one outbox INSERT. `python -m reclameici.bench.floor`."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg
import uvicorn
from fastapi import FastAPI, Request
from uuid_utils import uuid7

TABLES = """
create table if not exists bare_complaint (id text primary key, body text);
create table if not exists bare_outbox (id bigint generated always as identity primary key, key text, data text);
"""


def build(database: str) -> FastAPI:
    """The app, on a plain asyncpg pool."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with asyncpg.create_pool(database, min_size=8, max_size=16) as pool:
            await pool.execute(TABLES)
            app.state.pool = pool
            yield

    app = FastAPI(lifespan=lifespan)

    @app.post("/complaints", status_code=201)
    async def post_complaint(request: Request) -> dict[str, str]:
        body, id_ = (await request.body()).decode(), str(uuid7())
        async with request.app.state.pool.acquire() as connection, connection.transaction():
            await connection.execute("insert into bare_complaint values ($1, $2)", id_, body)
            await connection.execute("insert into bare_outbox (key, data) values ($1, $2)", id_, body)
        return {"id": id_}

    return app


if __name__ == "__main__":
    uvicorn.run(
        build(os.environ["FLOOR_DATABASE"]),
        port=int(os.environ["FLOOR_PORT"]),
        log_level="error",
        loop="uvloop",
        http="httptools",
    )
