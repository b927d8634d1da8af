"""Open data on the site, on a real PostgreSQL: the page, the files, their dictionary, the API."""

import csv
import io
import json
from datetime import timedelta

import httpx
import pytest
from bs4 import BeautifulSoup
from joserfc.jwk import OKPKey
from services.gateway.tests.world import T0, changes_of

from contracts.partners import PublicAggregate
from gateway.main import build
from gateway.presentation.opendata import COLUMNS, DICTIONARY
from gateway.settings import Settings
from gateway.usecases.views import show_aggregates
from servicekit.service import build_app

pytestmark = pytest.mark.promise("P5")

FILES = "/donnees-ouvertes/reclamations"


def a_cell(id_, month="2026-02", frozen_at=T0, **changes):
    counts = {"complaints": 20, "answered": 15, "open": 5, "solved": 6, "unsolved": 4, "presumed": 3, "disputed": 2}
    values = {"aggregate_id": id_, "version": 1, "month": month, "rules": "v1", "frozen_at": frozen_at}
    return PublicAggregate(**values | counts | changes)


CELLS = (
    a_cell("b", sector="telecom", category="billing", region="01", median_days="3-7"),
    a_cell("a", sector="telecom", complaints=30, open=15),
    a_cell("c", month="2026-01", frozen_at=T0 - timedelta(days=30)),
)


@pytest.fixture
async def browser(works):
    key = OKPKey.generate_key("Ed25519", {"kid": "key-1"})
    settings = Settings(
        database_url=works.database.engine.url.render_as_string(hide_password=False),
        principal_keys=json.dumps({"keys": [key.as_dict(private=False)]}),
        principal_signing_key=json.dumps(key.as_dict(private=True)),
        hash_key="a key of the tests",
    )
    app = build_app(build(settings))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://reclameici.example") as client:
        yield client
    await app.state.running.database.close()


async def show(works, *cells):
    async with works.open() as work:
        await show_aggregates(work, changes_of(cells))


def test_the_dictionary_says_every_field_that_is_published():
    assert set(COLUMNS) == PublicAggregate.model_fields.keys() - {"version"}
    assert all(each.meaning.endswith(".") for each in DICTIONARY)


async def test_the_csv_file_has_the_dictionary_s_names_and_one_line_per_cell(works, browser):
    await show(works, *CELLS)
    answer = await browser.get(f"{FILES}.csv")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8; header=present"
    assert answer.text.count("\r\n") == answer.text.count("\n") == 4
    header, *lines = csv.reader(io.StringIO(answer.text, newline=""))
    assert tuple(header) == COLUMNS
    assert [(line[0], line[1], line[3], line[6]) for line in lines] == [
        ("2026-01", "", "", ""),
        ("2026-02", "telecom", "", ""),
        ("2026-02", "telecom", "01", "3-7"),
    ]


async def test_the_json_file_says_the_same(works, browser):
    assert (await browser.get(f"{FILES}.json")).json() == []
    await show(works, *CELLS)
    found = (await browser.get(f"{FILES}.json")).json()
    assert [tuple(each) for each in found] == [COLUMNS] * 3
    assert [each["complaints"] for each in found] == [20, 30, 20]


@pytest.mark.parametrize("kind", ["csv", "json"])
async def test_who_has_a_file_gets_it_again_only_when_a_month_was_added(works, browser, kind):
    await show(works, *CELLS[2:])
    first = await browser.get(f"{FILES}.{kind}")
    known = {"If-None-Match": first.headers["etag"]}
    again = await browser.get(f"{FILES}.{kind}", headers=known)
    assert (again.status_code, again.text, again.headers["etag"]) == (304, "", first.headers["etag"])
    assert first.headers["last-modified"] == "Sun, 08 Feb 2026 09:00:00 GMT"
    await show(works, *CELLS)
    assert (await browser.get(f"{FILES}.{kind}", headers=known)).status_code == 200


async def test_the_page_draws_the_months_and_names_licence_and_columns(works, browser):
    await show(works, *CELLS)
    page = BeautifulSoup((await browser.get("/donnees-ouvertes")).text, "html.parser")
    said = " ".join(page.main.get_text(" ").split())
    assert "Janvier 2026 à février 2026 : 70 réclamations comptées" in said.replace("\u00a0", " ")
    assert "60 % la disent réglée" in said.replace("\u202f", " ").replace("\u00a0", " ")
    assert "Licence Ouverte 2.0" in said
    assert len(page.main.find("figure").find_all("rect")) == 2
    assert {each.text for each in page.find(id="dictionnaire").find_parent("table").find_all("code")} == set(COLUMNS)
    for link in page.main.find_all("a", download=True):
        assert (await browser.get(link["href"])).status_code == 200


async def test_before_the_first_month_the_page_says_so(browser):
    answer = await browser.get("/donnees-ouvertes")
    assert (answer.status_code, "Aucun mois n’est encore publié" in answer.text) == (200, True)


async def test_the_api_gives_a_month_and_the_latest_one_by_default(works, browser):
    await show(works, *CELLS)

    async def ids(**params):
        answer = await browser.get("/api/v1/open-data/aggregates", params=params)
        return [each["aggregate_id"] for each in answer.json()["items"]]

    assert await ids() == ["a", "b"]
    assert await ids(month="2026-01") == ["c"]
    assert await ids(month="2025-01") == []
    assert (await browser.get("/api/v1/open-data/aggregates?month=janvier")).status_code == 422


async def test_the_dictionary_is_there_for_programs(browser):
    found = (await browser.get("/donnees-ouvertes/dictionnaire.json")).json()
    assert [each["name"] for each in found["fields"]] == list(COLUMNS)
    region = next(each for each in found["fields"] if each["name"] == "region")
    assert region["values"]["53"] == "Bretagne"
