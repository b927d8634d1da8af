"""Partners of the demonstration: let in by staff, each with its program's own key, and the cases that reached them."""

import asyncio

from reclameici.demo.cast import open_accounts
from reclameici.demo.people import CAMILLE, MODERATOR, partner_account
from reclameici.demo.plan import key_of
from reclameici.demo.play import Stage
from reclameici.demo.site import Mailbox
from reclameici.demo.stories import Handover
from reclameici.partner import PartnerProgram


async def let_in(stage: Stage, mailbox: Mailbox, program: PartnerProgram, slug: str) -> None:
    """Staff registers a partner's key, opens Kafka to it and invites somebody of it; raises DemoError, LocalError."""
    account, staff = partner_account(slug), stage.token(MODERATOR)
    if account.email not in stage.progress.accounts:
        await stage.site.post(
            f"/partners/{slug}/accounts", {"email": account.email}, token=staff, key=key_of(slug, "invite")
        )
        await open_accounts([account], stage.site, mailbox, stage.progress, stage.on_step)
    if not program.is_connected:
        key = await asyncio.to_thread(program.make_key)
        body, once = {"kid": key["kid"], "jwk": key}, key_of(slug, key["kid"])
        await stage.site.post(f"/partners/{slug}/keys", body, token=staff, key=once)
        entered = await stage.site.post(f"/partners/{slug}/connection", token=staff, key=key_of(slug, "enter", once))
        program.keep_connection(entered["bootstrap"], entered["password"])


async def hand_over(stage: Stage, handover: Handover) -> None:
    """Camille ticks the boxes; the partner reports, on the site; raises DemoError."""
    if handover.id in stage.progress.handovers:
        return
    partner, token = handover.partner, stage.token(CAMILLE)
    matter = {"complaint_id": stage.progress.complaints[handover.story]} if handover.story else {}
    body = {"values": handover.values, **matter}
    screen = await stage.site.post(f"/partners/{partner}/consent/preview", body, token=token)
    agreed = {"boxes": [box["code"] for box in screen["boxes"]], "text_hash": screen["text_hash"]}
    given = key_of(handover.id, "consent")
    path = f"/partners/{partner}/consent"
    referral_id = (await stage.site.post(path, body | agreed, token=token, key=given))["referral_id"]
    for nth, (kind, values) in enumerate(handover.reports):
        report = {"type": kind, "data": {"referral_id": referral_id, **values}}
        by = stage.token(partner_account(partner))
        await stage.site.post("/cases/reports", report, token=by, key=key_of(handover.id, "report", nth))
    stage.progress.handovers.append(handover.id)
    stage.on_step()
