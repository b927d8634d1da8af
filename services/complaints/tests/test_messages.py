"""What leaves the service: ids and codes in facts, the masked text in the public state, nothing else."""

from dataclasses import fields, replace

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import given as every
from hypothesis import strategies as st
from services.complaints.tests.world import (
    ANSWERED,
    COMMENT,
    COMMENT_HELD,
    PROPOSED,
    PUBLISHED,
    RATED,
    SAMPLES,
    WAYS,
    a_complaint,
    answered,
    at,
    given,
    held,
    ids,
    rated,
    response_held,
)

from complaints.domain.checking import BRAND_REFUSED, GROUNDS
from complaints.domain.complaint import Product, evolve
from complaints.domain.facts import (
    By,
    Cleared,
    CommentHeld,
    CommentPublished,
    CommentRefused,
    Control,
    Escalated,
    Fact,
    MessagePosted,
    Notified,
    Published,
    Read,
    Reattributed,
    ReattributionDeclined,
    Reinstated,
    Removed,
    ResponseHeld,
    ResponseRefused,
    Suspended,
    Withdrawn,
)
from complaints.domain.status import PUBLIC, Status
from complaints.messages.commands import to_ref
from complaints.messages.facts import CONTRACTS, to_contract
from complaints.messages.public import to_public
from complaints.messages.views import SUMMARY_FIELDS, VIEW_FIELDS, to_view
from contracts import complaints as wire
from contracts.complaints import PublicComplaint
from contracts.http.complaints import ComplaintView
from contracts.message import MESSAGES
from contracts.vocabulary import ModerationGround

SECTOR = "parcel"
INNER = {Cleared, Escalated, Notified, ReattributionDeclined, ResponseHeld, ResponseRefused}
"""Facts that no other service needs."""

MADE_ELSEWHERE = {wire.EvidenceRequested}
"""Facts about files, made where a file could not be kept."""

each_status = pytest.mark.parametrize("status", Status, ids=ids)


def public(*history: Fact, **changes) -> PublicComplaint:
    shown = to_public(given(*history, **changes).complaint, SECTOR)
    assert shown
    return shown


def test_every_fact_but_the_inner_ones_is_told_to_the_others():
    assert set(CONTRACTS) == set(Fact.__subclasses__()) - INNER
    told = {contract for contract, _ in CONTRACTS.values()} | MADE_ELSEWHERE
    assert told == {each for each in MESSAGES.values() if issubclass(each, wire.ComplaintFact)}


@pytest.mark.parametrize("fact", INNER, ids=ids)
def test_an_inner_fact_stays_inside(fact):
    assert to_contract(a_complaint(), SAMPLES[fact]) is None


def test_a_fact_carries_the_ids_of_the_parties_and_its_moment():
    told = to_contract(given(*PUBLISHED).complaint, Read(at(2)))
    assert told == wire.ComplaintRead(complaint_id="complaint-1", brand_id="brand-1", author_id="author-1", at=at(2))


def test_a_complaint_that_moved_is_told_under_its_new_brand():
    moved = Reattributed(at(5), "brand-1", "brand-2")
    told = to_contract(evolve(given(*PROPOSED).complaint, moved), moved)
    assert (told.brand_id, told.from_brand_id) == ("brand-2", "brand-1")


texts = st.text(st.characters(categories=("L", "N", "P", "Zs")), max_size=40).map("§{}".format)
"""Words that no name of a field holds."""


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@every(texts, texts, texts, texts, texts, texts)
def test_no_fact_carries_a_text_that_anybody_wrote(title, text, wish, pseudonym, answer, comment):
    written = (title, text, wish, pseudonym, answer, comment)
    product = Product(lot=wish, bought_at=comment)
    complaint = a_complaint(title=title, text=text, wish=wish, pseudonym=pseudonym, product=product)
    history = [
        held(),
        Published(at(1), Control.MODERATOR, title, text),
        Notified(at(1)),
        Read(at(2)),
        response_held(text=answer),
        MessagePosted(at(3), "message-1", By.CONSUMER),
        replace(answered(), text=answer),
        rated(comment=comment),
        CommentHeld(at(6), ("insult",)),
        CommentPublished(at(6), comment),
        Suspended(at(7), "insult"),
        Reinstated(at(8), None),
        Removed(at(9), "false"),
        Withdrawn(at(10)),
    ]
    for fact in history:
        complaint = evolve(complaint, fact)
        message = to_contract(complaint, fact)
        sent = message.model_dump_json() if message else ""
        assert not [each for each in written if each in sent]


def test_each_fact_has_only_ids_codes_numbers_and_moments():
    """A field that could hold words would have to be named here."""
    codes = {"complaint_id", "brand_id", "author_id", "number", "point_of_sale_id", "category", "region", "control"}
    codes |= {"ground", "findings", "message_id", "by", "response_id", "kind", "to_brand_id", "from_brand_id"}
    values = {"at", "first", "rate_until", "promise_due_on", "nth", "note", "solved", "would_buy_again", "late"}
    values |= {"due_on", "kept"}
    assert {name for contract, _ in CONTRACTS.values() for name in contract.model_fields} == codes | values


@pytest.mark.promise("C6")
def test_everyone_sees_the_masked_text_its_control_and_both_its_dates():
    published = Published(at(1), Control.AUTOMATIC_MASKED, "Titre montré", "Récit [masqué]")
    shown = public(published)
    assert (shown.title, shown.text, shown.control) == ("Titre montré", "Récit [masqué]", "automatic-masked")
    assert (shown.published_at, shown.experience_on) == (at(1), a_complaint().experience_on)


@pytest.mark.promise("C6")
def test_the_timeline_shows_who_did_what_when():
    steps = public(*PUBLISHED, Notified(at(1)), Read(at(2)), answered(), rated()).timeline
    assert [step.status for step in steps] == ["published", "notified", "read", "answered", "rated"]
    assert [step.at for step in steps] == [at(1), at(1), at(2), at(4), at(6)]


def test_nobody_sees_who_the_author_is():
    shown = public(*RATED, author_id="author-secret")
    assert "author" not in " ".join(PublicComplaint.model_fields)
    assert "author-secret" not in shown.model_dump_json()


def test_nobody_sees_the_words_that_were_masked_nor_the_product():
    masked = Published(at(1), Control.AUTOMATIC_MASKED, "Montré", "Montré aussi")
    secret = {"title": "canari-titre", "text": "canari-recit", "product": Product("canari-lot"), "marks": ("canari",)}
    assert "canari" not in public(masked, answered(), rated(), **secret).model_dump_json()


@each_status
def test_a_complaint_is_shown_from_its_publication_until_its_withdrawal(status):
    shown = to_public(given(*WAYS[status]).complaint, SECTOR)
    assert (shown is not None) == (status in PUBLIC | {Status.SUSPENDED, Status.REMOVED})


@pytest.mark.promise("P5")
def test_the_region_travels_with_the_publication_alone_and_nobody_reads_it():
    complaint = given(*RATED, region="93").complaint
    told = {type(fact): to_contract(complaint, fact) for fact in RATED}
    said = {kind for kind, fact in told.items() if fact and '"93"' in fact.model_dump_json()}
    assert said == {Published}
    assert '"93"' not in to_public(complaint, SECTOR).model_dump_json()
    assert "region" not in {*wire.PublicComplaint.model_fields, *ComplaintView.model_fields}


def test_a_complaint_whose_brand_has_no_page_is_not_shown():
    assert to_public(given(*PUBLISHED).complaint, None) is None


@pytest.mark.parametrize("status", [Status.SUSPENDED, Status.REMOVED], ids=ids)
def test_while_suspended_or_removed_dates_and_the_ground_stay_and_no_word_does(status):
    before = [each for each in RATED if each.at < at(5)]
    end = {Status.SUSPENDED: Suspended(at(9), "insult"), Status.REMOVED: Removed(at(9), "insult")}[status]
    shown = public(*before, rated(comment="Bien.", shown="Bien."), end)
    assert (shown.title, shown.text, shown.pseudonym, shown.wish) == ("", "", "", None)
    assert (shown.amount_cents, shown.first_note, shown.responses, shown.rating) == (None, None, (), None)
    assert (shown.status, shown.suspended_ground, shown.published_at) == (status.value, "insult", at(1))


def test_a_complaint_that_is_public_again_shows_its_words_and_no_ground():
    shown = public(*ANSWERED, Suspended(at(5), "insult"), Reinstated(at(6), at(20)))
    assert shown.text
    assert shown.responses
    assert shown.suspended_ground is None


def test_the_version_that_is_shown_grows_with_each_fact():
    assert public(*RATED).version == public(*ANSWERED).version + 1 == public(*PUBLISHED).version + 2


def test_a_command_answers_with_what_people_need_to_come_back():
    ref = to_ref(given(*PUBLISHED).complaint)
    assert (ref.complaint_id, ref.number, ref.status) == ("complaint-1", "R-2026-000001", "published")


def view_for(side: By):
    masked = Published(at(1), Control.AUTOMATIC_MASKED, "Montré", "Récit [masqué]")
    case = given(held("phone"), masked, title="Titre écrit", text="Récit écrit").complaint
    return to_view(case, side, (), (), (), None)


def rating_for(side: By, *history: Fact):
    return to_view(given(*history).complaint, side, (), (), (), None).rating


def test_the_brand_reads_what_is_shown_and_the_author_and_staff_what_was_written():
    assert (view_for(By.BRAND).title, view_for(By.BRAND).text) == ("Montré", "Récit [masqué]")
    for side in (By.CONSUMER, By.STAFF):
        assert (view_for(side).title, view_for(side).text) == ("Titre écrit", "Récit écrit")


@pytest.mark.promise("C5")
@pytest.mark.parametrize(
    ("decision", "state", "shown"),
    [
        ((), "held", None),
        ((CommentPublished(at(7), "Montré"),), "published", "Montré"),
        ((CommentRefused(at(7), "insult"),), "refused", None),
    ],
    ids=["held", "published", "refused"],
)
def test_the_author_reads_where_a_comment_stands_and_everyone_else_only_what_is_shown(decision, state, shown):
    mine = rating_for(By.CONSUMER, *COMMENT_HELD, *decision)
    assert (mine.written_comment, mine.comment_state, mine.comment) == (COMMENT, state, shown)
    brands = rating_for(By.BRAND, *COMMENT_HELD, *decision)
    assert (brands.written_comment, brands.comment_state, brands.comment) == (None, None, shown)
    assert public(*COMMENT_HELD, *decision).rating.comment == shown


def test_a_rating_without_a_comment_waits_for_nobody():
    assert rating_for(By.CONSUMER, *RATED).comment_state is None


def test_the_grounds_of_the_contract_are_those_that_a_moderator_may_choose_and_the_brands_own():
    assert set(ModerationGround.__args__) == {*GROUNDS, BRAND_REFUSED}


def test_the_views_take_their_fields_from_the_complaint_itself():
    assert {*VIEW_FIELDS, *SUMMARY_FIELDS} <= {each.name for each in fields(a_complaint())}
