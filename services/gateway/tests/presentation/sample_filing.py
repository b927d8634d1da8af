"""Sample views of triage, the steps of filing, and accounts."""

from collections.abc import Iterator
from datetime import date

from services.gateway.tests.presentation.sample_base import (
    LONG_NAME,
    NUMBER,
    T0,
    Sample,
    frame,
)

from gateway.presentation import showcase as shown
from gateway.presentation.labels import CATEGORIES, PRODUCT_FIELDS, SECTORS
from gateway.presentation.views import account, filing
from gateway.presentation.views.form import FormState, Option
from gateway.routes.orientation import REPAIRED_OPTIONS, SUBJECT_OPTIONS
from gateway.routes.sending import REGION_OPTIONS
from gateway.usecases.filing import PURCHASE

ASKED = tuple(
    filing.AskedField(code, label, "Comme sur l’emballage.")
    for code, label in (("point_of_sale", "Quel point de vente\u202f?"), *PRODUCT_FIELDS.items())
    if code not in PURCHASE
)
SHOPS = (Option("n", "Filandre Boutique Nîmes"),)


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
    inside = filing.Door("Être mis en relation avec Avostart", "Avec votre accord.", "/mise-en-relation/avostart")
    reason = "Une administration n’est pas une marque : la loi réserve la médiation aux achats."
    yield "hors-champ", here, filing.OutOfScopePage(reason, (inside, *doors))
    categories = tuple(Option(code, label) for code, label in CATEGORIES.items())
    yield "etape-marque", here, filing.BrandStep(categories)
    unknown = filing.BrandStep(
        categories,
        FormState({"brand": "Bidulix"}, {"category": "Dites de quoi il s’agit"}),
        unknown="Bidulix",
        sectors=tuple(Option(code, label) for code, label in SECTORS.items()),
    )
    yield "etape-marque-inconnue", here, unknown
    yield "etape-achat", here, filing.PurchaseStep(SUBJECT_OPTIONS, REPAIRED_OPTIONS)
    hasty = FormState(
        {"subject": "goods", "bought_on": "hier"}, {"bought_on": "Indiquez la date, par exemple 27 3 2026"}
    )
    yield "etape-achat-erreur", here, filing.PurchaseStep(SUBJECT_OPTIONS, REPAIRED_OPTIONS, hasty)
    why = "Tant que la garantie légale de 2 ans court, le vendeur répond du défaut."
    yield (
        "conseil",
        here,
        filing.AdvicePage(LONG_NAME, "Le vendeur", why, "C. conso. L217-3", date(2028, 3, 10)),
    )
    yield (
        "etape-faits",
        here,
        filing.FactsStep("Filandre", FormState({"text": "Trop court"}, {"text": "Écrivez 50 signes au moins"})),
    )
    when = FormState({"experience_on": "31 2 2026"}, {"experience_on": "Indiquez la date, par exemple 27 3 2026"})
    yield "etape-date", here, filing.DateStep("Filandre", when, ASKED, SHOPS)
    yield "etape-souhait", here, filing.WishStep("Filandre")
    lying = FormState(errors={"piece-photo": "photo.heic : envoyez un JPG, PNG ou PDF"})
    yield "etape-preuves", here, filing.EvidenceStep(shown.PIECES, lying)
    yield "etape-identite", here, filing.IdentityStep(REGION_OPTIONS, shown.REFUSED)
    wrong = FormState({"code": "123"}, {"code": "Code faux ou expiré : demandez-en un autre"})
    yield "etape-code", here, filing.CodeStep("camille@exemple.example", wrong)
    answers = (
        filing.Answer("Marque", "Filandre", "/reclamer/marque?retour=verifier", "brand"),
        filing.Answer("Les faits", shown.TEXT, "/reclamer/faits?retour=verifier", "text"),
    )
    hidden = (
        filing.Answer("Adresse e-mail", "camille@exemple.example", "/reclamer/identite?retour=verifier", "email"),
    )
    yield "verifier", here, filing.CheckPage(answers, hidden)
    short = FormState(errors={"text": "Votre récit est trop court\u00a0: écrivez au moins 50 signes."})
    yield "verifier-refusee", here, filing.CheckPage(answers, hidden, short)
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
