"""Screening of texts before publication: explainable rules, no model, no I/O.

`screen` finds insults, hate, threats, accusations of a crime and personal data, each with its place in the original
text and its rule; the outcome is to publish, to publish with visible masks, or to hold for a human. Nothing is ever
refused by the machine.
"""

from complaints.domain.screening.model import (
    FOR_A_HUMAN,
    LABELS,
    PERSONAL_DATA,
    Finding,
    Kind,
    Outcome,
    Screening,
    ScreeningContext,
    masked,
    outcome_of,
)
from complaints.domain.screening.pipeline import Lexicons, screen

__all__ = [
    "FOR_A_HUMAN",
    "LABELS",
    "PERSONAL_DATA",
    "Finding",
    "Kind",
    "Lexicons",
    "Outcome",
    "Screening",
    "ScreeningContext",
    "masked",
    "outcome_of",
    "screen",
]
