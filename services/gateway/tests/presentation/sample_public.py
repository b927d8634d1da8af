"""Sample views of what anyone may read."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from services.gateway.tests.presentation.sample_base import (
    BRAND,
    COMPLAINT,
    LONG_NAME,
    NEW_BRAND,
    NUMBER,
    ROWS,
    SECTOR_LINKS,
    T0,
    Sample,
    frame,
)

from gateway.presentation import showcase as shown
from gateway.presentation.views import public
from gateway.presentation.views.form import FormState, Option
from gateway.presentation.views.frame import Pagination, StaticPage
from gateway.presentation.views.opendata import OpenDataPage, OpenMonth
from gateway.presentation.views.score import BillComplaint, BillPart, ScoreBillPage


def public_pages() -> Iterator[Sample]:
    """What anyone may read."""
    story = public.Story(shown.CARDS[0], shown.PROPOSAL, shown.VERDICT)
    home = public.HomePage(SECTOR_LINKS, shown.CARDS[:3], complaints=1250, answers=1040, brands=24, story=story)
    yield "accueil", frame(ask_cookies=True, demonstration=True), home
    yield "accueil-vide", frame(flash="Votre choix est enregistré."), public.HomePage((), (), 0, 0, 0)
    found = Pagination(183, page=2, href="/recherche?q=filandr&page=")
    yield (
        "recherche",
        frame("/recherche"),
        public.SearchPage(
            "filandr",
            ROWS,
            shown.CARDS,
            3,
            found,
            suggestion="Filandre",
            sector="telecom",
            active=(public.ActiveFilter("Télécoms et internet", "/recherche?q=filandr"),),
        ),
    )
    yield "recherche-vide", frame("/recherche"), public.SearchPage("zzyzx", (), (), 0, Pagination(0))
    yield "marques", frame("/marques"), public.SearchPage("", ROWS, (), 24, Pagination(24, href="/marques?page="))
    yield "marque", frame("/marques/filandre"), BRAND
    yield "marque-neuve", frame("/marques/sourdaine"), NEW_BRAND
    yield "reclamation", frame(f"/reclamations/{NUMBER}"), COMPLAINT
    presumed = replace(COMPLAINT, standing="presumed", verdict=None, presumed_at=shown.before(2))
    yield "reclamation-presumee", frame(theme="dark"), presumed
    suspended = replace(COMPLAINT, standing="suspended", title="", text="", responses=(), verdict=None)
    yield "reclamation-suspendue", frame(theme="light"), replace(suspended, suspended_ground="insult")
    yield "classements", frame("/classements"), public.SectorsPage(SECTOR_LINKS)
    yield "classement", frame(), public.RankingPage("telecom", ROWS[:2], ROWS[2:], T0.date())
    yield "classement-vide", frame(), public.RankingPage("water", (), ROWS[2:], T0.date())
    compared = (
        public.ComparedBrand("Filandre", "filandre", "telecom", True, BRAND.score, shown.FUNNEL, Decimal("3.2")),
        public.ComparedBrand(LONG_NAME, "sourdaine", "water", False, NEW_BRAND.score, NEW_BRAND.funnel, None),
    )
    choices = (Option("filandre", "Filandre"), Option("sourdaine", LONG_NAME))
    yield "comparer", frame("/comparer"), public.ComparePage(compared, choices)
    yield "comparer-vide", frame("/comparer"), public.ComparePage((), choices)
    yield "calcul", frame(), score_bill()
    yield "donnees-ouvertes", frame("/donnees-ouvertes"), OpenDataPage(OPEN_MONTHS)
    yield "donnees-ouvertes-un-mois", frame("/donnees-ouvertes"), OpenDataPage(OPEN_MONTHS[:1])
    yield "donnees-ouvertes-vides", frame("/donnees-ouvertes", theme="dark"), OpenDataPage(())
    yield "contact", frame("/contact"), public.ContactPage(FormState({"subject": "signaler", "case": NUMBER}), NUMBER)
    yield "contact-envoye", frame("/contact"), public.ContactPage(sent=True)
    yield "cookies", frame("/cookies"), public.CookiesPage("refuse")
    yield "composants", frame("/composants"), shown.ComponentsPage()
    for name in STATIC_PAGES:
        yield name, frame(f"/{name}"), StaticPage(name)
    for status in (400, 403, 404, 409, 422, 429, 500, 503):
        yield f"erreur-{status}", frame(), public.ErrorPage(status, reference="4bf92f3577b34da6", back_href="/")


OPEN_MONTHS = tuple(
    OpenMonth(f"2026-{number:02}", 40 + number, 1210 + 97 * (number * 5 % 7), 980, 300, 410, 190, 220, 90)
    for number in range(1, 11)
)

STATIC_PAGES = (
    "accessibilite",
    "comment-ca-marche",
    "conditions",
    "confidentialite",
    "faq",
    "mediateur",
    "mentions-legales",
    "soutenir",
    "transparence-moderation",
    "transparence-scores",
)


def score_bill() -> ScoreBillPage:
    """The bill of the method page's worked example."""
    return ScoreBillPage(
        "Filandre",
        "/marques/filandre",
        shown.score(shown.GOOD),
        (
            BillPart("Satisfaction", 50, Decimal("0.677"), Decimal("0.733"), Decimal("0.6"), Decimal("3.383")),
            BillPart("Délai de réponse", 30, Decimal("0.667"), Decimal("0.75"), Decimal("0.5"), Decimal("2.000")),
            BillPart("Litiges", 20, Decimal("0.883"), None, Decimal("0.85"), Decimal("1.767")),
        ),
        (BillComplaint(NUMBER, "2026-10", Decimal("0.891"), "8/10, exprimé", "4 jours", "non"),),
        "/api/v1/brands/filandre/score/bill",
    )
