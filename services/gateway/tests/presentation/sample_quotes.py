"""Sample views of paid help."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from services.gateway.tests.presentation.sample_base import LONG_NAME, Sample, frame

from gateway.presentation import showcase as shown
from gateway.presentation.views import quotes
from gateway.presentation.views.form import FormState, Option
from gateway.presentation.views.frame import Pagination

EXAMPLES = (
    quotes.Example(10_000, 9_000, 1_500, 2_100, 12_600),
    quotes.Example(50_000, 9_000, 7_500, 3_300, 19_800),
    quotes.Example(200_000, 9_000, 30_000, 7_800, 46_800),
)
ACCOUNT = "019a4c1e-6d01-7a10-8f3e-1b2c3d4e5f6c"
CASE = "réclamation R-2026-004812 (Filandre)"
CONFLICT = "conflit avec une autre personne, transmis le 3\u00a0novembre 2026"
QUOTE = quotes.QuotePage(
    "q1",
    "D-2026-000001",
    "Avostart",
    True,
    CASE,
    "offered",
    1_500,
    9_000,
    30_000,
    46_800,
    2_000,
    30,
    EXAMPLES,
    10_800,
    "Devis D-2026-000001, version 2026-12-01\nPrestataire\u00a0: Avostart\n"
    f"Dossier\u00a0: {CASE}\n"
    "Forfait\u00a0: 108,00\u00a0€ TTC (90,00\u00a0€ hors taxes), dû aussi en cas d’échec\n\n"
    "Formulaire de rétractation\nVeuillez compléter et renvoyer le présent formulaire.",
    "0" * 64,
    date(2026, 12, 24),
)
ACCEPTED = replace(
    QUOTE,
    status="accepted",
    accepted_at=shown.before(2),
    early_start=True,
    withdraw_until_on=date(2026, 12, 7),
    can_withdraw=True,
)


def quote_pages() -> Iterator[Sample]:
    """Quotes from their offer to their end, and sums that nobody announced."""
    here = frame("/mon-espace/devis", role="consumer", name=shown.PSEUDONYM)
    yield "devis", here, QUOTE
    changed = FormState({}, {"early_start": "Le devis a changé : relisez-le avant de décider."})
    yield (
        "devis-change",
        here,
        replace(
            QUOTE, provider=LONG_NAME, success=1_333, vat=550, fixed=0, cap=None, most=None, on_failure=0, form=changed
        ),
    )
    replaced = quotes.ReplacedLine("D-2026-000001", shown.before(20))
    yield "devis-remplacant", here, replace(QUOTE, number="D-2026-000003", replaces=(replaced,))
    yield "devis-remplace", here, replace(ACCEPTED, status="replaced", can_withdraw=False)
    yield "devis-accepte", here, ACCEPTED
    done = replace(ACCEPTED, can_withdraw=False, obtained=50_000, owed=19_800, declared_on=date(2026, 12, 3))
    done = replace(done, due_on=date(2027, 1, 2))
    done = replace(done, complaint_number="R-2026-004812")
    yield "devis-resultat", here, done
    yield "devis-fini-tot", here, replace(done, withdraw_until_on=None)
    yield "devis-echec", here, replace(done, fixed=0, most=36_000, on_failure=0, obtained=0, owed=0, due_on=None)
    yield "devis-retracte", here, replace(ACCEPTED, status="withdrawn", withdrawn_at=shown.before(1))
    yield "devis-perime", here, replace(QUOTE, status="lapsed")
    line = quotes.QuoteLine("q1", "D-2026-000001", "Avostart", CASE, "offered", shown.before(2))
    other_line = replace(line, id="q2", number="D-2026-000002", subject=CONFLICT, status="accepted")
    alert = quotes.AlertLine("a1", "Avostart", 12_000, "unannounced", shown.before(1))
    told = replace(alert, mobile="06 39 98 00 00", email="camille@courriel.example")
    reached = FormState({"mobile-a1": told.mobile, "email-a1": told.email})
    no_number = {"mobile-a1": "Indiquez un numéro de mobile, par exemple 06 39 98 00 00."}
    unreached = FormState({"mobile-a1": "06", "email-a1": told.email}, no_number)
    closed = replace(alert, note="Le partenaire a renoncé à cette somme.", closed_at=shown.before(0))
    other = replace(alert, id="a2", provider=None)
    changed_result = replace(alert, id="a3", cents=200_000, objection="result-changed")
    asking = (Option("q1", f"Avostart, devis D-2026-000001, {CASE}"), Option("other", "Quelqu’un d’autre"))
    yield (
        "mes-devis",
        here,
        quotes.QuotesPage((line, other_line), (alert, closed, replace(closed, provider=None)), asking),
    )
    yield (
        "mes-devis-joindre",
        here,
        quotes.QuotesPage((line,), (told, other, changed_result), (Option("", "Choisissez"), *asking), reached),
    )
    yield "mes-devis-mal-joint", here, quotes.QuotesPage((line,), (told,), asking, unreached)
    wrong = FormState({"amount": "douze"}, {"amount": "Indiquez un montant en euros, par exemple 37,99."})
    yield "mes-devis-vide", here, quotes.QuotesPage((), (), asking, wrong)
    about = {"account_id": ACCOUNT, "referral_id": ACCOUNT, "complaint_id": "c1", "complaint_number": "R-2026-004812"}
    staff = frame("/moderation/sommes", role="moderator", name="Équipe")
    yield (
        "sommes",
        staff,
        quotes.AlertsPage(
            (
                replace(told, **about),
                replace(other, account_id=ACCOUNT, told_by="consumer"),
                replace(closed, account_id=ACCOUNT),
            ),
            Pagination(120, 2, 50),
        ),
    )
    yield "sommes-vide", staff, quotes.AlertsPage((), Pagination(0))
