"""Consents: the exact text, the boxes, and that nothing passes but what the registry lets through."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from services.partners.tests.world import PRICE, VALUES, a_document, a_partner, a_referral, an_offer

from partners.domain import consent
from partners.domain.consent import Box, agree, boxes_of, check_offer, screen_hash, text_of
from partners.domain.errors import ConsentMissingError, InvalidError, TextChangedError
from partners.domain.partner import FIELD_LABELS, SENSITIVE, Field
from partners.domain.referral import passed_documents, passed_values
from servicekit.work import PAYLOAD_BYTES

PAID = a_partner(paid=True, price_text=PRICE)
SENSITIVE_PARTNER = a_partner(fields=(*VALUES, Field.ACCESSIBILITY_NEED))
NEED = {**VALUES, Field.ACCESSIBILITY_NEED: "Une rampe."}

values = st.dictionaries(st.sampled_from(Field), st.text(max_size=30))
fields = st.sets(st.sampled_from(Field)).map(tuple)


def test_the_text_says_who_gets_what_why_at_which_price_on_which_basis_and_for_how_long():
    text = text_of(an_offer(PAID, VALUES, a_document()))
    for said in (
        "Avo",
        "Vous aider.",
        "votre nom",
        "piece-1.jpg",
        "0" * 64,
        PRICE,
        "Votre consentement",
        "3 mois",
        "retirer",
    ):
        assert said in text


def test_the_text_holds_no_value():
    text = text_of(an_offer())
    assert [value for value in VALUES.values() if value in text] == []


def test_the_same_screen_has_the_same_text_whatever_was_typed_into_it():
    other = dict.fromkeys(VALUES, "autre chose")
    assert text_of(an_offer()) == text_of(an_offer(None, other))


@pytest.mark.parametrize(
    "changed",
    [
        an_offer(a_partner(purpose="Vous appeler.")),
        an_offer(a_partner(duration="3 ans")),
        an_offer(a_partner(legal_basis="La loi")),
        an_offer(a_partner(name="Avostop")),
        an_offer(PAID),
        an_offer(replace(PAID, price_text="Dix euros")),
        an_offer(None, {Field.NAME: "Camille Roux"}),
        an_offer(None, VALUES, a_document()),
        an_offer(None, {**VALUES, Field.NAME: "Dominique Roux"}),
    ],
    ids=["purpose", "duration", "basis", "name", "paid", "price", "fields", "documents", "values"],
)
def test_who_read_another_text_has_agreed_to_nothing(changed):
    read = screen_hash(an_offer())
    with pytest.raises(TextChangedError):
        agree(changed, frozenset(Box), read)


def test_who_read_of_another_document_under_the_same_name_has_agreed_to_nothing():
    read = screen_hash(an_offer(None, VALUES, a_document()))
    with pytest.raises(TextChangedError):
        agree(an_offer(None, VALUES, a_document(sha256="1" * 64)), frozenset(Box), read)


def test_the_text_that_is_kept_for_good_holds_no_name_that_a_person_gave_a_file():
    text = text_of(an_offer(None, VALUES, a_document(name="divorce-camille.jpg")))
    assert "camille" not in text


def test_what_is_kept_is_the_text_whose_hash_was_agreed_to():
    offer = an_offer()
    text = agree(offer, frozenset(Box), screen_hash(offer))
    assert text == text_of(offer)


@pytest.mark.parametrize(
    ("offer", "boxes"),
    [
        (an_offer(), [Box.TRANSFER]),
        (an_offer(PAID), [Box.TRANSFER, Box.PRICE, Box.THIS_CASE_ONLY]),
        (an_offer(SENSITIVE_PARTNER), [Box.TRANSFER]),
        (an_offer(SENSITIVE_PARTNER, NEED), [Box.TRANSFER, Box.SENSITIVE]),
        (
            an_offer(replace(SENSITIVE_PARTNER, paid=True, price_text=PRICE), NEED),
            [Box.TRANSFER, Box.SENSITIVE, Box.PRICE, Box.THIS_CASE_ONLY],
        ),
    ],
    ids=["free", "paid", "nothing sensitive", "sensitive", "paid and sensitive"],
)
def test_there_is_one_box_per_purpose_two_more_for_money_one_more_for_a_handicap(offer, boxes):
    assert list(boxes_of(offer)) == boxes
    assert all(sentence in text_of(offer) for sentence in boxes_of(offer).values())


@pytest.mark.parametrize("missing", [Box.TRANSFER, Box.PRICE, Box.THIS_CASE_ONLY])
def test_one_box_left_unticked_is_no_consent(missing):
    offer = an_offer(PAID)
    with pytest.raises(ConsentMissingError) as refused:
        agree(offer, frozenset(Box) - {missing}, screen_hash(offer))
    assert refused.value.field == missing


def test_a_box_that_the_screen_did_not_have_stands_for_no_other():
    offer = an_offer()
    with pytest.raises(ConsentMissingError):
        agree(offer, frozenset({Box.PRICE, Box.SENSITIVE}), screen_hash(offer))


@given(typed=values, allowed=fields)
def test_no_field_that_the_registry_does_not_name_is_ever_offered(typed, allowed):
    partner = a_partner(fields=allowed)
    try:
        offer = check_offer(an_offer(partner, typed))
    except InvalidError:
        return
    assert offer.values
    assert offer.values.keys() <= set(allowed)
    assert all(value == typed[field].strip() != "" for field, value in offer.values.items())


@given(stored=values, allowed=fields)
def test_whatever_is_stored_nothing_passes_but_what_the_registry_names_on_the_day_it_leaves(stored, allowed):
    referral, partner = a_referral(values=stored), a_partner(fields=allowed)
    passed = passed_values(referral, partner)
    assert passed == {field.value: value for field, value in stored.items() if field in allowed}


def test_no_document_passes_to_a_partner_that_takes_none_any_more():
    referral = a_referral(documents=(a_document(),))
    assert passed_documents(referral, a_partner()) == (a_document(),)
    assert passed_documents(referral, a_partner(takes_documents=False)) == ()


@pytest.mark.parametrize(
    ("offer", "field"),
    [
        (an_offer(None, {Field.ADDRESS: "1 rue du Port"}), "address"),
        (an_offer(a_partner(takes_documents=False), VALUES, a_document()), "documents"),
        (an_offer(None, VALUES, *(a_document() for _ in range(consent.DOCUMENTS + 1))), "documents"),
        (an_offer(None, {Field.FACTS: "x" * (consent.VALUE_LENGTH + 1)}), "facts"),
        (an_offer(None, {Field.FACTS: "une\0cloche"}), "facts"),
        (an_offer(None, {Field.FACTS: "  "}), "fields"),
        (an_offer(None, {}), "fields"),
        (an_offer(a_partner(fields=tuple(Field)), dict.fromkeys(Field, "é" * 4000)), "fields"),
    ],
    ids=["not its field", "takes none", "too many", "too long", "unseen sign", "blank", "nothing", "all too long"],
)
def test_an_offer_that_cannot_be_handed_over_says_what_to_correct(offer, field):
    with pytest.raises(InvalidError) as refused:
        check_offer(offer)
    assert refused.value.field == field


def test_the_longest_case_still_fits_into_a_record_once_escaped_and_encrypted():
    # Each byte of a value is two at most in JSON (a line's end), each document some six hundred with its link, and
    # base64 makes four bytes of three.
    plain = consent.VALUES_BYTES * 2 + consent.DOCUMENTS * 600 + 1000
    assert plain * 4 / 3 < PAYLOAD_BYTES


def test_every_field_has_its_french_words_and_the_sensitive_ones_are_known():
    assert set(FIELD_LABELS) == set(Field)
    assert {Field.ACCESSIBILITY_NEED} == SENSITIVE
