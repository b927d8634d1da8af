"""What the contracts declare, with the words that stand beside it in their source."""

import ast
import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from types import ModuleType

import contracts
from contracts.message import MESSAGES, Contract, Message


@dataclass(frozen=True)
class Declared:
    """A field or a code as its source declares it."""

    name: str
    type: str
    """The annotation, or the value of a code, as written."""
    optional: bool
    meaning: str


def modules() -> tuple[ModuleType, ...]:
    """The modules of contracts that may declare messages."""
    names = sorted(info.name for info in pkgutil.iter_modules(contracts.__path__))
    return tuple(importlib.import_module(f"contracts.{name}") for name in names)


def message_types() -> tuple[type[Message], ...]:
    """Every message type, by its CloudEvents type."""
    modules()
    return tuple(MESSAGES[name] for name in sorted(MESSAGES))


def parts() -> tuple[type[Contract], ...]:
    """The contracts that messages are made of, by name."""
    found = {
        value
        for module in modules()
        for value in vars(module).values()
        if inspect.isclass(value) and issubclass(value, Contract) and not issubclass(value, Message)
    }
    return tuple(sorted(found - {Contract, *_envelopes()}, key=lambda part: part.__name__))


def _envelopes() -> Iterator[type[Contract]]:
    yield importlib.import_module("contracts.message").Envelope


def fields_of(model: type[Contract]) -> tuple[Declared, ...]:
    """The fields of a contract, inherited ones included, in the order in which they are written out."""
    found: dict[str, Declared] = {}
    for base in reversed(model.__mro__):
        if issubclass(base, Contract):
            found |= {field.name: field for field in _declarations(_class(base.__module__, base.__name__).body)}
    return tuple(found[name] for name in model.model_fields)


def codes() -> tuple[Declared, ...]:
    """The closed lists of codes, each with its values as its type."""
    return tuple(_assignments(_tree("contracts.vocabulary").body))


@cache
def _tree(module: str) -> ast.Module:
    return ast.parse(inspect.getsource(importlib.import_module(module)))


def _class(module: str, name: str) -> ast.ClassDef:
    return next(node for node in _tree(module).body if isinstance(node, ast.ClassDef) and node.name == name)


def _declarations(body: list[ast.stmt]) -> Iterator[Declared]:
    for node, after in zip(body, [*body[1:], None], strict=True):
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            yield Declared(node.target.id, ast.unparse(node.annotation), node.value is not None, _text(after))


def _assignments(body: list[ast.stmt]) -> Iterator[Declared]:
    for node, after in zip(body, [*body[1:], None], strict=True):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            yield Declared(node.targets[0].id, ast.unparse(node.value), False, _text(after))


def _text(node: ast.stmt | None) -> str:
    """The docstring that a statement is, on one line."""
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
        return " ".join(node.value.value.split())
    return ""
