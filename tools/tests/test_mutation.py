"""Which small changes a mutation run makes, and that each is the only one."""

import ast

import pytest

from reclameici.mutation.operators import mutants

CHANGES = (
    ("a < b", ["a <= b"]),
    ("a >= b", ["a > b"]),
    ("a == b", ["a != b"]),
    ("a is b", ["a is not b"]),
    ("a in b", ["a not in b"]),
    ("a and b", ["a or b"]),
    ("a or b", ["a and b"]),
    ("not a", ["a"]),
    ("a + b", ["a - b"]),
    ("True", ["False"]),
    ("7", ["8", "6"]),
    ("a if b else c", ["a if not b else c"]),
    ("'text'", []),
    ("a.b(c)", []),
)


@pytest.mark.parametrize(("source", "changed"), CHANGES)
def test_an_expression_is_changed_in_each_of_its_ways(source, changed):
    assert [each.source for each in mutants(source)] == changed


def test_a_return_and_its_condition_are_changed_one_at_a_time():
    source = "def f(a: int=1) -> bool:\n    if a:\n        return b\n    return None"
    assert [each.line for each in mutants(source)] == [1, 1, 2, 3]
    assert all(len(difference(source, each.source)) == 1 for each in mutants(source))


def test_decorators_and_annotations_stay():
    assert list(mutants("@d(True)\nclass A:\n    b: Literal[1]\n")) == []


def test_the_source_is_not_changed_by_reading_it():
    source = "a < b and c"
    assert [each.source for each in mutants(source)] == ["a < b or c", "a <= b and c"]
    assert ast.unparse(ast.parse(source)) == source


def difference(before, after):
    """Lines that differ."""
    return [pair for pair in zip(before.splitlines(), after.splitlines(), strict=True) if pair[0] != pair[1]]
