"""What a mandate covers: the mediator, one partner that it names, until its last day."""

from datetime import timedelta

import pytest
from services.partners.tests.world import T0, a_mandate, a_partner

from partners.domain.days import day_of
from partners.domain.mandate import calls_back
from partners.domain.partner import Kind

TODAY = day_of(T0)
MEDIATOR = a_partner(slug="mediateur", kind=Kind.MEDIATOR, needs_mandate=True)
LAWYERS = a_partner(slug="avocats", kind=Kind.LAWYERS, needs_mandate=True)


@pytest.mark.promise("D4")
@pytest.mark.parametrize(
    ("powers", "mediator", "lawyers"),
    [
        ({"mediates": True}, True, False),
        ({"mediates": False}, False, False),
        ({"mediates": False, "hands_over_to": "avocats"}, False, True),
        ({"mediates": False, "hands_over_to": "mediateur"}, True, False),
        ({"mediates": True, "hands_over_to": "avocats"}, True, True),
    ],
)
def test_a_case_goes_where_the_mandate_says_and_nowhere_else(powers, mediator, lawyers):
    mandate = a_mandate(**powers)
    assert (mandate.covers(MEDIATOR, TODAY), mandate.covers(LAWYERS, TODAY)) == (mediator, lawyers)


@pytest.mark.promise("D4")
def test_a_mandate_covers_its_last_day_and_no_day_after():
    mandate = a_mandate(ends_on=TODAY)
    assert mandate.covers(MEDIATOR, TODAY)
    assert not mandate.covers(MEDIATOR, TODAY + timedelta(days=1))


@pytest.mark.promise("D4")
@pytest.mark.parametrize(
    ("partner", "named", "revoked", "with_dispute"),
    [
        (a_partner(slug="avocats", needs_mandate=True), True, True, True),
        (a_partner(slug="avocats", needs_mandate=True), False, True, True),
        (a_partner(slug="avocats"), True, True, False),
        (a_partner(slug="avocats"), False, False, False),
    ],
    ids=["needed and named", "needed", "named", "neither"],
)
def test_a_revocation_calls_back_what_stood_on_the_mandate_and_the_end_of_the_dispute_what_needed_it(
    partner, named, revoked, with_dispute
):
    mandate = a_mandate(hands_over_to="avocats" if named else None)
    assert calls_back(mandate, partner, with_dispute=False) == revoked
    assert calls_back(mandate, partner, with_dispute=True) == with_dispute
