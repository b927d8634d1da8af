"""The corpus, the lexicons and the demonstration brands, read once."""

import json
from pathlib import Path

import pytest

from complaints.data import load_lexicons
from complaints.domain.screening import Kind, Lexicons, Outcome, ScreeningContext
from complaints.domain.screening.measure import Labelled

CORPUS = (Path(__file__).parent / "corpus.jsonl", Path(__file__).parent / "unseen.jsonl")
DEMONSTRATION = Path(__file__).parents[4] / "deploy" / "demo" / "data"


def read_lines(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def labelled(line: dict) -> Labelled:
    spans = line["spans"]
    return Labelled(
        id=line["id"],
        text=line["text"],
        kinds=frozenset(Kind(span["kind"]) for span in spans),
        passages=tuple(line["text"][span["start"] : span["end"]] for span in spans),
        outcome=Outcome(line["outcome"]),
        part=line["part"],
    )


@pytest.fixture(scope="session")
def lexicons() -> Lexicons:
    return load_lexicons()


@pytest.fixture(scope="session")
def corpus_lines() -> list[dict]:
    return [line for path in CORPUS for line in read_lines(path)]


@pytest.fixture(scope="session")
def corpus(corpus_lines) -> tuple[Labelled, ...]:
    return tuple(labelled(line) for line in corpus_lines)


@pytest.fixture(scope="session")
def context() -> ScreeningContext:
    brands = json.loads((DEMONSTRATION / "brands.json").read_text(encoding="utf-8"))
    return ScreeningContext(
        brand_names=frozenset(
            name for brand in brands for name in (brand["name"], *(shop["name"] for shop in brand["network"]))
        ),
        brand_domains=frozenset(brand["website"].removeprefix("https://www.") for brand in brands),
        public_emails=frozenset(brand["contact"]["email"] for brand in brands),
        public_phones=frozenset(brand["contact"]["phone"] for brand in brands),
    )


@pytest.fixture(scope="session")
def demonstration_texts() -> tuple[str, ...]:
    """Everything a demonstration complaint shows to everyone."""
    return tuple(
        text
        for line in read_lines(DEMONSTRATION / "complaints.jsonl")
        for text in (
            line["title"],
            line["text"],
            line["wish"],
            line["response"] and line["response"]["text"],
            line["rating"] and line["rating"]["comment"],
        )
        if text
    )
