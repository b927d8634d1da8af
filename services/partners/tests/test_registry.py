"""The registry on a real PostgreSQL: who is let in, and out again."""

import json

import pytest
from pydantic import ValidationError
from services.partners.tests.conftest import GATE, STAFF
from services.partners.tests.world import a_key, a_partner, public

from contracts import exchange
from contracts.http import partners as http
from partners.domain.errors import AccountTakenError, NotAllowedError, ReferralNotFoundError
from partners.usecases import registry
from servicekit.principal import Principal

CLERK = Principal("clerk-1", "partner")


async def test_who_is_shut_out_sees_no_case_any_more_and_is_known_to_be_out_until_it_is_let_in_again(house):
    slug = await house.add()
    async with house.works.open(STAFF) as work:
        await registry.let_in(work, slug)
        await registry.admit(work, slug, http.AdmitAccount(account_id=CLERK.account_id))
    await house.handed(slug)
    async with house.works.open(CLERK) as work:
        assert len((await registry.list_cases(work, 0)).referrals) == 1
    async with house.works.open(STAFF) as work:
        assert not (await registry.shut_out(work, slug)).on_kafka
    async with house.works.open(CLERK) as work:
        with pytest.raises(ReferralNotFoundError):
            await registry.list_cases(work, 0)
    async with house.works.open(STAFF) as work:
        await registry.let_in(work, slug)
        (partner,) = [each for each in (await registry.list_all(work, GATE)).partners if each.partner == slug]
        assert partner.on_kafka


async def test_a_partners_cases_come_some_at_a_time_and_one_is_read_by_its_number(house, monkeypatch):
    monkeypatch.setattr(registry, "PAGE", 2)
    slug, other = await house.add(), await house.add()
    async with house.works.open(STAFF) as work:
        await registry.admit(work, slug, http.AdmitAccount(account_id=CLERK.account_id))
    handed = [await house.handed(slug) for _ in range(3)]
    strangers, unsent = await house.handed(other), await house.give(slug)
    async with house.works.open(CLERK) as work:
        pages = [await registry.list_cases(work, offset) for offset in (0, 2)]
        seen = [each.referral_id for page in pages for each in page.referrals]
        assert (sorted(seen), [page.total for page in pages]) == (sorted(handed), [3, 3])
        assert (await registry.view_case(work, handed[0])).referral_id == handed[0]
        for nobodys in (strangers, unsent, "nobody"):
            with pytest.raises(ReferralNotFoundError):
                await registry.view_case(work, nobodys)
        assert (await registry.own_statement(work, "2026-03")).partner == slug


@pytest.mark.promise("P1")
async def test_staff_sees_who_acts_for_a_partner_and_takes_one_access_away_at_a_time(house):
    slug, other = await house.add(), await house.add()
    async with house.works.open(STAFF) as work:
        for account_id in ("clerk-1", "clerk-2", "clerk-1"):
            await registry.admit(work, slug, http.AdmitAccount(account_id=account_id))
        assert (await registry.list_accounts(work, slug)).account_ids == ("clerk-1", "clerk-2")
        await registry.dismiss(work, other, "clerk-1")
        await registry.dismiss(work, slug, "clerk-2")
        assert (await registry.list_accounts(work, slug)).account_ids == ("clerk-1",)
    async with house.works.open(CLERK) as work:
        assert (await registry.list_cases(work, 0)).total == 0
        for order in (registry.list_accounts(work, slug), registry.dismiss(work, slug, "clerk-1")):
            with pytest.raises(NotAllowedError):
                await order


@pytest.mark.promise("P1")
async def test_an_account_of_one_partner_is_never_moved_to_another_in_silence(house):
    slug, other = await house.add(), await house.add()
    admit = http.AdmitAccount(account_id=CLERK.account_id)
    async with house.works.open(STAFF) as work:
        await registry.admit(work, slug, admit)
        with pytest.raises(AccountTakenError, match="un autre partenaire"):
            await registry.admit(work, other, admit)
        assert (await registry.list_accounts(work, other)).account_ids == ()
        await registry.dismiss(work, slug, CLERK.account_id)
        await registry.admit(work, other, admit)
        assert (await registry.list_accounts(work, other)).account_ids == (CLERK.account_id,)


@pytest.mark.parametrize("order", [registry.let_in, registry.shut_out])
async def test_only_staff_lets_in_and_out(house, order):
    slug = await house.add()
    with pytest.raises(NotAllowedError):
        async with house.works.open(CLERK) as work:
            await order(work, slug)


NESTED = json.loads('{"a":' * 50 + "1" + "}" * 50)
PROFILE = {name: getattr(a_partner(), name) for name in http.PartnerProfile.model_fields} | {"kind": "association"}


@pytest.mark.parametrize(
    "wrong",
    [{"website": "javascript:alert(1)"}, {"website": "https://"}, {"name": ""}, {"purpose": " "}, {"fields": ()}],
    ids=str,
)
def test_what_no_partner_can_be_is_not_registered(wrong):
    assert http.RegisterPartner(**PROFILE | {"partner": "avo", "website": "https://avo.example/a"})
    with pytest.raises(ValidationError):
        http.RegisterPartner(**PROFILE | {"partner": "avo"} | wrong)


@pytest.mark.parametrize(
    "wrong", [{"kid": "a/../b"}, {"kid": ".."}, {"jwk": NESTED}, {"jwk": {"kty": {"a": "EC"}}}], ids=str
)
def test_what_no_key_can_be_is_not_added(wrong):
    assert http.AddKey(kid="2026-a", jwk=public(a_key()))
    with pytest.raises(ValidationError):
        http.AddKey(**{"kid": "2026-a", "jwk": public(a_key())} | wrong)


@pytest.mark.parametrize(
    ("report", "wrong"),
    [(exchange.AcceptedReport, {"referral_id": "a\0b"}), (exchange.FeeReport, {"amount_cents": 0})],
)
def test_an_id_is_made_of_letters_and_digits_and_nobody_asks_for_nothing(report, wrong):
    with pytest.raises(ValidationError):
        report(**{"referral_id": "referral-1"} | wrong)
