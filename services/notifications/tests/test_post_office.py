"""The post office at work on a real PostgreSQL: what is queued, handed over, tried again, given up."""

from datetime import timedelta

import pytest
from services.notifications.tests.conftest import BACKOFF
from services.notifications.tests.test_mails import TOLD
from services.notifications.tests.world import example

from contracts import complaints as facts
from contracts.disputes import AlertRaised, DisputeClosed, MandateRevoked, PaidHelpFact
from contracts.http.notifications import PutContact, SendClaimCode, SendCode
from contracts.notifications import BrandNotified, MailBounced
from contracts.partners import ReferralFact
from notifications.domain.errors import NotFoundError
from notifications.domain.receipts import ReceiptKind
from notifications.handlers import build_handlers
from notifications.storage.contacts import NameStore
from notifications.storage.mails import ReceiptStore
from notifications.storage.tables import ComplaintRow
from notifications.usecases.complaints import notify_unclaimed
from notifications.usecases.contacts import GATEWAY, put_contact, send_code
from notifications.usecases.names import grant_membership
from notifications.usecases.receipts import append, receipt_of
from servicekit.principal import Principal

BRAND = example(facts.ComplaintFiled).brand_id
AUTHOR = example(facts.ComplaintFiled).author_id
AGENT = "agent-1"
DEPOSITED, OPENED = ReceiptKind.DEPOSITED, ReceiptKind.OPENED
GATEWAY_ITSELF = Principal("", GATEWAY)


async def hear(office, *told):
    """Facts as the consumer hands them over, at the moment of the office's clock."""
    handlers = build_handlers(office.post)
    async with office.works.open() as work:
        for fact in told:
            _, handle = handlers.facts[fact.type]
            await handle([fact.model_copy(update={"at": office.clock.moment})], work)


async def know_people(office):
    async with office.works.open(GATEWAY_ITSELF) as work:
        await put_contact(work, AUTHOR, PutContact(email="camille@exemple.example", pseudonym="Camille83"))
        await put_contact(work, AGENT, PutContact(email="agent@filandre.example", role="agent"))
        await grant_membership(work, BRAND, AGENT, "owner", None)


async def states(office):
    return dict(await office.rows("select state, count(*) from mail group by state"))


async def journal(office):
    return [name for (name,) in await office.rows("select type from outbox order by id")]


async def test_each_step_sends_the_mails_of_the_table_once_per_reader_however_often_it_is_heard(office, smtp):
    await know_people(office)
    first, *others = TOLD
    for fact in (first, *others):
        # Staff writes to both sides; a complaint that moved back to the same brand is notified anew.
        more = {"by": "staff"} if fact is facts.MessagePosted else {}
        if issubclass(fact, PaidHelpFact | ReferralFact):
            more = {"account_id": AUTHOR}
        step = example(fact, **more)
        await hear(office, step)
        await hear(office, step, step)
        await office.run(timedelta(minutes=1))
    found = await office.rows("select template, account_id, count(*) from mail group by 1, 2")
    assert {template for template, *_ in found} == set.union(*TOLD.values())
    once = {template: count for template, _, count in found if template != "complaint_notified"}
    assert set(once.values()) == {1}
    assert await states(office) == {"sent": len(smtp.taken)}
    assert len({mail["Message-ID"] for mail in smtp.taken}) == len(smtp.taken)
    kinds = await office.rows("select distinct kind from receipt_record")
    assert {kind for (kind,) in kinds} == {"deposited", "handed-over", "opened"}
    assert BrandNotified.type in await journal(office)


@pytest.mark.promise("D5")
async def test_a_warning_about_somebody_who_is_no_partner_names_nobody(office, smtp):
    await know_people(office)
    await hear(office, example(AlertRaised, account_id=AUTHOR, provider="other"))
    await office.run()
    assert [mail["Subject"] for mail in smtp.taken] == ["Ne réglez rien pour l’instant"]


async def test_a_server_that_is_down_loses_nothing_and_doubles_nothing(office, smtp):
    await know_people(office)
    smtp.answers["RCPT"] = "451 try later"
    await hear(office, example(facts.ComplaintFiled), example(facts.ComplaintHeld))
    for _ in range(10):
        await office.run(BACKOFF)
    assert (smtp.taken, await states(office)) == ([], {"queued": 2})
    del smtp.answers["RCPT"]
    await office.run(BACKOFF)
    await office.run(BACKOFF)
    assert [mail["To"] for mail in smtp.taken] == ["camille@exemple.example"] * 2
    assert await states(office) == {"sent": 2}
    assert await office.rows("select repeated, count(*) from mail group by 1") == [(0, 2)]


async def test_a_mail_whose_answer_was_lost_is_given_again_under_the_same_id_and_counted(office, smtp):
    await know_people(office)
    smtp.cuts = True
    await hear(office, example(facts.ComplaintFiled))
    await office.run()
    assert await states(office) == {"handing-over": 1}
    smtp.cuts = False
    await office.run(BACKOFF)
    assert len(smtp.taken) == 2
    assert len({mail["Message-ID"] for mail in smtp.taken}) == 1
    assert await office.rows("select state, attempts, repeated from mail") == [("sent", 2, 1)]


async def test_an_address_that_is_refused_for_good_is_not_written_to_again_and_a_sent_code_is_erased(office, smtp):
    await know_people(office)
    order = SendCode(account_id=AGENT, code="271828", purpose="sign-in", valid_minutes=10)
    async with office.works.open(GATEWAY_ITSELF) as work:
        await send_code(work, order, office.post)
    assert await office.rows("select data->>'code' from mail") == [("271828",)]
    await office.run()
    assert "271828" in smtp.taken[0]["Subject"]
    assert await office.rows("select state, data from mail") == [("sent", {})]

    smtp.answers["RCPT"] = "550 no such user"
    await hear(office, example(facts.ComplaintFiled))
    await office.run(BACKOFF)
    del smtp.answers["RCPT"]
    await hear(office, example(facts.ComplaintHeld))
    await office.run(BACKOFF)
    assert len(smtp.taken) == 1
    assert await states(office) == {"sent": 1, "failed": 2}
    assert await office.rows("select account_id from contact where bounced_at is not null") == [(AUTHOR,)]
    assert await journal(office) == [MailBounced.type]


@pytest.mark.promise("B7", "N2")
async def test_a_brand_without_an_owner_is_told_with_its_code_which_then_is_kept_nowhere(office, smtp):
    await hear(office, example(facts.ComplaintFiled))
    async with office.works.open() as work:
        brand = {"brand_id": BRAND, "version": 1, "name": "Filandre", "slug": "filandre", "claimed": False}
        await NameStore(work.session).apply_brands([brand], [])
    complaint_id = example(facts.ComplaintFiled).complaint_id
    command = SendClaimCode(
        brand_id=BRAND,
        complaint_id=complaint_id,
        email="contact@filandre.example",
        code="1234 5678 9012",
        valid_until=office.clock.moment + timedelta(days=90),
    )
    async with office.works.open(Principal("staff-1", "moderator")) as work:
        await notify_unclaimed(work, command, office.post)
    await office.run(timedelta(minutes=1))
    (mail,) = [each for each in smtp.taken if each["To"] == "contact@filandre.example"]
    assert "1234 5678 9012" in mail.get_body().get_content()
    assert await office.rows("select kind from receipt_record order by place") == [("deposited",), ("handed-over",)]
    assert BrandNotified.type in await journal(office)
    ((data, address),) = await office.rows("select data, address from mail where template = 'claim_code'")
    assert address is None
    assert "code" not in data


async def test_a_brand_is_told_of_its_own_complaints_only(office):
    await hear(office, example(facts.ComplaintFiled))
    command = SendClaimCode(
        brand_id="another",
        complaint_id=example(facts.ComplaintFiled).complaint_id,
        email="contact@autre.example",
        code="1234 5678 9012",
        valid_until=office.clock.moment + timedelta(days=90),
    )
    with pytest.raises(NotFoundError):
        async with office.works.open(Principal("staff-1", "moderator")) as work:
            await notify_unclaimed(work, command, office.post)


@pytest.mark.promise("D1")
async def test_the_end_of_a_dispute_is_told_to_the_brand_that_it_was_with(office):
    await know_people(office)
    async with office.works.open() as work:
        await grant_membership(work, "another", "agent-2", "owner", None)
    moved = example(facts.ComplaintReattributed, brand_id="another")
    closed = example(DisputeClosed, outcome="withdrawn", with_complaint=True)
    await hear(office, example(facts.ComplaintFiled), moved, closed)
    told = await office.rows("select template, account_id from mail where template like 'dispute_closed%' order by 1")
    assert told == [("dispute_closed", AUTHOR), ("dispute_closed_for_brand", AGENT)]


@pytest.mark.promise("N2")
async def test_a_brand_leafs_through_its_receipts_the_last_changed_first(office):
    receipts = [receipt_of(f"complaint-{n}", BRAND) for n in range(3)]
    async with office.works.open() as work:
        for n, (receipt, kind) in enumerate(zip([*receipts, receipts[0]], [*[DEPOSITED] * 3, OPENED], strict=True)):
            about = ComplaintRow(complaint_id=receipt.split(".")[0], number=f"R-{n}", author_id=AUTHOR, brand_id=BRAND)
            await append(work, office.post.sealer, receipt, about, kind, work.now, "")
    async with office.works.open() as work:
        store = ReceiptStore(work.session)
        (first, second), total = await store.of_brand(BRAND, 2, 0)
        (last,), _ = await store.of_brand(BRAND, 2, 2)
    assert [each.record.kind for each in first] == [DEPOSITED, OPENED]
    assert [each[0].record.receipt_id for each in (first, second, last)] == [receipts[0], receipts[2], receipts[1]]
    assert total == 3


@pytest.mark.promise("D4")
@pytest.mark.parametrize(
    ("ended", "told"),
    [
        ({}, {"mandate_revoked", "mandate_revoked_for_brand"}),
        ({"towards_brand": False}, {"mandate_revoked"}),
        ({"with_dispute": True}, set()),
    ],
)
async def test_the_end_of_a_mandate_is_told_to_who_knew_it_or_with_the_end_of_its_dispute(office, ended, told):
    await know_people(office)
    await hear(office, example(facts.ComplaintFiled), example(MandateRevoked, **ended))
    found = await office.rows("select template from mail where template like 'mandate%'")
    assert {template for (template,) in found} == told
