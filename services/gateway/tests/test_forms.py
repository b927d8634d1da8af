"""What people type in forms, and which sentence stands at which field."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.datastructures import FormData

from contracts.http.quotes import ReportFee
from gateway.backends import RefusedError
from gateway.domain.errors import InvalidError, NotAllowedError, TooManyCodesError
from gateway.forms import FormReader


def reader(**fields):
    return FormReader(FormData(list(fields.items())))


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("27 3 2026", date(2026, 3, 27)),
        ("27/03/2026", date(2026, 3, 27)),
        ("27.03.2026", date(2026, 3, 27)),
        ("27-3-2026", date(2026, 3, 27)),
        (" 1/1/2026 ", date(2026, 1, 1)),
        ("29 2 2028", date(2028, 2, 29)),
        ("2026-03-27", date(2026, 3, 27)),
    ],
)
def test_a_day_is_taken_as_people_write_it(typed, day):
    form = reader(on=typed)
    assert (form.day("on"), form.errors) == (day, {})


@pytest.mark.parametrize(
    "typed", ["31 2 2026", "29 2 2026", "3/27/2026", "27 mars 2026", "hier", "27 3 26", "0/0/0000"]
)
def test_what_is_no_day_is_told_so_with_an_example(typed):
    form = reader(on=typed)
    assert form.day("on") is None
    assert form.errors == {"on": "Indiquez la date, par exemple 27 3 2026."}


def test_a_missing_day_is_an_error_only_where_it_is_needed():
    assert reader(on="").day("on") is None
    form = reader(on=" ")
    assert form.day("on", "Indiquez la date.") is None
    assert form.errors == {"on": "Indiquez la date."}


@settings(deadline=None)
@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.sampled_from(" /.-"))
def test_every_day_comes_back_whatever_its_separators(day, sign):
    assert reader(on=f"{day.day}{sign}{day.month}{sign}{day.year}").day("on") == day


@pytest.mark.parametrize(
    ("typed", "cents"),
    [
        ("289", 28900),
        ("37,99", 3799),
        ("37.99", 3799),
        ("37,9", 3790),
        ("1 250,50 €", 125050),
        ("1\u202f250,50\u00a0€", 125050),
        ("0", 0),
        ("0,01", 1),
        ("", None),
        ("   ", None),
        ("€", None),
    ],
)
def test_euros_become_cents(typed, cents):
    form = reader(amount=typed)
    assert (form.cents("amount"), form.errors) == (cents, {})


@pytest.mark.parametrize("typed", ["environ 30", "-5", "37,999", "1,2,3", "0x10", "nan", "trente", "12-15"])
def test_what_is_no_amount_is_told_so_with_an_example(typed):
    form = reader(amount=typed)
    assert form.cents("amount") is None
    assert form.errors == {"amount": "Indiquez un montant en euros, par exemple 37,99."}


@settings(deadline=None)
@given(st.integers(0, 10**9))
def test_every_amount_comes_back_to_the_cent(cents):
    euros, rest = divmod(cents, 100)
    assert reader(amount=f"{euros},{rest:02d}").cents("amount") == cents
    assert reader(amount=f"{euros:,}".replace(",", "\u202f") + f".{rest:02d} €").cents("amount") == cents


@pytest.mark.parametrize(("typed", "note"), [("0", 0), ("7", 7), ("10", 10), (" 3 ", 3)])
def test_a_note_goes_from_0_to_10(typed, note):
    form = reader(note=typed)
    assert (form.note("note", "Donnez une note de 0 à 10."), form.errors) == (note, {})


@pytest.mark.parametrize("typed", ["", "   "])
def test_a_note_that_is_missing_is_asked_for(typed):
    form = reader(note=typed)
    assert form.note("note", "Donnez une note de 0 à 10.") is None
    assert form.errors == {"note": "Donnez une note de 0 à 10."}


@pytest.mark.parametrize("typed", ["11", "-1", "7,5", "dix"])
def test_what_is_no_note_is_none(typed):
    assert reader(note=typed).note("note", None) is None


def test_nothing_is_chosen_beforehand():
    form = reader()
    assert form.choice("kind", "Choisissez.") == ""
    assert form.yes_or_no("solved", "Répondez par oui ou par non.") is False
    assert form.errors == {"kind": "Choisissez.", "solved": "Répondez par oui ou par non."}


def test_boxes_that_were_ticked_come_all():
    assert FormReader(FormData([("box", "a"), ("box", "b")])).several("box") == ["a", "b"]


def test_a_form_shown_again_keeps_what_was_typed_but_neither_passwords_nor_tokens():
    form = reader(email="a@b.example", password="secret", new_password="secret", csrf="token", idempotency_key="key")
    form.errors["email"] = "Indiquez une adresse."
    assert form.state.values == {"email": ["a@b.example"]}
    assert form.state.errors == {"email": "Indiquez une adresse."}


def test_a_refusal_of_a_rule_stands_at_its_field():
    form = reader()
    with form.refusals():
        raise InvalidError("Choisissez un mot de passe.", "password")
    assert form.errors == {"password": "Choisissez un mot de passe."}


def test_a_refusal_of_a_service_stands_at_the_forms_name_of_its_field():
    form = reader()
    with form.refusals({"amount_cents": "amount"}):
        raise RefusedError(422, {"errors": [{"field": "amount_cents", "message": "Indiquez un montant."}]})
    assert form.errors == {"amount": "Indiquez un montant."}


def test_a_refusal_without_a_field_stands_where_the_page_says():
    form = reader()
    with form.refusals(default="text"):
        raise RefusedError(409, {"detail": "Vous avez déjà réclamé aujourd’hui."})
    assert form.errors == {"text": "Vous avez déjà réclamé aujourd’hui."}


@pytest.mark.parametrize("error", [RefusedError(404, {}), RefusedError(403, {}), NotAllowedError()])
def test_what_nobody_can_correct_is_a_page_of_its_own(error):
    form = reader()
    with pytest.raises(type(error)), form.refusals():
        raise error
    assert form.errors == {}


def test_a_value_that_its_contract_does_not_take_is_an_error_of_its_field():
    form = reader(amount="1082026999")
    with form.refusals({"amount_cents": "amount"}):
        ReportFee(provider="avostart", amount_cents=108_202_699_900)
    assert form.errors == {"amount": "Cette valeur est trop grande, ou trop lointaine."}


@pytest.mark.parametrize("typed", ["1 1 1899", "15 11 2926", "9999-01-01"])
def test_a_day_that_nobody_means_is_told_like_one_that_is_none(typed):
    reader = FormReader(FormData({"on": typed}))
    assert (reader.day("on", "Indiquez le jour."), bool(reader.errors["on"])) == (None, True)


def test_a_code_too_many_is_said_at_the_form_where_the_last_one_may_be_typed():
    reader = FormReader(FormData({}))
    with reader.refusals(default="code") as refused:
        raise TooManyCodesError
    assert (refused.status, "Utilisez le dernier reçu" in reader.errors["code"]) == (429, True)
