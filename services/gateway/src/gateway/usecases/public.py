"""The pages anyone may read, from the read views alone."""

from datetime import timedelta

from contracts.brands import PublicBrand
from contracts.complaints import PublicComplaint
from contracts.disputes import PublicDispute
from contracts.scoring import PublicScore
from contracts.vocabulary import Sector
from gateway.domain.errors import NotFoundError
from gateway.domain.ranking import rank
from gateway.presentation.labels import SECTORS
from gateway.presentation.views.complaint import ComplaintCard, ComplaintPage
from gateway.presentation.views.form import Option
from gateway.presentation.views.frame import Pagination
from gateway.presentation.views.public import (
    BrandPage,
    ComparedBrand,
    ComparePage,
    HomePage,
    RankingPage,
    SearchPage,
    SectorLink,
    SectorsPage,
    Story,
)
from gateway.storage.search import PublicViews, Wanted
from gateway.usecases import describe
from servicekit.work import Work

PER_PAGE = 20
BRANDS_BESIDE = 5
"""Brands shown above the complaints of a search."""

WINDOW = timedelta(days=365)
"""What « 12 mois » means for the counts of a brand page."""

COMPARED = 3
"""Most brands side by side."""


async def home(work: Work) -> HomePage:
    """The front door."""
    views = PublicViews(work.session)
    latest, _ = await views.find_complaints(Wanted(standing="answered"), 4, 0)
    told, _ = await views.find_complaints(Wanted(standing="solved"), 1, 0)
    brands = await views.brands_by_id([each.brand_id for each in (*latest, *told)])
    disputes = await views.disputes_of([each.complaint_id for each in latest])
    complaints, answers, count = await views.totals()
    return HomePage(
        sectors=await _sectors(views),
        answered=tuple(_card(each, brands, disputes) for each in latest),
        complaints=complaints,
        answers=answers,
        brands=count,
        story=_story(told[0], brands) if told else None,
    )


def _story(complaint: PublicComplaint, brands: dict[str, PublicBrand]) -> Story | None:
    brand, verdict = brands.get(complaint.brand_id), describe.verdict(complaint.rating)
    if brand is None or verdict is None or not complaint.responses:
        return None
    answer = describe.response(complaint.responses[0], complaint.published_at, brand.name)
    return Story(describe.card(complaint, brand), answer, verdict)


async def search(work: Work, query: str, sector: str | None, standing: str, page: int) -> SearchPage:
    """Brands first, then complaints; without a query, all brands."""
    views = PublicViews(work.session)
    offset = (page - 1) * PER_PAGE
    limit = BRANDS_BESIDE if query else PER_PAGE
    brands, total = await views.find_brands(query, sector, limit, 0 if query else offset)
    wanted = Wanted(query=query, sector=sector, standing=standing)
    complaints, count = await views.find_complaints(wanted, PER_PAGE, offset) if query else ([], 0)
    scores = await views.scores_of([each.brand_id for each in brands])
    named = await views.brands_by_id([each.brand_id for each in complaints])
    disputes = await views.disputes_of([each.complaint_id for each in complaints])
    exact = any(query.lower() in each.name.lower() for each in brands)
    return SearchPage(
        query=query,
        brands=tuple(describe.brand_row(each, scores.get(each.brand_id)) for each in brands),
        complaints=tuple(_card(each, named, disputes) for each in complaints),
        brands_total=total,
        pagination=Pagination(count if query else total, page, PER_PAGE, _href(query, sector, standing)),
        suggestion=None if exact or not query else await views.closest_name(query),
        sector=_sector(sector),
        status=standing or None,
    )


def _card(
    complaint: PublicComplaint, brands: dict[str, PublicBrand], disputes: dict[str, PublicDispute]
) -> ComplaintCard:
    return describe.card(complaint, brands.get(complaint.brand_id), disputes.get(complaint.complaint_id))


def _href(query: str, sector: str | None, standing: str) -> str:
    return f"?q={query}&secteur={sector or ''}&etat={standing}&page="


async def brand_page(work: Work, slug: str, standing: str, page: int) -> BrandPage:
    """A brand's page. Raises NotFoundError."""
    views = PublicViews(work.session)
    brand = await views.brand(slug)
    if brand is None:
        raise NotFoundError
    score = (await views.scores_of([brand.brand_id])).get(brand.brand_id)
    wanted = Wanted(brand_id=brand.brand_id, standing=standing)
    complaints, total = await views.find_complaints(wanted, PER_PAGE, (page - 1) * PER_PAGE)
    disputes = await views.disputes_of([each.complaint_id for each in complaints])
    counts = await views.funnel(brand.brand_id, work.now - WINDOW)
    return BrandPage(
        name=brand.name,
        slug=brand.slug,
        sector=brand.sector,
        on=brand.claimed,
        score=describe.score_view(score, work.now, f"/marques/{slug}/calcul"),
        funnel=describe.funnel(counts),
        complaints=tuple(
            describe.card(each, brand, disputes.get(each.complaint_id), with_link=False) for each in complaints
        ),
        pagination=Pagination(total, page, PER_PAGE, f"?etat={standing}&page="),
        published=counts["published"],
        notes=score.notes if score else (),
        months=describe.months(score),
        median_days=describe.median_days(score),
        identity=describe.identity(brand),
        shops=describe.shops(brand),
        description=brand.description,
        contacted_at=brand.contacted_at,
        status=standing,
    )


async def complaint_page(work: Work, number: str) -> ComplaintPage:
    """A complaint's page. Raises NotFoundError."""
    views = PublicViews(work.session)
    complaint = await views.complaint(number)
    if complaint is None:
        raise NotFoundError
    brands = await views.brands_by_id([complaint.brand_id])
    disputes = await views.disputes_of([complaint.complaint_id])
    return describe.complaint_page(complaint, brands.get(complaint.brand_id), disputes.get(complaint.complaint_id))


async def sectors(work: Work) -> SectorsPage:
    """All sectors."""
    return SectorsPage(await _sectors(PublicViews(work.session)))


async def _sectors(views: PublicViews) -> tuple[SectorLink, ...]:
    found = [(known, count, n) for code, count, n in await views.sectors() if (known := _sector(code))]
    return tuple(SectorLink(*each) for each in sorted(found, key=lambda each: SECTORS[each[0]]))


async def ranking(work: Work, code: str) -> RankingPage:
    """The brands of a sector, by score. Raises NotFoundError."""
    sector = _sector(code)
    if sector is None:
        raise NotFoundError
    views = PublicViews(work.session)
    brands, _ = await views.find_brands("", sector, 1000, 0)
    scores = await views.scores_of([each.brand_id for each in brands])
    shown = [(each, scores[each.brand_id]) for each in brands if _is_shown(scores.get(each.brand_id))]
    places = rank({brand.brand_id: describe.shown_score(score) for brand, score in shown})
    by_id = {brand.brand_id: (brand, score) for brand, score in shown}
    return RankingPage(
        sector=sector,
        ranked=tuple(describe.brand_row(*by_id[each.id], each.rank, each.shared) for each in places),
        unranked=tuple(
            describe.brand_row(each, scores.get(each.brand_id)) for each in brands if each.brand_id not in by_id
        ),
        evaluated_on=max((score.evaluated_on for _, score in shown), default=work.now.date()),
    )


def _is_shown(score: PublicScore | None) -> bool:
    return score is not None and score.shown


async def compare(work: Work, slugs: list[str]) -> ComparePage:
    """Two or three brands side by side; unknown ones are left out."""
    views = PublicViews(work.session)
    everything, _ = await views.find_brands("", None, 1000, 0)
    by_slug = {each.slug: each for each in everything}
    chosen = [by_slug[slug] for slug in dict.fromkeys(slugs) if slug in by_slug][:COMPARED]
    scores = await views.scores_of([each.brand_id for each in chosen])
    columns = []
    for brand in chosen:
        score = scores.get(brand.brand_id)
        counts = await views.funnel(brand.brand_id, work.now - WINDOW)
        columns.append(
            ComparedBrand(
                name=brand.name,
                slug=brand.slug,
                sector=brand.sector,
                on=brand.claimed,
                score=describe.score_view(score, work.now, f"/marques/{brand.slug}/calcul"),
                funnel=describe.funnel(counts),
                median_days=describe.median_days(score),
            )
        )
    return ComparePage(tuple(columns), tuple(Option(each.slug, each.name) for each in everything))


def _sector(code: str | None) -> Sector | None:
    return next((known for known in SECTORS if known == code), None)
