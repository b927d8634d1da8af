"""The table of states: every fact in every state, and walks that never leave it."""

from datetime import date, timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from services.complaints.tests.world import (
    PROPOSED,
    SAMPLES,
    TERMS,
    WAYS,
    WINDOW_END,
    a_check,
    a_complaint,
    at,
    given,
    ids,
    to_rate,
    to_respond,
)

from complaints.domain import answering, checking, facts, moderating, rating, thread
from complaints.domain.complaint import evolve
from complaints.domain.errors import STATE_SENTENCES, ComplaintError, NotInThisStateError
from complaints.domain.facts import By, Fact, ResponseKind
from complaints.domain.status import ENDED, PUBLIC, TRANSITIONS, Status, may_happen, picture
from complaints.messages import to_contract, to_public
from complaints.storage.complaints import _row, to_complaint

TABLE = """
                       filed     held      cleared   published answered  rated     presumed  suspended refused   removed
Held                   held      -         -         -         -         -         -         -         -         -
Cleared                cleared   cleared   -         -         -         -         -         -         -         -
Published              published published published -         -         -         -         -         -         -
Refused                -         refused   refused   -         -         -         -         -         -         -
Notified               -         -         -         =         =         =         =         =         -         -
Read                   -         -         -         =         =         =         =         =         -         -
MessagePosted          -         -         -         =         =         =         =         =         -         -
ResponsePublished      -         -         -         answered  =         =         answered  -         -         -
RatingReminded         -         -         -         -         =         -         -         -         -         -
ResponseRated          -         -         -         -         rated     =         rated     -         -         -
SatisfactionPresumed   -         -         -         -         presumed  -         -         -         -         -
PromiseFellDue         -         -         -         =         =         =         =         -         -         -
PromiseAnswered        -         -         -         =         =         =         =         -         -         -
ReattributionProposed  -         -         -         =         =         -         =         -         -         -
ReattributionDeclined  -         -         -         =         =         =         =         -         -         -
Reattributed           -         -         -         =         published -         published -         -         -
Suspended              -         -         -         suspended suspended suspended suspended -         -         -
Reinstated             -         -         -         -         -         -         -         answered  -         -
Removed                -         -         -         removed   removed   removed   removed   removed   -         -
Withdrawn              withdrawn withdrawn withdrawn withdrawn withdrawn withdrawn withdrawn withdrawn withdrawn withdrawn
"""
"""What each fact makes of each state: `-` it cannot happen, `=` the state stays. From `withdrawn`, nothing happens."""

HEAD, *LINES = (line.split() for line in TABLE.strip().splitlines())
CELLS = {(name, Status(state)): cell for name, *cells in LINES for state, cell in zip(HEAD, cells, strict=True)}
CELLS |= {(name, Status.WITHDRAWN): "-" for name, *_ in LINES}

each_fact = pytest.mark.parametrize("fact", SAMPLES.values(), ids=lambda fact: type(fact).__name__)
each_status = pytest.mark.parametrize("status", Status, ids=ids)


@each_status
def test_the_way_to_each_state_leads_there(status):
    assert given(*WAYS[status]).complaint.status is status


def test_the_table_names_every_fact_of_the_code_and_each_once():
    assert sorted(name for name, *_ in LINES) == sorted(fact.__name__ for fact in TRANSITIONS)
    assert set(SAMPLES) == set(TRANSITIONS)


@each_fact
@each_status
def test_a_fact_leads_where_the_table_says_or_cannot_happen(fact, status):
    cell = CELLS[type(fact).__name__, status]
    assert may_happen(type(fact), status) == (cell != "-")
    if cell != "-":
        complaint = given(*WAYS[status]).complaint
        after = evolve(complaint, fact)
        assert after.status == (status if cell == "=" else Status(cell))
        assert after.version == complaint.version + 1


def test_the_states_that_show_a_text_and_those_that_end_are_known():
    assert {Status.PUBLISHED, Status.ANSWERED, Status.RATED, Status.PRESUMED} == PUBLIC
    assert {Status.REFUSED, Status.REMOVED, Status.WITHDRAWN} == ENDED


def test_nothing_but_the_withdrawal_happens_to_a_complaint_that_has_ended():
    assert {name for (name, status), cell in CELLS.items() if status in ENDED and cell != "-"} == {"Withdrawn"}


DECISIONS = {
    "check": (facts.Held, lambda c: checking.check(c, a_check(), True, at(1))),
    "read": (facts.Read, lambda c: answering.read(c, at(2))),
    "post": (
        facts.MessagePosted,
        lambda c: thread.post(c, thread.PostMessage("message-1", By.BRAND, "Bonjour.", at(2))),
    ),
    "respond": (facts.ResponsePublished, lambda c: answering.respond(c, to_respond(), TERMS)),
    "remind": (facts.RatingReminded, lambda c: rating.remind(c, 1, at(7))),
    "rate": (facts.ResponseRated, lambda c: rating.rate(c, to_rate())),
    "presume": (facts.SatisfactionPresumed, lambda c: rating.presume(c, WINDOW_END)),
    "promise due": (facts.PromiseFellDue, lambda c: answering.promise_due(c, at(30))),
    "suspend": (facts.Suspended, lambda c: moderating.suspend(c, "insult", at(5))),
    "reinstate": (facts.Reinstated, lambda c: moderating.reinstate(c, TERMS, at(6))),
    "remove": (facts.Removed, lambda c: moderating.remove(c, "insult", at(6))),
    "withdraw": (facts.Withdrawn, lambda c: moderating.withdraw(c, at(7))),
}
"""Each decision that the table alone guards, with the fact it leads to."""


@each_status
@pytest.mark.parametrize("name", DECISIONS)
def test_a_decision_is_refused_with_the_sentence_of_the_state_exactly_where_the_table_says(name, status):
    fact, decide = DECISIONS[name]
    decided = given(*WAYS[status]).when(decide)
    if may_happen(fact, status):
        assert decided.refusal is None
    else:
        decided.refused(NotInThisStateError, STATE_SENTENCES[status])


def test_each_state_has_a_sentence_of_its_own():
    assert set(STATE_SENTENCES) == set(Status)
    assert len(set(STATE_SENTENCES.values())) == len(Status)
    assert all(sentence.endswith(".") for sentence in STATE_SENTENCES.values())


def test_the_picture_shows_each_change_of_state_of_the_table():
    drawn = [line.strip() for line in picture().splitlines()[2:]]
    changes = {(s.value, cell) for (_, s), cell in CELLS.items() if cell not in {"-", "=", s.value}}
    changes |= {("suspended", status.value) for status in PUBLIC}
    assert {tuple(line.partition(":")[0].split(" --> ")) for line in drawn} == changes


GROUNDS = st.sampled_from(checking.GROUNDS)
SPANS = st.sampled_from([timedelta(minutes=1), timedelta(hours=7), timedelta(days=1), timedelta(days=6)])


class Walk(RuleBasedStateMachine):
    """Everybody does anything at any time: what is refused is refused in words, what happens stays in the table."""

    def __init__(self):
        super().__init__()
        self.complaint = a_complaint()
        self.now = at()
        self.first_published_at = None

    @initialize(history=st.sampled_from([*WAYS.values(), PROPOSED, (*PROPOSED, facts.Suspended(at(5), "insult"))]))
    def begin(self, history):
        self.complaint = given(*history).complaint
        self.now = at(5)

    def do(self, decide, *arguments):
        try:
            decided = decide(self.complaint, *arguments)
        except ComplaintError:
            return
        for fact in decided if isinstance(decided, tuple) else (decided,):
            if fact:
                self.happen(fact)

    def happen(self, fact: Fact):
        before = self.complaint
        assert CELLS[type(fact).__name__, before.status] != "-"
        self.complaint = evolve(before, fact)
        assert self.complaint.version == before.version + 1
        to_contract(self.complaint, fact)

    @rule(span=SPANS)
    def wait(self, span):
        self.now += span

    @rule(hold=st.booleans(), masked=st.booleans(), listed=st.booleans())
    def check(self, hold, masked, listed):
        self.do(checking.check, a_check(hold=hold, masked=masked, findings=("threat",) * hold), listed, self.now)

    @rule(publish=st.booleans(), ground=GROUNDS, listed=st.booleans())
    def decide(self, publish, ground, listed):
        command = checking.DecidePublication(publish, ground, self.now)
        self.do(checking.decide, command, a_check(), listed)

    @precondition(lambda self: self.complaint.status is Status.CLEARED)
    @rule(accepted=st.booleans())
    def settle_brand(self, accepted):
        self.do(checking.publish_cleared if accepted else checking.refuse_with_brand, self.now)

    @rule()
    def read(self):
        self.do(answering.read, self.now)

    @rule(by=st.sampled_from(By))
    def post(self, by):
        self.do(thread.post, thread.PostMessage("message", by, "Bonjour.", self.now))

    @rule(kind=st.sampled_from(ResponseKind), promise=st.sampled_from([None, 0, 3]), other=st.booleans())
    def respond(self, kind, promise, other):
        command = to_respond(
            response_id=f"response-{len(self.complaint.responses) + 1}",
            kind=kind,
            promise_due_on=None if promise is None else self.now.date() + timedelta(days=promise),
            other_brand_id=f"brand-{self.complaint.version}" if other else None,
            now=self.now,
        )
        self.do(answering.respond, command, TERMS)

    @rule(accepted=st.booleans(), by=st.sampled_from(By))
    def answer_reattribution(self, accepted, by):
        self.do(answering.answer_reattribution, accepted, by, self.now)

    @rule(note=st.integers(-1, 11))
    def rate(self, note):
        self.do(rating.rate, to_rate(note=note, now=self.now))

    @rule()
    def remind(self):
        self.do(rating.remind, 1, self.now)

    @rule()
    def presume(self):
        self.do(rating.presume, self.now)

    @rule()
    def ask_about_promises(self):
        self.do(answering.promise_due, self.now)

    @rule(which=st.sampled_from(["response-1", "response-2"]), kept=st.booleans())
    def answer_promise(self, which, kept):
        self.do(answering.answer_promise, which, kept, self.now)

    @rule(ground=GROUNDS)
    def suspend(self, ground):
        self.do(moderating.suspend, ground, self.now)

    @rule()
    def reinstate(self):
        self.do(moderating.reinstate, TERMS, self.now)

    @rule(ground=GROUNDS, sure=st.integers(0, 3))
    def remove(self, ground, sure):
        if not sure:
            self.do(moderating.remove, ground, self.now)

    @rule(sure=st.integers(0, 3))
    def withdraw(self, sure):
        if not sure:
            self.do(moderating.withdraw, self.now)

    @invariant()
    def the_first_publication_never_changes(self):
        self.first_published_at = self.first_published_at or self.complaint.published_at
        assert self.complaint.published_at == self.first_published_at

    @invariant()
    def the_state_says_what_the_complaint_holds(self):
        c = self.complaint
        assert (c.status is Status.SUSPENDED) == (c.suspended_from is not None and c.status not in ENDED)
        if c.status in PUBLIC:
            assert c.published_at
            assert c.control
            assert (c.rating is not None) == (c.status is Status.RATED)
            assert (c.presumed_at is not None) == (c.status is Status.PRESUMED)
            assert bool(c.responses) == (c.status is not Status.PUBLISHED)
            assert c.ground is None
        if c.status is Status.ANSWERED:
            assert c.rate_until

    @invariant()
    def everyone_sees_it_from_its_publication_on_until_it_is_withdrawn(self):
        shown = to_public(self.complaint, "parcel")
        seen = self.complaint.published_at is not None and self.complaint.status is not Status.WITHDRAWN
        assert (shown is not None) == seen

    @invariant()
    def what_is_stored_is_what_was_decided(self):
        assert to_complaint(_row(self.complaint)) == self.complaint


TestAnyWalkThroughTheStates = Walk.TestCase
TestAnyWalkThroughTheStates.settings = settings(max_examples=80, stateful_step_count=25, deadline=None)


def test_a_complaint_waits_for_its_brand_without_a_date_of_publication():
    assert given(*WAYS[Status.CLEARED]).complaint.published_at is None


def test_the_timeline_keeps_the_public_steps_in_order():
    complaint = given(*WAYS[Status.REMOVED]).complaint
    assert [step.name for step in complaint.timeline] == ["published", "answered", "removed"]
    assert complaint.experience_on == date(2026, 3, 2)
