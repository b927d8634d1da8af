"""Everybody does anything at any time: no walk leaves the table of states."""

from datetime import timedelta
from types import SimpleNamespace

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from services.complaints.tests.world import (
    PROPOSED,
    TERMS,
    WAYS,
    a_check,
    a_complaint,
    at,
    given,
    to_rate,
    to_respond,
)

from complaints.domain import answering, checking, facts, moderating, rating, thread
from complaints.domain.complaint import evolve
from complaints.domain.errors import ComplaintError
from complaints.domain.facts import By, Fact, ResponseKind, Subject
from complaints.domain.status import ENDED, PUBLIC, Status, may_happen
from complaints.messages.facts import to_contract
from complaints.messages.public import to_public
from complaints.storage.complaints import to_complaint, to_values

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
        assert may_happen(type(fact), before.status)
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
        self.do(checking.decide, command, a_check(), listed, TERMS)

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

    @rule(doubtful=st.booleans(), other=st.sampled_from([None, "brand-other"]))
    def answer_with_a_code(self, doubtful, other):
        kind = ResponseKind.NOT_CONCERNED if other else ResponseKind.REFUSAL
        command = to_respond(response_id="response-1", kind=kind, other_brand_id=other, now=self.now)
        self.do(answering.hold, command, ("insult",) * doubtful)

    @rule()
    def notify(self):
        self.do(answering.notify, self.now)

    @rule(accepted=st.booleans(), by=st.sampled_from(By))
    def answer_reattribution(self, accepted, by):
        self.do(answering.answer_reattribution, accepted, by, self.now)

    @rule(note=st.integers(-1, 11), comment=st.sampled_from([None, "shown", "held"]))
    def rate(self, note, comment):
        checked = a_check(hold=comment == "held", findings=("insult",), text="Bien.") if comment else None
        self.do(rating.rate, to_rate(note=note, comment=comment, now=self.now), checked)

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
        held = c.rating is not None and c.rating.comment == "held" and c.rating.shown_comment is None
        assert (c.review is Subject.COMPLAINT) == (c.status is Status.HELD)
        assert c.review is not Subject.COMMENT or held
        assert (c.review is Subject.RESPONSE) == (c.held_response is not None)
        assert (c.review is None) == (c.held_at is None)
        assert c.review or c.findings == ()
        if c.status is Status.ANSWERED:
            assert c.rate_until

    @invariant()
    def everyone_sees_it_from_its_publication_on_until_it_is_withdrawn(self):
        shown = to_public(self.complaint, "parcel")
        seen = self.complaint.published_at is not None and self.complaint.status is not Status.WITHDRAWN
        assert (shown is not None) == seen

    @invariant()
    def what_is_stored_is_what_was_decided(self):
        assert to_complaint(SimpleNamespace(**to_values(self.complaint))) == self.complaint


TestAnyWalkThroughTheStates = Walk.TestCase
TestAnyWalkThroughTheStates.settings = settings(max_examples=80, stateful_step_count=25, deadline=None)
