"""A draft's answers: what is asked because of them, and the complaint that they become."""

from datetime import date

import pytest
from services.gateway.tests.world import a_brand

from contracts.brands import PublicPointOfSale
from contracts.http.complaints import DraftView
from contracts.http.guidance import Addressee, AskedField
from gateway.usecases import filing

NETWORK = a_brand("Filandre", network=(PublicPointOfSale(point_of_sale_id="shop-1", name="Filandre Lyon"),))
BOUGHT = {"triage.purchase": "yes", "brand": "Filandre", "brand_id": "filandre", "category": "delivery"}
GOODS = BOUGHT | {"subject": "goods", "bought_on": "2 3 2026", "extension_ends_on": "", "repaired": "yes"}
FOOD = GOODS | {"subject": "food", "lot": "L42", "expiry_on": "fin mars", "point_of_sale": "shop-1"}
COMPLETE = FOOD | {
    "title": "Un yaourt rose",
    "text": "Il devait être blanc.",
    "experience_on": "27/03/2026",
    "amount": "1 250,50 €",
    "wish": "Un yaourt",
    "first_note": "2",
    "pseudonym": "Camille83",
    "region": "53",
    "commitments": "true-facts",
}


def asked(*codes):
    fields = tuple(AskedField(code=code, label=code, help="") for code in codes)
    return Addressee(code="seller", who="", why="", article="", fields=fields, rules_version="1")


@pytest.mark.promise("C2")
def test_the_addressee_is_asked_with_what_the_author_knows_of_the_purchase():
    query = filing.addressee_query(GOODS)
    assert (query.subject, query.brand_id, query.bought_on) == ("goods", "filandre", date(2026, 3, 2))
    assert (query.extension_ends_on, query.repaired, query.days_immobilised) == (None, True, 0)


@pytest.mark.promise("C2")
@pytest.mark.parametrize("repaired", ["no", "unknown", ""])
def test_a_repair_that_is_not_known_of_adds_nothing(repaired):
    assert filing.addressee_query(GOODS | {"repaired": repaired}).repaired is False


@pytest.mark.promise("C2")
@pytest.mark.parametrize(
    "answers",
    [GOODS | {"subject": "unknown"}, GOODS | {"subject": ""}, GOODS | {"triage.purchase": "no"}, {"subject": "goods"}],
    ids=["does not know", "did not say", "bought nothing", "before the triage"],
)
def test_who_does_not_say_what_was_bought_gets_no_advice_and_is_asked_for_a_networks_shop_alone(answers):
    assert filing.is_advised(GOODS)
    assert not filing.is_advised(answers)
    assert filing.addressee_query(answers).subject == "service"


@pytest.mark.promise("C2")
def test_exactly_the_fields_of_the_addressee_are_asked_that_its_purchase_did_not_tell():
    fields = filing.asked_fields(asked("point_of_sale", "bought_on", "lot"))
    assert [each.code for each in fields] == ["point_of_sale", "lot"]


def test_another_brand_forgets_the_point_of_sale_and_the_same_one_keeps_it():
    other = filing.with_brand(FOOD, filing.brand_answers(a_brand("Glaouic"), "glaouic", ""))
    assert (other["brand"], other["brand_id"], other["point_of_sale"]) == ("Glaouic", "glaouic", "")
    same = filing.with_brand(FOOD, filing.brand_answers(NETWORK, "filandre", ""))
    assert same["point_of_sale"] == "shop-1"


def test_a_brand_without_a_page_keeps_its_name_and_sector():
    chosen = filing.brand_answers(None, "Bidulix", "retail")
    assert chosen == {"brand": "Bidulix", "brand_id": "", "sector": "retail"}


def test_another_subject_forgets_what_was_said_of_the_product_but_not_the_shop():
    told = {"subject": "service", "bought_on": "1 3 2026", "extension_ends_on": "", "repaired": ""}
    changed = filing.with_purchase(FOOD, told)
    assert (changed["lot"], changed["expiry_on"], changed["bought_on"]) == ("", "", "1 3 2026")
    assert changed["point_of_sale"] == "shop-1"
    assert filing.with_purchase(FOOD, told | {"subject": "food"})["lot"] == "L42"


@pytest.mark.promise("C3")
def test_what_was_typed_becomes_the_complaint():
    command = filing.to_command(COMPLETE, "filandre", "draft-1")
    assert command.experience_on == date(2026, 3, 27)
    assert (command.amount_cents, command.first_note, command.commitments) == (125_050, 2, True)
    assert (command.point_of_sale_id, command.draft_id) == ("shop-1", "draft-1")
    assert (command.triage, command.region) == ({"purchase": "yes"}, "53")


@pytest.mark.promise("C2")
def test_what_the_addressee_needs_goes_with_the_complaint():
    product = filing.to_command(COMPLETE, "filandre", None).product
    assert (product.lot, product.expiry_on, product.bought_on) == ("L42", "fin mars", date(2026, 3, 2))
    assert product.barcode is product.extension_ends_on is None


def test_a_complaint_without_a_product_has_none():
    bare = {name: value for name, value in COMPLETE.items() if name not in filing.ASKED} | {"amount": ""}
    command = filing.to_command(bare, "filandre", None)
    assert command.product is command.amount_cents is command.point_of_sale_id is None


def test_the_region_is_not_asked_for_twice_and_no_answer_is_one():
    assert filing.first_missing(COMPLETE | {"region": ""}) is None
    assert filing.to_command(COMPLETE | {"region": ""}, "filandre", None).region is None


@pytest.mark.promise("P5")
def test_the_check_names_the_region_as_confidential_and_for_statistics_only():
    public, confidential = filing.answers_to_check(DraftView(answers=COMPLETE, evidence=()), NETWORK)
    told = {each.label: each for each in confidential}["Région, pour les statistiques seulement"]
    assert (told.value, told.edit_href) == ("Bretagne", "/reclamer/identite?retour=verifier")
    assert "Bretagne" not in {each.value for each in public}


def test_the_check_shows_everyone_the_shop_and_the_parties_alone_what_was_bought():
    draft = DraftView(answers=COMPLETE, evidence=())
    public, confidential = [{each.label: each for each in side} for side in filing.answers_to_check(draft, NETWORK)]
    assert public["Point de vente"].value == "Filandre Lyon"
    assert {"Achat", "Numéro de lot", "Date limite"} <= set(confidential)
    assert not {"Achat", "Numéro de lot"} & set(public)


def test_each_answer_of_the_check_is_changed_where_it_was_asked_and_leads_back():
    public, confidential = filing.answers_to_check(DraftView(answers=COMPLETE, evidence=()), NETWORK)
    ways = {each.label: each.edit_href for each in (*public, *confidential)}
    assert ways["Achat"] == "/reclamer/achat?retour=verifier"
    assert ways["Numéro de lot"] == "/reclamer/date-et-montant?retour=verifier"


@pytest.mark.parametrize(
    ("lost", "page"),
    [("brand", "marque"), ("text", "faits"), ("experience_on", "date-et-montant"), ("pseudonym", "identite")],
)
def test_what_is_missing_is_asked_before_the_check(lost, page):
    assert filing.first_missing(COMPLETE) is None
    assert filing.first_missing(COMPLETE | {lost: ""}) == f"/reclamer/{page}"
