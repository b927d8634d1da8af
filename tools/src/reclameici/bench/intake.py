"""P1: filings through gateway and complaints, against the bare floor on the same PostgreSQL."""

import asyncio
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from uuid import uuid4

import httpx

from reclameici.bench.load import Measured, post_many
from reclameici.bench.people import Cast, gather
from reclameici.local.platform import LocalPlatform
from reclameici.local.ports import free_ports

WARM_UP = 200


def measure(platform: LocalPlatform, count: int, say: Callable[[str], None]) -> tuple[Measured, Measured]:
    """Floor and product, each warmed up, the same number of requests."""
    cast = gather(platform, authors=8)
    # The goal is about gateway and complaints: what the facts cause elsewhere is measured by the journey.
    for service in ("notifications", "scoring"):
        platform.stop_engine(service)
    url = f"{platform.surroundings.public_url}/api/v1/complaints"
    floor = _measure_floor(platform, cast, count, say)
    say("filing through the gateway")
    asyncio.run(post_many(url, WARM_UP, lambda n: _filing(cast, n)))
    return floor, asyncio.run(post_many(url, count, lambda n: _filing(cast, n)))


def _measure_floor(platform: LocalPlatform, cast: Cast, count: int, say: Callable[[str], None]) -> Measured:
    port = free_ports()["gateway"]
    database = platform.postgresql.url("reclameici_gateway", "postgresql")
    environment = os.environ | {"FLOOR_DATABASE": database, "FLOOR_PORT": str(port)}
    process = subprocess.Popen([sys.executable, "-m", "reclameici.bench.floor"], env=environment)
    try:
        _await_port(port)
        say("the bare floor")
        url = f"http://127.0.0.1:{port}/complaints"
        asyncio.run(post_many(url, WARM_UP, lambda n: _filing(cast, n)))
        return asyncio.run(post_many(url, count, lambda n: _filing(cast, n)))
    finally:
        process.terminate()
        process.wait(10)


def _await_port(port: int) -> None:
    for _ in range(100):
        try:
            httpx.get(f"http://127.0.0.1:{port}/", timeout=1)
        except httpx.TransportError:
            time.sleep(0.1)
        else:
            return


def _filing(cast: Cast, number: int) -> tuple[list[str], bytes]:
    token = cast.tokens[number % len(cast.tokens)]
    headers = [f"Authorization: Bearer {token}", f"Idempotency-Key: {uuid4()}"]
    return headers, json.dumps(cast.complaint).encode()
