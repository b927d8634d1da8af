"""Sample views of partners: public pages, what is handed over, the partner's space, the registry."""

from collections.abc import Iterator
from dataclasses import replace

from services.gateway.tests.presentation.sample_base import COMPLAINT, LONG_NAME, LONG_WORD, NUMBER, T0, Sample, frame

from contracts.http import partners as http
from contracts.partners import PublicPartner
from gateway.presentation import showcase as shown
from gateway.presentation.views import partner_office, partners
from gateway.presentation.views.form import FormState, Option
from gateway.presentation.views.frame import Pagination, StaticPage
from gateway.usecases import partner_office as office
from gateway.usecases import referrals
from gateway.usecases.partners import asked_fields, card

SWITCHING = PublicPartner(
    version=1,
    partner="selectra",
    name="Selectra",
    kind="switching",
    purpose="Vous appeler pour comparer les offres et changer de contrat, si vous le voulez.",
    legal_basis="Votre consentement (RGPD, article 6, paragraphe 1, point a)",
    duration="12\u00a0mois au plus après le dernier échange",
    fields=("name", "email", "phone", "sector", "contract-reference"),
    takes_documents=False,
    sectors=("energy", "telecom", "insurance"),
    website="https://selectra.example",
    paid=True,
    price_text="Gratuit pour vous\u00a0: Selectra est payée par le fournisseur que vous choisissez.",
    same_price=True,
    needs_mandate=False,
    connected=True,
)
LAWYERS = SWITCHING.model_copy(
    update={
        "partner": "avostart",
        "name": "Avostart",
        "kind": "lawyers",
        "purpose": "Trouver un avocat et vous proposer un devis, que vous acceptez ou non.",
        "fields": ("name", "email", "phone", "address", "brand", "other-party", "facts", "request", "amount"),
        "takes_documents": True,
        "sectors": (),
    }
)
MEDIATOR = SWITCHING.model_copy(
    update={
        "partner": "mediateur",
        "name": LONG_NAME,
        "kind": "mediator",
        "connected": False,
        "paid": False,
        "price_text": None,
        "same_price": False,
        "needs_mandate": True,
    }
)
HANDED = http.ReferralView(
    referral_id="019a8f3e-52c0-7cc3-8d4e-0f6a2f1b9c11",
    partner="selectra",
    partner_name="Selectra",
    complaint_id="c1",
    dispute_id=None,
    status="accepted",
    consented_at=shown.before(9),
    handed_over_at=shown.before(9),
    acknowledged_at=shown.before(8),
    decided_at=shown.before(7),
    reason=None,
    steps=("contacted-consumer", "studied"),
    closed_at=None,
    withdrawn_at=None,
    purge=None,
    purged_at=None,
    payload_hash="b7" * 32,
    text_hash="a1" * 32,
    documents=("facture.pdf", f"{LONG_WORD}.pdf"),
    same_price=True,
    price_complained_at=None,
)
DECLINED = HANDED.model_copy(
    update={"status": "declined", "reason": "capacity", "steps": (), "partner_name": LONG_NAME}
)
GONE = {"status": "acknowledged", "decided_at": None, "steps": (), "withdrawn_at": shown.before(2)}
PURGING = HANDED.model_copy(update=GONE | {"purge": "asked", "price_complained_at": shown.before(1)})
ANSWERED = HANDED.model_copy(
    update={
        "price_complained_at": shown.before(3),
        "price_settled_at": shown.before(1),
        "price_answer": "Selectra a appliqué le tarif public.\nElle vous rembourse la différence, 12\u00a0€.",
    }
)
OVERDUE = HANDED.model_copy(update=GONE | {"purge": "overdue"})
PURGED = HANDED.model_copy(update=GONE | {"purge": "confirmed", "purged_at": shown.before(1)})
NEVER_LEFT = HANDED.model_copy(
    update={
        "status": "consented",
        "handed_over_at": None,
        "acknowledged_at": None,
        "payload_hash": None,
        "documents": (),
    }
    | {"decided_at": None, "steps": (), "withdrawn_at": shown.before(8)}
)
SENT = HANDED.model_copy(update={"status": "handed-over", "acknowledged_at": None, "decided_at": None, "steps": ()})
RENEWED = HANDED.model_copy(update={"documents_requested_at": (shown.before(6),), "links_hash": "c9" * 32})
CLOSED = HANDED.model_copy(update={"status": "closed", "closed_at": shown.before(1)})
ENTRY = http.LedgerEntry(
    referral_id=HANDED.referral_id,
    partner="selectra",
    entry="given",
    text=f"{shown.CONSENT.text}\nDestinataire\u00a0: Selectra\nPièces transmises\u00a0: facture.pdf",
    text_hash="a1" * 32,
    boxes=("transfer", "price", "this-case-only"),
    fields=("name", "phone", "sector"),
    channel="site",
    at=shown.before(9),
)


def sharing_pages() -> Iterator[Sample]:
    """The public pages, then a consent from the choice to its end."""
    everyone = (SWITCHING, LAWYERS, MEDIATOR)
    yield (
        "partenaires",
        frame("/partenaires"),
        partners.PartnersPage(tuple((each.kind, (card(each),)) for each in everyone)),
    )
    yield "partenaires-vide", frame("/partenaires"), partners.PartnersPage(())
    yield "partenaires-rejoindre", frame("/partenaires/rejoindre"), StaticPage("partenaires/rejoindre")
    here = frame("/mon-espace", role="consumer", name=shown.PSEUDONYM)
    lonely = card(LAWYERS.model_copy(update={"connected": False}))
    yield "partenaires-choix", here, partners.PartnerChoicePage(NUMBER, COMPLAINT.title, (card(SWITCHING), lonely))
    yield "partenaires-choix-vide", here, partners.PartnerChoicePage(NUMBER, LONG_WORD, ())
    pieces = (Option("f1", "facture.pdf", "PDF · 402\u00a0Ko"), Option("f2", f"{LONG_WORD}.pdf", "PDF · 1\u00a0Mo"))
    known = FormState({"brand": "Filandre", "facts": shown.TEXT, "amount": "289\u00a0€"})
    fields = tuple(each for each in asked_fields(LAWYERS, None))
    sharing = partners.SharingPage(card(LAWYERS), "/partage", "/retour", (*fields, "brand"), pieces, known)
    yield "transmettre", here, sharing
    nothing = FormState({}, {"fields": "Choisissez au moins une information à transmettre."})
    yield "transmettre-erreur", here, replace(sharing, form=nothing, documents=())
    yield "accord", here, partners.ConsentPage(shown.CONSENT, "/partage")
    unticked = FormState({"transfer": "yes"}, {"price": "Cochez cette case, ou choisissez de ne pas transmettre."})
    yield "accord-erreur", here, partners.ConsentPage(shown.CONSENT, "/partage", unticked)
    changed = FormState(errors={"consent": "Le texte de l’accord a changé\u00a0: relisez-le avant de décider."})
    yield "accord-change", here, partners.ConsentPage(shown.CONSENT, "/partage", changed)
    states = (RENEWED, DECLINED, SENT, PURGING, OVERDUE, PURGED, NEVER_LEFT, ANSWERED)
    cards = (referrals.card(each, ENTRY, COMPLAINT.title, "/mon-espace") for each in states)
    of_itself = (
        referrals.card(gone, ENTRY, COMPLAINT.title, "/mon-espace", ENTRY.model_copy(update={"channel": end}))
        for gone, end in ((NEVER_LEFT, "terms"), (PURGING, "mandate"), (PURGED, "complaint"))
    )
    numbered = (replace(each, id=f"r{rank}") for rank, each in enumerate((*cards, *of_itself)))
    yield "accords", here, partners.ConsentsPage(tuple(numbered))
    yield "accords-vide", here, partners.ConsentsPage(())


def partner_pages() -> Iterator[Sample]:
    """A partner without Kafka."""
    here = frame("/partenaire", role="partner", name="Selectra")
    states = (SENT, HANDED, PURGING, CLOSED)
    cases = tuple(referrals.partner_case(each) for each in states)
    yield "dossiers", here, partners.PartnerSpace(cases, Pagination(183, 2, 50))
    yield "dossiers-vide", here, partners.PartnerSpace((), Pagination(0))
    for name, each in (
        ("dossier", SENT),
        ("dossier-redemande", RENEWED),
        ("dossier-retire", PURGING),
        ("dossier-clos", CLOSED),
        ("dossier-fini", PURGED),
    ):
        case = referrals.partner_case(each)
        yield name, here, partners.PartnerCasePage(case, referrals.report_options(case))
    case = referrals.partner_case(HANDED)
    wrong = FormState({"report": "partner.fee.asked.v1", "amount": "cher"}, {"amount": "Indiquez un montant en euros."})
    yield "dossier-erreur", here, partners.PartnerCasePage(case, referrals.report_options(case), wrong)
    fee = http.FeeLine(referral_id=HANDED.referral_id, cents=1500, accrued_at=shown.before(7))
    statement = http.FeeStatement(partner="selectra", month="2026-10", lines=(fee, fee), total_cents=3000)
    owed = statement.model_copy(update={"partner_name": "Selectra"})
    today = T0.date()
    yield "releve", here, referrals.statement_page(owed, "/partenaire/releves?mois=", today)
    none = {"partner_name": LONG_NAME, "month": "2026-11", "lines": (), "total_cents": 0}
    nothing = statement.model_copy(update=none)
    yield "releve-vide", here, referrals.statement_page(nothing, "?mois=", today, "/moderation")


KEYS = (
    http.RegisteredKey(kid="2026-10", added_at=shown.before(40), retired_at=shown.before(3)),
    http.RegisteredKey(kid=LONG_WORD[:40], added_at=shown.before(4), retired_at=None),
)
REGISTERED = http.RegisteredPartner(
    **SWITCHING.model_dump(exclude={"version", "connected"}), referral_fee_cents=1500, keys=KEYS
)
UNKNOWN = REGISTERED.model_copy(update={"partner": "mediateur", "name": LONG_NAME, "keys": (), "sectors": ()})
REGISTRY = http.PartnerList(
    partners=(UNKNOWN, REGISTERED),
    silent={"selectra": 2},
    overdue={"selectra": 1},
    pricier={"selectra": (HANDED.referral_id,)},
)


def registry_pages() -> Iterator[Sample]:
    """The registry, for staff."""
    here = frame("/moderation/partenaires", role="moderator")
    yield "registre", here, partner_office.RegistryPage(office.lines(REGISTRY))
    yield "registre-vide", here, partner_office.RegistryPage(())
    people = (
        partner_office.PartnerPerson("account-1", "c…@selectra.example"),
        partner_office.PartnerPerson("account-2", f"l…@{LONG_WORD}.example"),
    )
    yield "partenaire", here, partner_office.RegisteredPage(REGISTERED, office.line(REGISTRY, REGISTERED), people)
    broken = FormState({"kid": "2026-11", "jwk": "{"}, {"jwk": "Collez la clé au format JWK, accolades comprises."})
    yield "partenaire-erreur", here, partner_office.RegisteredPage(UNKNOWN, office.line(REGISTRY, UNKNOWN), (), broken)
    new = partner_office.RegisterPage(None, "/moderation/partenaires/nouveau", "/moderation/partenaires")
    unsaid = f"answer-{HANDED.referral_id}"
    silent = FormState({unsaid: ""}, {unsaid: "Écrivez votre réponse au consommateur."})
    yield (
        "partenaire-prix",
        here,
        partner_office.RegisteredPage(REGISTERED, office.line(REGISTRY, REGISTERED), people, silent),
    )
    yield "inscrire-partenaire", here, new
    taken = FormState({"partner": "selectra"}, {"partner": "Cette adresse est déjà prise.", "fields": "Choisissez."})
    yield "inscrire-partenaire-erreur", here, replace(new, form=taken)
    change = replace(new, name="Selectra", form=office.typed(REGISTERED))
    yield "modifier-partenaire", here, change
    connection = http.Connection(
        bootstrap="127.0.0.1:9094",
        user="partner-selectra",
        handoff_topic="handoff-selectra",
        reports_topic="reports-selectra",
        group_prefix="partner-selectra.",
    )
    yield "partenaire-acces", here, partner_office.ConnectedPage("Selectra", "/retour", connection, LONG_WORD)
