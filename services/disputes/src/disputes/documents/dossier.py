"""The mediation file as one PDF."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from disputes.documents import french
from disputes.documents.typesetting import typeset
from disputes.domain.dossier import Admissibility, Answer, Dossier, Finding, NumberedPiece, Step, Trader


def write_dossier(dossier: Dossier) -> bytes:
    """The PDF; for a thread, see the package."""
    data = {
        "number": dossier.number,
        "prepared_on": french.day(dossier.prepared_at),
        "consumer": vars(dossier.consumer),
        "trader": _trader(dossier.trader),
        "mediator": dossier.mediator,
        "facts": dossier.facts,
        "chronology": _dated(dossier.chronology),
        "answers": _dated(dossier.answers),
        "wish": dossier.wish,
        "amount": None if dossier.amount is None else french.euros(dossier.amount),
        "admissibility": _admissibility(dossier.admissibility),
        "pieces": [_piece(each) for each in dossier.pieces],
    }
    return typeset("dossier", data, dossier.prepared_at)


def _trader(trader: Trader) -> dict[str, Any]:
    return {**vars(trader), "siren": french.siren(trader.siren) if trader.siren else None}


def _dated(lines: Sequence[Step | Answer]) -> list[dict[str, str]]:
    return [{"on": french.day(each.at), "text": each.text} for each in sorted(lines, key=_moment)]


def _moment(line: Step | Answer) -> datetime:
    return line.at


def _admissibility(admissibility: Admissibility) -> dict[str, Any]:
    return {
        "verdict": admissibility.verdict,
        "rules_version": admissibility.rules_version,
        "mediators_version": admissibility.mediators_version,
        "findings": [_finding(each) for each in admissibility.findings],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {**vars(finding), "from_on": french.day(finding.from_on) if finding.from_on else None}


def _piece(numbered: NumberedPiece) -> dict[str, Any]:
    piece = numbered.piece
    return {
        "number": numbered.number,
        "label": piece.label,
        "name": piece.name,
        "path": numbered.path,
        "size": french.size(piece.size),
        "sha256": piece.sha256,
    }
