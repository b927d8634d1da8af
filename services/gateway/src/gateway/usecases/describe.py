"""Public states as page views: the one place where contracts become what is shown."""

from datetime import datetime, time, timedelta
from decimal import Decimal

from contracts.brands import PublicBrand
from contracts.complaints import PublicComplaint, PublicRating, PublicResponse, PublicStep
from contracts.disputes import PublicDispute
from contracts.http.scoring import BillComplaint as BilledComplaint
from contracts.http.scoring import ScoreBill
from contracts.scoring import PublicMonth, PublicScore
from contracts.vocabulary import DisputeOutcome
from gateway.presentation.french import PARIS
from gateway.presentation.labels import SECTORS, Standing, standing_of
from gateway.presentation.views.complaint import ComplaintCard, ComplaintPage, DisputeBlock, ResponseView, Step, Verdict
from gateway.presentation.views.public import BrandIdentity, BrandRow, Shop
from gateway.presentation.views.score import (
    BillComplaint,
    BillPart,
    Funnel,
    Month,
    ScoreBillPage,
    ScoreView,
    ShownScore,
)

STEP_LABELS = {
    "filed": "Déposée",
    "published": "Publiée",
    "notified": "Marque prévenue",
    "read": "Lue par la marque",
    "answered": "Réponse publiée",
    "rated": "Avis de l’auteur",
    "presumed": "Satisfaction présumée",
    "suspended": "Suspendue le temps d’un contrôle",
    "reinstated": "De nouveau en ligne",
    "reattributed": "Transmise à la marque concernée",
    "removed": "Retirée par la modération",
}


def standing(complaint: PublicComplaint, dispute: PublicDispute | None = None) -> Standing:
    """Where a public complaint stands; while its text is on the site, a dispute that counts says more."""
    if dispute and complaint.status != "suspended" and (told := dispute_standing(dispute)):
        return told
    read = any(step.status == "read" for step in complaint.timeline)
    return standing_of(complaint.status, read=read, solved=complaint.rating.solved if complaint.rating else None)


OUTCOME_STANDINGS: dict[DisputeOutcome, Standing] = {
    "settled": "settled",
    "mediated": "mediated",
    "unresolved": "unresolved",
}
"""How a complaint stands after its dispute; one that was given up leaves it as it was."""


def dispute_standing(dispute: PublicDispute) -> Standing | None:
    """What a dispute makes of its complaint."""
    return OUTCOME_STANDINGS.get(dispute.outcome) if dispute.outcome else "disputed"


def card(
    complaint: PublicComplaint,
    brand: PublicBrand | None,
    dispute: PublicDispute | None = None,
    *,
    with_link: bool = True,
) -> ComplaintCard:
    """A complaint in a list."""
    return ComplaintCard(
        number=complaint.number,
        title=complaint.title,
        text=complaint.text,
        pseudonym=complaint.pseudonym,
        brand_name=brand.name if brand else "Marque",
        standing=standing(complaint, dispute),
        experience_on=complaint.experience_on,
        published_at=complaint.published_at,
        control=complaint.control,
        brand_href=f"/marques/{brand.slug}" if brand and with_link else None,
        note=complaint.rating.note if complaint.rating else None,
    )


def response(given: PublicResponse, since: datetime, brand_name: str) -> ResponseView:
    """A response with its delay in days of Paris."""
    return ResponseView(
        kind=given.kind,
        text=given.text,
        published_at=given.published_at,
        delay_days=(given.published_at.astimezone(PARIS).date() - since.astimezone(PARIS).date()).days,
        brand_name=brand_name,
        promise_due_on=given.promise_due_on,
        promise_kept=given.promise_kept,
    )


def verdict(rating: PublicRating | None) -> Verdict | None:
    """The author's last word."""
    if rating is None:
        return None
    return Verdict(
        note=rating.note,
        solved=rating.solved,
        would_buy_again=rating.would_buy_again,
        rated_at=rating.rated_at,
        comment=rating.comment,
        late=rating.late,
    )


def last_moment(end: datetime | None) -> datetime | None:
    """The last minute of a window: one that ends at midnight is said to last until 23 h 59 of the day before."""
    if end is None or end.astimezone(PARIS).time() != time():
        return end
    return end - timedelta(minutes=1)


def timeline(
    steps: tuple[PublicStep, ...], rate_until: datetime | None = None, dispute: PublicDispute | None = None
) -> tuple[Step, ...]:
    """Done steps, the last one current; the open rating window is what comes."""
    shown = [Step(STEP_LABELS[step.status], "done", step.at) for step in steps]
    if dispute:
        shown = sorted([*shown, *_dispute_steps(dispute)], key=lambda step: step.at or dispute.opened_at)
    if shown:
        shown[-1] = Step(shown[-1].label, "current", shown[-1].at)
    if rate_until:
        shown.append(Step("Avis de l’auteur attendu", "coming", until=last_moment(rate_until)))
    return tuple(shown)


def _dispute_steps(dispute: PublicDispute) -> list[Step]:
    moments = {
        "Passée en litige": dispute.opened_at,
        "Médiateur saisi par l’auteur": dispute.mediation_requested_at,
        "Litige clos": dispute.closed_at,
    }
    return [Step(label, "done", at) for label, at in moments.items() if at]


def complaint_page(
    complaint: PublicComplaint, brand: PublicBrand | None, dispute: PublicDispute | None = None
) -> ComplaintPage:
    """A public complaint page."""
    name = brand.name if brand else "Marque"
    shops = {shop.point_of_sale_id: shop.name for shop in brand.network} if brand else {}
    return ComplaintPage(
        number=complaint.number,
        title=complaint.title,
        text=complaint.text,
        pseudonym=complaint.pseudonym,
        brand_name=name,
        brand_href=f"/marques/{brand.slug}" if brand else "/marques",
        standing=standing(complaint, dispute),
        category=complaint.category,
        control=complaint.control,
        experience_on=complaint.experience_on,
        published_at=complaint.published_at,
        sector_label=SECTORS[complaint.sector],
        point_of_sale=shops.get(complaint.point_of_sale_id or ""),
        wish=complaint.wish,
        amount_cents=complaint.amount_cents,
        first_note=complaint.first_note,
        responses=tuple(response(each, complaint.published_at, name) for each in complaint.responses),
        verdict=verdict(complaint.rating),
        presumed_at=complaint.presumed_at,
        suspended_ground=complaint.suspended_ground,
        dispute=dispute_block(dispute),
        timeline=timeline(complaint.timeline, dispute=dispute),
    )


def dispute_block(dispute: PublicDispute | None) -> DisputeBlock | None:
    """What a page says of a dispute."""
    if dispute is None:
        return None
    return DisputeBlock(
        dispute.ground, dispute.opened_at, dispute.mediation_requested_at, dispute.closed_at, dispute.outcome
    )


def score_view(score: PublicScore | None, now: datetime, bill_href: str | None = None) -> ScoreView:
    """A score with all that must stand beside it; a brand nobody scored yet has none."""
    if score is None:
        return ScoreView(0, 0, 0, None, now.astimezone(PARIS).date())
    return _score_view(score, bill_href)


def _score_view(score: PublicScore, bill_href: str | None = None) -> ScoreView:
    return ScoreView(
        rated=score.rated,
        solved=score.rated_solved,
        presumed=score.presumed,
        mean_note=_decimal(score.mean_note),
        evaluated_on=score.evaluated_on,
        formula=score.formula,
        shown=shown_score(score),
        disputes=f"Litiges : {score.disputed}" if score.disputed else "",
        bill_href=bill_href if score.shown else None,
    )


def shown_score(score: PublicScore | None) -> ShownScore | None:
    """The number, from ten explicit ratings on."""
    if score is None or not (score.score and score.low and score.high):
        return None
    assert score.band
    assert score.band_low
    assert score.band_high
    return ShownScore(
        Decimal(score.score), Decimal(score.low), Decimal(score.high), score.band, score.band_low, score.band_high
    )


def months(score: PublicScore | None) -> tuple[Month, ...]:
    """The trend."""
    found: tuple[PublicMonth, ...] = score.months if score else ()
    return tuple(Month(each.month, each.published, each.rated, _decimal(each.mean_note)) for each in found)


def funnel(counts: dict[str, int]) -> Funnel:
    """How far complaints went."""
    return Funnel(counts["notified"], counts["read"], counts["answered"], counts["solved"])


def brand_row(brand: PublicBrand, score: PublicScore | None, rank: int | None = None, shared: bool = False) -> BrandRow:
    """A brand in a list."""
    return BrandRow(
        name=brand.name,
        slug=brand.slug,
        sector=brand.sector,
        on=brand.claimed,
        complaints=score.complaints if score else 0,
        rated=score.rated if score else 0,
        score=shown_score(score),
        city=brand.contact.city,
        rank=rank,
        shared_rank=shared,
    )


def identity(brand: PublicBrand) -> BrandIdentity:
    """Who is behind a brand."""
    return BrandIdentity(
        legal_name=brand.legal_name,
        siren=brand.siren,
        siret=brand.siret,
        website=brand.website,
        city=brand.contact.city,
        email=brand.contact.email,
        phone=brand.contact.phone,
        response_days=brand.response_days,
        mediator=brand.mediator,
    )


def shops(brand: PublicBrand) -> tuple[Shop, ...]:
    """The network."""
    return tuple(Shop(each.name, each.city, each.siret) for each in brand.network)


def median_days(score: PublicScore | None) -> Decimal | None:
    """The median delay of the answers."""
    return _decimal(score.median_response_days) if score else None


def _decimal(value: str | None) -> Decimal | None:
    return Decimal(value) if value is not None else None


PART_NAMES = {"satisfaction": "Satisfaction", "delay": "Délai de réponse", "disputes": "Litiges"}


def bill_page(brand: PublicBrand, bill: ScoreBill) -> ScoreBillPage:
    """Everything that made a shown score; the JSON carries the exact fractions."""
    decays = {each.month: Decimal(each.decay.decimal) for each in bill.months}
    return ScoreBillPage(
        brand_name=brand.name,
        brand_href=f"/marques/{brand.slug}",
        score=_score_view(bill.score),
        parts=tuple(
            BillPart(
                name=PART_NAMES[each.name],
                weight=each.percent,
                value=Decimal(each.value.decimal),
                raw=Decimal(each.raw.decimal) if each.raw else None,
                sector_mean=Decimal(each.sector_mean.decimal),
                points=Decimal(each.points.decimal),
            )
            for each in bill.parts
        ),
        complaints=tuple(
            BillComplaint(
                each.number, each.month, decays[each.month], _verdict_words(each), _delay_words(each), _dispute(each)
            )
            for each in bill.complaints
        ),
        json_href=f"/api/v1/brands/{brand.slug}/score/bill",
    )


def _verdict_words(each: BilledComplaint) -> str:
    if each.note is not None:
        return f"{each.note} sur 10"
    return "présumée" if each.presumed else "sans avis"


def _delay_words(each: BilledComplaint) -> str:
    days = f"{each.delay_days} j"
    return days if each.answered else f"{days}, sans réponse"


def _dispute(each: BilledComplaint) -> str:
    return "litige" if each.disputed else "aucun"
