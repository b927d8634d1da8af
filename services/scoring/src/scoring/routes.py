"""HTTP in, from the gateway only. Scores and bills are public: any principal may read them."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query

from contracts.http.scoring import ScoreBill
from contracts.scoring import PublicScore
from scoring.usecases import reading
from servicekit.edge import AnyEdge

router = APIRouter()

On = Annotated[date | None, Query(description="Day of Paris; the day in force by default.")]
Formula = Annotated[str, Query(description="Version of the formula.")]


@router.get("/subjects/{subject_id}/score")
async def get_score(subject_id: str, edge: AnyEdge, on: On = None, formula: Formula = "v1") -> PublicScore:
    """The score of a brand, a point of sale or a sector."""
    score: PublicScore = await edge.query(lambda work: reading.read_score(work, subject_id, on, formula))
    return score


@router.get("/subjects/{subject_id}/bill")
async def get_bill(subject_id: str, edge: AnyEdge, on: On = None, formula: Formula = "v1") -> ScoreBill:
    """How a shown score is made."""
    bill: ScoreBill = await edge.query(lambda work: reading.read_bill(work, subject_id, on, formula))
    return bill
