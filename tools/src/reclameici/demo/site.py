"""The site and the mailbox as the load speaks to them: over HTTP only, a few requests at a time."""

import asyncio
import re
from collections.abc import Awaitable, Callable, Iterable
from datetime import UTC, datetime, timedelta
from typing import Any, Self, TypeVar
from uuid import uuid4

import httpx

from reclameici.demo.errors import DemoError, NotSettledError, RefusedError

AT_ONCE = 8
"""Requests under way side by side."""

PATIENCE = 20.0
"""Seconds given to what follows by itself: a membership that reaches another service, a check, a mail."""

CONFLICT = 409
NOT_YET = frozenset({404, CONFLICT, 429, 500, 502, 503, 504})
"""Answers that another moment may change."""

UNREACHABLE = httpx.Response(503)
"""Stands for no answer at all."""

TRACED = timedelta(days=2)
"""Age up to which what is played leaves traces."""

CLAIM_CODE = re.compile(r"\d{4} \d{4} \d{4}")

SUBJECT = re.compile(r"^(\d{6})\s: votre code")

T = TypeVar("T")


async def eventually(look: Callable[[], Awaitable[T | None]], what: str, patience: float = PATIENCE) -> T:
    """What `look` finds, as soon as it finds something; raises NotSettledError."""
    pause, waited = 0.02, 0.0
    while (found := await look()) is None:
        if waited > patience:
            raise NotSettledError(what, patience)
        await asyncio.sleep(pause)
        waited, pause = waited + pause, min(1.0, pause * 1.5)
    return found


class Site:
    """The JSON API."""

    def __init__(self, url: str) -> None:
        self._client = httpx.AsyncClient(base_url=f"{url}/api/v1", timeout=30, trust_env=False)
        self._turns = asyncio.Semaphore(AT_ONCE)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._client.aclose()

    async def get(self, path: str, *, token: str = "", at: datetime | None = None) -> Any:
        """A read; raises RefusedError at once."""
        return _answer(path, await self._send("GET", path, _headers(token, at)))

    async def post(
        self, path: str, body: Any = None, *, token: str = "", at: datetime | None = None, key: str = "", **form: Any
    ) -> Any:
        """A command, repeated with the same key until its time has come; raises RefusedError.

        Args:
            body: what is sent; or what makes it, again after a conflict: another body is another command.
        """
        headers = _headers(token, at) | ({"Idempotency-Key": key} if key else {})
        last, content = UNREACHABLE, body

        async def attempt() -> httpx.Response | None:
            nonlocal last, content
            if callable(body) and (callable(content) or last.status_code == CONFLICT):
                content = await body()
            last = await self._send("POST", path, headers, json=content, **form)
            return None if last.status_code in NOT_YET else last

        try:
            return _answer(path, await eventually(attempt, path))
        except NotSettledError:
            return _answer(path, last)

    async def _send(self, method: str, path: str, headers: dict[str, str], **options: Any) -> httpx.Response:
        async with self._turns:
            try:
                return await self._client.request(method, path, headers=headers, **options)
            except httpx.TransportError:
                return UNREACHABLE


def _headers(token: str, at: datetime | None) -> dict[str, str]:
    bearer = {"Authorization": f"Bearer {token}"} if token else {}
    moment = {"Reclameici-At": at.isoformat()} if at else {}
    return bearer | moment | ({} if at and datetime.now(UTC) - at < TRACED else _untraced())


def _untraced() -> dict[str, str]:
    """A W3C trace context that is not sampled: its many thousand spans would drown those of the reader's own acts."""
    ids = uuid4().hex + uuid4().hex
    return {"traceparent": f"00-{ids[:32]}-{ids[32:48]}-00"}


def _answer(path: str, response: httpx.Response) -> Any:
    if response is UNREACHABLE:
        raise DemoError("The site does not answer.")
    if response.is_success:
        return response.json()
    try:
        problem = response.json()
    except ValueError:
        problem = {"detail": response.text}
    faults = "; ".join(f"{each['field']}: {each['message']}" for each in problem.get("errors", ()))
    raise RefusedError(path, response.status_code, faults or str(problem.get("detail", "")))


class Mailbox:
    """The mail catcher, where codes are read."""

    def __init__(self, url: str) -> None:
        self._client = httpx.AsyncClient(base_url=url, timeout=30, trust_env=False)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._client.aclose()

    async def take_codes(self, addresses: Iterable[str]) -> dict[str, str]:
        """The newest code of each address that got one; the mails that brought them are removed."""
        wanted = set(addresses)
        codes: dict[str, str] = {}
        for mail in await self._mails():
            readers = wanted.intersection(mail["recipients"]["to"])
            if readers and (code := SUBJECT.match(mail["subject"] or "")):
                codes |= dict.fromkeys(readers, code.group(1))
                await self._client.delete(f"/messages/{mail['id']}")
        return codes

    async def find_claim_code(self, address: str) -> str | None:
        """The claim code that an address got; its mail stays, for readers of the demonstration."""
        for mail in await self._mails():
            if address in mail["recipients"]["to"]:
                text = (await self._client.get(f"/messages/{mail['id']}.plain")).text
                return found[0] if (found := CLAIM_CODE.search(text)) else None
        return None

    async def _mails(self) -> list[dict[str, Any]]:
        """All mails, oldest first."""
        try:
            answer = await self._client.get("/messages/")
        except httpx.TransportError as error:
            raise DemoError("The mailbox does not answer.") from error
        return sorted(answer.json()["messages"], key=lambda each: int(each["id"]))
