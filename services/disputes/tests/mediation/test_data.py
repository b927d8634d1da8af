"""The data: what is in the files, and what staff may replace them with."""

import re
from dataclasses import fields
from datetime import date
from typing import get_args

import pytest
from services.disputes.tests.mediation.world import MEDIATORS, RULES, T0, assessed

from contracts.vocabulary import Sector
from disputes.data import load_mediators, load_rules, read_data, read_mediators
from disputes.domain.mediation import COLUMNS, MediationFacts, check_rows, from_rows
from disputes.domain.mediation.checks import CHECKS
from disputes.domain.mediation.mediators import Accepted, Kind, Refusal, Scope
from disputes.domain.mediation.spans import Span

pytestmark = pytest.mark.promise("D2")

ROWS = read_mediators()


def row(**changes):
    """A row that is right, but for what is changed."""
    return {**ROWS[0], **changes}


def checked(rows):
    """What must be corrected in rows."""
    return check_rows(rows, RULES, T0)


def test_the_data_know_every_sector_of_the_vocabulary():
    assert set(RULES.sectors) == set(get_args(Sector))
    assert {sector for each in RULES.sub_cases for sector in each.sectors} <= set(get_args(Sector))


def test_the_sectors_of_the_mediators_are_those_that_brands_are_mapped_to():
    known = {code for each in MEDIATORS.all for code in each.sectors}
    mapped = {code for codes in RULES.sectors.values() for code in codes}
    assert mapped - known == {"coach"}
    assert known - mapped == RULES.other_sectors | {"investments"}
    assert known <= RULES.mediator_sectors
    assert {code for each in RULES.sub_cases for code in each.codes} <= known


def test_every_rule_of_the_data_has_its_check_and_every_check_its_rule():
    assert [each.code for each in RULES.rules] == list(CHECKS)


def test_every_special_wait_is_that_of_a_known_sub_case():
    waits = {code for each in MEDIATORS.all for code in each.other_waits}
    assert waits <= {each.code for each in RULES.sub_cases}


def test_questions_that_the_author_answers_are_named_after_a_fact():
    names = {field.name for field in fields(MediationFacts)}
    others = {code for code in RULES.questions if not code.startswith("mediator_")}
    assert others <= names


def test_every_provision_says_its_article_its_source_and_when_it_was_read():
    for each in (*RULES.rules, *RULES.durations, *RULES.notices):
        assert each.article
        assert each.source
        assert each.checked_at >= date(2026, 11, 22)
        assert each.valid_to is None


def test_the_compulsory_mediator_is_one_of_the_data():
    assert MEDIATORS.named(RULES.compulsory.mediator).domain == "mtv.travel"


def test_the_files_are_loaded_with_their_versions():
    assert (load_rules(), load_mediators()) == (RULES, MEDIATORS)
    assert (RULES.version, MEDIATORS.version) == ("2026-11-24", "2026-11-22")
    assert RULES.valid_from == date(2016, 7, 1)
    assert len(MEDIATORS.all) == 29


PLAIN = re.compile(r" [;!?»:](?!\S)|« |\w'\w")


@pytest.mark.parametrize("name", ["mediation.toml", "mediators.csv"])
def test_french_typography_holds_in_the_data(name):
    lines = (line.split("#")[0] for line in read_data(name).splitlines())
    assert [line for line in lines if PLAIN.search(line)] == []


def test_a_row_becomes_a_mediator():
    sncf = MEDIATORS.named("Médiateur SNCF Voyageurs")
    assert sncf.wait == Span(1)
    assert sncf.other_waits == {"fine": Span(2), "eurostar": Span(3), "cf-corse": Span(3)}
    assert (sncf.kind, sncf.scope, sncf.refusal) == (Kind.COMPANY, Scope.MEMBERS, Refusal.UNKNOWN)
    assert sncf.sectors == {"rail"}
    assert (sncf.listed_from, sncf.listed_to, sncf.checked_at) == (None, None, date(2026, 11, 22))
    mne = MEDIATORS.named("Médiateur national de l’énergie")
    assert mne.accepts == {Accepted.MICRO_ENTERPRISE, Accepted.AFTER_COMPANY_MEDIATOR}
    assert mne.sectors == {"electricity", "gas", "energy"}
    assert (mne.other_waits, mne.article, mne.domain) == ({}, "C. énergie L122-1, R122-1", "energie-mediateur.fr")
    assert MEDIATORS.named("MEDICYS").listed_to == date(2021, 2, 15)
    assert MEDIATORS.named("MEDICYS").wait is None
    assert MEDIATORS.named("personne") is None


def test_staff_may_replace_the_data_while_the_service_runs():
    shorter = from_rows([row(wait="P1M")], "staff-7")
    case = assessed(date(2026, 7, 16), mediators=shorter)
    assert (case.verdict, case.mediators_version) == ("admissible", "staff-7")


def test_the_rows_of_the_service_are_right():
    assert tuple(ROWS[0]) == COLUMNS
    assert checked(ROWS) == ()


WRONG = (
    ({"name": "  "}, "Ligne 2\u00a0: name est vide."),
    ({"sectors": ""}, "Ligne 2\u00a0: sectors est vide."),
    ({"domain": ""}, "Ligne 2\u00a0: domain est vide."),
    ({"source": ""}, "Ligne 2\u00a0: source est vide."),
    ({"kind": "public body"}, "Ligne 2\u00a0: kind\u00a0: indiquez public, company, sector, profession ou generic."),
    ({"scope": ""}, "Ligne 2\u00a0: scope\u00a0: indiquez whole ou members."),
    ({"wait": "2 mois"}, "Ligne 2\u00a0: wait\u00a0: indiquez une durée telle que P2M ou P60D, ou rien."),
    (
        {"other_waits": "fine"},
        "Ligne 2\u00a0: other_waits\u00a0: indiquez des durées telles que fine=P2M;eurostar=P3M, ou rien.",
    ),
    (
        {"other_waits": "fine=2M"},
        "Ligne 2\u00a0: other_waits\u00a0: indiquez des durées telles que fine=P2M;eurostar=P3M, ou rien.",
    ),
    ({"refusal": "oui"}, "Ligne 2\u00a0: refusal\u00a0: indiquez ends, keeps ou rien."),
    (
        {"accepts": "everybody"},
        "Ligne 2\u00a0: accepts\u00a0: indiquez micro-enterprise, after-company-mediator ou rien.",
    ),
    ({"listed_from": "hier"}, "Ligne 2\u00a0: listed_from\u00a0: indiquez un jour tel que 2026-11-22, ou rien."),
    ({"listed_to": "15/02/2021"}, "Ligne 2\u00a0: listed_to\u00a0: indiquez un jour tel que 2026-11-22, ou rien."),
    ({"checked_at": ""}, "Ligne 2\u00a0: checked_at\u00a0: indiquez un jour tel que 2026-11-22."),
    ({"checked_at": "2026-11-25"}, "Ligne 2\u00a0: checked_at\u00a0: ce jour est à venir."),
    ({"sectors": "electricty;gas;gaz"}, "Ligne 2\u00a0: sectors\u00a0: secteurs inconnus, electricty, gaz."),
    ({"other_waits": "fines=P2M"}, "Ligne 2\u00a0: other_waits\u00a0: cas inconnus, fines."),
    ({"kind": "public", "scope": "members"}, "Ligne 2\u00a0: un médiateur public a la portée whole."),
    (
        {"listed_from": "2026-01-02", "listed_to": "2026-01-02"},
        "Ligne 2\u00a0: listed_to doit suivre listed_from.",
    ),
)


@pytest.mark.parametrize(("changes", "error"), WRONG)
def test_a_wrong_row_is_refused_with_its_line(changes, error):
    assert checked([row(**changes)]) == (error,)
    assert checked([row(name="Un autre"), row(**changes)])[-1].startswith("Ligne 3")


RIGHT = (
    {"wait": ""},
    {"other_waits": ""},
    {"refusal": "ends"},
    {"accepts": ""},
    {"article": "", "note": ""},
    {"listed_from": "2026-01-01", "listed_to": "2026-01-02"},
    {"kind": "sector", "scope": "members"},
    {"checked_at": "2026-11-24"},
    {"sectors": "veterinary;investments"},
    {"kind": "sector", "scope": "whole"},
)


@pytest.mark.parametrize("changes", RIGHT)
def test_what_may_be_left_out_is_not_missed(changes):
    assert checked([row(**changes)]) == ()
    assert len(from_rows([row(**changes)], "v").all) == 1


def test_a_name_stands_once_however_it_is_typed():
    twice = [row(), row(name="MÉDIATEUR NATIONAL DE L'ÉNERGIE"), row(name="Un autre")]
    assert checked(twice) == ("Le nom «\u00a0médiateur national de l'énergie\u00a0» figure plusieurs fois.",)


def test_a_missing_column_is_named_and_an_empty_file_refused():
    short = {column: value for column, value in row().items() if column not in {"wait", "scope"}}
    assert checked([short]) == ("Ligne 2\u00a0: colonnes absentes\u00a0: scope, wait.",)
    assert checked([]) == ("Le fichier ne contient aucun médiateur.",)


def test_the_struck_off_mediator_is_in_the_data_to_be_recognised_only():
    assert not MEDIATORS.named("MEDICYS").is_listed(T0)
    assert MEDIATORS.named("MEDICYS").is_listed(date(2021, 2, 14))
