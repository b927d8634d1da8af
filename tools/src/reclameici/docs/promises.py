"""`docs/promises.md`: what the product promises, and the tests that walk each promise."""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from reclameici.local.workspace import ROOT

TESTS = ("libs", "services", "tests", "tools")
"""Folders whose tests may walk a promise."""

INTRODUCTION = """\
# Promises

Written by `reclameici docs`; do not edit. A promise is *kept* when a test under `tests/` walks it through the real
services; such a test carries `@pytest.mark.promise("C4")`, as may the tests of its rules. Where a part is still to
come, the promise is kept *in part* and says which."""

JOURNEYS = "tests/"
"""Where the tests live that go through the real services."""


@dataclass(frozen=True)
class Promise:
    """One promise of the product."""

    id: str
    sentence: str
    to_come: str = ""
    """What the promise says and the product does not do yet, though other parts of it are tested."""


@dataclass(frozen=True)
class Walk:
    """A test that walks promises."""

    promises: tuple[str, ...]
    path: str
    name: str


GROUPS: Mapping[str, tuple[Promise, ...]] = {
    "Complaints": (
        Promise(
            "C1",
            "Before filing, a triage says whether the case belongs here; a refusal gives its reason and a better door.",
        ),
        Promise("C2", "Which evidence to join and whom to address is data, and an advised piece never blocks filing."),
        Promise("C3", "A consumer with a proved address files a complaint, kept as a draft until then."),
        Promise("C4", "Evidence is confidential: the author, the brand's agents and staff, each read recorded."),
        Promise("C5", "Every text is screened: published, published masked, or held for a person; a refusal says why."),
        Promise("C6", "A public page shows the complaint with its dates, how it was checked, and its timeline."),
        Promise("C7", "Consumer, brand and staff talk in private; the brand answers in public, with a typed response."),
        Promise(
            "C8", "The author rates within ten days; silence is presumed satisfaction, shown apart, open to correction."
        ),
        Promise(
            "C9",
            "Texts may be flagged, suspended, removed with a statement of reasons, and decisions appealed.",
            "flags by brands and visitors, appeals, the public register",
        ),
        Promise("C10", "A promise in a response has a due date, and the consumer is asked whether it was kept."),
    ),
    "Brands": (
        Promise("B1", "Every brand has a page, claimed or not, with its identity, network, score and complaints."),
        Promise(
            "B2",
            "A page is claimed by a professional address of the brand's domain; claiming accepts the charter.",
            "the document route for large companies",
        ),
        Promise(
            "B3",
            "A plan adds tools for the brand; it changes nothing that is shown, ranked, moderated or scored.",
            "every plan but the free one",
        ),
        Promise(
            "B4",
            "A brand's agents have roles; the head office sees every point of sale, a shop only its own.",
            "assignment, internal notes, response templates, comparison of points of sale",
        ),
        Promise("B5", "A brand sees its recurring problems, their trend and its delays."),
        Promise("B6", "A marketplace presents experts of customer experience."),
        Promise(
            "B7",
            "A brand without a page is told of its first complaint, with a code to answer and to claim.",
            "the printable letter and the follow-up",
        ),
    ),
    "Scoring": (
        Promise("SC1", "The score is public, versioned, exact, blind to plans; its bill adds up to the number."),
    ),
    "Notifications": (
        Promise(
            "N1",
            "Whoever a step concerns gets a mail in French, once, and may switch off what is optional.",
            "the digest",
        ),
        Promise(
            "N2",
            "Each notification of a complaint to a brand yields a signed, chained receipt that can be checked offline.",
            "the sealed PDF, the trusted time stamp",
        ),
        Promise("N3", "A brand's software is told by signed webhooks, with retries, a log and replay."),
        Promise("N4", "E-mail addresses live in one service and nowhere else."),
    ),
    "Disputes": (
        Promise("D1", "A consumer escalates a complaint that got no answer or a bad one; no plan stops it."),
        Promise("D2", "Admissibility to mediation is judged rule by rule, the right mediator found, the clocks shown."),
        Promise("D3", "Paid help is optional: quote, acceptance, withdrawal period, and nothing owed on failure."),
        Promise("D4", "A mandate is signed by code, sealed, and revoked with one click that stops everything."),
        Promise("D5", "A fee that was never announced raises an alert: pay nothing."),
        Promise("D6", "The outcome and its fee are stated to the cent."),
    ),
    "Partners": (
        Promise("P1", "A registry says what each partner does, for what price, on what legal ground."),
        Promise("P2", "Consent is given partner by partner and purpose by purpose, and withdrawn as easily."),
        Promise("P3", "A case leaves only encrypted, only with a standing consent, only with the fields it needs."),
        Promise("P4", "A partner reports back; its price is the same as without us."),
        Promise("P5", "Open data holds aggregates of ten and more, never a person."),
        Promise("P6", "A partner can start within an hour."),
    ),
    "Gateway": (
        Promise(
            "G1", "Public pages (home, search, brands, complaints, rankings, methods, terms) stand on their own views."
        ),
        Promise(
            "G2",
            "Accounts open with a code; a password is optional for consumers.",
            "the second factor, lockout, the list of sessions",
        ),
        Promise("G3", "Consumers, brands, staff and operators each have a space."),
        Promise("G4", "A JSON API does what the pages of a consumer or a brand do."),
        Promise("G5", "Pages work without JavaScript, by keyboard, at 320 px and 200 %; axe-core finds nothing."),
        Promise("G6", "Cookies: accepting, refusing and choosing are equally easy; none but the necessary by default."),
        Promise("G7", "A contribution is voluntary; paid help is quoted first."),
    ),
    "Operators": (
        Promise("O1", "One trace leads from the click to the mail; a complaint's number leads to its trace."),
        Promise("O2", "Dashboards show lag, outbox age, dead letters, mail latency and business figures."),
        Promise("O3", "Dead letters are seen, compared with their contract, replayed or discarded with a reason."),
        Promise("O4", "Views and scores are rebuilt from the topics, the topics from the outboxes.", "topics"),
    ),
}

PROMISES = {promise.id: promise for group in GROUPS.values() for promise in group}
"""Every promise by its id."""


def promises_page() -> str:
    """The text of `docs/promises.md`."""
    found = walks()
    blocks = [INTRODUCTION]
    for title, group in GROUPS.items():
        blocks.append(f"## {title}")
        blocks += [_entry(promise, [walk for walk in found if promise.id in walk.promises]) for promise in group]
    return "\n\n".join(blocks) + "\n"


def _entry(promise: Promise, found: list[Walk]) -> str:
    walked = [walk for walk in found if walk.path.startswith(JOURNEYS)]
    lines = [f"**{promise.id}** {promise.sentence} *{_state(promise, walked)}.*\n"]
    lines += [f"- [{_sentence(walk)}](../{walk.path})" for walk in walked]
    if rules := sorted({walk.path for walk in found if walk not in walked}):
        lines.append("- its rules: " + ", ".join(f"[{Path(path).stem}](../{path})" for path in rules))
    return "\n".join(lines).rstrip()


def _state(promise: Promise, walked: list[Walk]) -> str:
    if not walked:
        return "Not yet kept"
    return f"Kept in part; to come: {promise.to_come}" if promise.to_come else "Kept"


def _sentence(walk: Walk) -> str:
    return walk.name.removeprefix("test_").replace("_", " ")


def walks() -> tuple[Walk, ...]:
    """Every test that carries the mark `promise`, found in the source: nothing is collected or run."""
    paths = sorted(path for folder in TESTS for path in (ROOT / folder).rglob("test_*.py"))
    return tuple(walk for path in paths if ".venv" not in path.parts for walk in _walks_of(path))


def _walks_of(path: Path) -> Iterator[Walk]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    shared = _ids(node for node in tree.body if isinstance(node, ast.Assign) and _names_pytestmark(node))
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_"):
            ids = tuple(dict.fromkeys((*shared, *_ids(node.decorator_list))))
            if ids:
                yield Walk(ids, path.relative_to(ROOT).as_posix(), node.name)


def _names_pytestmark(node: ast.Assign) -> bool:
    return any(isinstance(target, ast.Name) and target.id == "pytestmark" for target in node.targets)


def _ids(marks: Iterator[ast.Assign] | list[ast.expr]) -> tuple[str, ...]:
    """The arguments of every `….promise(…)` below these nodes."""
    return tuple(
        argument.value
        for mark in marks
        for call in ast.walk(mark)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == "promise"
        for argument in call.args
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    )
