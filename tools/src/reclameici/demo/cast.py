"""The accounts of the play: opened as people do, with the code that the mailbox received."""

import asyncio
from collections.abc import Callable, Iterable

from reclameici.demo.people import Person
from reclameici.demo.progress import Account, Progress
from reclameici.demo.site import Mailbox, Site, eventually

MAILS_WITHIN = 90.0
"""Seconds given to the codes of one round of sign-ups."""


async def open_accounts(
    people: Iterable[Person], site: Site, mailbox: Mailbox, progress: Progress, on_step: Callable[[], None]
) -> None:
    """Opens what accounts are missing, at real time; raises DemoError."""
    waiting = {each.email: each for each in people if each.email not in progress.accounts}

    async def ask(person: Person) -> None:
        body = {"email": person.email, "pseudonym": person.pseudonym, "professional": person.professional}
        await site.post("/accounts", body)

    async def verify(person: Person, code: str) -> None:
        body = {"email": person.email, "code": code, "password": person.password}
        opened = await site.post("/accounts/verify", body)
        progress.accounts[person.email] = Account(opened["account_id"], opened["token"])
        on_step()

    async def enter_codes() -> bool | None:
        codes = await mailbox.take_codes(waiting)
        await asyncio.gather(*(verify(waiting.pop(address), code) for address, code in codes.items()))
        return None if waiting else True

    async with asyncio.TaskGroup() as group:
        for person in tuple(waiting.values()):
            group.create_task(ask(person))
        group.create_task(eventually(enter_codes, "The arrival of a code in the mailbox", MAILS_WITHIN))
