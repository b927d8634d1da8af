"""The figures of a brand's space, from the read views."""

from collections import Counter
from dataclasses import dataclass

from contracts.brands import PublicBrand
from gateway.presentation.labels import CATEGORIES
from gateway.presentation.views.brand_space import Cause
from gateway.presentation.views.score import Funnel, Month, ScoreView
from gateway.storage.search import PublicViews, Wanted
from gateway.usecases import describe
from gateway.usecases.public import WINDOW
from servicekit.work import Work

CAUSES_SHOWN = 5
RECENT = 500
"""Complaints that the recurring causes are counted over."""


@dataclass(frozen=True)
class Figures:
    """What stands beside the list."""

    score: ScoreView
    funnel: Funnel
    months: tuple[Month, ...]
    causes: tuple[Cause, ...]


async def figures(work: Work, brand: PublicBrand) -> Figures:
    """Score, funnel, trend and recurring causes."""
    views = PublicViews(work.session)
    score = (await views.scores_of([brand.brand_id])).get(brand.brand_id)
    recent, _ = await views.find_complaints(Wanted(brand_id=brand.brand_id), RECENT, 0)
    counted = Counter(each.category for each in recent).most_common(CAUSES_SHOWN)
    return Figures(
        score=describe.score_view(score, work.now, f"/marques/{brand.slug}/calcul"),
        funnel=describe.funnel(await views.funnel(brand.brand_id, work.now - WINDOW)),
        months=describe.months(score),
        causes=tuple(Cause(CATEGORIES[category], count) for category, count in counted),
    )


def page_values(brand: PublicBrand) -> dict[str, str]:
    """The form of the page's settings, filled in."""
    contact = brand.contact
    return {
        "description": brand.description or "",
        "city": contact.city or "",
        "email": contact.email or "",
        "phone": contact.phone or "",
        "mediator": brand.mediator or "",
        "response_days": str(brand.response_days),
    }
