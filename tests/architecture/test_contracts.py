"""Conventions of the contracts, and what they may stand on."""

import ast
import importlib
import pkgutil
import sys
from datetime import date, datetime
from typing import Annotated, get_args, get_origin

import pytest
from pydantic import AwareDatetime
from tests.architecture.house import name, sources

import contracts.http
from contracts.exchange import Report
from contracts.message import Contract
from reclameici.docs.catalogue import message_types, parts

AS_PRINTED = {"Product.expiry_on", "Product.bought_at"}
"""A packet's date in the words that are printed on it, and the place where it was bought: no day, no moment."""


def spoken(module):
    values = vars(module).values()
    return [
        value for value in values if isinstance(value, type) and issubclass(value, Contract) and value is not Contract
    ]


HTTP = {
    value
    for found in pkgutil.iter_modules(contracts.http.__path__, "contracts.http.")
    for value in spoken(importlib.import_module(found.name))
}
EVERY = sorted({*message_types(), *parts(), *HTTP}, key=lambda contract: contract.__qualname__)
each_contract = pytest.mark.parametrize("contract", EVERY, ids=lambda contract: contract.__name__)


def _plain(annotation):
    """The types of a field, without what bounds them."""
    kinds = get_args(annotation) or (annotation,)
    return tuple(get_args(each)[0] if get_origin(each) is Annotated else each for each in kinds)


def fields_of_type(contract, kind):
    """The names of the fields that hold this type, or None."""
    plain = {name: _plain(field.annotation) for name, field in contract.model_fields.items()}
    return {name for name, types in plain.items() if kind in types}


def fields_called(contract, *endings):
    """The names of the fields that end so, those as printed aside."""
    return {
        field
        for field in contract.model_fields
        if f"_{field}".endswith(endings) and f"{contract.__name__}.{field}" not in AS_PRINTED
    }


@each_contract
def test_moments_and_no_other_fields_end_in_at_or_until(contract):
    assert fields_called(contract, "_at", "_until") == fields_of_type(contract, AwareDatetime)


@each_contract
def test_days_and_no_other_fields_end_in_on(contract):
    assert fields_called(contract, "_on") == fields_of_type(contract, date)


@each_contract
def test_no_moment_is_without_its_zone(contract):
    assert fields_of_type(contract, datetime) == set()


@each_contract
def test_a_contract_says_what_it_is_and_never_changes(contract):
    assert contract.__doc__
    assert contract.__doc__ != Contract.__doc__
    assert contract.model_config["frozen"]
    # What an outsider sends may hold no field that we do not know: it could hold somebody's words.
    assert contract.model_config["extra"] == ("forbid" if issubclass(contract, Report) else "ignore")


@pytest.mark.parametrize("path", sources("libs/contracts/src"), ids=name)
def test_contracts_stand_on_pydantic_alone(path):
    imported = {
        (node.module or "" if isinstance(node, ast.ImportFrom) else alias.name).partition(".")[0]
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }
    assert imported <= {*sys.stdlib_module_names, "contracts", "pydantic"}
