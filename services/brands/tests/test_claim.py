"""Claiming a page: by an address of the brand's own site, with the charter and somebody who receives."""

import pytest
from services.brands.tests.world import at, claimed, listed, to_claim

from brands.domain.brand import claim
from brands.domain.errors import AlreadyClaimedError, InvalidError, WrongDomainError
from brands.messages import to_public


@pytest.mark.promise("B2")
def test_an_address_of_the_site_claims_the_page():
    brand = claim(listed(), to_claim())
    assert (brand.claimed_at, brand.recipient) == (at(1), "Directrice du service clients")
    assert brand.version == listed().version + 1


@pytest.mark.promise("B2")
def test_a_claimed_page_shows_that_it_is_one():
    assert not to_public(listed()).claimed
    assert to_public(claimed()).claimed


@pytest.mark.parametrize(
    "domain", ["filandre.example", "FILANDRE.example", "sav.filandre.example", "a.b.filandre.example"]
)
def test_the_domain_of_the_site_and_those_below_it_speak_for_the_brand(domain):
    assert claim(listed(), to_claim(verified_domain=domain)).claimed_at


@pytest.mark.promise("B2")
@pytest.mark.parametrize(
    "domain",
    [
        "evilfilandre.example",
        "filandre.example.evil.example",
        "filandre.examples",
        "filandre.exampl",
        "example",
        "andre.example",
        "xn--filndre-hxa.example",
        "filаndre.example",  # a Cyrillic а
        ".filandre.example.",
        "gmail.com",
        "orange.fr",
        "",
        None,
    ],
)
def test_no_other_domain_does_however_much_it_looks_like_it(domain):
    with pytest.raises(WrongDomainError, match="autre domaine") as raised:
        claim(listed(), to_claim(verified_domain=domain))
    assert raised.value.field == "email"


def test_an_address_of_the_site_above_does_not_speak_for_a_shop_below_it():
    with pytest.raises(WrongDomainError):
        claim(listed(website="https://filandre.boutiques.example"), to_claim(verified_domain="boutiques.example"))


def test_a_page_without_a_site_is_not_claimed_by_an_address():
    with pytest.raises(WrongDomainError):
        claim(listed(website=None), to_claim())


@pytest.mark.promise("B2")
def test_claiming_is_accepting_the_charter():
    with pytest.raises(InvalidError, match="charte") as raised:
        claim(listed(), to_claim(charter=False))
    assert raised.value.field == "charter"


@pytest.mark.promise("B2")
@pytest.mark.parametrize("recipient", ["", "   "])
def test_somebody_receives_the_complaints(recipient):
    with pytest.raises(InvalidError, match="destinataire") as raised:
        claim(listed(), to_claim(recipient=recipient))
    assert raised.value.field == "recipient"


def test_a_long_recipient_is_cut():
    assert len(claim(listed(), to_claim(recipient="a" * 500)).recipient) == 120


def test_a_page_is_claimed_once():
    with pytest.raises(AlreadyClaimedError, match="Demandez une invitation"):
        claim(claimed(), to_claim())
