"""Builders of complaints and disputes."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from disputes.domain.case import Case, Ground
from disputes.domain.dispute import Dispute, evolve
from disputes.domain.facts import Fact

T0 = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
"""A Tuesday morning in Paris."""

TODAY = date(2026, 4, 20)

OFFER = "Nous vous proposons l’échange de la machine sous huit jours."


def at(days: float = 0) -> datetime:
    """A moment, counted from T0."""
    return T0 + timedelta(days=days)


def a_case(**changes: Any) -> Case:
    """A published complaint without an answer."""
    case = Case("complaint-1", "R-2026-000001", "brand-1", "author-1", None, T0)
    return replace(case, **changes)


def a_dispute(*facts: Fact, **changes: Any) -> Dispute:
    """A dispute after these facts."""
    dispute = Dispute(
        "dispute-1", "complaint-1", "R-2026-000001", "brand-1", None, "author-1", Ground.NO_RESPONSE, at(20)
    )
    for fact in facts:
        dispute = evolve(dispute, fact)
    return replace(dispute, **changes)
