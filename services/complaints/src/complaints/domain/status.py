"""The states of a complaint: one table, from which the picture in the README is drawn."""

from collections.abc import Mapping
from enum import StrEnum

from complaints.domain import facts
from complaints.domain.facts import Fact


class Status(StrEnum):
    """Where a complaint stands."""

    FILED = "filed"
    """Waits for the automatic check."""
    HELD = "held"
    """Waits for a moderator."""
    CLEARED = "cleared"
    """Checked; waits for the brand to have a page."""
    PUBLISHED = "published"
    """Public, without an answer."""
    ANSWERED = "answered"
    """The rating window is open."""
    RATED = "rated"
    PRESUMED = "presumed"
    """The window closed without a rating."""
    SUSPENDED = "suspended"
    REFUSED = "refused"
    REMOVED = "removed"
    WITHDRAWN = "withdrawn"


PUBLIC = frozenset({Status.PUBLISHED, Status.ANSWERED, Status.RATED, Status.PRESUMED})
"""States in which the text is on the site."""

ENDED = frozenset({Status.REFUSED, Status.REMOVED, Status.WITHDRAWN})
"""States nothing leaves, but for the author's withdrawal."""

SAME = None
"""The fact leaves the state as it is."""

_UNPUBLISHED = frozenset({Status.FILED, Status.HELD, Status.CLEARED})
_TALKING = PUBLIC | {Status.SUSPENDED}
_EVERYTHING = frozenset(Status) - {Status.WITHDRAWN}

TRANSITIONS: Mapping[type[Fact], Mapping[Status, Status | None]] = {
    facts.Held: {Status.FILED: Status.HELD},
    facts.Cleared: {Status.FILED: Status.CLEARED, Status.HELD: Status.CLEARED},
    facts.Published: dict.fromkeys(_UNPUBLISHED, Status.PUBLISHED),
    facts.Refused: {Status.HELD: Status.REFUSED, Status.CLEARED: Status.REFUSED},
    facts.Notified: dict.fromkeys(_TALKING, SAME),
    facts.Read: dict.fromkeys(_TALKING, SAME),
    facts.MessagePosted: dict.fromkeys(_TALKING, SAME),
    facts.ResponsePublished: {
        Status.PUBLISHED: Status.ANSWERED,
        Status.ANSWERED: Status.ANSWERED,
        Status.PRESUMED: Status.ANSWERED,
        Status.RATED: SAME,
    },
    facts.ResponseHeld: {Status.PUBLISHED: SAME},
    facts.ResponseRefused: dict.fromkeys({Status.PUBLISHED, Status.SUSPENDED}, SAME),
    facts.RatingReminded: {Status.ANSWERED: SAME},
    facts.ResponseRated: {
        Status.ANSWERED: Status.RATED,
        Status.PRESUMED: Status.RATED,
        Status.RATED: Status.RATED,
    },
    facts.CommentHeld: {Status.RATED: SAME},
    facts.CommentPublished: dict.fromkeys({Status.RATED, Status.SUSPENDED}, SAME),
    facts.CommentRefused: dict.fromkeys({Status.RATED, Status.SUSPENDED}, SAME),
    facts.SatisfactionPresumed: {Status.ANSWERED: Status.PRESUMED},
    facts.PromiseFellDue: dict.fromkeys(PUBLIC, SAME),
    facts.PromiseAnswered: dict.fromkeys(PUBLIC, SAME),
    facts.ReattributionProposed: dict.fromkeys({Status.PUBLISHED, Status.ANSWERED, Status.PRESUMED}, SAME),
    facts.ReattributionDeclined: dict.fromkeys(PUBLIC, SAME),
    facts.Reattributed: dict.fromkeys({Status.PUBLISHED, Status.ANSWERED, Status.PRESUMED}, Status.PUBLISHED),
    facts.Escalated: {
        Status.PUBLISHED: SAME,
        Status.ANSWERED: SAME,
        Status.RATED: SAME,
        Status.PRESUMED: Status.ANSWERED,
        Status.SUSPENDED: SAME,
    },
    facts.Suspended: dict.fromkeys(PUBLIC, Status.SUSPENDED),
    facts.Reinstated: {Status.SUSPENDED: SAME},  # back to the state it was suspended in
    facts.Removed: dict.fromkeys(_TALKING, Status.REMOVED),
    facts.Withdrawn: dict.fromkeys(_EVERYTHING, Status.WITHDRAWN),
}
"""For each fact, the states it may happen in and the state it leads to."""


def may_happen(fact: type[Fact], status: Status) -> bool:
    """True where the table has a transition for this fact from this state."""
    return status in TRANSITIONS[fact]


def status_after(fact: type[Fact], status: Status) -> Status:
    """The state a fact leads to."""
    target = TRANSITIONS[fact][status]
    return status if target is SAME else target


def picture() -> str:
    """The table as a Mermaid state diagram, for the README."""
    lines = ["stateDiagram-v2", "    [*] --> filed"]
    edges: dict[tuple[str, str], list[str]] = {}
    for fact, moves in TRANSITIONS.items():
        for source in Status:
            target = moves.get(source)
            if target and target is not source:
                edges.setdefault((source.value, target.value), []).append(fact.__name__)
    lines += [f"    {source} --> {target}: {', '.join(names)}" for (source, target), names in edges.items()]
    lines += [f"    suspended --> {status.value}: Reinstated" for status in Status if status in PUBLIC]
    return "\n".join(lines)
