"""Every page renders, in every sample state, and keeps the rules of a page."""

import re
from dataclasses import replace
from functools import cache
from itertools import pairwise
from typing import get_args

import pytest
from bs4 import BeautifulSoup
from services.gateway.tests.presentation.samples import pages

from contracts import exchange, vocabulary
from contracts.http.partners import ReferralStatus
from gateway.presentation import labels, partner_labels
from gateway.presentation.environment import make_environment, render
from gateway.presentation.showcase import CONSENT

ENVIRONMENT = make_environment()
PAGES = {name: (frame, view) for name, frame, view in pages()}


@cache
def page(name: str) -> BeautifulSoup:
    """A sample page, parsed once for all tests: they only read it."""
    return BeautifulSoup(render(ENVIRONMENT, *PAGES[name]), "html.parser")


@pytest.fixture(params=PAGES)
def soup(request) -> BeautifulSoup:
    return page(request.param)


def test_a_page_has_one_h1_and_one_main(soup):
    assert len(soup.find_all("h1")) == 1
    assert len(soup.find_all("main")) == 1


def test_headings_never_skip_a_level_downwards(soup):
    levels = [int(heading.name[1]) for heading in soup.main.find_all(re.compile(r"^h[1-6]$"))]
    after_first = levels[levels.index(1) :]
    assert all(below - above <= 1 for above, below in pairwise(after_first)), levels


def test_ids_are_unique(soup):
    ids = [element["id"] for element in soup.find_all(id=True)]
    assert len(ids) == len(set(ids)), sorted(name for name in ids if ids.count(name) > 1)


def test_every_reference_to_an_id_finds_it(soup):
    ids = {element["id"] for element in soup.find_all(id=True)}
    for attribute in ("aria-labelledby", "aria-describedby", "for"):
        wanted = [
            name for element in soup.find_all(attrs={attribute: True}) for name in str(element[attribute]).split()
        ]
        assert set(wanted) <= ids


def test_nothing_is_inline_that_a_strict_policy_blocks(soup):
    assert not soup.find_all(style=True)
    assert not soup.find_all("style")
    assert all(script.get("src") for script in soup.find_all("script"))
    assert not [name for element in soup.find_all(True) for name in element.attrs if name.startswith("on")]


def test_every_posted_form_is_guarded_once(soup):
    for form in soup.find_all("form", method="post"):
        assert [field["value"] for field in form.find_all("input", {"name": "csrf"})] == ["csrf-token"]
        assert len(form.find_all("input", {"name": "idempotency_key"})) == 1
    keys = [field["value"] for field in soup.find_all("input", {"name": "idempotency_key"})]
    assert len(keys) == len(set(keys))


def test_no_field_has_a_placeholder(soup):
    assert not soup.find_all(placeholder=True)


@pytest.mark.parametrize(
    "name",
    [
        "orientation-erreur",
        "etape-achat-erreur",
        "avis-erreur",
        "revendiquer",
        "moderation-publiee",
        "accord-erreur",
        "dossier-erreur",
        "inscrire-partenaire-erreur",
    ],
)
def test_an_error_is_said_in_the_title_the_summary_and_at_the_field(name):
    soup = page(name)
    assert soup.title.text.startswith("Erreur\u00a0: ")
    summary = soup.find(id="erreurs")
    assert summary["tabindex"] == "-1"
    assert summary.sourceline < soup.h1.sourceline
    for link in summary.find_all("a"):
        field = link["href"].removeprefix("#")
        assert soup.find(id=field)
        assert link.text in soup.find(id=f"{field}-erreur").text


def test_titles_of_different_pages_differ():
    templates = {PAGES[name][1].template: page(name).title.text for name in PAGES if "erreur" not in name}
    same_question = {"pages/compte/code.html"}  # the code of an account and the code of a complaint ask the same
    titles = [title for template, title in templates.items() if template not in same_question]
    assert len(titles) == len(set(titles))


@pytest.mark.parametrize(
    "name",
    ["avis", "orientation", "accord", "etape-marque", "etape-achat", "moderation-dossier", "revendiquer-charte"],
)
def test_nothing_is_ticked_beforehand(name):
    fields = page(name).main.find_all("input", type=["radio", "checkbox"])
    assert fields
    assert not [field for field in fields if field.has_attr("checked")]


def test_refusing_cookies_costs_what_accepting_costs():
    buttons = page("accueil").find(class_="cookies").find_all("button")
    assert [button["value"] for button in buttons] == ["accept", "refuse", "choose"]
    assert len({tuple(button["class"]) for button in buttons}) == 1


def test_refusing_a_consent_costs_what_giving_it_costs():
    buttons = page("accord").find(id="consent").find_all("button", value=["give", "refuse"])
    assert [button.text for button in buttons] == ["Transmettre", "Ne pas transmettre"]
    assert len({tuple(button["class"]) for button in buttons}) == 1


def test_a_consent_shows_every_field_and_piece_and_sends_back_exactly_those():
    form = page("accord").find(id="consent").find_parent("form")
    shown = form.get_text(" ", strip=True)
    hidden = {each["name"]: each["value"] for each in form.find_all("input", type="hidden")}
    for field in CONSENT.fields:
        assert hidden[field.code] == field.value
        assert field.value.split("\n")[0] in shown
    assert hidden["documents"] == CONSENT.documents[0].id
    assert CONSENT.documents[0].name in shown
    assert hidden["text_hash"] == CONSENT.text_hash


def test_explicit_and_presumed_are_two_rows_without_a_total():
    text = page("marque").find(attrs={"aria-labelledby": "satisfaction"}).get_text(" ", strip=True)
    assert "Avis exprimés\u00a0: 42" in text
    assert "Satisfaction présumée\u00a0: 18" in text
    assert "60" not in text


def test_a_score_stands_with_its_word_interval_count_and_period():
    text = " ".join(page("marque").find(attrs={"aria-labelledby": "score"}).get_text(" ", strip=True).split())
    for words in ("7,4", "sur 10 · Moyen à bon", "de 6,2 à 7,9", "42\u00a0avis exprimés", "sur 12 mois"):
        assert words.replace("\u00a0", " ") in text.replace("\u00a0", " ")


def test_below_ten_ratings_no_number_is_shown():
    soup = page("marque-neuve")
    assert "Pas encore de score" in soup.text
    assert not soup.find(class_="gauge")


@pytest.mark.parametrize("name", ["reclamation", "accueil", "marque", "recherche"])
def test_both_dates_and_the_control_stand_near_a_complaint(name):
    text = page(name).main.get_text(" ")
    for words in ("Expérience du", "publiée le", "contrôle"):
        assert words in text


def test_a_mask_is_seen_as_a_mask():
    assert page("reclamation").find(class_="mask").text == "[masqué\u00a0: téléphone]"


def test_what_a_writer_typed_is_escaped():
    frame, view = PAGES["reclamation"]
    html = render(ENVIRONMENT, frame, replace(view, text="<script>alert(1)</script>\n\n[masqué : <b>]"))
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)" in html


def test_every_code_of_the_contracts_has_its_french_word():
    assert set(labels.SECTORS) == set(get_args(vocabulary.Sector))
    assert set(labels.CATEGORIES) == set(get_args(vocabulary.Category))
    assert set(labels.REGIONS) == set(get_args(vocabulary.Region))
    assert set(labels.SUBJECTS) == set(get_args(vocabulary.Subject))
    assert set(labels.CONTROLS) == set(get_args(vocabulary.Control))
    assert set(labels.RESPONSE_KINDS) == set(get_args(vocabulary.ResponseKind))
    assert set(labels.GROUNDS) == set(get_args(vocabulary.ModerationGround))
    assert set(partner_labels.KINDS) == set(get_args(vocabulary.PartnerKind))
    assert set(partner_labels.FIELDS) == set(get_args(vocabulary.FieldCode))
    assert set(partner_labels.DECLINE_REASONS) == set(get_args(exchange.DeclineReason))
    assert set(partner_labels.STEPS) == set(get_args(exchange.StepCode))
    assert set(partner_labels.STATUSES) == set(get_args(ReferralStatus))
    assert set(labels.STANDINGS) == set(get_args(labels.Standing))
    for status in get_args(vocabulary.ComplaintStatus):
        assert labels.standing_of(status, solved=True) in labels.STANDINGS


def test_every_menu_leads_somewhere_else():
    for name in ("accueil", "mon-espace", "marque-espace", "moderation", "dossiers"):
        links = [link["href"] for link in page(name).find(class_="menu-wide").find_all("a")]
        assert len(links) == len(set(links))


def test_a_chosen_theme_is_written_on_the_page():
    assert page("reclamation-presumee").html["data-theme"] == "dark"
    assert not page("accueil").html.has_attr("data-theme")


def test_the_faq_answers_at_least_fifteen_questions():
    assert len(page("faq").find_all("details", class_="faq")) >= 15
