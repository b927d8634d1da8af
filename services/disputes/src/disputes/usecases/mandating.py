"""The mandate: drafted, read, signed with an e-mailed code, sealed as a step of its own, revoked in one click."""

import asyncio
import hashlib
from dataclasses import dataclass, replace
from typing import Any

from contracts import disputes as wire
from contracts.http import mandates as http
from disputes.documents.mandate import Agent, MandateText, write_mandate
from disputes.domain import mandate as rules
from disputes.domain.access import Side
from disputes.domain.days import day_of
from disputes.domain.dispute import Dispute, require_open
from disputes.domain.dossier import Consumer
from disputes.domain.errors import InvalidError, MandateNotFoundError, MandateStandsError
from disputes.domain.mandate import Mandate, Power, Status
from disputes.domain.mediation.spans import Span
from disputes.messages.dossier import to_trader
from disputes.messages.mandates import to_document, to_powers, to_ref, to_signature, to_view
from disputes.sealing import Sealer
from disputes.storage.disputes import DisputeStore
from disputes.storage.mandates import MandateStore
from disputes.storage.replicas import BrandStore, PartnerStore
from disputes.usecases.common import load, see
from disputes.usecases.forgetting import forget_mandate_later
from servicekit.ids import new_id
from servicekit.objects import ObjectStore
from servicekit.work import Work, Works

SEAL = "seal-mandate"
"""Step: the signed document is set, sealed and stored."""


@dataclass(frozen=True)
class Notary:
    """What mandates are made with, built once by `main.py`."""

    text: MandateText
    agent: Agent
    sealer: Sealer
    store: ObjectStore


async def draft(work: Work, dispute_id: str, body: http.DraftMandate, notary: Notary) -> http.MandateRef:
    """What the author would sign. Raises InvalidError, ClosedError, MandateStandsError."""
    dispute, _ = await load(work, dispute_id, Side.CONSUMER)
    require_open(dispute)
    powers = frozenset(Power(each) for each in body.powers)
    rules.check_powers(powers, body.partner)
    partner, partner_name = await _partner(work, body.partner if Power.HAND_OVER in powers else None)
    store, today = MandateStore(work.session), day_of(work.now)
    if any(each.stands(today) for each in await store.of_dispute(dispute.id)):
        raise MandateStandsError
    await store.remove_drafts(dispute.id)
    mandate = Mandate(
        id=new_id(),
        number=await store.next_number(work.now),
        dispute_id=dispute.id,
        account_id=dispute.author_id,
        consumer=Consumer(**body.identity.model_dump()),
        trader=to_trader(await BrandStore(work.session).brand(dispute.brand_id)),
        powers=powers,
        partner=partner,
        partner_name=partner_name,
        ends_on=Span(months=body.months).after(today),
        text_version=notary.text.version,
        made_at=work.now,
        unsigned_sha256="",
    )
    content = await _set(mandate, dispute, notary)
    mandate = replace(mandate, unsigned_sha256=hashlib.sha256(content).hexdigest())
    await store.save(mandate)
    store.add_document(mandate.id, content)
    return to_ref(mandate)


async def _partner(work: Work, slug: str | None) -> tuple[str | None, str | None]:
    """Slug and name of the partner that was chosen. Raises InvalidError for one that there is not."""
    if slug is None:
        return None, None
    found = (await PartnerStore(work.session).read([slug])).get(slug)
    if found is None:
        raise InvalidError("Choisissez un partenaire de la liste.", "partner")
    return found.slug, found.name


async def _set(mandate: Mandate, dispute: Dispute, notary: Notary) -> bytes:
    """The document, beside the event loop: it takes a processor for some milliseconds."""
    document = to_document(mandate, dispute, notary.agent)
    signature = to_signature(mandate) if mandate.signed_at else None
    return await asyncio.to_thread(write_mandate, document, notary.text, signature)


async def _own(work: Work, mandate_id: str) -> tuple[Mandate, Dispute]:
    """The author's mandate, to be changed: who changes one holds its dispute, so that no two wait for each other.

    Raises:
        MandateNotFoundError, OtherSideError.
    """
    store = MandateStore(work.session)
    if (found := await store.read(mandate_id)) is None:
        raise MandateNotFoundError
    dispute, _ = await load(work, found.dispute_id, Side.CONSUMER)
    if (mandate := await store.read(mandate_id)) is None:
        raise MandateNotFoundError
    return mandate, dispute


async def list_of_dispute(work: Work, dispute_id: str) -> http.MandateList:
    """All of them for the author and staff; for the brand the one in whose name somebody writes, while it stands."""
    dispute, side = await see(work, dispute_id)
    today = day_of(work.now)
    mandates = await MandateStore(work.session).of_dispute(dispute.id)
    seen = [each for each in mandates if side is not Side.BRAND or _is_for_brand(each, work)]
    return http.MandateList(mandates=tuple(to_view(each, today) for each in seen))


def _is_for_brand(mandate: Mandate, work: Work) -> bool:
    return mandate.stands(day_of(work.now)) and Power.WRITE in mandate.powers


async def read_document(work: Work, mandate_id: str, notary: Notary) -> bytes:
    """The sealed document; until it is sealed, what is to be: signed, or what was read. Raises MandateNotFoundError."""
    mandate = await MandateStore(work.session).read(mandate_id)
    if mandate is None:
        raise MandateNotFoundError
    dispute, side = await see(work, mandate.dispute_id)
    if side is Side.BRAND and not _is_for_brand(mandate, work):
        raise MandateNotFoundError
    if mandate.object_name:
        return await notary.store.get(mandate.object_name)
    if mandate.signed_at:
        return await _set(mandate, dispute, notary)
    return await MandateStore(work.session).document(mandate.id)


async def sign(work: Work, mandate_id: str, notary: Notary) -> http.MandateRef:
    """The author typed the code of this document; the gateway vouches for it."""
    mandate, dispute = await _own(work, mandate_id)
    signed = work.principal.signed_document
    document_id, ip_address = (signed.document_id, signed.ip_address) if signed else (None, "")
    fact = rules.sign(mandate, document_id, notary.text.version, ip_address, work.now)
    mandate = rules.evolve(mandate, fact)
    await MandateStore(work.session).save(mandate)
    await work.schedule(SEAL, mandate.id, work.now)
    await forget_mandate_later(work, mandate)
    terms = {"powers": to_powers(mandate), "partner": mandate.partner, "ends_on": mandate.ends_on}
    work.publish(wire.MandateSigned(**_common(work, mandate, dispute), **terms))
    return to_ref(mandate)


async def seal(mandate_id: str, works: Works, notary: Notary) -> None:
    """Step: sets, seals and stores the signed document.

    Raises:
        ObjectStoreUnavailableError: tried again later.
    """
    async with works.open() as work:
        mandate = await MandateStore(work.session).read(mandate_id)
        if mandate is None or mandate.object_name or mandate.signed_at is None:
            return
        found = await DisputeStore(work.session).read([mandate.dispute_id])
    content = await _set(mandate, found[mandate.dispute_id], notary)
    sealed = await asyncio.to_thread(notary.sealer.seal, content, mandate.signed_at)
    name = f"mandates/{mandate.id}.pdf"
    await notary.store.put(name, sealed, "application/pdf")
    async with works.open() as work:
        if mandate := await MandateStore(work.session).read(mandate_id):
            await MandateStore(work.session).save(rules.evolve(mandate, rules.MandateSealed(work.now, name)))


async def revoke(work: Work, mandate_id: str) -> http.MandateRef:
    """The author revokes: from this commit on nobody acts in their name, third parties are told."""
    mandate, dispute = await _own(work, mandate_id)
    return to_ref(await _revoke(work, mandate, dispute))


async def revoke_of_dispute(work: Work, dispute: Dispute) -> None:
    """The dispute ended: so does its mandate."""
    for mandate in await MandateStore(work.session).of_dispute(dispute.id):
        if mandate.status is Status.SIGNED:
            await _revoke(work, mandate, dispute, with_dispute=True)


async def _revoke(work: Work, mandate: Mandate, dispute: Dispute, with_dispute: bool = False) -> Mandate:
    mandate = rules.evolve(mandate, rules.revoke(mandate, work.now))
    await MandateStore(work.session).save(mandate)
    await forget_mandate_later(work, mandate)
    brand_knew = Power.WRITE in mandate.powers
    common = _common(work, mandate, dispute)
    work.publish(wire.MandateRevoked(**common, towards_brand=brand_knew, with_dispute=with_dispute))
    return mandate


def _common(work: Work, mandate: Mandate, dispute: Dispute) -> dict[str, Any]:
    return {
        "complaint_id": dispute.complaint_id,
        "dispute_id": dispute.id,
        "brand_id": dispute.brand_id,
        "author_id": dispute.author_id,
        "at": work.now,
        "mandate_id": mandate.id,
    }
