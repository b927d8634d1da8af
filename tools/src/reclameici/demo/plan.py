"""The plan of the play: every command of every complaint with its moment, grouped by day of Paris, oldest first."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Literal
from uuid import UUID, uuid5
from zlib import crc32
from zoneinfo import ZoneInfo

from reclameici.demo.stories import Brand, Story

PARIS = ZoneInfo("Europe/Paris")

NAMESPACE = UUID("0f6d1b8a-6c3e-4a55-9d0c-5c0e8d1f7a24")
"""Of the idempotency keys: what was played once is answered again, never done twice."""

RATING_DAYS = 10
"""The rating window: it closes with the end of its tenth day, as complaints has it by default."""

ESCALATION_DAYS = 2
"""How long an author thinks before making a dispute of a bad answer."""

RESPONSE_DAYS = 15
"""A brand's delay, as brands has it by default: after it silence is a ground."""

Action = Literal["file", "message", "response", "rating", "presumption", "escalation"]

REGIONS = ("11", "84", "76", "75", "32", "93", "44", "53")
"""Where the authors of the demonstration live; one in nine does not say."""

TRIAGE = {"counterpart": "business", "capacity": "consumer", "purchase": "yes", "accessibility": "no"}


@dataclass(frozen=True)
class Step:
    """One command of a complaint; a presumption is only waited for."""

    story: Story
    nth: int
    """Its place in the story, from 0."""
    action: Action
    by: Literal["author", "brand"]
    at: datetime
    body: Mapping[str, Any]

    @property
    def key(self) -> str:
        """Its idempotency key."""
        return key_of(self.story.id, self.action, self.nth)


@dataclass(frozen=True)
class Day:
    """What happens on one day of Paris, in order."""

    on: date
    steps: tuple[Step, ...]

    @property
    def opens_at(self) -> datetime:
        """Its first minute is over: what was due at midnight is due."""
        return moment(self.on, 1)


@dataclass(frozen=True)
class Event:
    """A step before it has its moment."""

    on: date
    action: Action
    by: Literal["author", "brand"]
    body: Mapping[str, Any]


def key_of(*parts: object) -> str:
    """The idempotency key of what is played."""
    return str(uuid5(NAMESPACE, "/".join(str(part) for part in parts)))


def moment(day: date, minutes: int) -> datetime:
    """A time of a day of Paris, in UTC."""
    return (datetime.combine(day, time(), PARIS) + timedelta(minutes=minutes)).astimezone(UTC)


def make_plan(stories: Iterable[Story], brands: Iterable[Brand], today: date, now: datetime) -> tuple[Day, ...]:
    """All steps by day, from the first filing to today, days without any included: deadlines fall on each."""
    claimed = {each.slug for each in brands if each.claimed}
    by_day: dict[date, list[Step]] = {}
    for story in stories:
        for step in steps_of(story, story.brand in claimed, today, now):
            by_day.setdefault(step.at.astimezone(PARIS).date(), []).append(step)
    first = min(by_day, default=today)
    days = (first + timedelta(days=n) for n in range((today - first).days + 1))
    return tuple(Day(day, tuple(sorted(by_day.get(day, ()), key=lambda each: each.at))) for day in days)


def steps_of(story: Story, claimed: bool, today: date, now: datetime) -> tuple[Step, ...]:
    """The steps of one complaint with their moments, none of them in the future."""
    events = sorted(_events(story, claimed, today), key=lambda each: each.on)
    due = [each for each in events if each.action != "presumption" or moment(each.on, 1) <= now]
    clock = _make_clock(story, today, now)
    return tuple(Step(story, nth, each.action, each.by, clock(each), each.body) for nth, each in enumerate(due))


def _events(story: Story, claimed: bool, today: date) -> list[Event]:
    filed_on = today - timedelta(days=story.filed_days_ago)
    events = [Event(filed_on, "file", "author", filing_body(story, today))]
    for each in story.thread:
        if each.by == "consumer" or claimed:
            side: Literal["author", "brand"] = "author" if each.by == "consumer" else "brand"
            events.append(Event(filed_on + timedelta(days=each.days_after), "message", side, {"text": each.text}))
    return events + _answer(story, filed_on) + _escalation(story, filed_on)


def _answer(story: Story, filed_on: date) -> list[Event]:
    """The response and what the author makes of it: a rating, a presumption, or the one correcting the other."""
    if not story.response:
        return []
    answered_on = filed_on + timedelta(days=story.response.days_after)
    events = [Event(answered_on, "response", "brand", response_body(story, answered_on))]
    if is_presumed(story):
        events.append(Event(answered_on + timedelta(days=RATING_DAYS + 1), "presumption", "author", {}))
    if story.rating:
        rated_on = answered_on + timedelta(days=story.rating.days_after_response)
        events.append(Event(rated_on, "rating", "author", rating_body(story)))
    return events


def _escalation(story: Story, filed_on: date) -> list[Event]:
    """A dispute: some days after a bad answer, or once the brand's delay is over."""
    if story.outcome != "disputed":
        return []
    after = RESPONSE_DAYS + 1
    if story.response and story.rating:
        after = story.response.days_after + story.rating.days_after_response
    return [Event(filed_on + timedelta(days=after + ESCALATION_DAYS), "escalation", "author", {})]


def is_presumed(story: Story) -> bool:
    """True where the window closes without a rating, be it that one comes later."""
    return story.rating is None or story.rating.days_after_response > RATING_DAYS


def _make_clock(story: Story, today: date, now: datetime) -> Callable[[Event], datetime]:
    """Gives each event of a day a later moment than the last, between 8 and 18 h, different for each complaint."""
    seed = crc32(story.id.encode())
    taken: dict[date, int] = {}

    def clock(event: Event) -> datetime:
        if event.action == "presumption":
            return moment(event.on, 1)
        slot = taken[event.on] = taken.get(event.on, -1) + 1
        minutes = 8 * 60 + seed % 180 + 75 * slot + (seed >> slot) % 60
        at = moment(event.on, minutes)
        return at if event.on < today else _before(at, today, now)

    return clock


def _before(at: datetime, today: date, now: datetime) -> datetime:
    """A moment of today in the part of the day that is over, in the same order."""
    midnight, day = moment(today, 0), timedelta(days=1)
    return midnight + min(now - midnight, day) * ((at - midnight) / day)


def filing_body(story: Story, today: date) -> dict[str, Any]:
    """The filing, without the ids that its brand gets."""
    experience_on = today - timedelta(days=story.experience_days_ago)
    return {
        "triage": TRIAGE,
        "category": story.category,
        "title": story.title,
        "text": story.text,
        "wish": story.wish,
        "pseudonym": story.pseudonym,
        "amount_cents": round(story.amount_eur * 100) if story.amount_eur is not None else None,
        "experience_on": experience_on.isoformat(),
        "region": region_of(story),
        "product": _product(story.product, experience_on) if story.product else None,
        "commitments": True,
    }


def region_of(story: Story) -> str | None:
    """Where a story's author lives, always the same."""
    return (*REGIONS, None)[crc32(story.pseudonym.encode()) % (len(REGIONS) + 1)]


def _product(product: Mapping[str, Any], experience_on: date) -> dict[str, Any]:
    expiry = experience_on + timedelta(days=product["expiry_days_after_experience"])
    kept = {name: product[name] for name in ("lot", "barcode", "bought_at")}
    return kept | {"expiry_on": f"{product['expiry_kind']} {expiry:%d/%m/%Y}"}


def response_body(story: Story, answered_on: date) -> dict[str, Any]:
    """The official response."""
    assert story.response
    days = story.response.promise_due_days
    return {
        "kind": story.response.kind.replace("_", "-"),
        "text": story.response.text,
        "promise_due_on": (answered_on + timedelta(days=days)).isoformat() if days is not None else None,
    }


def rating_body(story: Story) -> dict[str, Any]:
    """The author's verdict."""
    assert story.rating
    rating = story.rating
    return {
        "note": rating.note,
        "solved": rating.solved,
        "would_buy_again": rating.would_buy_again,
        "comment": rating.comment,
    }


def expected_status(story: Story) -> str:
    """Where a complaint stands once all is played."""
    if story.outcome == "held":
        return "held"
    if not story.response:
        return "published"
    if story.rating:
        return "rated"
    days = story.filed_days_ago - story.response.days_after
    return "presumed" if days > RATING_DAYS else "answered"


def left_out(story: Story, claimed: bool) -> int:
    """Messages that nobody can write: the private thread is closed to a brand without an owner."""
    return 0 if claimed else sum(each.by == "brand" for each in story.thread)
