"""The description of the JSON API: whole, and each operation in a group that the page shows."""

from fastapi.openapi.utils import get_openapi

from gateway.main import ROUTERS
from gateway.routes import api_docs
from gateway.usecases.api_docs import GROUPS, docs_page

DOCUMENT = get_openapi(title="", version="1", routes=[route for each in api_docs.DESCRIBED for route in each.routes])


def operations():
    return [each for methods in DOCUMENT["paths"].values() for each in methods.values()]


def test_every_address_of_the_api_is_described():
    addresses = {route.path for each in ROUTERS for route in each.routes if route.path.startswith("/api/v1/")}
    assert addresses - {"/api/v1/openapi.json"} == set(DOCUMENT["paths"])


def test_every_operation_is_shown_under_a_group_and_no_group_is_empty():
    shown = docs_page(DOCUMENT, "https://site.example").groups
    assert sum(len(each) for _, each in shown) == len(operations())
    assert {each["tags"][0] for each in operations()} == set(GROUPS)
