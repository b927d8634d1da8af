"""To whom, with what proof, asking what, by which right."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from complaints.data import load_guidance, read_data
from complaints.domain.guidance import (
    PurchaseFacts,
    add_months,
    addressee,
    evidence_list,
    is_barcode,
    rights,
    suggest_wishes,
)
from complaints.messages.guidance import to_addressee
from contracts.http.complaints import Product

pytestmark = pytest.mark.promise("C2")

RULES = load_guidance()
BOUGHT = date(2025, 3, 10)
LAST_DAY = date(2027, 3, 10)
GOODS = PurchaseFacts("goods", bought_on=BOUGHT)


def code(facts, on):
    return addressee(facts, RULES, on).code


def test_the_seller_answers_until_the_last_day_of_the_legal_guarantee():
    assert code(GOODS, LAST_DAY) == "seller"
    assert addressee(GOODS, RULES, BOUGHT).guarantee_ends_on == LAST_DAY


def test_the_manufacturer_answers_from_the_day_after():
    assert code(GOODS, LAST_DAY + timedelta(days=1)) == "manufacturer"


def test_an_extension_bought_from_the_seller_keeps_the_seller_first():
    extended = replace(GOODS, extension_ends_on=date(2030, 3, 10))
    assert code(extended, date(2029, 1, 1)) == "seller-extension"
    assert addressee(extended, RULES, date(2029, 1, 1)).guarantee_ends_on == date(2030, 3, 10)
    assert code(extended, date(2030, 3, 11)) == "manufacturer"


def test_a_repair_adds_six_months_and_days_at_the_repairer_do_not_count():
    assert code(replace(GOODS, repaired=True), date(2027, 9, 10)) == "seller"
    assert code(replace(GOODS, days_immobilised=20), LAST_DAY + timedelta(days=20)) == "seller"
    assert code(replace(GOODS, days_immobilised=20), LAST_DAY + timedelta(days=21)) == "manufacturer"


def test_without_a_date_the_seller_is_asked_first():
    assert code(PurchaseFacts("goods"), BOUGHT) == "seller-unsure"


def test_a_guarantee_that_starts_on_a_leap_day_ends_on_the_last_of_february():
    assert add_months(date(2024, 2, 29), 24) == date(2026, 2, 28)


def test_food_goes_to_the_brand_of_the_product_with_what_finds_the_batch():
    found = addressee(PurchaseFacts("food"), RULES, BOUGHT)
    assert found.code == "product-brand"
    assert {field.code for field in found.fields} >= {"lot", "barcode", "expiry_on", "bought_at", "bought_on"}


def test_a_network_is_asked_for_with_its_precise_point_of_sale():
    service = addressee(PurchaseFacts("service", in_network=True), RULES, BOUGHT)
    goods = addressee(replace(GOODS, in_network=True), RULES, BOUGHT)
    assert service.code == "network"
    assert goods.code == "seller"
    assert service.fields[0].code == goods.fields[0].code == "point_of_sale"


def test_no_field_is_asked_twice():
    found = addressee(PurchaseFacts("service", in_network=True), RULES, BOUGHT)
    assert len({field.code for field in found.fields}) == len(found.fields)


def test_a_package_tour_goes_to_its_seller():
    assert code(PurchaseFacts("package-travel"), BOUGHT) == "package-seller"


@given(bought=st.dates(date(2000, 1, 1), date(2100, 1, 1)), days=st.integers(0, 4000))
def test_the_seller_is_first_exactly_while_the_guarantee_runs(bought, days):
    facts, on = PurchaseFacts("goods", bought_on=bought), bought + timedelta(days=days)
    assert (code(facts, on) == "seller") == (on <= add_months(bought, 24))


@pytest.mark.parametrize(
    ("sector", "listed"),
    [("air", "air"), ("rail", "rail-coach"), ("coach", "rail-coach"), ("car-repair", "car-repair")],
)
def test_some_sectors_have_a_list_of_their_own(sector, listed):
    assert evidence_list(sector, RULES).code == listed


def test_other_sectors_have_the_default_list():
    assert evidence_list("notary", RULES).code == "default"


def test_an_advised_piece_is_never_missing():
    for evidence in RULES.evidence.values():
        required = frozenset(piece.code for piece in evidence.pieces if piece.level == "required")
        assert required
        assert evidence.missing(required) == ()


def test_a_piece_accepted_instead_stands_for_the_required_one():
    air = evidence_list("air", RULES)
    assert [piece.code for piece in air.missing(frozenset())] == ["booking"]
    assert air.missing(frozenset({"boarding-pass"})) == ()


def test_wishes_of_the_category_come_before_the_general_ones():
    wishes = suggest_wishes("delivery", RULES)
    assert wishes[0] == "La livraison à une date ferme"
    assert wishes[-1] == "Un geste commercial"
    assert suggest_wishes("unheard-of", RULES) == RULES.wishes["default"]


def test_rights_are_those_of_the_sector_and_category_with_their_article():
    (flight,) = rights("air", "delay", RULES)
    assert "600\u00a0€" in flight.text
    assert flight.article == "Règlement (CE) 261/2004"
    assert rights("notary", "delay", RULES) == ()


def test_rights_are_said_to_be_information_only():
    assert RULES.notice.startswith("À titre d’information")


def test_every_rule_names_its_article_and_the_file_its_source_and_day():
    assert all(right.article for right in RULES.all_rights)
    assert all(found.article for found in RULES.addressees.values())
    assert RULES.valid_from <= RULES.checked_at


def test_a_barcode_agrees_with_its_last_digit():
    assert is_barcode("4006381333931")
    assert is_barcode("96385074")
    assert not is_barcode("4006381333932")
    assert not is_barcode("4006381333931 ")
    assert not is_barcode("٤٠٠٦٣٨١٣٣٣٩٣١")


@given(digits=st.text(alphabet="0123456789", min_size=12, max_size=12))
def test_exactly_one_last_digit_makes_a_barcode(digits):
    assert sum(is_barcode(f"{digits}{last}") for last in range(10)) == 1


def strings(data):
    """Every text of a parsed data file."""
    if isinstance(data, str):
        return [data]
    inside = data.values() if isinstance(data, dict) else data if isinstance(data, list) else []
    return [text for each in inside for text in strings(each)]


@pytest.mark.parametrize("name", ["triage.toml", "guidance.toml"])
def test_words_of_the_pages_keep_french_typography(name):
    data = {key: value for key, value in read_data(name).items() if key != "source"}
    wrong = re.compile("'| [?!;:€%»]|« |[^\u202f][?!;]|[^\u00a0][€%]")
    shown = [text for text in strings(data) if not text.startswith(("https://", "/"))]
    assert len(shown) > 50
    assert [text for text in shown if wrong.search(text)] == []


@pytest.mark.parametrize("name", ["triage.toml", "guidance.toml"])
def test_words_that_the_house_never_uses_are_absent(name):
    never = re.compile(r"recommandé|\bLRE\b|anonyme|plainte|arnaque|victime|litige|cliquez ici", re.IGNORECASE)
    assert [text for text in strings(read_data(name)) if never.search(text)] == []


def test_whatever_is_asked_has_its_place_in_a_complaint():
    asked = {field.code for found in RULES.addressees.values() for field in found.fields}
    assert asked == {"point_of_sale", *Product.model_fields}


def test_an_answer_says_which_rules_gave_it_and_until_when_the_seller_answers():
    found = to_addressee(addressee(GOODS, RULES, BOUGHT))
    assert (found.code, found.guarantee_ends_on, found.rules_version) == ("seller", LAST_DAY, RULES.version)
    assert [field.code for field in found.fields] == ["bought_on"]
