"""Fictional content of the page that shows every component in its states; for demonstration only."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any, ClassVar

from contracts.http.partners import ConsentBox, ConsentScreen, SharedDocument, ShownField
from gateway.presentation.labels import STANDINGS, Standing
from gateway.presentation.views.brand_space import Receipt, ReceiptEvent
from gateway.presentation.views.complaint import ComplaintCard, ResponseView, Step, Verdict
from gateway.presentation.views.consumer import Message
from gateway.presentation.views.filing import EvidenceFile, Piece
from gateway.presentation.views.form import EMPTY, FormState
from gateway.presentation.views.frame import Pagination
from gateway.presentation.views.moderation import OPTIONS, Finding, ModerationCase, Span, Statement
from gateway.presentation.views.score import Funnel, Month, ScoreView, ShownScore

SHOWN_ON = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
"""The moment at which the fictional content is told."""


def before(days: float) -> datetime:
    """A moment so many days before the page's own."""
    return SHOWN_ON - timedelta(days=days)


GOOD = ShownScore(Decimal("7.4"), Decimal("6.2"), Decimal("7.9"), "good", "fair", "good")
LOW = ShownScore(Decimal("3.6"), Decimal("2.8"), Decimal("4.5"), "low", "very-low", "low")
TOP = ShownScore(Decimal("9.1"), Decimal("8.4"), Decimal("9.6"), "very-good", "very-good", "very-good")


def score(shown: ShownScore | None, rated: int = 42, solved: int = 29, presumed: int = 18) -> ScoreView:
    """A score with its counts."""
    mean = Decimal("7.1") if rated else None
    return ScoreView(rated, solved, presumed, mean, SHOWN_ON.date(), shown=shown, bill_href="/marques/filandre/calcul")


NOTES = (3, 2, 1, 1, 2, 3, 4, 6, 9, 7, 4)
FUNNEL = Funnel(notified=71, read=66, answered=58, solved=29)
MONTHS = tuple(
    Month(
        f"{2025 if month == 12 else 2026}-{month:02}",
        4 + month % 5,
        0 if month == 4 else 3 + month % 4,
        None if month == 4 else Decimal(45 + month * 7 % 40) / 10,
    )
    for month in (12, *range(1, 12))
)

TEXT = (
    "Jeudi matin un technicien intervient dans l’armoire de rue pour la nouvelle voisine du 3. À 10 h 12 ma connexion "
    "tombe. Je sors en chaussons, je le rattrape : il a « emprunté » mon port parce qu’il n’en restait plus de "
    "libre.\n\nLe service technique m’affirme que tout est normal de leur côté, pendant que la voisine, adorable, me "
    "passe son code wifi à travers la cloison. On peut me joindre au [masqué : téléphone]. Je paie toujours."
)
PSEUDONYM = "ArmoireDeRue97"


def card(rank: int, standing: Standing, title: str, **more: Any) -> ComplaintCard:
    """A complaint of a list."""
    usual: dict[str, Any] = {
        "number": f"R-2026-{4812 - 17 * rank:06}",
        "title": title,
        "text": TEXT,
        "pseudonym": PSEUDONYM,
        "brand_name": "Filandre",
        "brand_href": "/marques/filandre",
        "standing": standing,
        "experience_on": date(2026, 10, 26),
        "published_at": before(23),
        "control": "automatic-masked",
    }
    return ComplaintCard(**usual | more)


CARDS = (
    card(0, "solved", "Débranché par le technicien venu brancher la voisine", note=8),
    card(1, "presumed", "Trois mois gratuits affichés en vitrine, jamais appliqués", pseudonym="vent_tramontane"),
    card(2, "unsolved", "Réengagé 24 mois par un simple coup de téléphone", pseudonym="PasDitOui", note=0),
    card(3, "read", "384 euros de hors forfait sans avoir quitté la France", pseudonym="lac_en_face"),
    card(4, "published", "Box déclarée non rendue malgré la preuve de dépôt", pseudonym="carton_bien_ferme"),
    card(5, "suspended", "Numéro fixe perdu pendant la portabilité", pseudonym="vingtanslememe"),
)
PROPOSAL = ResponseView(
    kind="proposal",
    text="Bonjour, un port a été libéré dans l’armoire et votre ligne est rebranchée depuis ce matin. Deux mois "
    "d’abonnement vous sont offerts pour la gêne.\n\nNous avons revu la consigne donnée aux techniciens.",
    published_at=before(19),
    delay_days=4,
    brand_name="Filandre",
    promise_due_on=date(2026, 11, 10),
    promise_kept=True,
)
REFUSAL = ResponseView(
    "refusal",
    "Bonjour, le délai d’opposition étant dépassé, le forfait évolué s’applique.",
    before(19),
    0,
    "Filandre",
)
NOT_CONCERNED = ResponseView(
    "not-concerned", "Bonjour, ce contrat a été conclu avec une autre marque.", before(19), 31, "Filandre"
)
VERDICT = Verdict(
    note=8,
    solved=True,
    would_buy_again=True,
    rated_at=before(12),
    comment="Rebranché en deux heures une fois que quelqu’un a lu le message en entier.",
)
TIMELINE = (
    Step("Déposée", "done", before(24)),
    Step("Publiée", "done", before(23)),
    Step("Notifiée à la marque", "done", before(22.9)),
    Step("Lue par la marque", "done", before(22)),
    Step("Réponse reçue", "done", before(6)),
    Step("Avis attendu", "current", until=datetime(2026, 11, 26, 22, 59, tzinfo=UTC), detail="Jugez la réponse."),
    Step("Satisfaction présumée", "coming", datetime(2026, 11, 26, 23, tzinfo=UTC), detail="Sans avis d’ici là."),
)
MESSAGES = (
    Message("brand", "Filandre", "Bonjour, pouvez-vous nous envoyer une photo de l’armoire ?", before(20), own=False),
    Message(
        "consumer",
        PSEUDONYM,
        "La voici. La voisine part en vacances et éteint sa box demain.",
        before(19.6),
        own=True,
        files=(EvidenceFile("f1", "armoire-ouverte.jpg", 1_468_006, "/pieces/f1"),),
    ),
    Message("staff", "RéclameICI", "Nous suivons ce dossier.", before(19.5), own=False),
)
FILES = (EvidenceFile("f2", "facture-octobre.pdf", 412_000, "/pieces/f2"),)
PIECES = (
    Piece("invoice", "Facture ou contrat", "required", "Pour que la marque vous retrouve.", FILES),
    Piece("photo", "Photo du problème", "advised"),
    Piece("receipt", "Ticket de caisse", "accepted", "Si vous n’avez plus la facture."),
)
STATEMENT = Statement(
    decision="Votre réclamation n’est pas publiée. La décision vaut pour tout le texte.",
    facts="Le passage « … » affirme qu’un salarié nommé a commis un délit.",
    ground="Accusation d’une infraction pénale",
    detection="Un programme a signalé le passage ; une personne a décidé.",
    decided_at=before(1),
    contest_href="/contact?sujet=contester&reclamation=R-2026-004812",
)
CASE = ModerationCase(
    id="c1",
    number="R-2026-004812",
    title=(Span("Rappelez-moi vite"),),
    text=(
        Span("Le conseiller m’a laissé son numéro, le "),
        Span("06 39 98 00 00", "téléphone"),
        Span(", puis plus rien.\nJe pense que "),
        Span("c’est du vol", "accusation"),
        Span("."),
    ),
    findings=(
        Finding("téléphone", "06 39 98 00 00", "numéro français, dix chiffres"),
        Finding("accusation", "c’est du vol", "nom d’infraction au présent, sans récit"),
    ),
    brand_name="Filandre",
    pseudonym=PSEUDONYM,
    filed_at=before(2),
    version=3,
    decisions=(OPTIONS["publish"], OPTIONS["publish-masked"], OPTIONS["refuse"]),
)
CONSENT = ConsentScreen(
    partner="avostart",
    name="Cabinet Exemple (fictif)",
    purpose="Trouver un avocat et vous proposer un devis, que vous acceptez ou non.",
    legal_basis="Votre consentement (RGPD, article 6, paragraphe 1, point a)",
    duration="6 mois si vous n’acceptez aucun devis, sinon la durée du dossier",
    price_text="Le premier échange est gratuit. Ensuite, un devis : rien n’est dû sans votre accord.",
    paid=True,
    same_price=True,
    fields=(
        ShownField(code="name", label="votre nom", value="Camille Exemple"),
        ShownField(code="phone", label="votre numéro de téléphone", value="06 39 98 12 40"),
        ShownField(code="facts", label="le récit des faits", value=TEXT),
    ),
    documents=(
        SharedDocument(id="f1", name="facture.pdf", media_type="application/pdf", size=412_000, sha256="5e" * 32),
    ),
    boxes=(
        ConsentBox(code="transfer", sentence="J’accepte que RéclameICI transmette ce qui est listé ici."),
        ConsentBox(code="price", sentence="J’ai lu le prix."),
        ConsentBox(code="this-case-only", sentence="Mes données serviront pour ce dossier uniquement."),
    ),
    text="Accord, version 2026-11-24",
    text_hash="a1" * 32,
)
RECEIPT = Receipt(
    id="A-2026-000931",
    number="R-2026-004812",
    brand_name="Filandre",
    events=(
        ReceiptEvent("Déposée", before(23), "le message existait à cette date", "qu’il soit parti", hash="9f2c" * 16),
        ReceiptEvent(
            "Remise au serveur de la marque",
            before(22.99),
            "le serveur de courrier a accepté le message",
            "qu’une personne l’ait lu",
            hash="41ab" * 16,
        ),
    ),
)
REFUSED = FormState(
    values={"note": "", "solved": "no", "email": "camille@", "commitments": ["proofs"]},
    errors={
        "email": "Indiquez une adresse complète, par exemple camille@exemple.fr",
        "note": "Choisissez une note de 0 à 10",
    },
)
PAGINATION = Pagination(183, page=2)


@dataclass(frozen=True)
class ComponentsPage:
    """Every component in its states."""

    template: ClassVar[str] = "composants.html"
    standings: tuple[Standing, ...] = tuple(STANDINGS)
    scores: tuple[ScoreView, ...] = (score(GOOD), score(LOW, 21, 4, 9), score(TOP, 64, 60, 3), score(None, 6, 2, 3))
    notes: tuple[int, ...] = NOTES
    months: tuple[Month, ...] = MONTHS
    funnel: Funnel = FUNNEL
    cards: tuple[ComplaintCard, ...] = CARDS
    timeline: tuple[Step, ...] = TIMELINE
    responses: tuple[ResponseView, ...] = (PROPOSAL, REFUSAL, NOT_CONCERNED)
    verdict: Verdict = VERDICT
    presumed_at: datetime = SHOWN_ON
    messages: tuple[Message, ...] = MESSAGES
    pieces: tuple[Piece, ...] = PIECES
    consent: ConsentScreen = CONSENT
    case: ModerationCase = CASE
    statement: Statement = STATEMENT
    receipt: Receipt = RECEIPT
    pagination: Pagination = PAGINATION
    empty: FormState = EMPTY
    refused: FormState = REFUSED
