"""The file for a mediator as a domain state, and back."""

import hashlib
from datetime import datetime

from contracts.http import dossier as http
from contracts.http import mediation as mediation_http
from disputes.domain.days import start_of
from disputes.domain.dispute import Dispute
from disputes.domain.dossier import (
    Admissibility,
    Answer,
    Consumer,
    Dossier,
    Finding,
    Piece,
    Step,
    Trader,
    index,
    manifest,
    number_pieces,
)
from disputes.domain.mediation import Assessment
from disputes.storage.tables import BrandRow, CaseRow


def to_dossier(
    body: http.PrepareFile,
    now: datetime,
    dispute: Dispute,
    case: CaseRow | None,
    brand: BrandRow | None,
    known: mediation_http.MediationFacts,
    found: Assessment,
) -> Dossier:
    """All that the mediator reads."""
    return Dossier(
        dispute_id=dispute.id,
        number=dispute.number,
        prepared_at=now,
        consumer=Consumer(**body.identity.model_dump()),
        trader=to_trader(brand),
        mediator=body.mediator,
        facts=body.facts,
        chronology=_chronology(dispute, case, body, known),
        answers=tuple(Answer(each.at, each.text) for each in body.answers),
        wish=body.wish,
        amount=body.amount_cents,
        admissibility=to_admissibility(found),
        pieces=number_pieces([to_piece(each) for each in body.pieces], []),
    )


def to_trader(brand: BrandRow | None) -> Trader:
    """Against whom, as its page says."""
    if brand is None:
        return Trader("la marque")
    return Trader(brand.name, brand.legal_name, brand.siren, brand.website)


def to_piece(each: http.FilePiece) -> Piece:
    """A piece that is joined."""
    return Piece(each.kind, each.label, each.name, each.media_type, each.size, each.sha256, each.added_at, id=each.id)


def to_admissibility(found: Assessment) -> Admissibility:
    """The rules one by one."""
    findings = tuple(
        Finding(each.label, each.verdict, each.article, each.evidence, each.from_on) for each in found.rules
    )
    return Admissibility(found.verdict, findings, found.rules_version, found.mediators_version)


def _chronology(
    dispute: Dispute, case: CaseRow | None, body: http.PrepareFile, known: mediation_http.MediationFacts
) -> tuple[Step, ...]:
    """What the law counts from, then what the site saw."""
    steps = [Step(dispute.opened_at, "Passage en litige sur RéclameICI")]
    if known.written and known.complained_on:
        steps.append(Step(start_of(known.complained_on), "Première réclamation écrite au professionnel"))
    if known.refused and known.answered_on:
        steps.append(Step(start_of(known.answered_on), "Refus écrit du professionnel"))
    if body.published_at:
        steps.append(Step(body.published_at, "Réclamation publiée sur RéclameICI"))
    if case and body.published_at and case.waiting_since > body.published_at:
        steps.append(Step(case.waiting_since, "Réclamation adressée à cette marque sur RéclameICI"))
    steps += [Step(each.at, "Réponse publiée par le professionnel") for each in body.answers]
    return tuple(sorted(steps, key=lambda step: step.at))


def to_view(body: http.PrepareFile, dossier: Dossier, pdf: bytes) -> http.FileView:
    """The file as its author sees it."""
    packed = tuple(
        http.PackedPiece(id=each.piece.id, path=each.path, sha256=each.piece.sha256) for each in dossier.pieces
    )
    return http.FileView(
        **{name: getattr(body, name) for name in http.PrepareFile.model_fields},
        prepared_at=dossier.prepared_at,
        rules_version=dossier.admissibility.rules_version,
        mediators_version=dossier.admissibility.mediators_version,
        packed=packed,
        size=len(pdf),
        sha256=hashlib.sha256(pdf).hexdigest(),
        index=index(dossier),
        manifest=manifest(dossier, pdf),
    )
