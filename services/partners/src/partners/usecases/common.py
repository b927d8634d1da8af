"""What the use cases share: loading, recording facts."""

from contracts.http import partners as http
from partners.domain import referral as rules
from partners.domain.consent import Box
from partners.domain.errors import NotAllowedError, PartnerNotFoundError, ReferralNotFoundError
from partners.domain.partner import Partner
from partners.domain.referral import Fact, Referral, evolve
from partners.messages import to_contract
from partners.storage.partners import PartnerStore
from partners.storage.referrals import Ledger, ReferralStore
from partners.storage.tables import LedgerRow
from servicekit.ids import new_id
from servicekit.work import Work

MODERATOR = "moderator"


def require_staff(work: Work) -> None:
    """Raises NotAllowedError."""
    if work.principal.role != MODERATOR:
        raise NotAllowedError


async def load_partner(work: Work, slug: str) -> Partner:
    """The partner as it is now. Raises PartnerNotFoundError."""
    return _found(await PartnerStore(work.session).read(slug))


async def keep_partner(work: Work, slug: str) -> Partner:
    """The partner as it stays until the end of the transaction. Raises PartnerNotFoundError."""
    return _found(await PartnerStore(work.session).keep(slug))


async def hold_partner(work: Work, slug: str) -> Partner:
    """The partner, to be changed. Raises PartnerNotFoundError."""
    return _found(await PartnerStore(work.session).hold(slug))


def _found(partner: Partner | None) -> Partner:
    if partner is None:
        raise PartnerNotFoundError
    return partner


async def load_own(work: Work, referral_id: str) -> Referral:
    """The caller's own referral, locked. Raises ReferralNotFoundError."""
    referral = await ReferralStore(work.session).load(referral_id)
    if referral is None or referral.account_id != work.principal.account_id:
        raise ReferralNotFoundError
    return referral


async def record(work: Work, referral: Referral, *news: Fact) -> Referral:
    """Applies facts, saves the referral, tells the other services."""
    for fact in news:
        referral = evolve(referral, fact)
        if message := to_contract(referral, fact):
            work.publish(message)
    await ReferralStore(work.session).save(referral)
    return referral


async def end(work: Work, referral: Referral, channel: str, *, taken_back: bool = False) -> Referral:
    """The consent of a referral, whose row is locked, ends: nothing is sent any more.

    Args: channel: how it ended, for the ledger.

    Raises:
        AlreadyWithdrawnError.
    """
    withdrawn = rules.withdraw(referral, channel, work.now, taken_back=taken_back)
    await Ledger(work.session).append(entry_of(work, referral, "withdrawn", channel))
    return await record(work, referral, withdrawn)


def entry_of(
    work: Work, referral: Referral, entry: str, channel: str, boxes: frozenset[Box] = frozenset()
) -> LedgerRow:
    """A line of the ledger."""
    return LedgerRow(
        id=new_id(),
        referral_id=referral.id,
        account_id=referral.account_id,
        partner=referral.partner,
        entry=entry,
        text_hash=referral.text_hash,
        boxes=sorted(box.value for box in boxes),
        fields_shown=sorted(field.value for field in referral.values),
        channel=channel,
        at=work.now,
    )


def to_ref(referral: Referral) -> http.ReferralRef:
    """What a command answers."""
    return http.ReferralRef(referral_id=referral.id, status=referral.status.value, withdrawn=not referral.stands)
