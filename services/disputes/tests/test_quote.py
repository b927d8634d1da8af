"""A price to the cent, its order, its withdrawal; and money that nobody announced."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from services.disputes.tests.world import T0, at

from disputes.domain.errors import (
    NotOrderedError,
    QuoteOverError,
    QuoteTextChangedError,
    WithdrawalOverError,
    WorkDoneError,
)
from disputes.domain.fee_guard import Alert, Reason, Source, close, objection_to
from disputes.domain.price import EXAMPLES, Fault, Terms, examples, fault_of, fee_of, share
from disputes.domain.quote import (
    Quote,
    QuoteAccepted,
    ResultKnown,
    Status,
    accept,
    evolve,
    hash_of,
    text_of,
    withdraw,
)

TERMS = Terms(1500, 9_000, 30_000, 2000)
QUOTE = Quote("q1", "D-2026-000001", "author-1", "avostart", "Avostart", True, "r1", "complaint-1", None, TERMS, T0)
ACCEPTED = evolve(QUOTE, QuoteAccepted(at(1), text_of(QUOTE), False))

amounts = st.integers(0, 100_000_000)
rates = st.integers(0, 10_000)
terms = st.builds(Terms, rates, st.integers(0, 1_000_000), st.none() | st.integers(0, 1_000_000), rates)


def order(quote=QUOTE, days=1, **changes):
    given_ = {"ordered": True, "text_hash": hash_of(text_of(quote)), "early_start": False} | changes
    return accept(quote, **given_, now=at(days))


@given(amounts, rates)
def test_a_share_is_the_exact_one_to_the_nearest_cent_a_half_up(cents, rate):
    exact = Fraction(cents * rate, 10_000)
    assert abs(share(cents, rate) - exact) <= Fraction(1, 2)
    assert share(cents, rate) == int(exact + Fraction(1, 2))


@given(terms, amounts)
def test_a_fee_is_whole_cents_that_add_up(terms_, obtained):
    fee = fee_of(terms_, obtained)
    assert fee.total == fee.fixed + fee.success + fee.vat
    assert min(fee.fixed, fee.success, fee.vat) >= 0
    assert abs(fee.vat - Fraction(fee.before_vat * terms_.vat_basis_points, 10_000)) <= Fraction(1, 2)


@given(terms)
def test_on_failure_nothing_is_owed_but_the_fixed_fee(terms_):
    fee = fee_of(terms_, 0)
    assert (fee.fixed, fee.success) == (terms_.fixed_cents, 0)


@given(terms, amounts, amounts)
def test_who_obtains_more_never_pays_less_and_the_cap_holds(terms_, one, other):
    low, high = sorted((one, other))
    assert fee_of(terms_, low).total <= fee_of(terms_, high).total
    assert terms_.cap_cents is None or fee_of(terms_, high).success <= terms_.cap_cents


@pytest.mark.promise("D3")
def test_a_quote_has_three_worked_examples():
    assert [obtained for obtained, _ in examples(TERMS)] == list(EXAMPLES)
    assert [fee.total for _, fee in examples(TERMS)] == [12_600, 19_800, 46_800]
    assert fee_of(TERMS, 10_000_000).success == 30_000


@pytest.mark.promise("D3")
@pytest.mark.parametrize(
    ("terms_", "lawyer", "fault"),
    [
        (Terms(1000, 0, None, 2000), False, None),
        (Terms(0, 5_000, None, 850), False, None),
        (Terms(0, 0, None, 2000), False, Fault.EMPTY),
        (Terms(5000, 0, 1, 0), False, None),
        (Terms(5001, 0, None, 2000), False, Fault.SHARE_TOO_LARGE),
        (Terms(1000, 0, None, 2000), True, Fault.LAWYER_WITHOUT_FIXED_FEE),
        (Terms(1000, 1, None, 2000), True, None),
        (Terms(10_000, 5_000, None, 2000), True, Fault.SHARE_TOO_LARGE),
        (Terms(0, 5_000, 100, 2000), False, Fault.CAP_OF_NOTHING),
        (Terms(1000, 5_000, 0, 2000), False, Fault.CAP_OF_NOTHING),
        (Terms(1000, 5_000, None, 2001), False, Fault.VAT_TOO_HIGH),
    ],
)
def test_a_price_is_one_that_the_law_allows(terms_, lawyer, fault):
    assert fault_of(terms_, lawyer=lawyer) == fault


@pytest.mark.promise("D3")
def test_a_quote_binds_when_it_is_ordered_and_not_before():
    accepted = evolve(QUOTE, order())
    assert (accepted.status, accepted.accepted_at, accepted.ordered_text) == (Status.ACCEPTED, at(1), text_of(QUOTE))
    with pytest.raises(NotOrderedError):
        order(ordered=False)
    with pytest.raises(QuoteTextChangedError):
        order(text_hash="0" * 64)
    with pytest.raises(QuoteOverError):
        order(ACCEPTED)
    with pytest.raises(QuoteOverError):
        order(days=31)


def test_an_order_keeps_the_words_that_were_read():
    assert text_of(replace(ACCEPTED, ordered_text="Les mots d’alors")) == "Les mots d’alors"


def test_the_words_of_a_quote_write_amounts_and_rates_as_french_does():
    text = text_of(replace(QUOTE, terms=replace(QUOTE.terms, success_basis_points=550, cap_cents=1_234_567)))
    assert "obtenu\u00a0: 5,5\u00a0%" in text
    assert "Plafond du pourcentage\u00a0: 12\u202f345,67\u00a0€" in text
    assert "Si vous obtenez 2\u202f000,00\u00a0€" in text


@given(terms, terms)
def test_another_price_is_another_text(one, other):
    same = text_of(replace(QUOTE, terms=one)) == text_of(replace(QUOTE, terms=other))
    assert same == (one == other)


@pytest.mark.promise("D3")
@pytest.mark.parametrize(
    ("accepted_at", "last"),
    [
        (at(1), date(2026, 3, 25)),  # the day of the acceptance is out
        (at(4), date(2026, 3, 30)),  # Saturday the 28th is pushed to Monday
        (at(13), date(2026, 4, 7)),  # Easter Monday, the 6th, is pushed to Tuesday
    ],
)
def test_who_ordered_may_withdraw_for_fourteen_days(accepted_at, last):
    accepted = evolve(QUOTE, QuoteAccepted(accepted_at, "", False))
    assert accepted.withdraw_until_on == last
    on_the_last_day = T0.replace(month=last.month, day=last.day)
    assert evolve(accepted, withdraw(accepted, on_the_last_day)).status is Status.WITHDRAWN
    with pytest.raises(WithdrawalOverError):
        withdraw(accepted, on_the_last_day + timedelta(days=1))


def test_work_that_began_at_once_may_be_withdrawn_from_until_its_result():
    begun = replace(ACCEPTED, early_start=True)
    assert evolve(begun, withdraw(begun, at(5))).status is Status.WITHDRAWN
    with pytest.raises(WorkDoneError):
        withdraw(evolve(begun, ResultKnown(at(4), 50_000)), at(5))


def test_a_result_that_nobody_asked_for_so_early_leaves_the_fourteen_days():
    told = evolve(ACCEPTED, ResultKnown(at(4), 50_000))
    assert evolve(told, withdraw(told, at(5))).status is Status.WITHDRAWN


def test_there_must_be_an_order_to_withdraw_from():
    with pytest.raises(QuoteOverError):
        withdraw(QUOTE, at(2))


LATER = date(2026, 6, 1)
RESULT = evolve(ACCEPTED, ResultKnown(at(60), 50_000))


@pytest.mark.promise("D5")
@pytest.mark.parametrize(
    ("amount", "quotes", "today", "reason"),
    [
        (1, [], LATER, Reason.UNANNOUNCED),
        (1, [QUOTE], LATER, Reason.UNANNOUNCED),  # offered is not accepted
        (10_800, [ACCEPTED], LATER, None),  # the fixed fee with its VAT
        (10_801, [ACCEPTED], LATER, Reason.NO_RESULT),
        (10_800, [ACCEPTED], date(2026, 3, 25), Reason.TOO_EARLY),
        (10_800, [replace(ACCEPTED, early_start=True)], date(2026, 3, 12), None),
        (19_800, [RESULT], LATER, None),
        (19_801, [RESULT], LATER, Reason.TOO_MUCH),
        (19_801, [RESULT, replace(RESULT, obtained_cents=200_000)], LATER, None),
    ],
)
def test_what_was_not_announced_and_accepted_is_not_owed(amount, quotes, today, reason):
    assert objection_to(amount, quotes, today) == reason


@given(terms, amounts)
def test_the_fee_of_an_accepted_quote_is_never_objected_to_once_its_result_is_known(terms_, obtained):
    quote = evolve(evolve(replace(QUOTE, terms=terms_), QuoteAccepted(at(1), "", False)), ResultKnown(at(60), obtained))
    fee = fee_of(terms_, obtained)
    assert objection_to(fee.total, [quote], LATER) is None
    assert objection_to(max(fee.total, fee_of(terms_, 0).total) + 1, [quote], LATER) is not None


def test_a_settled_alert_forgets_how_its_consumer_is_reached():
    left = "06 39 98 00 00, camille@courriel.example"
    alert = Alert(
        "a1", "author-1", "avostart", "r1", None, 12_000, Reason.UNANNOUNCED, Source.PARTNER, T0, contact=left
    )
    closed = close(alert, " Le cabinet a renoncé. ", at(2))
    assert (closed.contact, closed.note, closed.closed_at) == (None, "Le cabinet a renoncé.", at(2))
