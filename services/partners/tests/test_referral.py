"""The table of referrals: every report in every state, before and after the consent is withdrawn."""

from datetime import timedelta

import pytest
from services.partners.tests.world import HANDED, REPORTS, WAYS, a_partner, a_referral, at, withdrawn

from partners.domain import referral as rules
from partners.domain.errors import AlreadyWithdrawnError
from partners.domain.referral import Purge, Status, evolve, may_report

TABLE = """
                 consented  handed-over acknowledged accepted  declined closed
Acknowledged     -          acknowledged -           -         -        -
Accepted         -          accepted    accepted     -         -        -
Declined         -          declined    declined     declined  -        -
DocumentsRequested -        =           =            =         -        -
QuoteProposed    -          =           =            =         -        -
StepDone         -          =           =            =         -        -
OutcomeReported  -          closed      closed       closed    -        =
FeeAsked         -          =           =            =         =        =
PurgeConfirmed   -          -           -            -         -        -
"""
"""What each report makes of each state: `-` it is refused, `=` the state stays."""

WITHDRAWN_TABLE = """
                 consented  handed-over acknowledged accepted  declined closed
Acknowledged     -          -           -            -         -        -
Accepted         -          -           -            -         -        -
Declined         -          -           -            -         -        -
DocumentsRequested -        -           -            -         -        -
QuoteProposed    -          -           -            -         -        -
StepDone         -          -           -            -         -        -
OutcomeReported  -          -           -            -         -        -
FeeAsked         -          =           =            =         =        =
PurgeConfirmed   -          =           =            =         =        =
"""
"""The same once the consent is withdrawn."""


def cells(table):
    head, *lines = (line.split() for line in table.strip().splitlines())
    return {(name, Status(state)): cell for name, *row in lines for state, cell in zip(head, row, strict=True)}


STANDING, ENDED = cells(TABLE), cells(WITHDRAWN_TABLE)

each_report = pytest.mark.parametrize("name", REPORTS)
each_status = pytest.mark.parametrize("status", Status, ids=lambda status: status.value)


@each_status
def test_the_way_to_each_state_leads_there(status):
    assert a_referral(*WAYS[status]).status is status


def test_the_tables_name_every_report_of_the_code():
    names = {fact.__name__ for fact in rules.REPORTABLE} | {"PurgeConfirmed"}
    assert {name for name, _ in STANDING} == {name for name, _ in ENDED} == set(REPORTS) == names


@each_report
@each_status
def test_a_report_leads_where_the_table_says_or_is_refused(name, status):
    check(STANDING[name, status], a_referral(*WAYS[status]), REPORTS[name])


@each_report
@each_status
def test_after_a_withdrawal_only_money_and_the_purge_are_heard_of(name, status):
    check(ENDED[name, status], withdrawn(status), REPORTS[name])


def check(cell, referral, fact):
    assert may_report(referral, fact) == (cell != "-")
    if cell != "-":
        after = evolve(referral, fact)
        assert after.status == (referral.status if cell == "=" else Status(cell))
        assert after.version == referral.version + 1


@each_status
def test_a_case_is_handed_over_once_and_only_while_the_consent_stands(status):
    referral = a_referral(*WAYS[status])
    assert rules.must_hand_over(referral, a_partner()) == (status is Status.CONSENTED)
    assert not rules.must_hand_over(withdrawn(status), a_partner())


def test_a_case_waits_for_a_partner_without_a_key():
    assert not rules.must_hand_over(a_referral(), a_partner(keys=()))


@each_status
def test_a_consent_is_withdrawn_in_any_state_once_and_its_values_are_gone(status):
    referral = a_referral(*WAYS[status])
    after = evolve(referral, rules.withdraw(referral, "site", at(9)))
    assert (after.stands, after.ongoing, after.withdrawn_at, after.values) == (False, False, at(9), {})
    with pytest.raises(AlreadyWithdrawnError):
        rules.withdraw(after, "site", at(10))


@pytest.mark.parametrize(
    ("channel", "ended_by"), [("site", None), ("api", None), ("terms", "terms"), ("mandate", "mandate")]
)
def test_what_ended_a_consent_is_told_where_its_giver_did_not_take_it_back(channel, ended_by):
    assert rules.withdraw(a_referral(), channel, at(9)).ended_by == ended_by


@each_status
def test_a_purge_is_asked_for_exactly_where_the_partner_has_a_copy(status):
    assert withdrawn(status).purge is (None if status is Status.CONSENTED else Purge.ASKED)


def test_a_purge_that_is_late_may_still_be_confirmed_and_is_so_once():
    late = evolve(withdrawn(Status.ACCEPTED), rules.PurgeFellOverdue(at(16)))
    assert late.purge is Purge.OVERDUE
    confirmed = evolve(late, rules.PurgeConfirmed(at(17)))
    assert (confirmed.purge, confirmed.purged_at) == (Purge.CONFIRMED, at(17))
    assert not may_report(confirmed, rules.PurgeConfirmed(at(18)))


def test_what_left_stands_no_longer_here():
    after = evolve(a_referral(), HANDED)
    assert (after.values, after.payload_hash, after.handed_over_at) == ({}, HANDED.payload_hash, HANDED.at)


def test_an_acceptance_without_an_acknowledgement_is_one():
    accepted = a_referral(HANDED, rules.Accepted(at(2)))
    assert (accepted.acknowledged_at, accepted.decided_at) == (at(2), at(2))


@pytest.mark.promise("D6")
def test_the_first_result_ends_the_case_and_another_one_changes_nothing_of_it():
    closed, other = a_referral(*WAYS[Status.CLOSED]), rules.OutcomeReported(at(6), 5000)
    assert rules.reported(closed, other) == (other,), "it accepts nothing anew"
    assert evolve(closed, other).closed_at == closed.closed_at == at(5)


def test_steps_are_kept_in_their_order():
    done = a_referral(HANDED, rules.StepDone(at(2), "studied"), rules.StepDone(at(3), "letter-sent"))
    assert done.steps == ("studied", "letter-sent")


@each_status
def test_the_same_matter_may_go_to_the_partner_again_once_it_is_done_with_it(status):
    assert a_referral(*WAYS[status]).ongoing == (status not in (Status.DECLINED, Status.CLOSED))


def test_the_documents_of_a_case_are_asked_for_a_few_times_within_any_day_and_not_once_more():
    asked = [rules.DocumentsRequested(at(2, hours=hour)) for hour in range(rules.REQUESTS_A_DAY)]
    referral = a_referral(HANDED, *asked)
    assert not rules.asks_too_often(a_referral(HANDED, *asked[1:]), rules.DocumentsRequested(at(2, hours=4)))
    assert rules.asks_too_often(referral, rules.DocumentsRequested(at(3) - timedelta(seconds=1)))
    assert not rules.asks_too_often(referral, rules.DocumentsRequested(at(3)))
    assert not rules.asks_too_often(referral, rules.StepDone(at(2, hours=4), "studied"))


def test_of_the_messages_with_fresh_links_the_newest_is_known():
    first, second = (rules.DocumentsRequested(at(day), str(day) * 64) for day in (2, 3))
    referral = a_referral(HANDED, first, second)
    assert (referral.documents_requested_at, referral.links_hash) == ((at(2), at(3)), "3" * 64)
    assert referral.payload_hash == HANDED.payload_hash
