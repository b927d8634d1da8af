"""What the gate knows of mandates: signed in disputes, stopped here first when they are revoked."""

from dataclasses import replace

from contracts.disputes import MandateRevoked
from contracts.http import partners as http
from partners.domain.errors import ReferralNotFoundError
from partners.domain.mandate import Mandate, calls_back
from partners.domain.referral import Matter
from partners.storage.referrals import MandateStore, ReferralStore
from partners.usecases.common import load_partner
from partners.usecases.consenting import withdraw_referral
from partners.usecases.gate import Gate
from servicekit.work import Work


async def note_signed(work: Work, mandate: Mandate) -> None:
    """The consumer signed a mandate; one that was stopped before this fact came stays stopped."""
    await MandateStore(work.session).put(mandate)


async def stop(work: Work, mandate_id: str, matter: Matter, account_id: str, gate: Gate, *, with_dispute: bool) -> None:
    """From this commit on nothing leaves in the name of a mandate, and what left in its name is called back.

    Who needs no mandate may have the case by its complaint alone: both are looked at. Of a mandate whose signature was
    not heard of yet, whom it names is known when its revocation is heard of, which comes later.
    """
    mandate = await MandateStore(work.session).stop(mandate_id, account_id)
    if mandate and mandate.complaint_id:
        matter = replace(matter, complaint_id=mandate.complaint_id)
    for referral in await ReferralStore(work.session).standing_about(account_id, matter):
        if calls_back(mandate, await load_partner(work, referral.partner), with_dispute=with_dispute):
            await withdraw_referral(work, referral, "mandate", gate)


async def stop_revoked(work: Work, fact: MandateRevoked, gate: Gate) -> None:
    """It was revoked, by its author or by the end of its dispute."""
    matter = Matter(fact.complaint_id, fact.dispute_id)
    await stop(work, fact.mandate_id, matter, fact.author_id, gate, with_dispute=fact.with_dispute)


async def stop_own(work: Work, mandate_id: str, body: http.StopMandate, gate: Gate) -> http.StoppedMandate:
    """The caller revokes a mandate: the gate closes before disputes records it. Raises ReferralNotFoundError."""
    owner = await MandateStore(work.session).owner_of(mandate_id)
    if owner not in (None, work.principal.account_id):
        raise ReferralNotFoundError
    matter = Matter(dispute_id=body.dispute_id)
    await stop(work, mandate_id, matter, work.principal.account_id, gate, with_dispute=body.with_dispute)
    return http.StoppedMandate(mandate_id=mandate_id)
