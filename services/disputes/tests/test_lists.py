"""Whose disputes are listed for whom, a page at a time."""

from dataclasses import replace

import pytest
from services.disputes.tests.conftest import AUTHOR

from disputes.domain.errors import DisputeNotFoundError
from disputes.storage.disputes import DisputeStore
from disputes.storage.replicas import BrandStore
from disputes.usecases import escalating
from servicekit.principal import Principal

HEAD, SHOP, STRANGER = (Principal(name, "agent") for name in ("agent-1", "agent-2", "agent-3"))


async def listed(house, who, number=None, offset=0):
    async with house.work(who) as work:
        return await escalating.list_of_brand(work, "brand-1", number, offset)


async def ids(house, who, **wanted):
    return [each.dispute_id for each in (await listed(house, who, **wanted)).disputes]


@pytest.mark.promise("D1")
async def test_a_brand_leafs_through_its_disputes_open_ones_first_and_a_shop_sees_its_own(house, monkeypatch):
    monkeypatch.setattr(escalating, "PAGE", 2)
    first, second, third = [await house.dispute() for _ in range(3)]
    async with house.work() as work:
        await BrandStore(work.session).grant("brand-1", HEAD.account_id, None)
        await BrandStore(work.session).grant("brand-1", SHOP.account_id, "shop-1")
    async with house.work() as work:
        await escalating.withdraw(work, third)
    moved = await read(house, second)
    async with house.work() as work:
        await DisputeStore(work.session).save(replace(moved, point_of_sale_id="shop-1"))

    found = await listed(house, HEAD)
    assert (len(found.disputes), found.total) == (2, 3)
    assert {each.dispute_id for each in found.disputes} == {first, second}
    assert await ids(house, HEAD, offset=2) == [third]
    assert await ids(house, HEAD, number=moved.number) == [second]
    assert await ids(house, SHOP) == [second]
    for nobody in (STRANGER, AUTHOR):
        with pytest.raises(DisputeNotFoundError):
            await listed(house, nobody)


async def read(house, dispute_id):
    async with house.work() as work:
        return (await DisputeStore(work.session).read([dispute_id]))[dispute_id]
