"""The registry: keys and their rotation, and the partners of every deployment."""

import csv
import re

import pytest
from services.partners.tests.world import a_key, a_partner, an_offer, at, public

from contracts.topics import SLUG
from partners.data import load_partners
from partners.domain.consent import boxes_of, text_of
from partners.domain.errors import InvalidError, KeyMissingError
from partners.domain.partner import FIELD_LABELS, SENSITIVE, Kind, add_key, retire_key
from partners.sealing import require_usable
from reclameici.local.workspace import ROOT

SEEDS = load_partners()
MEDIATORS = ROOT / "services" / "disputes" / "src" / "disputes" / "data" / "mediators.csv"

BARE_SIGN = re.compile(r"(?<!\u202f)[;!?]|(?<!\u00a0)[:%€»]|«(?!\u00a0)|'| [;!?:%€»]")
"""A sign of French without the space that belongs before it, or a straight apostrophe."""

each_seed = pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.slug)


def test_what_leaves_is_encrypted_to_the_newest_key_that_is_not_retired():
    partner = a_partner(keys=())
    for day, kid in enumerate(("first", "second", "third")):
        partner = add_key(partner, kid, public(a_key(kid)), at(day))
    assert partner.require_key().kid == "third"
    assert retire_key(partner, "third", at(5)).require_key().kid == "second"


def test_a_partner_whose_keys_are_all_retired_is_not_connected():
    partner = retire_key(a_partner(), "2026-a", at(1))
    assert not partner.connected
    with pytest.raises(KeyMissingError):
        partner.require_key()


@pytest.mark.parametrize(
    "jwk",
    [
        a_key().as_dict(private=True),
        {"kty": "oct", "k": "c2VjcmV0"},
        {"kty": "RSA", "n": "…", "e": "AQAB"},
        {"kty": "OKP", "crv": "Ed25519", "x": "…"},
        {"kty": "EC", "crv": "secp256k1", "x": "…", "y": "…"},
        {"kty": "EC", "crv": "P-256", "x": "AA", "y": "AA"},
        {"kty": "EC", "crv": "P-256"},
        {},
    ],
    ids=["private", "secret", "RSA", "for signing", "another curve", "no point", "no coordinates", "empty"],
)
def test_only_a_public_key_that_something_can_be_encrypted_to_is_taken(jwk):
    with pytest.raises(InvalidError) as refused:
        register(jwk)
    assert refused.value.field == "jwk"


def register(jwk):
    add_key(a_partner(), "new", jwk, at())
    require_usable(jwk)


def test_an_id_serves_one_key_only_even_after_it_was_retired():
    partner = retire_key(a_partner(), "2026-a", at(1))
    with pytest.raises(InvalidError):
        add_key(partner, "2026-a", public(a_key()), at(2))


def test_a_key_is_registered_under_its_own_id_which_the_partner_will_look_for():
    with pytest.raises(InvalidError) as refused:
        add_key(a_partner(), "typed wrongly", public(a_key("new")), at(1))
    assert refused.value.field == "kid"


@pytest.mark.parametrize("kid", ["unknown", "2026-a"], ids=["unknown", "retired before"])
def test_a_key_is_retired_once(kid):
    partner = retire_key(a_partner(), "2026-a", at(1))
    with pytest.raises(InvalidError):
        retire_key(partner, kid, at(2))


def test_each_change_of_the_keys_is_a_new_version():
    partner = add_key(a_partner(), "new", public(a_key("new")), at(1))
    assert (partner.version, retire_key(partner, "new", at(2)).version) == (2, 3)


def test_a_partner_takes_its_sectors_or_all_of_them():
    assert a_partner(sectors=("energy",)).takes("energy")
    assert not a_partner(sectors=("energy",)).takes("telecom")
    assert a_partner().takes(None)


def test_slugs_are_unique_and_fit_into_the_names_of_topics():
    slugs = [seed.slug for seed in SEEDS]
    assert len(slugs) == len(set(slugs))
    assert all(SLUG.fullmatch(slug) for slug in slugs)


def test_every_mediator_of_the_data_is_a_partner_but_the_one_that_was_struck_off():
    with MEDIATORS.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    struck_off = {row["name"] for row in rows if row["listed_to"]}
    assert struck_off
    ours = {seed.name for seed in SEEDS if seed.kind is Kind.MEDIATOR}
    assert ours == {row["name"] for row in rows} - struck_off


@each_seed
def test_every_sentence_of_a_seed_is_french_as_it_is_set(seed):
    told = (seed.name, seed.purpose, seed.legal_basis, seed.duration, seed.price_text or "")
    assert [said for said in told if BARE_SIGN.search(said)] == []


@each_seed
def test_every_text_that_is_made_of_a_seed_is_set_so_too(seed):
    offer = an_offer(seed, dict.fromkeys(seed.fields, "…"))
    assert [line for line in text_of(offer).splitlines() if BARE_SIGN.search(line)] == []


@each_seed
def test_a_seed_says_its_price_where_it_earns_money_and_asks_for_it_where_it_does(seed):
    assert bool(seed.price_text) == seed.paid
    assert ("price" in boxes_of(an_offer(seed, dict.fromkeys(seed.fields, "…")))) == seed.paid
    assert seed.referral_fee_cents == 0 or seed.paid


@each_seed
def test_a_mediator_is_free_needs_a_mandate_and_pays_us_nothing(seed):
    mediates = seed.kind is Kind.MEDIATOR
    assert seed.needs_mandate == mediates
    if mediates:
        assert not seed.paid
        assert "gratuite" in seed.purpose


@each_seed
def test_a_special_category_goes_to_an_association_on_the_basis_of_article_9_only(seed):
    if SENSITIVE & set(seed.fields):
        assert seed.kind is Kind.ASSOCIATION
        assert "article 9" in seed.legal_basis


def test_the_words_of_fields_are_set_as_french_is():
    assert [label for label in FIELD_LABELS.values() if BARE_SIGN.search(label)] == []
