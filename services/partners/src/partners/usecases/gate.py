"""The gate: a case leaves only while its consent stands, in the transaction that reads the consent."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta

from contracts import exchange
from contracts.http import partners as http
from contracts.message import Contract
from contracts.topics import handoff_topic
from partners.domain import referral as rules
from partners.domain.consent import Document
from partners.domain.days import day_of
from partners.domain.errors import LinkDeadError, LinkNotFoundError, UnusableReportError
from partners.domain.partner import Partner
from partners.domain.referral import LINK_LIFETIME, Purge, Referral, Status
from partners.sealing import encrypt
from partners.storage.referrals import LinkStore, MandateStore, ReferralStore
from partners.usecases.common import end, keep_partner, load_partner, record
from servicekit.work import Work

HAND_OVER = "hand-over"
"""Timer: the gate decides about a consent."""

ACKNOWLEDGE_BY = "acknowledge-by"
"""Timer: a partner that did not acknowledge a case is silent."""

PURGE_BY = "purge-by"
"""Timer: a partner that did not confirm a purge is late."""


@dataclass(frozen=True)
class Gate:
    """What the gate works with, built once by `main.py`."""

    public_url: str
    acknowledge_within: timedelta
    purge_within: timedelta


async def hand_over(referral_id: str, work: Work, gate: Gate) -> None:
    """Timer: sends a case, if its consent stands now. A withdrawal locks the same row: one of the two is first.

    A consent whose mandate is over, or whose terms the registry changed, ends here: waiting would not bring it back.
    """
    referral = await ReferralStore(work.session).load(referral_id)
    if referral is None:
        return
    partner = await keep_partner(work, referral.partner)
    if not rules.must_hand_over(referral, partner):
        return
    if not await may_act(work, referral.matter.dispute_id, referral.account_id, partner):
        await end(work, referral, "mandate")
        return
    if not rules.says_the_same(referral, partner):
        await end(work, referral, "terms")
        return
    payload = _case(work, referral, partner, gate)
    sealed = send(work, partner, referral.id, exchange.CASE_TYPE, payload)
    await record(work, referral, rules.HandedOver(work.now, sealed))
    await work.schedule(ACKNOWLEDGE_BY, referral.id, work.now + gate.acknowledge_within)


async def may_act(work: Work, dispute_id: str | None, account_id: str, partner: Partner, *, lock: bool = True) -> bool:
    """Whether a case may go to a partner: to some only in the name of who signed a mandate that covers it.

    Args:
        lock: the mandate stays as it is until the end of the transaction.
    """
    if not partner.needs_mandate:
        return True
    standing = await MandateStore(work.session).standing(dispute_id, account_id, lock=lock)
    return any(mandate.covers(partner, day_of(work.now)) for mandate in standing)


async def renew_links(work: Work, referral: Referral, gate: Gate) -> str:
    """Sends fresh links to the documents of a case that its partner has, and whose row is locked; older ones are dead.

    Returns the SHA-256 of what leaves.

    Raises:
        UnusableReportError: its mandate is over, or there is no document, or no key any more.
    """
    partner = await keep_partner(work, referral.partner)
    documents = rules.passed_documents(referral, partner)
    # Who stops a mandate locks it, then the case, to withdraw it: the case's lock is enough to be before or after that,
    # and to lock the mandate as well, the other way round, could make each wait for the other.
    acts = await may_act(work, referral.matter.dispute_id, referral.account_id, partner, lock=False)
    if not (acts and documents and partner.connected):
        raise UnusableReportError("not-now")
    await LinkStore(work.session).expire(referral.id, work.now)
    links = tuple(_link(work, referral, each, gate) for each in documents)
    content = exchange.HandedLinks(referral_id=referral.id, documents=links)
    return send(work, partner, referral.id, exchange.LINKS_TYPE, content)


def _case(work: Work, referral: Referral, partner: Partner, gate: Gate) -> exchange.HandedCase:
    return exchange.HandedCase(
        referral_id=referral.id,
        consent_hash=referral.text_hash,
        consented_at=referral.consented_at,
        fields=rules.passed_values(referral, partner),
        documents=tuple(_link(work, referral, each, gate) for each in rules.passed_documents(referral, partner)),
    )


def _link(work: Work, referral: Referral, document: Document, gate: Gate) -> exchange.HandedDocument:
    token, expires_at = secrets.token_urlsafe(32), work.now + LINK_LIFETIME
    LinkStore(work.session).add(hash_of_token(token), referral.id, document.id, expires_at)
    return exchange.HandedDocument(
        name=document.name,
        media_type=document.media_type,
        size=document.size,
        sha256=document.sha256,
        url=f"{gate.public_url}/partenaires/pieces/{token}",
        expires_at=expires_at,
    )


def hash_of_token(token: str) -> str:
    """How a token is known here; it has 256 bits of its own, so that no key is needed."""
    return hashlib.sha256(token.encode()).hexdigest()


def send(work: Work, partner: Partner, key: str, type_: str, content: Contract) -> str:
    """Encrypts to the partner's newest key and hands over; returns the SHA-256 of what leaves."""
    newest = partner.require_key()
    sealed = encrypt(content.model_dump_json().encode(), newest.jwk, newest.kid)
    work.hand_over(handoff_topic(partner.slug), key, type_, sealed)
    return hashlib.sha256(sealed.encode()).hexdigest()


async def ask_for_purge(work: Work, referral: Referral, gate: Gate) -> None:
    """The partner is told of a withdrawal, and has some days to confirm that its copy is gone."""
    partner = await load_partner(work, referral.partner)
    until = work.now + gate.purge_within
    if partner.connected:
        notice = exchange.WithdrawalNotice(
            referral_id=referral.id, withdrawn_at=referral.withdrawn_at or work.now, purge_due_on=day_of(until)
        )
        send(work, partner, referral.id, exchange.WITHDRAWN_TYPE, notice)
    await work.schedule(PURGE_BY, referral.id, until)


async def note_silence(referral_id: str, work: Work) -> None:
    """Timer: the partner did not acknowledge in time."""
    referral = await ReferralStore(work.session).load(referral_id)
    if referral and referral.stands and referral.status is Status.HANDED_OVER:
        await record(work, referral, rules.SilenceNoted(work.now))


async def note_overdue_purge(referral_id: str, work: Work, gate: Gate) -> None:
    """Timer: the partner did not confirm its purge: it is asked until it does, the consumer and staff see it."""
    referral = await ReferralStore(work.session).load(referral_id)
    if referral is None or referral.purge in (None, Purge.CONFIRMED):
        return
    if referral.purge is Purge.ASKED:
        referral = await record(work, referral, rules.PurgeFellOverdue(work.now))
    await ask_for_purge(work, referral, gate)


async def open_link(work: Work, body: http.RedeemLink, *, use: bool) -> http.RedeemedDocument:
    """The document that a link leads to, if the link and the consent live.

    Args:
        use: this is the one use; without it the link is only looked at.

    Raises:
        LinkNotFoundError, LinkDeadError.
    """
    links, token_hash = LinkStore(work.session), hash_of_token(body.token)
    # The case is locked first, as by who renews its links.
    referral = await ReferralStore(work.session).load(await links.referral_of(token_hash) or "")
    link = await links.load(token_hash)
    if referral is None or link is None:
        raise LinkNotFoundError
    document = next((each for each in referral.documents if each.id == link.document_id), None)
    subject_id = document and referral.matter.subject_of(document)
    if not (document and subject_id):
        raise LinkNotFoundError
    if link.used_at or link.expires_at <= work.now or not referral.stands:
        raise LinkDeadError
    if use:
        link.used_at = work.now
    return http.RedeemedDocument(
        account_id=referral.account_id,
        subject_id=subject_id,
        document_id=document.id,
        name=document.name,
        sha256=document.sha256,
    )
