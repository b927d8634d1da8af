"""Addresses stay here: a page shows them masked, to whom they belong and to a brand's owners."""

import pytest
from services.notifications.tests.conftest import PostOffice

from contracts.http.notifications import PutContact
from notifications.domain.addresses import masked
from notifications.domain.errors import NotAllowedError, NotFoundError
from notifications.usecases.contacts import list_of_partners, list_team, put_contact, view_contact
from notifications.usecases.names import grant_membership, revoke_membership
from servicekit.principal import Principal

BRAND = "brand-1"


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("camille@filandre.example", "c…@filandre.example"),
        ("c@filandre.example", "c…@filandre.example"),
        ('"a@b"@filandre.example', '"…@filandre.example'),
    ],
)
def test_of_an_address_its_first_sign_and_its_domain_are_shown(address, shown):
    assert masked(address) == shown


async def settle(office: PostOffice) -> None:
    """A brand with an owner and an agent, and somebody else."""
    async with office.works.open(Principal("", "gateway")) as work:
        for name in ("owner", "agent", "stranger"):
            await put_contact(work, name, PutContact(email=f"{name}@filandre.example", pseudonym=f"secret-{name}"))
        await grant_membership(work, BRAND, "owner", "owner", None)
        await grant_membership(work, BRAND, "agent", "agent", None)


async def team_for(office: PostOffice, account_id: str) -> dict[str, str]:
    """The team, as an account is shown it."""
    async with office.works.open(Principal(account_id, "agent")) as work:
        return {each.account_id: each.masked_email for each in (await list_team(work, BRAND)).contacts}


@pytest.mark.promise("N4")
async def test_an_owner_recognises_the_team_by_masked_addresses(office):
    await settle(office)
    assert await team_for(office, "owner") == {"owner": "o…@filandre.example", "agent": "a…@filandre.example"}
    async with office.works.open() as work:
        await revoke_membership(work, BRAND, "agent")
    assert set(await team_for(office, "owner")) == {"owner"}


@pytest.mark.promise("N4")
@pytest.mark.parametrize("account_id", ["agent", "stranger", ""])
async def test_nobody_but_an_owner_is_shown_the_team(office, account_id):
    await settle(office)
    with pytest.raises(NotAllowedError):
        await team_for(office, account_id)


@pytest.mark.promise("N4")
async def test_staff_recognises_people_of_partners_by_masked_addresses_and_nobody_else(office):
    async with office.works.open(Principal("", "gateway")) as work:
        for name, role in (("clerk", "partner"), ("camille", "consumer")):
            await put_contact(work, name, PutContact(email=f"{name}@courriel.example", pseudonym=None, role=role))
    asked = ["clerk", "camille", "nobody"]
    async with office.works.open(Principal("staff", "moderator")) as work:
        found = (await list_of_partners(work, asked)).contacts
    assert [(each.account_id, each.masked_email) for each in found] == [("clerk", "c…@courriel.example")]
    for role in ("consumer", "partner", "agent"):
        async with office.works.open(Principal("clerk", role)) as work:
            with pytest.raises(NotAllowedError):
                await list_of_partners(work, asked)


@pytest.mark.promise("N4")
async def test_an_account_is_shown_its_own_pseudonym_and_masked_address(office):
    await settle(office)
    async with office.works.open(Principal("agent", "agent")) as work:
        contact = await view_contact(work)
    assert (contact.pseudonym, contact.masked_email) == ("secret-agent", "a…@filandre.example")
    assert contact.reminders
    async with office.works.open(Principal("nobody", "consumer")) as work:
        with pytest.raises(NotFoundError):
            await view_contact(work)
