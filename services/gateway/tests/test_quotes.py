"""Paid help as its consumer reads it, and what they tell of."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from services.gateway.tests.presentation.sample_base import frame
from services.gateway.tests.presentation.sample_quotes import ACCEPTED, CONFLICT, QUOTE
from starlette.datastructures import FormData

from contracts.http import quotes as http
from gateway.presentation.environment import make_environment, render
from gateway.presentation.french import rate
from gateway.presentation.views.form import EMPTY, FormState
from gateway.presentation.views.frame import Pagination
from gateway.presentation.views.quotes import AlertsPage, QuotesPage
from gateway.routes.quotes import post_closing, post_contact, post_fee
from gateway.usecases import quotes

ENVIRONMENT = make_environment()
ONE = Pagination(1)
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def a_quote(**changes):
    """As disputes shows it."""
    found = {
        "quote_id": "q1",
        "number": "D-2026-000001",
        "provider": "avostart",
        "provider_name": "Avostart",
        "lawyer": True,
        "referral_id": "r1",
        "complaint_id": "c1",
        "dispute_id": None,
        "subject": "réclamation R-2026-000007 (Filandre)",
        "status": "offered",
        "success_basis_points": 1500,
        "fixed_cents": 9_000,
        "cap_cents": None,
        "most_cents": None,
        "vat_basis_points": 2000,
        "due_days": 30,
        "examples": (),
        "on_failure_cents": 10_800,
        "text": "Devis",
        "text_hash": "0" * 64,
        "offered_at": "2026-11-24T09:00:00Z",
        "last_offer_on": "2026-12-24",
        "accepted_at": None,
        "early_start": False,
        "withdraw_until_on": None,
        "withdrawn_at": None,
        "obtained_cents": None,
        "declared_on": None,
        "owed_cents": None,
    }
    return http.QuoteView.model_validate(found | changes)


@pytest.mark.parametrize(
    ("basis_points", "said"), [(2_000, "20\u00a0%"), (1_250, "12,5\u00a0%"), (210, "2,1\u00a0%"), (0, "0\u00a0%")]
)
def test_a_rate_is_written_as_french_does(basis_points, said):
    assert rate(basis_points) == said


def test_a_share_with_vat_is_exact():
    assert rate(replace(QUOTE, success=1_333, vat=550).success_paid) == "14,06315\u00a0%"


def test_money_is_told_of_by_the_quote_that_was_chosen_or_of_somebody_else():
    offered = [a_quote(), a_quote(quote_id="q2", provider="other-lawyers")]
    found = quotes.report("q2", 5_000, offered)
    assert (found.provider, found.quote_id, found.amount_cents) == ("other-lawyers", "q2", 5_000)
    assert quotes.report("other", 5_000, offered).quote_id is None
    assert [each.value for each in quotes.asking(offered)] == ["", "q1", "q2", "other"]


def test_money_is_told_of_by_a_partner_that_has_the_case_and_made_no_quote():
    cases = [SimpleNamespace(partner=slug, partner_name=slug.title()) for slug in ("selectra", "lawyers", "selectra")]
    offered = [a_quote(provider="lawyers")]
    assert [each.label for each in quotes.asking(offered, cases)][2:] == ["Selectra", "Quelqu’un d’autre"]
    told = quotes.report("selectra", 5_000, offered)
    assert (told.provider, told.quote_id) == ("selectra", None)


@pytest.mark.parametrize(("status", "waits"), [("offered", True), ("lapsed", False), ("accepted", False)])
def test_a_quote_waits_for_its_consumer_only_while_it_may_be_accepted(status, waits):
    assert (quotes.todo(a_quote(status=status)) is not None) == waits


def page_of(view):
    """A page as its reader gets it."""
    return BeautifulSoup(render(ENVIRONMENT, frame("/mon-espace/devis", role="consumer"), view), "html.parser")


def shown(view):
    """The words of a page."""
    return " ".join(page_of(view).main.get_text(" ").split())


def test_a_page_says_who_declared_a_result_and_how_to_contest_it():
    done = replace(ACCEPTED, obtained=50_000, owed=19_800, declared_on=date(2026, 12, 3), due_on=date(2027, 1, 2))
    assert "Avostart a déclaré que vous avez obtenu 500,00 €" in shown(done)
    assert "Vous devez 198,00 € TTC , à payer au plus tard le 2 janvier 2027 ." in shown(done)
    assert "Ce résultat est faux ? Contestez-le avant de payer" in shown(done)
    assert "rien n’a été obtenu. Vous ne devez rien." in shown(replace(done, obtained=0, owed=0))
    assert done.contest_href == "/contact?sujet=contester"
    assert replace(done, complaint_number="R-1").contest_href == "/contact?sujet=contester&reclamation=R-1"


def test_two_quotes_are_told_apart_by_their_case():
    assert "Dossier Réclamation R-2026-004812 (Filandre)" in shown(QUOTE)
    listed = shown(QuotesPage((quotes.line(a_quote()), quotes.line(a_quote(subject=CONFLICT))), ()))
    assert "Dossier : réclamation R-2026-000007 (Filandre)" in listed
    assert "Dossier : conflit avec une autre personne, transmis le 3 novembre 2026" in listed
    assert "R-2026-000007 (Filandre)" in quotes.todo(a_quote()).detail
    assert "R-2026-000007 (Filandre)" in quotes.asking([a_quote()])[1].label


def test_a_quote_says_above_its_button_which_order_it_ends_and_that_one_that_nothing_more_is_owed_by_it():
    again = a_quote(replaces=({"number": "D-2026-000009", "accepted_at": "2026-11-03T09:00:00Z"},))
    text = shown(quotes.page(again, NOW))
    said = text.index("Ce devis remplace celui du 3 novembre 2026 (D-2026-000009).")
    assert said < text.index("Commander avec obligation de paiement")
    assert "Ce devis remplace" not in shown(quotes.page(a_quote(), NOW))
    assert "Plus rien ne peut vous être demandé pour lui." in shown(quotes.page(a_quote(status="replaced"), NOW))
    assert "votre commande en cours continue" in quotes.todo(again).detail


def test_a_page_shows_what_is_paid_first_vat_included():
    text = shown(QUOTE)
    assert "18 % TTC de ce que vous obtenez (15 % hors taxes)" in text
    assert "108,00 € TTC (90,00 € hors taxes) , dû aussi en cas d’échec" in text
    assert "468,00 € TTC (plafond du pourcentage : 300,00 € hors taxes)" in text


def test_who_is_no_partner_of_ours_has_no_name_to_pay_nothing_to():
    alert = quotes.alert(an_alert(provider="other", provider_name="Quelqu’un d’autre"))
    assert "Ne réglez rien. 120,00 € vous sont demandés." in shown(QuotesPage((), (alert,)))
    named = quotes.alert(an_alert(provider="avostart", provider_name="Avostart"))
    assert "Ne réglez rien à Avostart." in shown(QuotesPage((), (named,)))


def test_staff_sees_whose_alert_it_is_and_about_which_complaint():
    alert = quotes.alert(an_alert(provider="avostart", provider_name="Avostart"))
    assert "Réclamation R-2026-000007 Dossier du partenaire r1 Compte account-1" in shown(AlertsPage((alert,), ONE))


def test_staff_that_closes_an_alert_stays_on_its_page():
    alert = quotes.alert(an_alert(provider="avostart", provider_name="Avostart"))
    soup = page_of(AlertsPage((alert,), Pagination(120, 2, 50)))
    assert (
        soup.find("form", action=re.compile("/moderation/sommes/"))["action"] == "/moderation/sommes/a1?page=2#erreurs"
    )
    assert "51 à 100 sur 120" in " ".join(soup.main.get_text(" ").split())


def an_alert(**changes):
    """As disputes shows it."""
    found = {
        "alert_id": "a1",
        "amount_cents": 12_000,
        "objection": "unannounced",
        "source": "consumer",
        "account_id": "account-1",
        "referral_id": "r1",
        "complaint_id": "c1",
        "complaint_number": "R-2026-000007",
        "raised_at": "2026-11-24T09:00:00Z",
        "mobile": None,
        "email": None,
        "note": None,
        "closed_at": None,
    }
    return http.AlertView.model_validate(found | changes)


@pytest.mark.parametrize(
    ("post", "field", "typed"), [(post_contact, "mobile-a1", "0" * 41), (post_closing, "note-a1", "Ok")]
)
async def test_a_contact_or_an_answer_of_the_wrong_length_is_refused_by_its_form(post, field, typed):
    page = FakePage({field: typed})
    answer = await post("a1", page)
    assert set(answer.form.errors) == {field}
    assert page.commands == []


@pytest.mark.promise("D5")
async def test_how_one_is_reached_is_sent_from_two_fields():
    page = FakePage({"mobile-a1": " 06 39 98 00 00 ", "email-a1": "camille@courriel.example"})
    await post_contact("a1", page)
    sent = page.commands[0][2]
    assert (sent.mobile, sent.email) == ("06 39 98 00 00", "camille@courriel.example")


@pytest.mark.promise("D5")
def test_how_one_is_reached_is_shown_back_and_may_be_corrected_while_the_alert_is_open():
    alert = quotes.alert(an_alert(provider="avostart", provider_name="Avostart", mobile="06 39 98 00 00", email=None))
    form = quotes.with_contacts(EMPTY, (alert,))
    soup = page_of(QuotesPage((), (alert,), form=form))
    number, address = soup.find(id="mobile-a1"), soup.find(id="email-a1")
    assert (number["type"], number["autocomplete"], number["value"]) == ("tel", "tel", "06 39 98 00 00")
    assert (address["type"], address["autocomplete"], address["value"]) == ("email", "email", "")
    assert number.find_parent("details").summary.get_text().startswith("Modifier")
    assert "Nous vous joindrons ainsi : 06 39 98 00 00" in shown(QuotesPage((), (alert,), form=form))
    asked = page_of(QuotesPage((), (replace(alert, mobile=None),)))
    assert asked.find(id="mobile-a1").find_parent("details") is None
    assert quotes.with_contacts(FormState({"mobile-a1": ""}), (alert,)).value("mobile-a1") == ""
    assert "Mobile 06 39 98 00 00" in shown(AlertsPage((replace(alert, email="c@d.example"),), ONE))
    assert "E-mail c@d.example" in shown(AlertsPage((replace(alert, email="c@d.example"),), ONE))


@pytest.mark.parametrize(
    ("objection", "where"),
    [
        (None, ("/mon-espace/devis", "fee-covered")),
        ("unannounced", ("/mon-espace/devis#alertes", "fee-alert")),
    ],
)
async def test_the_answer_about_a_sum_is_on_the_screen(objection, where):
    """Above the page where that is all, else in the alert that was raised."""
    checked = http.FeeChecked(alert_id=None, objection=objection)
    assert await post_fee(FakePage({"quote_id": "other", "amount": "50"}, checked)) == where


class FakePage:
    """A page whose form was posted; it shows views as they are, and keeps what it commands."""

    visitor = SimpleNamespace(require=lambda _: None)

    def __init__(self, form, answer=None):
        self.posted, self.commands, self.answer = FormData(form), [], answer

    async def form(self):
        return self.posted

    async def read(self, _, path, kind, **_asked):
        return kind(quotes=()) if path == "/quotes" else kind(alerts=(), total=0)

    async def read_if_up(self, *_):
        return None

    async def command(self, *told):
        self.commands.append(told)
        return self.answer

    def show(self, view, _):
        return view

    def redirect(self, *where):
        return where
