"""The words of a quote: what is read before the order, and what is kept of it. They name no consumer."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from disputes.domain.days import day_of
from disputes.domain.french import euros, in_french, percent
from disputes.domain.price import Terms, examples, fee_of, most_of, with_vat
from disputes.domain.quote import Quote

TEXT_VERSION = "2026-12-01"

WITHDRAWAL_FORM = """Formulaire de rétractation
Veuillez compléter et renvoyer le présent formulaire uniquement si vous souhaitez vous rétracter du contrat.
À l’attention de {provider}\u00a0:
Je/nous (*) vous notifie/notifions (*) par la présente ma/notre (*) rétractation du contrat portant sur la vente du \
bien (*)/pour la prestation de services (*) ci-dessous\u00a0: devis {number}
Commandé le (*)/reçu le (*)\u00a0:
Nom du (des) consommateur(s)\u00a0:
Adresse du (des) consommateur(s)\u00a0:
Signature du (des) consommateur(s) (uniquement en cas de notification du présent formulaire sur papier)\u00a0:
Date\u00a0:
(*) Rayez la mention inutile."""
"""The law's model (C. conso. L221-5, R221-1 and its annex), word for word."""

SERVICES = {
    True: "l’aide d’un avocat pour régler votre litige",
    False: "une aide pour régler votre litige",
}
"""What is ordered, from a lawyer or not."""


def subject_of(complaint: str | None, brand_name: str | None, handed_over_at: datetime | None) -> str:
    """Which case a quote is for, as its offer found it called.

    Args:
        complaint: its number; None for a conflict between persons, which is known by the day it was handed over.
    """
    if complaint:
        return f"réclamation {complaint}" + (f" ({brand_name})" if brand_name else "")
    handed_over = f", transmis le {in_french(day_of(handed_over_at))}" if handed_over_at else ""
    return f"conflit avec une autre personne{handed_over}"


def text_of(quote: Quote, replaced: Sequence[Quote] = ()) -> str:
    """What is ordered, or was: as it is shown, hashed, and kept with the order.

    What is paid comes first, VAT included (C. conso. L112-1).

    Args:
        replaced: the orders that this one would take the place of.
    """
    if quote.ordered_text is not None:
        return quote.ordered_text
    terms = quote.terms
    lines = [
        f"Devis {quote.number}, version {TEXT_VERSION}",
        f"Prestataire\u00a0: {_provider(quote)}",
        f"Service\u00a0: {SERVICES[quote.lawyer]}",
        f"Dossier\u00a0: {quote.subject}",
        *(f"Remplace\u00a0: {_order(each)}" for each in replaced),
        "Durée\u00a0: jusqu’au résultat, que le prestataire déclare sur RéclameICI",
        f"Pourcentage de ce qui est obtenu\u00a0: {_percentage(terms)}",
        f"Forfait\u00a0: {_fixed(terms)}",
        f"Le plus que vous pouvez payer\u00a0: {_most(terms)}",
        f"TVA\u00a0: {percent(terms.vat_basis_points)}",
        *_payment(terms),
        *(f"Si vous obtenez {euros(each)}\u00a0: {euros(fee.total)} TTC" for each, fee in examples(terms)),
        f"En cas d’échec\u00a0: {euros(fee_of(terms, 0).total)} TTC",
        "Vous pouvez vous rétracter pendant 14\u00a0jours, sans motif et sans rien devoir.",
        "Pour cela\u00a0: un clic sur la page du devis, le formulaire ci-dessous, ou toute autre déclaration claire.",
        "Si vous demandez que le travail commence avant\u00a0: jusqu’à son résultat, qui met fin à ce droit.",
        "",
        WITHDRAWAL_FORM.format(provider=_provider(quote), number=quote.number),
    ]
    return "\n".join(lines)


def order_of(quote: Quote, replaced: Sequence[Quote], *, early_start: bool, now: datetime) -> str:
    """What is kept of an order: the text that was read, and what was decided about it."""
    last = replace(quote, accepted_at=now, early_start=early_start).withdraw_until_on
    assert last  # nothing was obtained before it was ordered
    begin = "demandé expressément" if early_start else "non demandé"
    lines = [
        text_of(quote, replaced),
        "",
        f"Commandé avec obligation de paiement le {in_french(day_of(now))}",
        f"Début du travail avant la fin des 14\u00a0jours\u00a0: {begin}",
        f"Dernier jour pour vous rétracter\u00a0: {in_french(last)}",
    ]
    return "\n".join(lines)


def _provider(quote: Quote) -> str:
    return f"{quote.provider_name}, {quote.contact}" if quote.contact else quote.provider_name


def _order(replaced: Quote) -> str:
    assert replaced.accepted_at
    order = f"votre commande du {in_french(day_of(replaced.accepted_at))} (devis {replaced.number}), qui prend fin"
    return f"{order}. Ce qui vous a déjà été demandé pour elle compte pour celle-ci"


def _payment(terms: Terms) -> Iterator[str]:
    """When each part may be asked for, as the fee guard has it, and when it is due."""
    within = f"{terms.due_days}\u00a0jours après le résultat"
    if terms.fixed_cents:
        begin = "à la demande du prestataire, dès que vous ne pouvez plus vous rétracter"
        yield f"Paiement du forfait\u00a0: {begin}, au plus tard {within}"
    if terms.success_basis_points:
        yield f"Paiement du pourcentage\u00a0: jamais avant le résultat, au plus tard {within}"
    yield "Tant que vous pouvez vous rétracter, rien ne peut vous être demandé."
    yield "L’argent obtenu vous est versé directement."


def _percentage(terms: Terms) -> str:
    if not terms.success_basis_points:
        return "aucun"
    paid = percent(with_vat(terms.success_basis_points, terms.vat_basis_points))
    return f"{paid} TTC ({percent(terms.success_basis_points)} hors taxes)"


def _fixed(terms: Terms) -> str:
    if not terms.fixed_cents:
        return "aucun"
    return f"{euros(fee_of(terms, 0).total)} TTC ({euros(terms.fixed_cents)} hors taxes), dû aussi en cas d’échec"


def _most(terms: Terms) -> str:
    most = most_of(terms)
    total = (
        "sans plafond" if most is None else f"{euros(most)} TTC" + (", forfait compris" if terms.fixed_cents else "")
    )
    cap = "" if terms.cap_cents is None else f" (plafond du pourcentage\u00a0: {euros(terms.cap_cents)} hors taxes)"
    return total + cap


def hash_of(text: str) -> str:
    """SHA-256, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()
