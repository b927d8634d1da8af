"""Who may act for a brand: owners also keep page and team; a page that has owners keeps one."""

import pytest
from services.brands.tests.world import AGENT, OTHER_OWNER, OWNER, SHOP, claimed, member

from brands.domain.errors import InvalidError, LastOwnerError, NotAllowedError, NotFoundError
from brands.domain.team import MemberRole, grant, require_member, require_owner, revoke

TEAM = [OWNER, AGENT]


@pytest.mark.promise("B4")
def test_owners_and_agents_are_members():
    assert require_member(TEAM, "owner-1") == OWNER
    assert require_member(TEAM, "agent-1") == AGENT


@pytest.mark.parametrize("account", ["stranger", "", "OWNER-1"])
def test_nobody_else_is(account):
    with pytest.raises(NotAllowedError, match="pour cette marque"):
        require_member(TEAM, account)


def test_a_visitor_is_no_member_of_a_team_with_a_nameless_one():
    with pytest.raises(NotAllowedError):
        require_member([member("")], "")


@pytest.mark.promise("B4")
def test_only_an_owner_keeps_page_and_team():
    require_owner(TEAM, "owner-1")
    for account in ("agent-1", "stranger", ""):
        with pytest.raises(NotAllowedError):
            require_owner(TEAM, account)


@pytest.mark.promise("B4")
def test_an_agent_may_be_tied_to_a_point_of_sale_of_the_network():
    tied = member("agent-2", shop="shop-1")
    assert grant(claimed(SHOP), TEAM, tied) == tied


def test_not_to_one_of_somebody_else():
    with pytest.raises(InvalidError, match="pas du réseau") as raised:
        grant(claimed(SHOP), TEAM, member("agent-2", shop="shop-9"))
    assert raised.value.field == "point_of_sale_id"


def test_an_owner_sees_all_points_of_sale_and_is_tied_to_none():
    with pytest.raises(InvalidError, match="voit tous les points de vente"):
        grant(claimed(SHOP), TEAM, member("owner-2", MemberRole.OWNER, "shop-1"))
    assert grant(claimed(SHOP), TEAM, OTHER_OWNER) == OTHER_OWNER


def test_an_agent_may_leave():
    assert revoke(TEAM, "agent-1") == AGENT


def test_one_of_two_owners_may_leave():
    assert revoke([*TEAM, OTHER_OWNER], "owner-1") == OWNER


def test_the_last_owner_stays():
    with pytest.raises(LastOwnerError, match="garde au moins un responsable"):
        revoke(TEAM, "owner-1")


def test_who_is_no_member_cannot_leave():
    with pytest.raises(NotFoundError):
        revoke(TEAM, "stranger")


def test_the_only_owner_cannot_become_an_agent_by_an_invitation():
    with pytest.raises(LastOwnerError):
        grant(claimed(SHOP), TEAM, member("owner-1"))
    assert grant(claimed(SHOP), [*TEAM, OTHER_OWNER], member("owner-1")) == member("owner-1")
