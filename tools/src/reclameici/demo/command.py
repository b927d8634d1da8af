"""`reclameici demo`: what the demonstration made, on the running platform of this working copy."""

import asyncio

from rich.console import Console

from reclameici.demo.errors import DemoError
from reclameici.demo.load import today_in_paris
from reclameici.demo.progress import Progress
from reclameici.demo.report import Line, check, check_table, login_table, notes
from reclameici.demo.site import Site
from reclameici.demo.stories import read_brands, read_stories
from reclameici.local.ports import HOST, ports_from_environment
from reclameici.local.workspace import DATA


def show_demonstration(console: Console, compare: bool) -> None:
    """Prints the logins, or compares the data with the site.

    Raises:
        DemoError: the site differs from the data, or the data is not loaded.
    """
    brands, stories = read_brands(), read_stories()
    progress = Progress.load(DATA, today_in_paris())
    if not progress.done:
        raise DemoError("The demonstration data is not loaded yet: run make run and wait for its bar.")
    if not compare:
        console.print(login_table(brands))
        return
    lines = asyncio.run(_check(progress))
    console.print(check_table(lines))
    for note in notes(brands, stories, progress):
        console.print(note)
    if any(line.differing for line in lines):
        raise DemoError("The site differs from the demonstration data.")


async def _check(progress: Progress) -> tuple[Line, ...]:
    async with Site(f"http://{HOST}:{ports_from_environment()['gateway']}") as site:
        return await check(site, read_stories(), progress)
