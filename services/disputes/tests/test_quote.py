"""A price to the cent, its order, its withdrawal; and money that nobody announced."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from services.disputes.tests.world import T0, at

from disputes.domain.days import day_of
from disputes.domain.errors import (
    AlertClosedError,
    InvalidError,
    NotOrderedError,
    QuoteNotFoundError,
    QuoteOverError,
    QuoteTextChangedError,
    WithdrawalOverError,
    WorkDoneError,
)
from disputes.domain.fee_guard import Alert, Reason, close, hold, in_matter, leave_contact
from disputes.domain.ordering import accept, withdraw
from disputes.domain.price import EXAMPLES, Fault, Terms, examples, fault_of, fee_of, most_of, share
from disputes.domain.quote import (
    Quote,
    QuoteAccepted,
    QuoteReplaced,
    ResultKnown,
    Source,
    Status,
    evolve,
    replaced_by,
)
from disputes.domain.quote_text import hash_of, order_of, subject_of, text_of
from disputes.messages.quotes import to_statement

TERMS = Terms(1500, 9_000, 30_000, 2000)
CASE = "réclamation R-2026-000001 (Filandre)"
QUOTE = Quote(
    "q1", "D-2026-000001", "author-1", "avostart", "Avostart", True, "r1", "complaint-1", None, CASE, TERMS, T0
)
ACCEPTED = evolve(QUOTE, QuoteAccepted(at(1), text_of(QUOTE), False))

amounts = st.integers(0, 100_000_000)
rates = st.integers(0, 10_000)
terms = st.builds(Terms, rates, st.integers(0, 1_000_000), st.none() | st.integers(0, 1_000_000), rates)


def order(quote=QUOTE, days=1, replaced=(), **changes):
    given_ = {"ordered": True, "text_hash": hash_of(text_of(quote, replaced)), "early_start": False} | changes
    return accept(quote, replaced, **given_, now=at(days))


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
    assert (accepted.status, accepted.accepted_at) == (Status.ACCEPTED, at(1))
    assert accepted.ordered_text == order_of(QUOTE, (), early_start=False, now=at(1))
    with pytest.raises(NotOrderedError):
        order(ordered=False)
    with pytest.raises(QuoteTextChangedError):
        order(text_hash="0" * 64)
    with pytest.raises(QuoteOverError):
        order(ACCEPTED)
    with pytest.raises(QuoteOverError):
        order(days=31)


def test_an_offer_lapses_by_itself_after_thirty_days_of_paris():
    assert QUOTE.status_on(date(2026, 4, 9)) is Status.OFFERED
    assert QUOTE.status_on(date(2026, 4, 10)) is Status.LAPSED
    assert ACCEPTED.status_on(date(2026, 4, 10)) is Status.ACCEPTED
    # At 23.30 in Paris, six days before the clocks change.
    late = replace(QUOTE, offered_at=T0.replace(month=3, day=23, hour=22, minute=30))
    assert late.last_offer_on == date(2026, 4, 22)


def test_an_order_keeps_the_words_that_were_read():
    assert text_of(replace(ACCEPTED, ordered_text="Les mots d’alors")) == "Les mots d’alors"


def test_the_words_of_a_quote_write_amounts_and_rates_as_french_does():
    text = text_of(replace(QUOTE, terms=replace(QUOTE.terms, success_basis_points=550, cap_cents=1_234_567)))
    assert "obtenu\u00a0: 6,6\u00a0% TTC (5,5\u00a0%" in text
    assert "plafond du pourcentage\u00a0: 12\u202f345,67\u00a0€" in text
    assert "Si vous obtenez 2\u202f000,00\u00a0€" in text


@given(terms, amounts)
def test_what_is_the_most_is_never_passed_and_may_be_reached(terms_, obtained):
    most = most_of(terms_)
    assert most is None or fee_of(terms_, obtained).total <= most
    assert most is None or fee_of(terms_, 10**12).total == most


@pytest.mark.promise("D3")
def test_a_quote_shows_what_is_paid_first_vat_included():
    text = text_of(QUOTE)
    assert "obtenu\u00a0: 18\u00a0% TTC (15\u00a0% hors taxes)" in text
    assert "Forfait\u00a0: 108,00\u00a0€ TTC (90,00\u00a0€ hors taxes), dû aussi en cas d’échec" in text
    assert "pouvez payer\u00a0: 468,00\u00a0€ TTC, forfait compris (plafond du pourcentage\u00a0: 300,00" in text
    odd = text_of(replace(QUOTE, terms=Terms(1333, 0, None, 550)))
    assert "obtenu\u00a0: 14,06315\u00a0% TTC (13,33\u00a0% hors taxes)" in odd
    assert "Forfait\u00a0: aucun\nLe plus que vous pouvez payer\u00a0: sans plafond\n" in odd


@pytest.mark.promise("D3")
def test_a_quote_says_what_is_ordered_of_whom_for_how_long_and_how_one_withdraws():
    text = text_of(replace(QUOTE, contact="1 rue du Port, Lornac"))
    for words in (
        "Prestataire\u00a0: Avostart, 1 rue du Port, Lornac\n",
        "Service\u00a0: l’aide d’un avocat",
        "Dossier\u00a0: réclamation R-2026-000001 (Filandre)\n",
        "Durée\u00a0: jusqu’au résultat",
        "Veuillez compléter et renvoyer le présent formulaire uniquement si vous souhaitez vous rétracter du contrat.",
        "À l’attention de Avostart, 1 rue du Port, Lornac\u00a0:\n",
        "notifions (*) par la présente ma/notre (*) rétractation du contrat",
        "Signature du (des) consommateur(s) (uniquement en cas de notification du présent formulaire sur papier)",
        "(*) Rayez la mention inutile.",
    ):
        assert words in text


@pytest.mark.promise("D3")
@pytest.mark.parametrize(
    ("known", "subject"),
    [
        (("R-2026-000001", "Filandre", None), CASE),
        (("R-2026-000001", None, T0), "réclamation R-2026-000001"),
        ((None, None, T0), "conflit avec une autre personne, transmis le 10\u00a0mars 2026"),
        ((None, None, None), "conflit avec une autre personne"),
    ],
)
def test_a_quote_names_the_case_that_it_is_for(known, subject):
    assert subject_of(*known) == subject


def test_two_quotes_of_one_price_for_two_cases_are_two_texts():
    assert text_of(QUOTE) != text_of(replace(QUOTE, subject="réclamation R-2026-000002 (Filandre)"))


@pytest.mark.parametrize(("early_start", "words"), [(True, "demandé expressément"), (False, "non demandé")])
def test_an_order_says_when_the_work_may_begin_and_until_when_one_withdraws(early_start, words):
    text = evolve(QUOTE, order(early_start=early_start)).ordered_text
    assert text.startswith(text_of(QUOTE))
    assert f"avant la fin des 14\u00a0jours\u00a0: {words}\n" in text
    assert text.endswith("Dernier jour pour vous rétracter\u00a0: 25\u00a0mars 2026")


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
        (at(10), date(2026, 4, 7)),  # Good Friday, the 3rd, is a day off in Alsace-Moselle: the weekend goes with it
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


@pytest.mark.promise("D6")
def test_a_statement_names_its_provider_and_writes_its_share_as_french_does():
    half = replace(QUOTE, terms=replace(TERMS, success_basis_points=1250))
    told = to_statement(evolve(evolve(half, order(half)), ResultKnown(at(60), 50_000)), at(61))
    assert (told.provider, told.subject, told.obtained) == ("Avostart", CASE, 50_000)
    assert [(each.label, each.cents) for each in told.fees] == [
        ("Forfait", 9_000),
        ("12,5\u00a0% de ce qui a été obtenu", 6_250),
    ]
    assert told.total == 18_300


@pytest.mark.promise("D6")
@pytest.mark.parametrize(
    ("obtained", "label"),
    [(200_000, "15\u00a0% de ce qui a été obtenu"), (200_100, "15\u00a0% de ce qui a été obtenu (plafonné)")],
)
def test_a_statement_says_that_its_share_was_capped(obtained, label):
    told = to_statement(evolve(ACCEPTED, ResultKnown(at(60), obtained)), at(61))
    assert [(each.label, each.cents) for each in told.fees][1:] == [(label, 30_000)]


LATER = date(2026, 6, 1)
RESULT = evolve(ACCEPTED, ResultKnown(at(60), 50_000))
FAILED = evolve(ACCEPTED, ResultKnown(at(60), 0))


@pytest.mark.promise("D5")
@pytest.mark.parametrize(
    ("amount", "quotes", "today", "reason"),
    [
        (1, [], LATER, Reason.UNANNOUNCED),
        (1, [QUOTE], LATER, Reason.UNANNOUNCED),  # offered is not accepted
        (10_800, [ACCEPTED], LATER, None),  # the fixed fee with its VAT
        (10_801, [ACCEPTED], LATER, Reason.NO_RESULT),
        (10_800, [ACCEPTED], date(2026, 3, 25), Reason.TOO_EARLY),
        (10_800, [ACCEPTED], date(2026, 3, 26), None),  # it may be asked for on the first day without withdrawal
        (10_800, [replace(ACCEPTED, early_start=True)], date(2026, 3, 25), Reason.TOO_EARLY),
        (10_800, [replace(RESULT, early_start=True)], date(2026, 3, 12), None),  # whose result ends the withdrawal
        (19_800, [RESULT], date(2026, 3, 25), Reason.TOO_EARLY),
        (10_800, [FAILED], LATER, None),  # a fixed fee is owed on failure too
        (10_801, [FAILED], LATER, Reason.TOO_MUCH),
        (19_800, [RESULT], LATER, None),
        (19_801, [RESULT], LATER, Reason.TOO_MUCH),
        (19_801, [RESULT, replace(RESULT, obtained_cents=200_000)], LATER, None),
    ],
)
def test_what_was_not_announced_and_accepted_is_not_owed(amount, quotes, today, reason):
    found = hold(amount, Source.PARTNER, quotes, today)
    assert (found if isinstance(found, Reason) else None) == reason


@pytest.mark.promise("D5")
def test_what_was_asked_before_adds_up_and_two_who_tell_of_the_same_sum_do_not():
    once = hold(19_800, Source.PARTNER, [RESULT], LATER)
    assert hold(1, Source.PARTNER, [once], LATER) is Reason.TOO_MUCH
    twice = hold(19_800, Source.CONSUMER, [once], LATER)
    assert twice.asked == {Source.PARTNER: 19_800, Source.CONSUMER: 19_800}
    assert hold(1, Source.CONSUMER, [twice], LATER) is Reason.TOO_MUCH


def test_two_parts_of_what_is_owed_are_owed():
    half = hold(9_900, Source.PARTNER, [RESULT], LATER)
    assert hold(9_900, Source.PARTNER, [half], LATER).asked == {Source.PARTNER: 19_800}


@pytest.mark.promise("D5")
def test_a_sum_is_held_against_the_quotes_of_its_own_matter():
    other = replace(QUOTE, id="q2", referral_id="r2", complaint_id="complaint-2")
    personal = replace(QUOTE, id="q3", referral_id="r3", complaint_id=None)
    own = [QUOTE, other, personal]

    def found(provider="avostart", quote_id=None, complaint_id=None, quotes=own):
        return [each.id for each in in_matter(quotes, provider, quote_id=quote_id, complaint_id=complaint_id)]

    assert found(complaint_id="complaint-2") == ["q2"]
    assert found(quote_id="q3") == ["q3"]
    assert found(complaint_id="complaint-9") == []
    assert found(quotes=[QUOTE]) == ["q1"]
    assert found("other") == []
    with pytest.raises(InvalidError):
        found()
    with pytest.raises(QuoteNotFoundError):
        found("other", quote_id="q1")


@pytest.mark.promise("D3", "D5")
@given(terms, st.booleans(), st.none() | amounts, st.integers(0, 40))
def test_the_guard_takes_the_fixed_fee_when_the_text_says_that_it_is_asked_for(terms_, early_start, obtained, day):
    """« Dès que vous ne pouvez plus vous rétracter »: the fixed fee alone may be asked for before the result."""
    quote = evolve(replace(QUOTE, terms=terms_), QuoteAccepted(at(0), "", early_start))
    quote = quote if obtained is None else evolve(quote, ResultKnown(at(1), obtained))
    last, today = quote.withdraw_until_on, day_of(at(day))
    found = hold(fee_of(terms_, 0).total, Source.PARTNER, [quote], today)
    assert (found is Reason.TOO_EARLY) == (last is not None and today <= last)
    assert isinstance(found, Quote) or found is Reason.TOO_EARLY


def test_a_quote_says_when_each_part_is_paid():
    text = text_of(QUOTE)
    for words in (
        "Paiement du forfait\u00a0: à la demande du prestataire, dès que vous ne pouvez plus vous rétracter, ",
        "Paiement du pourcentage\u00a0: jamais avant le résultat, au plus tard 30\u00a0jours après le résultat\n",
        "Tant que vous pouvez vous rétracter, rien ne peut vous être demandé.\n",
    ):
        assert words in text
    assert "Paiement du pourcentage" not in text_of(replace(QUOTE, terms=Terms(0, 9_000, None, 2000)))
    assert "Paiement du forfait" not in text_of(replace(QUOTE, terms=Terms(1500, 0, None, 2000)))


@given(terms, amounts)
def test_the_fee_of_an_accepted_quote_is_never_objected_to_once_its_result_is_known(terms_, obtained):
    quote = evolve(evolve(replace(QUOTE, terms=terms_), QuoteAccepted(at(1), "", False)), ResultKnown(at(60), obtained))
    fee = fee_of(terms_, obtained)
    assert isinstance(hold(fee.total, Source.PARTNER, [quote], LATER), Quote)
    assert hold(fee.total + 1, Source.PARTNER, [quote], LATER) is Reason.TOO_MUCH


OTHER_QUOTE = replace(QUOTE, id="q2", number="D-2026-000002", terms=replace(TERMS, fixed_cents=12_000))


@pytest.mark.promise("D3")
def test_an_order_takes_the_place_of_one_that_waits_for_its_result_in_the_same_matter_of_the_same_provider():
    elsewhere = replace(ACCEPTED, id="q3", referral_id="r3", complaint_id="complaint-2")
    others = [OTHER_QUOTE, replace(ACCEPTED, id="q4", provider="selectra"), elsewhere, replace(RESULT, id="q5")]
    assert replaced_by(OTHER_QUOTE, [*others, ACCEPTED]) == (ACCEPTED,)
    assert replaced_by(OTHER_QUOTE, others) == ()
    assert replaced_by(evolve(OTHER_QUOTE, order(OTHER_QUOTE)), [ACCEPTED]) == ()


@pytest.mark.promise("D3")
def test_a_quote_says_which_order_it_replaces_and_is_read_again_where_that_changed():
    text = text_of(OTHER_QUOTE, (ACCEPTED,))
    assert "Remplace\u00a0: votre commande du 11\u00a0mars 2026 (devis D-2026-000001), qui prend fin." in text
    assert order(OTHER_QUOTE, 3, (ACCEPTED,)).text.startswith(text)
    with pytest.raises(QuoteTextChangedError):
        order(OTHER_QUOTE, 3, (ACCEPTED,), text_hash=hash_of(text_of(OTHER_QUOTE)))
    assert evolve(ACCEPTED, QuoteReplaced(at(3))).status is Status.REPLACED


@pytest.mark.promise("D5")
def test_what_was_asked_under_an_order_counts_under_the_one_that_replaces_it():
    paid = hold(10_800, Source.PARTNER, [ACCEPTED], LATER)
    now = [evolve(OTHER_QUOTE, order(OTHER_QUOTE, 20, (paid,))), evolve(paid, QuoteReplaced(at(20)))]
    assert now[0].asked == {Source.PARTNER: 10_800}
    assert hold(3_601, Source.PARTNER, now, LATER) is Reason.NO_RESULT
    assert isinstance(hold(3_600, Source.PARTNER, now, LATER), Quote)
    assert hold(1, Source.PARTNER, [now[1]], LATER) is Reason.UNANNOUNCED


@pytest.mark.promise("D5")
@given(st.lists(st.tuples(terms, st.integers(0, 3_000_000)), min_size=1, max_size=4), amounts)
def test_however_often_a_case_is_quoted_anew_no_more_is_asked_than_its_last_order_says(rounds, obtained):
    """Each sum that the guard takes leaves all that was asked within the price of the order that stands then."""
    quotes: list[Quote] = []
    for nth, (price, cents) in enumerate(rounds):
        offered = replace(QUOTE, id=f"q{nth}", terms=price)
        replaced = replaced_by(offered, quotes)
        quotes = [evolve(each, QuoteReplaced(at(nth))) if each in replaced else each for each in quotes]
        quotes.append(evolve(offered, order(offered, nth, replaced)))
        assert [each.stands for each in quotes] == [False] * nth + [True]
        quotes = _asked_of(quotes, cents)
    quotes[-1] = evolve(quotes[-1], ResultKnown(at(60), obtained))
    _asked_of(quotes, fee_of(quotes[-1].terms, obtained).total - quotes[-1].asked.get(Source.PARTNER, 0))


def _asked_of(quotes, cents):
    found = hold(cents, Source.PARTNER, quotes, LATER)
    if isinstance(found, Reason):
        return quotes
    assert found.asked[Source.PARTNER] <= fee_of(found.terms, found.obtained_cents or 0).total
    return [*quotes[:-1], found]


LEFT = ("06 39 98 00 00", "camille@courriel.example")
ALERT = Alert("author-1", "avostart", "r1", None, 12_000, Source.PARTNER, "a1", Reason.UNANNOUNCED, T0)


def test_a_settled_alert_forgets_how_its_consumer_is_reached():
    closed = close(leave_contact(ALERT, *LEFT), " Le cabinet a renoncé. ", at(2))
    with pytest.raises(AlertClosedError):
        leave_contact(closed, *LEFT)
    assert (closed.mobile, closed.email, closed.note, closed.closed_at) == (None, None, "Le cabinet a renoncé.", at(2))


@pytest.mark.promise("D5")
@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (LEFT, LEFT),
        ((" +33 (0)6.39-98\u202f00 00 ", ""), ("+33 (0)6.39-98\u202f00 00", None)),
        (("", "camille@courriel.example"), (None, "camille@courriel.example")),
    ],
)
def test_a_consumer_is_reached_by_mobile_or_by_mail(typed, kept):
    left = leave_contact(ALERT, *typed)
    assert (left.mobile, left.email) == kept
    corrected = leave_contact(left, "", "c.roux@courriel.example")
    assert (corrected.mobile, corrected.email) == (None, "c.roux@courriel.example")


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        (("", " "), "mobile"),
        (("06 39", ""), "mobile"),
        (("mon bureau", "camille@courriel.example"), "mobile"),
        (("06 39 98 00 00", "camille@courriel"), "email"),
        (("", "camille courriel.example"), "email"),
    ],
)
def test_a_number_or_an_address_that_is_none_is_refused_at_its_field(typed, field):
    with pytest.raises(InvalidError) as refused:
        leave_contact(ALERT, *typed)
    assert refused.value.field == field
