"""The registry: seeds, keys, access, statements."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from contracts.http import partners as http
from contracts.http.paging import PAGE
from contracts.partners import PublicPartner
from contracts.topics import handoff_topic, partner_groups, partner_user, reports_topic
from partners.data import load_partners
from partners.domain import partner as rules
from partners.domain.errors import AccountTakenError, InvalidError, MessageGoneError, ReferralNotFoundError
from partners.domain.partner import Field, Kind, Partner
from partners.domain.referral import Referral
from partners.handoffs import Handoffs
from partners.messages import to_case, to_public, to_registered
from partners.provisioning import Provisioner
from partners.sealing import require_usable
from partners.storage.partners import PartnerStore
from partners.storage.referrals import FeeStore, ReferralStore
from partners.usecases.common import MODERATOR, hold_partner, load_partner, require_staff
from partners.usecases.gate import HAND_OVER, Gate, ask_for_purge
from servicekit.work import Work


async def seed(work: Work) -> None:
    """The partners of every deployment; one that is there stays as staff made it."""
    store = PartnerStore(work.session)
    for partner in load_partners():
        if await store.read(partner.slug) is None:
            await _save(work, partner)


async def _save(work: Work, partner: Partner) -> None:
    await PartnerStore(work.session).save(partner)
    work.show(PublicPartner, partner.slug)


async def list_all(work: Work, gate: Gate) -> http.PartnerList:
    """The whole registry, for staff, with what waits for partners."""
    require_staff(work)
    everyone = await PartnerStore(work.session).everyone()
    referrals = ReferralStore(work.session)
    return http.PartnerList(
        partners=tuple(to_registered(each) for each in everyone),
        silent=await referrals.count_silent(work.now - gate.acknowledge_within),
        overdue=await referrals.count_overdue(),
        pricier=await referrals.with_another_price(),
    )


async def register(work: Work, body: http.RegisterPartner) -> http.RegisteredPartner:
    """Staff adds a partner, or changes what the registry says of it; keys stay."""
    require_staff(work)
    known = await PartnerStore(work.session).hold(body.partner)
    if body.paid and not body.price_text:
        raise InvalidError("Écrivez le prix tel que le consommateur le lira.", "price_text")
    values = body.model_dump(exclude={"partner"})
    partner = Partner(
        slug=body.partner,
        keys=known.keys if known else (),
        on_kafka=known.on_kafka if known else False,
        version=known.version + 1 if known else 1,
        **values
        | {
            "kind": Kind(body.kind),
            "fields": tuple(Field(each) for each in body.fields),
            "sectors": tuple(body.sectors),
        },
    )
    await _save(work, partner)
    return to_registered(partner)


async def add_key(work: Work, slug: str, body: http.AddKey, gate: Gate) -> http.RegisteredPartner:
    """A new public key: what leaves from now on is encrypted to it, first what waited for a key."""
    require_staff(work)
    before, referrals = await hold_partner(work, slug), ReferralStore(work.session)
    partner = rules.add_key(before, body.kid, body.jwk, work.now)
    require_usable(body.jwk)
    await _save(work, partner)
    for referral_id in await referrals.waiting_for(slug):
        await work.schedule(HAND_OVER, referral_id, work.now)
    for referral in [] if before.connected else await referrals.to_be_purged(slug):
        await ask_for_purge(work, referral, gate)
    return to_registered(partner)


async def retire_key(work: Work, slug: str, kid: str) -> http.RegisteredPartner:
    """A key is no longer used."""
    require_staff(work)
    partner = rules.retire_key(await hold_partner(work, slug), kid, work.now)
    await _save(work, partner)
    return to_registered(partner)


async def require_partner(work: Work, slug: str) -> None:
    """Raises NotAllowedError, PartnerNotFoundError."""
    require_staff(work)
    await load_partner(work, slug)


async def on_topics(work: Work) -> tuple[str, ...]:
    """The partners that have topics in Kafka."""
    return tuple(each.slug for each in await PartnerStore(work.session).everyone() if each.has_topics)


async def let_in(work: Work, slug: str) -> None:
    """Writes down that a partner may enter Kafka: from then on its topics and rights are kept there."""
    require_staff(work)
    await PartnerStore(work.session).save(replace(await hold_partner(work, slug), on_kafka=True))


async def shut_out(work: Work, slug: str) -> http.RegisteredPartner:
    """Writes down that a partner enters Kafka no more; its accounts see no case on the site from this commit on."""
    require_staff(work)
    partner = replace(await hold_partner(work, slug), on_kafka=False)
    await PartnerStore(work.session).save(partner)
    await PartnerStore(work.session).send_away(slug)
    return to_registered(partner)


async def connect(slug: str, body: http.ConnectPartner, provisioner: Provisioner, bootstrap: str) -> http.Connection:
    """Lets a partner into Kafka, or gives it another password; the password itself is kept by Kafka alone.

    Raises:
        ProvisioningError: Kafka did not do all of it; asking again is harmless.
    """
    await provisioner.connect(slug, body.password)
    return http.Connection(
        bootstrap=bootstrap,
        user=partner_user(slug),
        handoff_topic=handoff_topic(slug).name,
        reports_topic=reports_topic(slug).name,
        group_prefix=partner_groups(slug),
    )


async def admit(work: Work, slug: str, body: http.AdmitAccount) -> http.RegisteredPartner:
    """Lets an account see a partner's cases on the site. Raises AccountTakenError."""
    require_staff(work)
    partner = await load_partner(work, slug)
    if not await PartnerStore(work.session).admit(body.account_id, slug):
        raise AccountTakenError
    return to_registered(partner)


async def dismiss(work: Work, slug: str, account_id: str) -> http.RegisteredPartner:
    """An account sees the partner's cases no more; asked again, it changes nothing."""
    require_staff(work)
    partner = await load_partner(work, slug)
    await PartnerStore(work.session).dismiss(account_id, slug)
    return to_registered(partner)


async def list_accounts(work: Work, slug: str) -> http.PartnerAccounts:
    """Who sees a partner's cases on the site, for staff."""
    await require_partner(work, slug)
    return http.PartnerAccounts(account_ids=tuple(await PartnerStore(work.session).accounts_of(slug)))


async def list_cases(work: Work, offset: int) -> http.CasePage:
    """The cases of the caller's partner, newest first."""
    partner = await load_partner(work, await own_partner(work))
    found, total = await ReferralStore(work.session).of_partner(partner.slug, PAGE, offset)
    return http.CasePage(referrals=tuple(to_case(each, partner) for each in found), total=total)


async def view_case(work: Work, referral_id: str) -> http.ReferralView:
    """One of them. Raises ReferralNotFoundError."""
    case = await _own_case(work, referral_id)
    return to_case(case, await load_partner(work, case.partner))


async def _own_case(work: Work, referral_id: str) -> Referral:
    slug, referral = await own_partner(work), await ReferralStore(work.session).load(referral_id)
    if referral is None or referral.partner != slug or referral.handed_over_at is None:
        raise ReferralNotFoundError
    return referral


async def handed_case(work: Work, referral_id: str) -> Referral:
    """A case of the caller's partner, while its consent stands. Raises ReferralNotFoundError, MessageGoneError."""
    referral = await _own_case(work, referral_id)
    if not referral.stands:
        raise MessageGoneError
    return referral


async def read_message(case: Referral, handoffs: Handoffs) -> bytes:
    """What was handed over, beside any transaction: Kafka may be slow. Raises MessageGoneError."""
    return await _read(case.partner, case.payload_hash, case.handed_over_at, handoffs)


async def read_links(case: Referral, handoffs: Handoffs) -> bytes:
    """The newest message with fresh links to the case's documents. Raises MessageGoneError."""
    return await _read(case.partner, case.links_hash, max(case.documents_requested_at, default=None), handoffs)


async def _read(slug: str, digest: str | None, since: datetime | None, handoffs: Handoffs) -> bytes:
    sealed = await handoffs.find(slug, digest, since) if digest and since else None
    if sealed is None:
        raise MessageGoneError
    return sealed


async def own_partner(work: Work) -> str:
    """The partner whose cases the caller sees. Raises ReferralNotFoundError."""
    slug = await PartnerStore(work.session).partner_of(work.principal.account_id)
    if slug is None:
        raise ReferralNotFoundError
    return slug


async def statement(work: Work, slug: str, month: str) -> http.FeeStatement:
    """What a partner owes for a month, for staff and the partner itself."""
    if work.principal.role != MODERATOR and await own_partner(work) != slug:
        raise ReferralNotFoundError
    partner, fees = await load_partner(work, slug), await FeeStore(work.session).of_month(slug, month)
    lines = tuple(http.FeeLine(referral_id=e.referral_id, cents=e.cents, accrued_at=e.accrued_at) for e in fees)
    total = sum(line.cents for line in lines)
    return http.FeeStatement(partner=slug, partner_name=partner.name, month=month, lines=lines, total_cents=total)


async def own_statement(work: Work, month: str) -> http.FeeStatement:
    """What the caller's partner owes for a month. Raises ReferralNotFoundError."""
    return await statement(work, await own_partner(work), month)


async def render_public(session: AsyncSession, ids: Sequence[str]) -> Mapping[str, PublicPartner]:
    """The public state of partners as it is now."""
    return {slug: to_public(each) for slug, each in (await PartnerStore(session).of(ids)).items()}
