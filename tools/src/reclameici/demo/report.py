"""What the operator reads of the demonstration: logins, what was left out, and what the site shows of it."""

import asyncio
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from rich.table import Table

from reclameici.demo.errors import RefusedError
from reclameici.demo.people import PASSWORD, logins
from reclameici.demo.plan import expected_status, is_presumed, left_out
from reclameici.demo.progress import Progress
from reclameici.demo.site import Site
from reclameici.demo.stories import Brand, Story

RATINGS_FOR_A_SCORE = 10
"""Explicit ratings below which a score is not shown."""


def login_table(brands: Iterable[Brand]) -> Table:
    """The accounts to try the site with."""
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    for title, person in logins(brands):
        table.add_row(title, person.email, PASSWORD)
    return table


def notes(brands: Iterable[Brand], stories: Iterable[Story], progress: Progress) -> tuple[str, ...]:
    """What the load did not play as it is written, each in one sentence."""
    claimed = _claimed(brands)
    missing = sum(left_out(each, each.brand in claimed) for each in stories)
    found = []
    if missing:
        found.append(f"Private messages left out, since their brands have no owner who could write them: {missing}.")
    if progress.held:
        found.append(f"{len(progress.held)} texts were held by the screening and published by the moderator.")
    return tuple(found)


@dataclass(frozen=True)
class Line:
    """One thing that must be so, how often it is expected, and where it is found otherwise."""

    what: str
    expected: int
    differing: tuple[str, ...]


async def check(site: Site, stories: Sequence[Story], progress: Progress) -> tuple[Line, ...]:
    """Compares what the public pages show with what the data says."""
    found = await asyncio.gather(*(_shown(site, each, progress) for each in stories))
    shown = {story.id: complaint for story, complaint in zip(stories, found, strict=True)}
    grouped: dict[tuple[str, str], list[Story]] = {}
    for story in stories:
        status = expected_status(story)
        grouped.setdefault((story.outcome, status), []).append(story)
    lines = [_compare(group, shown, *key) for key, group in sorted(grouped.items())]
    late = [each for each in stories if each.rating and is_presumed(each)]
    corrected = Line(
        "a late rating corrects a presumption", len(late), _differing(late, lambda each: _is_corrected(shown[each.id]))
    )
    return (*lines, corrected, await _disputes(site, stories, progress), await _scores(site, stories))


def _compare(group: Sequence[Story], shown: Mapping[str, Mapping[str, Any]], outcome: str, status: str) -> Line:
    return Line(f"{outcome}: {status}", len(group), _differing(group, lambda each: shown[each.id]["status"] == status))


def _differing(stories: Iterable[Story], is_so: Callable[[Story], bool]) -> tuple[str, ...]:
    return tuple(each.id for each in stories if not is_so(each))


def _is_corrected(complaint: Mapping[str, Any]) -> bool:
    steps = [each["status"] for each in complaint.get("timeline", ())]
    return bool((complaint.get("rating") or {}).get("late")) and "presumed" in steps


async def _shown(site: Site, story: Story, progress: Progress) -> Mapping[str, Any]:
    """The public complaint; of one that is not public, that it is held."""
    if story.id not in progress.complaints:
        return {"status": "not filed"}
    public = await _public(site, f"/complaints/{progress.complaints[story.id]}")
    return public or {"status": "held"}


async def _disputes(site: Site, stories: Sequence[Story], progress: Progress) -> Line:
    """Complaints in dispute say so."""
    disputed = [each for each in stories if each.outcome == "disputed" and each.id in progress.complaints]
    found = await asyncio.gather(*(_public(site, f"/complaints/{progress.complaints[e.id]}/dispute") for e in disputed))
    missing = tuple(each.id for each, dispute in zip(disputed, found, strict=True) if not dispute)
    return Line("disputed: open dispute", len(disputed), missing)


async def _scores(site: Site, stories: Iterable[Story]) -> Line:
    """Brands with enough explicit ratings have a score."""
    ratings = Counter(each.brand for each in stories if each.rating)
    brands = sorted(brand for brand, number in ratings.items() if number >= RATINGS_FOR_A_SCORE)
    scores = await asyncio.gather(*(_public(site, f"/brands/{each}/score") for each in brands))
    missing = tuple(brand for brand, score in zip(brands, scores, strict=True) if not (score and score["shown"]))
    return Line("brands with a score", len(brands), missing)


async def _public(site: Site, path: str) -> Mapping[str, Any] | None:
    try:
        found: Mapping[str, Any] = await site.get(path)
    except RefusedError as error:
        if error.status == HTTPStatus.NOT_FOUND:
            return None
        raise
    return found


def _claimed(brands: Iterable[Brand]) -> frozenset[str]:
    return frozenset(each.slug for each in brands if each.claimed)


def check_table(lines: Iterable[Line]) -> Table:
    """The comparison, a line for each outcome."""
    table = Table("Outcome in the data: state on the site", "Expected", "Found", "Differing")
    for line in lines:
        mark = f"[red]{' '.join(line.differing[:8])}[/]" if line.differing else "[green]none[/]"
        table.add_row(line.what, str(line.expected), str(line.expected - len(line.differing)), mark)
    return table
