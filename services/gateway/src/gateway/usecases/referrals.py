"""What became of what was handed over, for the consumer and for the partner."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from operator import itemgetter

from contracts.http import partners as http
from gateway.presentation.partner_labels import DECLINE_REASONS, FIELDS, STEPS
from gateway.presentation.views.complaint import Step
from gateway.presentation.views.form import Option
from gateway.presentation.views.partners import PartnerCase, PricePromise, ReferralCard, StatementLine, StatementPage

AWAITED: Mapping[http.ReferralStatus, str] = {
    "consented": "Envoi chiffré au partenaire",
    "handed-over": "Le partenaire confirme la réception",
    "acknowledged": "Le partenaire accepte ou décline",
    "accepted": "Le partenaire rend compte de la suite",
}
"""What comes next, while the consent stands."""


def timeline(referral: http.ReferralView) -> tuple[Step, ...]:
    """What happened, in order, then what comes next. Steps carry no date: they stand before the end."""
    declined = referral.status == "declined"
    reason = f"Raison\N{NO-BREAK SPACE}: {DECLINE_REASONS[referral.reason]}." if referral.reason else None
    begun = (
        ("Accord donné", referral.consented_at, None),
        ("Dossier transmis, chiffré", referral.handed_over_at, None),
        ("Réception confirmée", referral.acknowledged_at, None),
        ("Dossier décliné" if declined else "Dossier accepté", referral.decided_at, reason),
    )
    again = (("Nouveaux liens vers les pièces, chiffrés", at, None) for at in referral.documents_requested_at)
    ended = (
        ("Dossier terminé chez le partenaire", referral.closed_at, None),
        ("Accord retiré", referral.withdrawn_at, None),
        ("Copie supprimée, selon le partenaire", referral.purged_at, None),
    )
    steps = tuple(Step(STEPS[each], "done") for each in referral.steps)
    return (*_dated((*begun, *again)), *steps, *_dated(ended), *_next(referral))


def _dated(moments: Iterable[tuple[str, datetime | None, str | None]]) -> list[Step]:
    told = [(at, Step(label, "done", at, detail=detail)) for label, at, detail in moments if at]
    return [step for _, step in sorted(told, key=itemgetter(0))]


def _next(referral: http.ReferralView) -> Iterator[Step]:
    if referral.purge in ("asked", "overdue"):
        yield Step("Le partenaire confirme la suppression", "current")
    elif referral.withdrawn_at is None and referral.status in AWAITED:
        yield Step(AWAITED[referral.status], "current")


def card(
    referral: http.ReferralView,
    entry: http.LedgerEntry | None,
    about: str,
    href: str | None,
    ended: http.LedgerEntry | None = None,
) -> ReferralCard:
    """A referral for its consumer, with its lines of the ledger: the consent, and its end."""
    return ReferralCard(
        id=referral.referral_id,
        partner_name=referral.partner_name,
        about=about,
        href=href,
        fields=tuple(FIELDS[each].lower() for each in (entry.fields if entry else ())),
        documents=referral.documents,
        timeline=timeline(referral),
        text=entry.text if entry else "",
        text_hash=referral.text_hash,
        payload_hash=referral.payload_hash,
        stands=referral.withdrawn_at is None,
        ended_by=ended.channel if ended and ended.channel not in ("site", "api") else None,
        purge=referral.purge,
        purged_at=referral.purged_at,
        price=_price(referral),
        price_answer=referral.price_answer,
    )


def _price(referral: http.ReferralView) -> PricePromise:
    if not (referral.same_price and referral.handed_over_at):
        return "unpromised"
    if referral.price_settled_at:
        return "settled"
    return "told" if referral.price_complained_at else "promised"


def partner_case(referral: http.ReferralView) -> PartnerCase:
    """A referral for its partner."""
    return PartnerCase(
        id=referral.referral_id,
        handed_over_at=referral.handed_over_at or referral.consented_at,
        tag=referral.status if referral.withdrawn_at is None else "withdrawn",
        purge_asked=referral.purge in ("asked", "overdue"),
        timeline=timeline(referral),
        payload_hash=referral.payload_hash,
        documents=referral.documents,
        links_hash=referral.links_hash,
    )


ACKNOWLEDGED = Option("partner.case.acknowledged.v1", "Confirmer la réception")
ACCEPTED = Option("partner.case.accepted.v1", "Accepter le dossier")
DECLINED = Option("partner.case.declined.v1", "Décliner le dossier", "Donnez la raison plus bas.")
DOCUMENTS = Option(
    "partner.documents.requested.v1",
    "Redemander les pièces",
    "Les liens que vous avez ne servent plus. De nouveaux arrivent, chiffrés.",
)
STEP = Option("partner.step.done.v1", "Signaler une étape", "Choisissez l’étape plus bas.")
QUOTE = Option(
    "partner.quote.proposed.v1", "Proposer un devis", "Donnez plus bas le pourcentage, et le forfait s’il y en a un."
)
OUTCOME = Option("partner.outcome.reported.v1", "Terminer le dossier", "Donnez plus bas le montant obtenu, même nul.")
ANOTHER_OUTCOME = Option(
    "partner.outcome.reported.v1",
    "Corriger le montant obtenu",
    "Donnez-le plus bas. Le premier montant compte\u00a0: notre équipe vous demandera pourquoi il change.",
)
FEE = Option("partner.fee.asked.v1", "Déclarer un montant demandé au consommateur", "Donnez le montant plus bas.")
PURGED = Option("partner.purge.confirmed.v1", "Confirmer que votre copie est supprimée")

REPORTS: Mapping[str, tuple[Option, ...]] = {
    "handed-over": (ACKNOWLEDGED, ACCEPTED, DECLINED, QUOTE, STEP, OUTCOME, FEE, DOCUMENTS),
    "acknowledged": (ACCEPTED, DECLINED, QUOTE, STEP, OUTCOME, FEE, DOCUMENTS),
    "accepted": (QUOTE, STEP, OUTCOME, FEE, DECLINED, DOCUMENTS),
    "closed": (ANOTHER_OUTCOME, FEE),
}
"""What a form offers by the state of a case; the service has the last word."""


def report_options(case: PartnerCase) -> tuple[Option, ...]:
    """The reports that a partner may make now."""
    if case.purge_asked:
        return (PURGED,)
    return tuple(each for each in REPORTS.get(case.tag, ()) if each is not DOCUMENTS or case.documents)


def statement_page(found: http.FeeStatement, href: str, today: date, back_href: str | None = None) -> StatementPage:
    """What a partner owes for a month."""
    lines = tuple(StatementLine(each.referral_id, each.cents, each.accrued_at) for each in found.lines)
    before, after = _shifted(found.month, -1), _shifted(found.month, 1)
    shown_after = after if after <= f"{today:%Y-%m}" else None
    return StatementPage(
        found.partner_name, found.month, lines, found.total_cents, href, before, shown_after, back_href
    )


def _shifted(month: str, by: int) -> str:
    year, number = int(month[:4]), int(month[5:]) + by
    return f"{year + (number - 1) // 12:04}-{(number - 1) % 12 + 1:02}"
