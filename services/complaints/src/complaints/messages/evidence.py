"""Pieces of evidence as contracts."""

from typing import Literal

from complaints.domain.evidence import Evidence
from contracts.http import complaints as http


def to_evidence(evidence: Evidence) -> http.EvidenceView:
    """A piece as the case's sides see it."""
    return http.EvidenceView(
        evidence_id=evidence.id,
        kind=evidence.kind,
        name=evidence.name,
        media_type=evidence.medium.value,
        size=evidence.size,
        sha256=evidence.sha256,
        state=evidence.state.value,
        added_at=evidence.added_at,
    )


def to_evidence_ref(evidence: Evidence, state: Literal["kept", "requested", "removed"]) -> http.EvidenceRef:
    """What a command on a piece answers."""
    return http.EvidenceRef(
        evidence_id=evidence.id, kind=evidence.kind, size=evidence.size, sha256=evidence.sha256, state=state
    )
