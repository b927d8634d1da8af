"""A brand's page: its numbers are checked, its address is readable, and it says nothing of what the brand pays."""

from dataclasses import fields, replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from services.brands.tests.world import (
    OTHER_SIRET,
    SHOP,
    SIREN,
    SIRET,
    T0,
    a_page,
    at,
    claimed,
    listed,
    suggested,
    to_claim,
)

from brands.domain.brand import (
    Brand,
    Contact,
    Page,
    PointOfSale,
    Status,
    check_page,
    check_siret,
    claim,
    decide_suggestion,
    domain_of,
    edit,
    list_,
    note_contact,
    open_point_of_sale,
    slug_of,
)
from brands.domain.errors import AlreadyDecidedError, InvalidError
from brands.messages import to_public
from contracts.brands import PublicBrand
from contracts.vocabulary import Plan


@pytest.mark.promise("B1")
@pytest.mark.parametrize("written", ["732829320", "732 829 320"])
def test_a_siren_with_a_right_key_is_kept_in_compact_form(written):
    assert check_page(a_page(siren=written)).siren == SIREN


@pytest.mark.promise("B1")
@pytest.mark.parametrize(
    "number", ["732829321", "73282932", "7328293200", "73282932A", "SIREN", "123456789", "732829320 0"]
)
def test_a_wrong_siren_is_refused(number):
    with pytest.raises(InvalidError, match="SIREN est faux") as raised:
        check_page(a_page(siren=number))
    assert raised.value.field == "siren"


@pytest.mark.promise("B1")
@pytest.mark.parametrize("written", ["73282932000074", "732 829 320 00074"])
def test_a_siret_with_a_right_key_is_kept_in_compact_form(written):
    assert check_page(a_page(siret=written)).siret == SIRET


@pytest.mark.parametrize("number", ["73282932000075", "7328293200007", "732829320000744", "7328293200007X", SIREN])
def test_a_wrong_siret_is_refused(number):
    with pytest.raises(InvalidError, match="SIRET est faux") as raised:
        check_siret(number)
    assert raised.value.field == "siret"


def test_the_post_office_has_sirets_of_its_own_kind():
    """INSEE: the establishments of La Poste have digits that add up to a multiple of five."""
    assert check_siret("35600000049837") == "35600000049837"


def test_a_siret_of_another_siren_is_refused():
    assert check_page(a_page(siren=SIREN, siret=SIRET)).siret == SIRET
    with pytest.raises(InvalidError, match="n’appartient pas") as raised:
        check_page(a_page(siren=SIREN, siret=OTHER_SIRET))
    assert raised.value.field == "siret"


@pytest.mark.parametrize("number", [None, ""])
def test_a_page_needs_no_number(number):
    page = check_page(a_page(siren=number, siret=number))
    assert (page.siren, page.siret) == (None, None)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": "F"}, "name"),
        ({"name": "   "}, "name"),
        ({"name": "F" * 81}, "name"),
        ({"description": "a" * 601}, "description"),
        ({"website": "filandre"}, "website"),
        ({"website": "https://"}, "website"),
    ],
)
def test_a_value_to_correct_is_refused_with_its_field(changes, field):
    with pytest.raises(InvalidError) as raised:
        check_page(a_page(**changes))
    assert raised.value.field == field


def test_a_page_is_kept_with_its_name_without_spaces_around():
    assert check_page(a_page(name=" Filandre ", website=None)).name == "Filandre"


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Filandre", "filandre"),
        ("Clédouze & Fils", "cledouze-fils"),
        ("L’Œuf d’Or", "l-oeuf-d-or"),
        ("L'Œuf d'Or", "l-oeuf-d-or"),
        ("Cœur Ça Œuvre", "coeur-ca-oeuvre"),
        ("Lætitia & Cie", "laetitia-cie"),
        ("  ÉTÉ --- 2026 !  ", "ete-2026"),
        ("Paris–Lyon", "paris-lyon"),
        ("3 Suisses", "3-suisses"),
        ("ＦＩＬＡＮＤＲＥ", "filandre"),
    ],
)
def test_a_slug_is_the_name_without_accents_signs_or_capitals(name, slug):
    assert slug_of(name) == slug


@settings(deadline=None)
@given(st.text(max_size=80))
def test_a_slug_is_made_of_plain_letters_digits_and_single_hyphens(name):
    slug = slug_of(name)
    assert set(slug) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert not slug.startswith("-")
    assert not slug.endswith("-")
    assert "--" not in slug
    assert slug_of(slug) == slug


@pytest.mark.parametrize(
    ("website", "domain"),
    [
        ("https://www.filandre.example/aide?x=1", "filandre.example"),
        ("http://Filandre.Example", "filandre.example"),
        ("www.filandre.example", "filandre.example"),
        ("filandre.example:8443/contact", "filandre.example"),
        ("https://camille@filandre.example", "filandre.example"),
        ("https://boutique.filandre.example", "boutique.filandre.example"),
        ("https://www2.filandre.example", "www2.filandre.example"),
        ("", ""),
    ],
)
def test_the_domain_of_a_site(website, domain):
    assert domain_of(website) == domain


def test_a_suggested_brand_has_no_page_until_staff_accepts_it():
    brand = suggested()
    assert (brand.status, brand.listed_at, to_public(brand)) == (Status.SUGGESTED, None, None)
    accepted = decide_suggestion(brand, True, at(1))
    assert (accepted.status, accepted.listed_at, accepted.version) == (Status.LISTED, at(1), 2)
    assert to_public(accepted)


def test_a_refused_suggestion_gets_no_page():
    refused = decide_suggestion(suggested(), False, at(1))
    assert (refused.status, refused.listed_at, to_public(refused)) == (Status.REFUSED, None, None)


@pytest.mark.parametrize("first", [True, False])
@pytest.mark.parametrize("second", [True, False])
def test_a_suggestion_is_decided_once(first, second):
    decided = decide_suggestion(suggested(), first, at(1))
    with pytest.raises(AlreadyDecidedError, match="déjà été traitée"):
        decide_suggestion(decided, second, at(2))


def test_a_brand_that_staff_listed_is_no_suggestion():
    with pytest.raises(AlreadyDecidedError):
        decide_suggestion(listed(), True, at(1))


@pytest.mark.promise("B1")
def test_a_network_shows_its_points_of_sale():
    shown = to_public(listed(SHOP))
    assert [(shop.point_of_sale_id, shop.name, shop.city, shop.siret) for shop in shown.network] == [
        ("shop-1", "Filandre Lyon", "Lyon", SIRET)
    ]


def test_a_point_of_sale_with_a_wrong_siret_is_refused():
    wrong = replace(SHOP, siret="73282932000075")
    with pytest.raises(InvalidError):
        list_("brand-1", "filandre", a_page(), (wrong,), T0)
    with pytest.raises(InvalidError):
        open_point_of_sale(listed(), wrong)


def test_a_point_of_sale_has_a_name():
    with pytest.raises(InvalidError) as raised:
        open_point_of_sale(listed(), PointOfSale("shop-2", "  "))
    assert raised.value.field == "name"


def test_a_franchise_may_have_the_siret_of_another_firm():
    brand = open_point_of_sale(listed(SHOP, siren=SIREN), PointOfSale("shop-2", "Filandre Brest", siret=OTHER_SIRET))
    assert [shop.siret for shop in brand.network] == [SIRET, OTHER_SIRET]


def test_the_brand_keeps_its_page_but_not_its_name_sector_or_site():
    wanted = Page(
        "Autre nom", "energy", website="https://autre.example", description="Des fils.", contact=Contact("Lyon")
    )
    edited = edit(claimed(), wanted)
    assert (edited.page.name, edited.page.sector, edited.page.website) == (
        "Filandre",
        "furniture",
        "https://www.filandre.example",
    )
    assert (edited.page.description, edited.page.contact) == ("Des fils.", Contact("Lyon"))


def test_a_page_that_is_edited_is_checked_like_a_new_one():
    with pytest.raises(InvalidError):
        edit(claimed(), a_page(siren="732829321"))


def test_the_version_grows_with_each_change():
    versions = [listed(), note_contact(listed(), at(0.5))]
    versions.append(claim(versions[-1], to_claim()))
    versions.append(edit(versions[-1], a_page()))
    versions.append(open_point_of_sale(versions[-1], SHOP))
    assert all(after.version == before.version + 1 for before, after in pairwise(versions))


@pytest.mark.promise("B3")
def test_neither_the_brand_nor_its_public_state_knows_a_plan():
    names = {each.name for each in fields(Brand)} | {each.name for each in fields(Page)} | set(PublicBrand.model_fields)
    assert not [name for name in names if "plan" in name or "paid" in name or "premium" in name]
    shown = to_public(claimed(SHOP)).model_dump_json()
    assert not [plan for plan in Plan.__args__ if plan in shown]


def test_the_recipient_and_the_owner_are_not_shown():
    assert "Directrice" not in to_public(claimed()).model_dump_json()
