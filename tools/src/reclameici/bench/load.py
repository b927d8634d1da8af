"""A light HTTP load, the same for both sides of a ratio: keep-alive connections over loopback, bounded in count."""

import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

CONNECTIONS = 8
"""Requests under way at once."""


@dataclass(frozen=True)
class Measured:
    """What a load saw."""

    requests: int
    seconds: float
    latencies: tuple[float, ...]
    """Seconds, sorted."""

    @property
    def rate(self) -> float:
        """Requests per second."""
        return self.requests / self.seconds

    def percentile(self, share: float) -> float:
        """Milliseconds."""
        return self.latencies[min(len(self.latencies) - 1, int(len(self.latencies) * share))] * 1000


class RefusedError(Exception):
    """A request was not answered with a success."""


async def post_many(url: str, count: int, request_of: Callable[[int], tuple[Sequence[str], bytes]]) -> Measured:
    """Posts `count` bodies and waits for their answers.

    Args:
        request_of: header lines and body of the nth request.

    Raises:
        RefusedError: an answer that is not 2xx.
    """
    address = urlsplit(url)
    numbers = iter(range(count))
    latencies: list[float] = []
    started = time.perf_counter()

    async def connection() -> None:
        reader, writer = await asyncio.open_connection(address.hostname, address.port)
        for number in numbers:
            headers, body = request_of(number)
            sent = time.perf_counter()
            lines = [f"POST {address.path} HTTP/1.1", f"Host: {address.netloc}", *headers]
            lines += ["Content-Type: application/json", f"Content-Length: {len(body)}", "", ""]
            writer.write("\r\n".join(lines).encode() + body)
            await _read_answer(reader)
            latencies.append(time.perf_counter() - sent)
        writer.close()

    await asyncio.gather(*(connection() for _ in range(CONNECTIONS)))
    return Measured(count, time.perf_counter() - started, tuple(sorted(latencies)))


async def _read_answer(reader: asyncio.StreamReader) -> None:
    head = await reader.readuntil(b"\r\n\r\n")
    length = next(
        int(line.split(b":")[1]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")
    )
    body = await reader.readexactly(length)
    if not head.startswith(b"HTTP/1.1 2"):
        raise RefusedError(f"{head.splitlines()[0].decode()} {body[:200].decode()}")
