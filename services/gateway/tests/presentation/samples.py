"""Sample views of every page, for the tests of this folder and of the browser; all people and brands are fictional."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import count

from gateway.presentation.labels import SECTORS, Standing
from gateway.presentation.views.complaint import ComplaintCard, ComplaintPage, ResponseView, Step, Verdict
from gateway.presentation.views.form import FormState, Option
from gateway.presentation.views.frame import Frame, Guard, NavRole, Pagination
from gateway.presentation.views.public import (
    ActiveFilter,
    BrandIdentity,
    BrandPage,
    BrandRow,
    HomePage,
    SearchPage,
    SectorLink,
    Shop,
    Story,
)
from gateway.presentation.views.score import Funnel, Month, ScoreView, ShownScore

T0 = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
LONG_NAME = "Compagnie générale des eaux, de l’assainissement et des réseaux réunis de la haute vallée de la Sourdaine"
LONG_WORD = "anticonstitutionnellementparlantjenaijamaisvucelademavieentiereetjepesemesmots"


def days_before(days: float) -> datetime:
    """A moment before T0."""
    return T0 - timedelta(days=days)


def guard() -> Guard:
    """A guard with predictable keys."""
    keys = count(1)
    return Guard(csrf="csrf-token", new_key=lambda: f"key-{next(keys)}")


def frame(path: str = "/", role: NavRole = "visitor", **more: object) -> Frame:
    """Around a sample page."""
    return Frame(path=path, guard=guard(), now=T0, role=role, **more)  # type: ignore[arg-type]


SHOWN = ShownScore(Decimal("7.4"), Decimal("6.2"), Decimal("7.9"), "good", "fair", "good")
LOW = ShownScore(Decimal("3.6"), Decimal("2.8"), Decimal("4.5"), "low", "very-low", "low")
TOP = ShownScore(Decimal("9.1"), Decimal("8.4"), Decimal("9.6"), "very-good", "very-good", "very-good")
SCORE = ScoreView(
    rated=42,
    solved=29,
    presumed=18,
    mean_note=Decimal("7.1"),
    evaluated_on=date(2026, 11, 22),
    shown=SHOWN,
    bill_href="/marques/filandre/calcul",
)
NO_SCORE = ScoreView(rated=6, solved=2, presumed=3, mean_note=Decimal("4.5"), evaluated_on=date(2026, 11, 22))
NOTHING = ScoreView(rated=0, solved=0, presumed=0, mean_note=None, evaluated_on=date(2026, 11, 22))
NOTES = (3, 2, 1, 1, 2, 3, 4, 6, 9, 7, 4)
MONTHS = tuple(
    Month(
        f"{2025 if month == 12 else 2026}-{month:02}",
        4 + month % 5,
        3 + month % 4,
        None if month == 4 else Decimal(45 + (month * 7) % 40) / 10,
    )
    for month in (12, *range(1, 12))
)
FUNNEL = Funnel(notified=71, read=66, answered=58, solved=29)

TEXT = (
    "Jeudi matin un technicien intervient dans l’armoire de rue pour la nouvelle voisine du 3. À 10 h 12 ma connexion "
    "tombe. Je sors en chaussons, je le rattrape : il a « emprunté » mon port parce qu’il n’en restait plus de libre.\n\n"
    "Le service technique m’affirme que tout est normal « de leur côté », pendant que la voisine, adorable, me passe son "
    "code wifi à travers la cloison. On peut me joindre au [masqué : téléphone]. Je paie toujours."
)
RESPONSE_TEXT = (
    "Bonjour, un port a été libéré dans l’armoire et votre ligne est rebranchée depuis ce matin. Deux mois d’abonnement "
    "vous sont offerts pour la gêne.\n\nNous avons revu la consigne donnée aux techniciens."
)


def card(number: int, standing: Standing, title: str, **more: object) -> ComplaintCard:
    """A card of a list."""
    return ComplaintCard(  # type: ignore[arg-type]
        **{
            "number": f"R-2026-{number:06}",
            "title": title,
            "text": TEXT,
            "pseudonym": "ArmoireDeRue97",
            "brand_name": "Filandre",
            "brand_href": "/marques/filandre",
            "standing": standing,
            "experience_on": date(2026, 10, 26),
            "published_at": days_before(23),
            "control": "automatic-masked",
        }
        | more
    )


CARDS = (
    card(4812, "solved", "Débranché par le technicien venu brancher la voisine", note=8),
    card(4790, "presumed", "Trois mois gratuits affichés en vitrine, jamais appliqués", pseudonym="vent_tramontane"),
    card(4777, "unsolved", "Réengagé 24 mois par un simple coup de téléphone", pseudonym="PasDitOui", note=0),
    card(4701, "read", "384 euros de hors forfait sans avoir quitté la France", pseudonym="lac_en_face"),
    card(4655, "published", "Box déclarée non rendue malgré la preuve de dépôt", pseudonym="carton_bien_ferme"),
    card(4600, "suspended", f"Un mot très long : {LONG_WORD}", pseudonym=f"pseudo_{LONG_WORD[:40]}"),
)
RESPONSE = ResponseView(
    kind="proposal",
    text=RESPONSE_TEXT,
    published_at=days_before(19),
    delay_days=4,
    brand_name="Filandre",
    promise_due_on=date(2026, 11, 10),
    promise_kept=True,
)
VERDICT = Verdict(
    note=8,
    solved=True,
    would_buy_again=True,
    rated_at=days_before(12),
    comment="Rebranché en deux heures une fois que quelqu’un a lu le message en entier.",
)
TIMELINE = (
    Step("Déposée", "done", days_before(24)),
    Step("Publiée", "done", days_before(23)),
    Step("Notifiée à la marque", "done", days_before(22.9)),
    Step("Lue par la marque", "done", days_before(22)),
    Step("Réponse reçue", "done", days_before(19)),
    Step("Avis attendu", "current", until=T0 + timedelta(days=3), detail="L’auteur peut juger la réponse."),
    Step("Satisfaction présumée", "coming", until=T0 + timedelta(days=4), detail="Seulement sans avis d’ici là."),
)
COMPLAINT = ComplaintPage(
    number="R-2026-004812",
    title="Débranché par le technicien venu brancher la voisine",
    text=TEXT,
    pseudonym="ArmoireDeRue97",
    brand_name="Filandre",
    brand_href="/marques/filandre",
    standing="solved",
    category="service-quality",
    control="automatic-masked",
    experience_on=date(2026, 10, 26),
    published_at=days_before(23),
    sector_label=SECTORS["telecom"],
    point_of_sale="Filandre Boutique Nîmes",
    wish="Rebranchement immédiat et dédommagement",
    amount_cents=28900,
    first_note=2,
    responses=(RESPONSE,),
    verdict=VERDICT,
    timeline=TIMELINE,
)
ROWS = (
    BrandRow("Filandre", "filandre", "telecom", True, 71, 42, SHOWN, "Toulouse", rank=1, shared_rank=True),
    BrandRow("Fibrelle", "fibrelle", "telecom", True, 34, 21, LOW, "Nantes", rank=2),
    BrandRow(LONG_NAME, "sourdaine", "water", False, 3, 2, None, "Lornac"),
)
IDENTITY = BrandIdentity(
    legal_name="Filandre Télécom SAS",
    siren="204123456",
    siret="20412345600011",
    website="https://www.filandre.example",
    city="Toulouse",
    email="service.clients@filandre.example",
    phone="05 61 01 12 40",
    mediator="Médiateur des communications électroniques",
)
BRAND = BrandPage(
    name="Filandre",
    slug="filandre",
    sector="telecom",
    on=True,
    score=SCORE,
    funnel=FUNNEL,
    complaints=CARDS,
    pagination=Pagination(71, page=2, href="/marques/filandre?page="),
    published=71,
    notes=NOTES,
    months=MONTHS,
    median_days=Decimal("3.2"),
    identity=IDENTITY,
    shops=(
        Shop("Filandre Boutique Nîmes", "Nîmes", "20412345600029"),
        Shop("Filandre Boutique Toulouse Centre", "Toulouse", None),
    ),
    description="Opérateur de téléphonie mobile et d’internet par la fibre.",
)
SECTOR_LINKS = tuple(SectorLink(code, 1 + index % 3, index * 7) for index, code in enumerate(SECTORS))
HOME = HomePage(
    sectors=SECTOR_LINKS,
    answered=CARDS[:3],
    complaints=1250,
    answers=1040,
    brands=24,
    story=Story(CARDS[0], RESPONSE, VERDICT),
)
SEARCH = SearchPage(
    query="filandr",
    brands=ROWS,
    complaints=CARDS,
    brands_total=3,
    pagination=Pagination(183, page=2, href="/recherche?q=filandr&page="),
    suggestion="Filandre",
    sector="telecom",
    active=(ActiveFilter("Télécoms et internet", "/recherche?q=filandr"),),
)
NO_RESULT = SearchPage(
    query="zzyzx", brands=(), complaints=(), brands_total=0, pagination=Pagination(0), suggestion=None
)


def pages() -> Iterator[tuple[str, Frame, object]]:
    """Every sample: a name for its file, its frame, its view."""
    yield "accueil", frame("/", ask_cookies=True, demonstration=True), HOME
    yield "accueil-vide", frame("/"), HomePage((), (), 0, 0, 0)
    yield "recherche", frame("/recherche"), SEARCH
    yield "recherche-vide", frame("/recherche"), NO_RESULT
    yield "marque", frame("/marques/filandre"), BRAND
    yield (
        "marque-non-revendiquee",
        frame("/marques/sourdaine"),
        BrandPage(
            name=LONG_NAME,
            slug="sourdaine",
            sector="water",
            on=False,
            score=NOTHING,
            funnel=Funnel(0, 0, 0, 0),
            complaints=(),
            pagination=Pagination(0),
            published=0,
            contacted_at=days_before(8),
        ),
    )
    yield "reclamation", frame("/reclamations/R-2026-004812"), COMPLAINT
