"""What a mandate covers: the mediator, one partner that it names, until its last day."""

from datetime import timedelta

import pytest
from services.partners.tests.world import T0, a_mandate, a_partner

from partners.domain.days import day_of
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
