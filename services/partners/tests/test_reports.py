"""What partners report as facts of the domain and of the bus, and what the fees add up to."""

import json
from datetime import datetime, timedelta
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from services.partners.tests.world import HANDED, REPORTS, WITHDRAWN, a_partner, a_referral, at

from contracts import exchange
from contracts import partners as wire
from partners.domain import referral as rules
from partners.domain.days import day_of, month_of
from partners.domain.errors import REPORT_SENTENCES
from partners.messages import CONTRACTS, REPORTED, to_contract, to_view

SENT: dict[str, dict[str, Any]] = {
    "partner.case.acknowledged.v1": {},
    "partner.case.accepted.v1": {},
    "partner.case.declined.v1": {"reason": "other"},
    "partner.documents.requested.v1": {},
    "partner.quote.proposed.v1": {"success_basis_points": 1000},
    "partner.step.done.v1": {"step": "studied"},
    "partner.outcome.reported.v1": {"obtained_cents": 5000},
    "partner.fee.asked.v1": {"amount_cents": 900},
    "partner.purge.confirmed.v1": {},
}
"""What each report holds beside its referral."""

each_type = pytest.mark.parametrize("type_", SENT)


def test_every_report_of_the_contract_is_one_of_the_domain():
    assert set(SENT) == set(exchange.REPORTS)
    assert set(REPORTED) == set(exchange.REPORTS.values())


@each_type
def test_a_report_is_the_fact_it_says_at_the_moment_it_is_heard(type_):
    report = exchange.REPORTS[type_](referral_id="referral-1", **SENT[type_])
    fact = REPORTED[type(report)](report, at(6))
    assert fact == REPORTS[type(fact).__name__] or isinstance(fact, rules.PurgeConfirmed)
    assert fact.at == at(6)


@each_type
@pytest.mark.parametrize("word", ["comment", "at", "email"])
def test_a_report_with_a_field_that_is_not_known_is_refused_since_it_may_hold_words(type_, word):
    with pytest.raises(ValidationError):
        exchange.REPORTS[type_](referral_id="referral-1", **SENT[type_], **{word: "Bonjour"})


@each_type
def test_a_report_holds_a_referral_codes_and_numbers_and_has_no_place_for_words(type_):
    schema = exchange.REPORTS[type_].model_json_schema()["properties"]
    told = [each for name, field in schema.items() if name != "referral_id" for each in field.get("anyOf", [field])]
    assert [each for each in told if each["type"] not in ("integer", "null") and "enum" not in each] == []


@pytest.mark.parametrize(
    "fact",
    [*REPORTS.values(), HANDED, WITHDRAWN, rules.PriceSettled(at(7), "Camille")],
    ids=lambda fact: type(fact).__name__,
)
def test_what_the_bus_hears_of_a_referral_are_ids_codes_and_amounts(fact):
    heard = to_contract(a_referral(), fact)
    said = json.loads(heard.model_dump_json())
    assert (said["referral_id"], said["account_id"], said["partner"]) == ("referral-1", "account-1", "avo")
    assert not {"Camille", "courriel", "facture"} & set(heard.model_dump_json().replace('"', " ").split())


@pytest.mark.parametrize("fact", [rules.Acknowledged(at(6)), rules.Accepted(at(6))])
def test_a_receipt_tells_when_the_case_left(fact):
    assert to_contract(a_referral(HANDED), fact).handed_over_at == HANDED.at


def test_every_fact_of_a_referral_is_heard_but_what_stays_with_staff():
    silent = set(rules.CHANGES) - set(CONTRACTS)
    assert silent == {rules.PriceComplained}
    assert to_contract(a_referral(), rules.PriceComplained(at(1))) is None
    assert {contract for contract, _ in CONTRACTS.values()} == set(wire.ReferralFact.__subclasses__())


def test_a_view_of_a_referral_holds_no_value():
    shown = to_view(a_referral(), a_partner()).model_dump_json()
    assert "Camille" not in shown
    assert "doublé" not in shown


def test_every_code_of_a_refusal_has_its_french_sentence():
    assert set(REPORT_SENTENCES) == set(get_args(exchange.RejectionCode))


@pytest.mark.parametrize(
    ("moment", "month", "day"),
    [
        ("2026-10-31T22:59:59+00:00", "2026-10", "2026-10-31"),
        ("2026-10-31T23:00:00+00:00", "2026-11", "2026-11-01"),
        ("2026-06-30T21:59:59+00:00", "2026-06", "2026-06-30"),
        ("2026-06-30T22:00:00+00:00", "2026-07", "2026-07-01"),
    ],
    ids=["winter, before", "winter, after", "summer, before", "summer, after"],
)
def test_a_month_and_a_day_begin_at_midnight_of_paris(moment, month, day):
    found = datetime.fromisoformat(moment)
    assert (month_of(found), day_of(found).isoformat()) == (month, day)


@given(st.datetimes(min_value=datetime(2020, 1, 1), max_value=datetime(2050, 1, 1), timezones=st.just(at().tzinfo)))  # noqa: DTZ001 -- hypothesis adds the zone
def test_the_months_of_two_moments_are_in_their_order(moment):
    assert month_of(moment) <= month_of(moment + timedelta(hours=1))
