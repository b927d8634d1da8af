"""A mail server of a few lines that answers as a test wants, and the service's post office on a real PostgreSQL."""

import asyncio
import email
import email.policy
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.message import EmailMessage
from functools import partial

import pytest
from services.notifications.tests.world import COMPOSER, PATIENCE, SEALER, SITE, T0
from sqlalchemy import text

import notifications
from notifications.mailer import Mailer
from notifications.usecases.mails import POST_MAIL, Post, post_mail
from servicekit.deadlines import DeadlineRunner, Deadlines, StepPolicy
from servicekit.work import Works

BACKOFF = timedelta(minutes=1)


@dataclass
class TinyServer:
    """Takes mails. `answers` changes what it says to a command; `cuts` drops the line after the mail was given."""

    port: int = 0
    answers: dict[str, str] = field(default_factory=dict)
    cuts: bool = False
    taken: list[EmailMessage] = field(default_factory=list)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await self._say(writer, "220 tiny")
        while line := (await reader.readline()).decode().strip():
            command = line.split(":")[0].split(" ")[0].upper()
            if command == "DATA" and "DATA" not in self.answers:
                await self._say(writer, "354 go on")
                mail = await reader.readuntil(b"\r\n.\r\n")
                self._take(mail)
                if self.cuts:
                    break
                await self._say(writer, self.answers.get("END", "250 queued as 42"))
            else:
                await self._say(writer, self.answers.get(command, "250 tiny"))
            if command == "QUIT":
                break
        writer.close()

    def _take(self, mail: bytes) -> None:
        if self.answers.get("END", "250").startswith("250"):
            parsed = email.message_from_bytes(mail.removesuffix(b".\r\n"), policy=email.policy.default)
            assert isinstance(parsed, EmailMessage)
            self.taken.append(parsed)

    async def _say(self, writer: asyncio.StreamWriter, answer: str) -> None:
        writer.write(f"{answer}\r\n".encode())
        await writer.drain()


@pytest.fixture
async def smtp() -> AsyncIterator[TinyServer]:
    """The mail server, on a free port."""
    tiny = TinyServer()
    server = await asyncio.start_server(tiny.serve, "127.0.0.1", 0)
    tiny.port = server.sockets[0].getsockname()[1]
    async with server:
        yield tiny


def mailer_of(port: int) -> Mailer:
    return Mailer("127.0.0.1", port, None, None, starttls=False, timeout=timedelta(seconds=5))


@pytest.fixture
def mailer(smtp) -> Mailer:
    return mailer_of(smtp.port)


@dataclass
class SetClock:
    """A clock that tests move."""

    moment: datetime = T0

    def now(self) -> datetime:
        return self.moment


@dataclass
class PostOffice:
    """The service's mails, its database and its clock."""

    post: Post
    works: Works
    runner: DeadlineRunner
    clock: SetClock

    async def run(self, after: timedelta = timedelta()) -> None:
        """Lets time pass, then does what is due."""
        self.clock.moment += after
        while await self.runner.run_due():
            pass

    async def rows(self, query: str) -> list[tuple[object, ...]]:
        """Rows of the service's tables."""
        async with self.works.open() as work:
            return [tuple(row) for row in await work.session.execute(text(query))]


@pytest.fixture
async def office(fresh_database, mailer) -> PostOffice:
    """The post office with a fresh database and the tiny mail server."""
    database = await fresh_database(notifications, 4)
    clock = SetClock()
    post = Post(COMPOSER, mailer, SEALER, PATIENCE, clock, "reclameici.example", "contact@reclameici.example", SITE)
    works = Works(database, clock, lambda _: None, lambda: None)
    deadlines = Deadlines()
    deadlines.step(POST_MAIL, partial(post_mail, post=post))
    runner = DeadlineRunner(deadlines, works, StepPolicy(BACKOFF * 5, BACKOFF, BACKOFF), BACKOFF)
    return PostOffice(post, works, runner, clock)
