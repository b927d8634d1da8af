"""What a mandate needs to be signed, how long it stands, how it ends."""

from dataclasses import replace
from datetime import date

import pytest
from services.disputes.tests.world import T0, at

from disputes.domain.dossier import Consumer, Trader
from disputes.domain.errors import (
    InvalidError,
    MandateNotReadError,
    MandateOverError,
    MandateTextChangedError,
)
from disputes.domain.mandate import (
    Mandate,
    MandateRevoked,
    MandateSigned,
    Power,
    Status,
    check_powers,
    evolve,
    revoke,
    sign,
)
from disputes.domain.mediation.spans import Span

DRAFT = Mandate(
    "mandate-1",
    "M-2026-000001",
    "dispute-1",
    "author-1",
    Consumer("Camille", "1 rue des Lilas", "c@exemple.example"),
    Trader("Filandre"),
    frozenset({Power.WRITE}),
    None,
    None,
    date(2027, 3, 10),
    "2026-11-24",
    T0,
    "a" * 64,
)
SIGNED = evolve(DRAFT, MandateSigned(at(1), "192.0.2.1"))


@pytest.mark.promise("D4")
def test_a_mandate_stands_from_its_signature_to_its_last_day():
    assert not DRAFT.stands(date(2026, 3, 11))
    assert SIGNED.stands(date(2026, 3, 11))
    assert SIGNED.stands(date(2027, 3, 10))
    assert not SIGNED.stands(date(2027, 3, 11))


def test_the_code_of_another_document_signs_nothing():
    for other in (None, "mandate-2"):
        with pytest.raises(MandateNotReadError):
            sign(DRAFT, other, "2026-11-24", "192.0.2.1", at(1))


@pytest.mark.promise("D4")
@pytest.mark.parametrize("power", [Power.SETTLE, Power.CASH])
def test_nobody_settles_or_cashes_in_the_authors_place(power):
    with pytest.raises(InvalidError, match="retirez ces pouvoirs"):
        check_powers(frozenset({Power.WRITE, power}), None)
    with pytest.raises(MandateTextChangedError):
        sign(replace(DRAFT, powers=frozenset({power})), "mandate-1", "2026-11-24", "192.0.2.1", at(1))
    former = replace(SIGNED, powers=frozenset({power}))
    assert former.stands(date(2026, 3, 11)), "a former mandate stands as it was signed"
    assert revoke(former, at(2))


def test_words_that_changed_since_they_were_read_are_not_signed():
    with pytest.raises(MandateTextChangedError):
        sign(DRAFT, "mandate-1", "2027-01-01", "192.0.2.1", at(1))


@pytest.mark.parametrize(
    "over", [SIGNED, evolve(SIGNED, MandateRevoked(at(2))), replace(DRAFT, ends_on=date(2026, 3, 1))]
)
def test_only_a_draft_is_signed(over):
    with pytest.raises(MandateOverError):
        sign(over, "mandate-1", "2026-11-24", "192.0.2.1", at(3))


@pytest.mark.promise("D4")
def test_a_mandate_is_revoked_at_any_time_without_a_reason_and_once():
    revoked = evolve(SIGNED, revoke(SIGNED, at(2)))
    assert (revoked.status, revoked.revoked_at, revoked.stands(date(2026, 3, 12))) == (Status.REVOKED, at(2), False)
    for over in (DRAFT, revoked):
        with pytest.raises(MandateOverError):
            revoke(over, at(3))


def test_a_mandate_gives_something_and_names_whom_the_file_is_handed_to():
    check_powers(frozenset({Power.HAND_OVER}), "selectra")
    for powers, partner in (
        (frozenset(), None),
        (frozenset({Power.HAND_OVER}), None),
        (frozenset({Power.HAND_OVER}), " "),
    ):
        with pytest.raises(InvalidError):
            check_powers(powers, partner)


@pytest.mark.parametrize(
    ("day", "months", "end"),
    [
        (date(2026, 3, 10), 12, date(2027, 3, 10)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2027, 12, 31), 2, date(2028, 2, 29)),
        (date(2026, 11, 30), 1, date(2026, 12, 30)),
    ],
)
def test_months_end_on_the_same_day_number_or_the_last_day_of_a_shorter_month(day, months, end):
    assert Span(months=months).after(day) == end
