"""The time to screen grows with the length of the text, whatever the text is."""

import sys
from time import process_time

import pytest

from complaints.domain.screening import Outcome, ScreeningContext, screen

SMALL, LARGE = 2_000, 20_000
GENEROUS = 4
"""How much worse than proportional the larger text may be: clocks are coarse and caches small."""

SEEDS = [
    "a",
    "0",
    "06",
    "0 ",
    "1 85 ",
    "a.",
    "a@",
    "a arobase ",
    "@.",
    "fr76 ",
    "AB-123-",
    "c o n ",
    "con-",
    "va te ",
    "vous êtes une ",
    "Jean ",
    "M. ",
    "zero six ",
    "*a",
    "www.",
    "é\u0301",
    "+33 ",
]


def cost(text, lexicons) -> float:
    """Processor time, the best of two: the least disturbed."""
    times = []
    for _ in range(2):
        start = process_time()
        screen(text, ScreeningContext(), lexicons)
        times.append(process_time() - start)
    return min(times)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_hostile_text_costs_what_its_length_does(seed, lexicons):
    small = cost((seed * SMALL)[:SMALL], lexicons)
    large = cost((seed * LARGE)[:LARGE], lexicons)
    assert large <= small * (LARGE / SMALL) * GENEROUS


def test_a_long_complaint_is_screened_to_its_end(lexicons):
    text = ("Le colis n’est jamais arrivé, j’ai appelé trois fois et personne ne rappelle. " * 30)[:1_950]
    text += " Ce garagiste est un escroc."
    sys.stdout.write(f"\n{len(text)} signs: {cost(text, lexicons) * 1000:.1f} ms\n")
    assert screen(text, ScreeningContext(), lexicons).outcome is Outcome.HOLD
