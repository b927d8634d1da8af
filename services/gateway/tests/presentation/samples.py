"""Sample views of every page and state, for the tests of this folder and of the browser; everything is fictional."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import count
from typing import Any

from gateway.presentation import showcase as shown
from gateway.presentation.labels import CATEGORIES, SECTORS
from gateway.presentation.views import account, brand_space, complaint, consumer, filing, moderation, operator, public
from gateway.presentation.views.form import FormState, Option
from gateway.presentation.views.frame import Frame, Guard, Pagination, StaticPage, View
from gateway.presentation.views.score import BillComplaint, BillPart, Funnel, ScoreBillPage

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
BRAND_CASE = brand_space.BrandCase(
    number=NUMBER,
    title=COMPLAINT.title,
    text=shown.TEXT,
    pseudonym=shown.PSEUDONYM,
    standing="read",
    experience_on=COMPLAINT.experience_on,
    published_at=COMPLAINT.published_at,
    timeline=shown.TIMELINE[:4],
    wish=COMPLAINT.wish,
    amount_cents=28950,
    point_of_sale="Filandre Boutique Nîmes",
    files=shown.FILES,
    messages=tuple(replace(message, own=message.by == "brand") for message in shown.MESSAGES),
)
MY_CASE = consumer.CaseView(
    number=NUMBER,
    title=COMPLAINT.title,
    text=shown.TEXT,
    brand_name="Filandre",
    standing="rating-awaited",
    experience_on=COMPLAINT.experience_on,
    filed_at=shown.before(24),
    timeline=shown.TIMELINE,
    messages=shown.MESSAGES,
    responses=(shown.PROPOSAL,),
    published_at=shown.before(23),
    rate_until=END_OF_WINDOW,
    can_rate=True,
    files=shown.FILES,
)
TASKS = tuple(
    brand_space.BrandTask(
        f"R-2026-{4800 + rank:06}", item.title, item.pseudonym, item.standing, shown.before(20 - rank * 4)
    )
    for rank, item in enumerate(shown.CARDS[3:5])
)


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
    yield "contact", frame("/contact"), public.ContactPage(FormState({"subject": "signaler", "case": NUMBER}), NUMBER)
    yield "contact-envoye", frame("/contact"), public.ContactPage(sent=True)
    yield "cookies", frame("/cookies"), public.CookiesPage("refuse")
    yield "composants", frame("/composants"), shown.ComponentsPage()
    for name in STATIC_PAGES:
        yield name, frame(f"/{name}"), StaticPage(name)
    for status in (400, 403, 404, 409, 422, 429, 500, 503):
        yield f"erreur-{status}", frame(), public.ErrorPage(status, reference="4bf92f3577b34da6", back_href="/")


STATIC_PAGES = (
    "accessibilite",
    "comment-ca-marche",
    "conditions",
    "confidentialite",
    "faq",
    "mediateur",
    "mentions-legales",
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


def filing_pages() -> Iterator[Sample]:
    """Triage, the steps, check, confirmation."""
    counterparts = (
        Option("trader", "Une entreprise à laquelle j’ai acheté, ou voulu acheter"),
        Option("health", "Un médecin, un hôpital, un laboratoire"),
        Option("public", "Une administration"),
        Option("unknown", "Je ne sais pas"),
    )
    here = frame("/reclamer", role="consumer", counts={"/mon-espace/messages": 2})
    yield "orientation", here, filing.TriagePage(counterparts)
    refused = FormState(errors={"counterpart": "Choisissez une réponse"})
    yield "orientation-erreur", here, filing.TriagePage(counterparts, refused)
    doors = (
        filing.Door("Services Publics +", "Le site de l’État pour dire une expérience.", "https://www.exemple.example"),
        filing.Door("Défenseur des droits", "Gratuit, si vos droits ne sont pas respectés."),
    )
    reason = "Une administration n’est pas une marque : la loi réserve la médiation aux achats."
    yield "hors-champ", here, filing.OutOfScopePage(reason, doors)
    categories = tuple(Option(code, label) for code, label in CATEGORIES.items())
    yield "etape-marque", here, filing.BrandStep(categories)
    unknown = filing.BrandStep(
        categories,
        FormState({"brand": "Bidulix"}, {"category": "Dites de quoi il s’agit"}),
        shops=(Option("", "Je ne sais pas"), Option("n", "Filandre Boutique Nîmes")),
        advice="Adressez-vous d’abord au vendeur : la garantie légale court deux ans.",
        unknown="Bidulix",
        sectors=tuple(Option(code, label) for code, label in SECTORS.items()),
    )
    yield "etape-marque-inconnue", here, unknown
    yield (
        "etape-faits",
        here,
        filing.FactsStep("Filandre", FormState({"text": "Trop court"}, {"text": "Écrivez 50 signes au moins"})),
    )
    when = FormState({"experience_on": "31 2 2026"}, {"experience_on": "Indiquez la date, par exemple 27 3 2026"})
    yield "etape-date", here, filing.DateStep("Filandre", when, food=True)
    yield "etape-souhait", here, filing.WishStep("Filandre")
    lying = FormState(errors={"piece-photo": "photo.heic : envoyez un JPG, PNG ou PDF"})
    yield "etape-preuves", here, filing.EvidenceStep(shown.PIECES, lying)
    yield "etape-identite", here, filing.IdentityStep(shown.REFUSED)
    wrong = FormState({"code": "123"}, {"code": "Code faux ou expiré : demandez-en un autre"})
    yield "etape-code", here, filing.CodeStep("camille@exemple.example", wrong)
    answers = (
        filing.Answer("Marque", "Filandre", "/reclamer/marque?retour=verifier"),
        filing.Answer("Les faits", shown.TEXT, "/reclamer/faits?retour=verifier"),
    )
    hidden = (filing.Answer("Adresse e-mail", "camille@exemple.example", "/reclamer/identite?retour=verifier"),)
    yield "verifier", here, filing.CheckPage(answers, hidden)
    steps = (
        filing.NextStep("Nous contrôlons votre texte", T0.date()),
        filing.NextStep("La marque est prévenue"),
    )
    yield "confirmation", here, filing.ConfirmationPage(NUMBER, T0, "Filandre", steps, ("photo.jpg",), "/r.pdf")


def account_pages() -> Iterator[Sample]:
    """Logging in and signing up."""
    yield "connexion", frame("/connexion"), account.LoginPage()
    refused = FormState(
        {"email": "camille"}, {"email": "Indiquez une adresse complète, par exemple camille@exemple.fr"}
    )
    yield "connexion-erreur", frame("/connexion"), account.LoginPage(refused)
    yield "inscription", frame("/inscription"), account.SignUpPage()
    yield "code", frame("/connexion/code"), account.CodePage("camille@exemple.example")


def consumer_pages() -> Iterator[Sample]:
    """The consumer's space."""
    here = frame("/mon-espace", role="consumer", name=shown.PSEUDONYM, counts={"/mon-espace/messages": 2})
    todo = consumer.ToDo(
        "Jugez la réponse de Filandre", COMPLAINT.title, "Donner mon avis", f"{MY_CASE.href}/avis", END_OF_WINDOW
    )
    mine = consumer.MyComplaint(NUMBER, COMPLAINT.title, "Filandre", "rating-awaited", shown.before(24))
    long = consumer.MyComplaint("R-2026-000001", LONG_WORD, LONG_NAME, "withdrawn", shown.before(80))
    yield "mon-espace", here, consumer.ConsumerSpace((todo,), (mine, long), "/reclamer/faits")
    yield "mon-espace-vide", here, consumer.ConsumerSpace((), ())
    yield "mon-dossier", here, MY_CASE
    refused = replace(MY_CASE, standing="refused", statement=shown.STATEMENT, can_rate=False, responses=(), messages=())
    yield "mon-dossier-refuse", here, refused
    closed = replace(
        MY_CASE,
        standing="solved",
        verdict=shown.VERDICT,
        rate_until=None,
        can_rate=False,
        promise_to_confirm=shown.PROPOSAL,
        thread_closed_on=date(2026, 11, 20),
        reattribution_to="Fibrelle",
        pieces=shown.PIECES[:1],
    )
    yield "mon-dossier-clos", here, closed
    yield "avis", here, consumer.RatingPage(NUMBER, COMPLAINT.title, shown.PROPOSAL, END_OF_WINDOW)
    empty = FormState(errors={"note": "Choisissez une note de 0 à 10", "solved": "Dites si le problème est réglé"})
    yield "avis-erreur", here, consumer.RatingPage(NUMBER, COMPLAINT.title, shown.REFUSAL, None, shown.before(2), empty)
    yield "retrait", here, consumer.WithdrawPage(NUMBER, COMPLAINT.title, "Filandre")
    line = consumer.ThreadLine(NUMBER, COMPLAINT.title, "Filandre", shown.before(3), 2, MY_CASE.href)
    yield "messages", here, consumer.MessagesPage((line,))
    yield "accords", here, consumer.ConsentsPage(shown.CONSENTS)
    yield "accords-vide", here, consumer.ConsentsPage(())
    mails = (consumer.MailChoice("reminders", "Rappels avant la fin des 10 jours", True, "Trois au plus"),)
    yield "compte", here, consumer.AccountPage(shown.PSEUDONYM, mails, has_password=False)


def brand_pages() -> Iterator[Sample]:
    """The brand's space."""
    here = frame("/marque-espace", role="agent", name="Filandre", counts={"/marque-espace": 5})
    causes = (brand_space.Cause("Résiliation", 12), brand_space.Cause("Facturation", 9))
    yield (
        "marque-espace",
        here,
        brand_space.BrandDashboard(
            "Filandre", "/marques/filandre", TASKS, BRAND.score, shown.FUNNEL, shown.MONTHS, causes
        ),
    )
    yield (
        "marque-espace-vide",
        here,
        brand_space.BrandDashboard("Filandre", "/marques/filandre", (), NEW_BRAND.score, NEW_BRAND.funnel),
    )
    yield "marque-reclamations", here, brand_space.BrandComplaints("Filandre", TASKS, Pagination(2))
    yield "marque-dossier", here, BRAND_CASE
    typed = FormState(
        {"kind": "proposal", "text": shown.PROPOSAL.text, "promise_due_on": "27 3"},
        {"promise_due_on": "Indiquez la date, par exemple 27 3 2026"},
    )
    yield "reponse", here, brand_space.ReplyPage(BRAND_CASE, "Filandre", typed)
    read_again = FormState({"kind": "proposal", "text": shown.PROPOSAL.text})
    yield "reponse-relue", here, brand_space.ReplyPage(BRAND_CASE, "Filandre", read_again, shown.PROPOSAL)
    domain = FormState({"brand": "Filandre"}, {"email": "Adresse d’un autre domaine que le site de la marque."})
    yield "revendiquer", frame(), brand_space.ClaimPage("email", domain)
    yield "revendiquer-code", frame(), brand_space.ClaimPage("code", email="direction@filandre.example")
    yield "revendiquer-charte", frame(), brand_space.ClaimPage("charter", brand_name="Filandre")
    yield "revendiquer-envoyee", here, brand_space.ClaimPage("sent", brand_name="Filandre")
    agents = (
        brand_space.Agent("a1", "direction@filandre.example", "owner", None, shown.before(90), self=True),
        brand_space.Agent("a2", "boutique.nimes@filandre.example", "agent", "Filandre Boutique Nîmes", None),
    )
    yield "equipe", here, brand_space.TeamPage("Filandre", agents, (Option("", "Toute la marque"),), can_manage=True)
    yield "marque-page", here, brand_space.PageSettings("Filandre", "/marques/filandre")
    yield "accuses", here, brand_space.ReceiptsPage("Filandre", (shown.RECEIPT,), Pagination(1))
    yield "accuse", here, brand_space.ReceiptPage(shown.RECEIPT, intact=True, checked_at=T0)
    yield "accuse-altere", here, brand_space.ReceiptPage(shown.RECEIPT, intact=False, checked_at=T0)


def staff_pages() -> Iterator[Sample]:
    """Moderators and operators."""
    here = frame("/moderation", role="moderator", counts={"/moderation": 2})
    waiting = (
        moderation.QueueLine(
            "c1", NUMBER, "Rappelez-moi vite", "Filandre", shown.before(3), ("téléphone", "accusation")
        ),
        moderation.QueueLine(
            "c2", "R-2026-004900", LONG_WORD, LONG_NAME, shown.before(0.1), (), opened_by_colleague=True
        ),
    )
    yield "moderation", here, moderation.QueuePage(waiting)
    yield "moderation-vide", here, moderation.QueuePage(())
    yield "moderation-dossier", here, replace(shown.CASE, files=shown.FILES, wish="Un rappel", opened_by_colleague=True)
    groundless = FormState({"decision": "refuse"}, {"ground": "Choisissez un fondement pour refuser"})
    published = replace(shown.CASE, decisions=moderation.PUBLISHED, form=groundless, findings=())
    yield "moderation-publiee", here, published
    preview = moderation.DecisionPreview(
        "c1", NUMBER, "Rappelez-moi vite", "refuse", "crime-accusation", "Le passage…", 3, shown.STATEMENT
    )
    yield "relecture", here, preview
    masked = replace(preview, decision="publish-masked", statement=None, public_text=shown.TEXT)
    yield "relecture-masquee", here, masked
    suggested = moderation.SuggestedBrand("b1", "Bidulix", "electronics", "www.bidulix.example", shown.before(1), 2)
    yield "marques-proposees", here, moderation.SuggestionsPage((suggested,))
    yield "marques-proposees-vide", here, moderation.SuggestionsPage(())
    ops = frame("/operateur", role="operator")
    path = tuple(
        operator.PathStep(
            T0 + timedelta(milliseconds=40 * rank), service, event, f"e{rank}", 40 if rank else None, "/traces/1"
        )
        for rank, (service, event) in enumerate(
            [("complaints", "complaints.complaint.filed.v1"), ("notifications", "notifications.brand.notified.v1")]
        )
    )
    services = (
        operator.ServiceHealth("complaints", True, 0, 0, 0),
        operator.ServiceHealth("scoring", False, 1250, 3, 1),
    )
    yield "operateur", ops, operator.OperatorPage(NUMBER, path, services, "/traces/1")
    yield "operateur-vide", ops, operator.OperatorPage("R-2026-000000")


def pages() -> Iterator[Sample]:
    """Every sample: a name for its file, its frame, its view."""
    for family in (public_pages, filing_pages, account_pages, consumer_pages, brand_pages, staff_pages):
        yield from family()
