"""What the sample views of several families share; everything is fictional."""

from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import count
from typing import Any

from gateway.presentation import showcase as shown
from gateway.presentation.labels import SECTORS
from gateway.presentation.views import complaint, public
from gateway.presentation.views.frame import Frame, Guard, Pagination, View
from gateway.presentation.views.score import Funnel

T0 = shown.SHOWN_ON
LONG_NAME = "Compagnie générale des eaux, de l’assainissement et des réseaux réunis de la haute vallée de la Sourdaine"
LONG_WORD = "anticonstitutionnellementparlantjenaijamaisvucelademavieentiereetjepesemesmots"
END_OF_WINDOW = datetime(2026, 11, 26, 22, 59, tzinfo=UTC)
NUMBER = "R-2026-004812"

Sample = tuple[str, Frame, View]


def frame(path: str = "/", **more: Any) -> Frame:
    """Around a sample page, with predictable keys."""
    keys = count(1)
    return Frame(path=path, guard=Guard(csrf="csrf-token", new_key=lambda: f"key-{next(keys)}"), now=T0, **more)


COMPLAINT = complaint.ComplaintPage(
    number=NUMBER,
    title="Débranché par le technicien venu brancher la voisine",
    text=shown.TEXT,
    pseudonym=shown.PSEUDONYM,
    brand_name="Filandre",
    brand_href="/marques/filandre",
    standing="solved",
    category="service-quality",
    control="automatic-masked",
    experience_on=date(2026, 10, 26),
    published_at=shown.before(23),
    sector_label=SECTORS["telecom"],
    point_of_sale="Filandre Boutique Nîmes",
    wish="Rebranchement immédiat et dédommagement",
    amount_cents=28900,
    first_note=2,
    responses=(shown.PROPOSAL,),
    verdict=shown.VERDICT,
    timeline=shown.TIMELINE[:5],
)
ROWS = (
    public.BrandRow("Filandre", "filandre", "telecom", True, 71, 42, shown.GOOD, "Toulouse", 1, True),
    public.BrandRow("Fibrelle", "fibrelle", "telecom", True, 34, 21, shown.LOW, "Nantes", 2),
    public.BrandRow(LONG_NAME, "sourdaine", "water", False, 3, 2, None, "Lornac"),
)
BRAND = public.BrandPage(
    name="Filandre",
    slug="filandre",
    sector="telecom",
    on=True,
    score=shown.score(shown.GOOD),
    funnel=shown.FUNNEL,
    complaints=(*shown.CARDS, shown.card(6, "removed", LONG_WORD, pseudonym=LONG_WORD[:40])),
    pagination=Pagination(71, page=2, href="/marques/filandre?page="),
    published=71,
    notes=shown.NOTES,
    months=shown.MONTHS,
    median_days=Decimal("3.2"),
    identity=public.BrandIdentity(
        legal_name="Filandre Télécom SAS",
        siren="204123456",
        siret="20412345600011",
        website="https://www.filandre.example",
        city="Toulouse",
        email="service.clients@filandre.example",
        phone="05 61 01 12 40",
        mediator="Médiateur des communications électroniques",
    ),
    shops=(
        public.Shop("Filandre Boutique Nîmes", "Nîmes", "20412345600029"),
        public.Shop("Filandre Boutique Toulouse Centre", "Toulouse", None),
    ),
    description="Opérateur de téléphonie mobile et d’internet par la fibre.",
)
NEW_BRAND = public.BrandPage(
    name=LONG_NAME,
    slug="sourdaine",
    sector="water",
    on=False,
    score=shown.score(None, 0, 0, 0),
    funnel=Funnel(0, 0, 0, 0),
    complaints=(),
    pagination=Pagination(0),
    published=0,
    contacted_at=shown.before(8),
)
SECTOR_LINKS = tuple(
    public.SectorLink(code, 1 + rank % 3, rank * 7) for rank, code in enumerate(SECTORS) if code != "platform"
)
