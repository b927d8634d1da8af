"""Who is told what, what may be refused, and how long a mail is worth sending."""

from datetime import timedelta

import pytest
from services.notifications.tests.world import COMPOSER, PATIENCE, SEALER, T0, a_sealer, at, example

from contracts import complaints as facts
from contracts import disputes, partners
from contracts.complaints import ComplaintFact
from contracts.message import MESSAGES
from notifications.composing import BUTTON
from notifications.domain.mails import (
    BY_TEMPLATE,
    CLAIM_TEMPLATE,
    CODE_TEMPLATES,
    CONTACT_TEMPLATE,
    KEPT_DATA,
    KINDS,
    Category,
    State,
    To,
    first_state,
    is_hopeless,
)
from notifications.usecases.complaints import PLAIN
from reclameici.local.workspace import ROOT

TEMPLATES = ROOT / "services" / "notifications" / "src" / "notifications" / "templates"

TOLD = {
    facts.ComplaintFiled: {"complaint_filed"},
    facts.ComplaintHeld: {"complaint_held"},
    facts.ComplaintPublished: {"complaint_published", "complaint_notified"},
    facts.ComplaintRefused: {"complaint_refused"},
    facts.ComplaintRead: {"complaint_read"},
    facts.ComplaintSuspended: {"complaint_suspended", "complaint_suspended_for_brand"},
    facts.ComplaintReinstated: {"complaint_reinstated"},
    facts.ComplaintRemoved: {"complaint_removed", "complaint_removed_for_brand"},
    facts.ComplaintWithdrawn: {"complaint_withdrawn", "complaint_withdrawn_for_brand"},
    facts.ComplaintReattributed: {"complaint_reattributed", "complaint_notified"},
    facts.ReattributionProposed: {"reattribution_proposed"},
    facts.MessagePosted: {"message_to_author", "message_to_brand"},
    facts.ResponsePublished: {"response_published"},
    facts.RatingReminded: {"rating_reminded"},
    facts.ResponseRated: {"response_rated"},
    facts.SatisfactionPresumed: {"satisfaction_presumed"},
    facts.CommentHeld: {"comment_held"},
    facts.CommentPublished: {"comment_published"},
    facts.CommentRefused: {"comment_refused"},
    facts.PromiseFellDue: {"promise_fell_due"},
    facts.PromiseAnswered: {"promise_answered"},
    facts.EvidenceRequested: {"evidence_requested"},
    disputes.DisputeOpened: {"dispute_opened", "dispute_opened_for_brand"},
    disputes.SettlementOffered: {"settlement_offered"},
    disputes.SettlementDeclined: {"settlement_declined"},
    disputes.MediationRequested: {"mediation_requested"},
    disputes.MediationGivenBack: {"mediation_given_back"},
    disputes.MediationCorrected: {"mediation_corrected"},
    disputes.MandateSigned: {"mandate_signed"},
    disputes.MandateRevoked: {"mandate_revoked", "mandate_revoked_for_brand"},
    partners.ConsentGiven: {"consent_given"},
    partners.ConsentWithdrawn: {"consent_withdrawn"},
    partners.ReferralAccepted: {"referral_accepted"},
    partners.ReferralDeclined: {"referral_declined"},
    partners.OutcomeReported: {"outcome_reported"},
    partners.PriceSettled: {"price_settled"},
    partners.PurgeConfirmed: {"purge_confirmed"},
    partners.PurgeFellOverdue: {"purge_overdue"},
    disputes.QuoteOffered: {"quote_offered"},
    disputes.QuoteAccepted: {"quote_accepted"},
    disputes.QuoteWithdrawn: {"quote_withdrawn"},
    disputes.ResultDeclared: {"result_declared"},
    disputes.AlertRaised: {"alert_raised"},
    disputes.AlertClosed: {"alert_closed"},
    disputes.DisputeReminded: {"dispute_reminded"},
    disputes.DisputeClosed: {"dispute_closed", "dispute_closed_for_brand"},
}
"""The mails of each step."""

SILENT = {
    partners.ReferralHandedOver: "it follows the consent at once, whose mail says so",
    partners.ReferralAcknowledged: "a technical step, shown in the consumer's space",
    partners.ReferralSilenceNoted: "staff asks the partner",
    partners.QuoteProposed: "disputes says that a quote is offered",
    partners.DocumentsRequested: "the same documents to whom they were given to, shown in the consumer's space",
    partners.StepDone: "shown in the consumer's space",
    partners.FeeAsked: "disputes says where money is not owed",
}
"""Steps that nobody is told of by mail, each with its reason."""

MAY_BE_REFUSED = {
    "complaint_read": Category.NEWS,
    "response_rated": Category.NEWS,
    "promise_answered": Category.NEWS,
    "complaint_suspended_for_brand": Category.NEWS,
    "complaint_removed_for_brand": Category.NEWS,
    "complaint_withdrawn_for_brand": Category.NEWS,
    "message_to_author": Category.MESSAGES,
    "message_to_brand": Category.MESSAGES,
    "rating_reminded": Category.REMINDERS,
    "dispute_reminded": Category.REMINDERS,
    "promise_fell_due": Category.REMINDERS,
}
"""All that a reader may switch off; the rest the case or the law requires."""

OF_NO_STEP = {*CODE_TEMPLATES.values(), CLAIM_TEMPLATE, CONTACT_TEMPLATE}

each_mail = pytest.mark.parametrize(
    ("fact", "template"),
    [(fact, template) for fact, templates in TOLD.items() for template in sorted(templates)],
    ids=lambda value: value if isinstance(value, str) else value.__name__,
)


@pytest.mark.promise("N1")
def test_every_step_has_a_mail_or_a_reason_to_be_silent():
    told = (ComplaintFact, disputes.DisputeFact, disputes.PaidHelpFact, partners.ReferralFact)
    steps = {each for each in MESSAGES.values() if issubclass(each, told)}
    assert steps == {*TOLD, *SILENT}
    assert all(SILENT.values())


def test_the_catalogue_has_each_mail_once_and_no_other():
    assert sorted(kind.template for kind in KINDS) == sorted({each for named in TOLD.values() for each in named})


def test_the_steps_that_need_nothing_but_their_fact_are_told_as_the_table_says():
    assert {fact: set(templates) for fact, templates in PLAIN.items()} == {fact: TOLD[fact] for fact in PLAIN}


def test_each_mail_has_its_text_and_no_text_is_left_without_a_mail():
    texts = {path.stem for path in TEMPLATES.glob("*.txt")}
    assert texts == {*BY_TEMPLATE, *OF_NO_STEP}


@pytest.mark.promise("N1")
def test_only_what_neither_the_case_nor_the_law_requires_may_be_refused():
    assert {kind.template: kind.category for kind in KINDS if kind.category} == MAY_BE_REFUSED


def test_a_mail_for_a_brand_says_so_in_its_name_and_goes_to_the_brand():
    to_brand = {kind.template for kind in KINDS if kind.to is To.BRAND}
    named = {template for template in BY_TEMPLATE if template.endswith(("_for_brand", "_to_brand"))}
    assert to_brand == named | {
        "complaint_notified",
        "response_rated",
        "promise_answered",
        "settlement_declined",
        "mediation_requested",
        "mediation_given_back",
        "mediation_corrected",
    }


def words_of(fact, template, **changes):
    data = example(fact, **changes).model_dump(mode="json")
    about = {"number": "R-2026-000001", "brand": "Filandre", "brand_slug": "filandre", "pseudonym": "Camille83"}
    return COMPOSER.compose(template, about | data)


@each_mail
def test_each_mail_can_be_written_from_its_fact(fact, template):
    composed = words_of(fact, template)
    assert any(
        name in composed.subject for name in ("R-2026-", "Filandre", "selectra", "Rétractation", "Devis accepté")
    )
    assert composed.paragraphs[0] in ("Bonjour,", "Bonjour Camille83,")
    assert composed.paragraphs[-1].startswith("Reçu car ")
    assert not composed.subject.endswith((".", "!"))


@each_mail
def test_each_mail_leads_to_one_place_at_most(fact, template):
    assert sum(bool(BUTTON.match(each)) for each in words_of(fact, template).paragraphs) <= 1


@each_mail
def test_no_mail_carries_what_somebody_wrote_or_why_staff_decided(fact, template):
    text = words_of(fact, template).text
    ground = getattr(example(fact), "ground", None)
    assert ground is None or ground not in text


def test_an_answer_that_opens_no_window_asks_for_no_rating_by_a_date():
    text = words_of(facts.ResponsePublished, "response_published", rate_until=None).text
    assert "jusqu’au" not in text
    assert "Donnez votre avis sur cette réponse" in text


def test_the_time_to_rate_and_what_silence_means_are_said_with_the_answer_and_its_reminders():
    end = "2026-03-24T23:00:00Z"
    for fact, template in ((facts.ResponsePublished, "response_published"), (facts.RatingReminded, "rating_reminded")):
        text = words_of(fact, template, rate_until=end).text
        assert "mardi 24 mars 2026, 23\u00a0h\u00a059" in text
        assert "satisfaction présumée" in text


@pytest.mark.promise("D2")
@pytest.mark.parametrize("clock", ["earliest-mediation", "one-year-limit", "rejection", "outcome"])
def test_a_reminder_that_leaves_on_the_day_itself_does_not_say_that_it_is_over(clock):
    mail = words_of(disputes.DisputeReminded, "dispute_reminded", clock=clock, due_on="2027-03-01")
    assert "1er mars 2027" in mail.text
    assert not {"approche", "passé", "passés"} & set(f"{mail.subject} {mail.text}".split())


@pytest.mark.parametrize("days", [0, 1, 3])
def test_a_fresh_and_wanted_mail_is_queued(days):
    assert first_state(T0, True, PATIENCE, at(days)) is State.QUEUED


def test_news_that_would_only_surprise_are_suppressed():
    assert first_state(T0, True, PATIENCE, at(3, seconds=1)) is State.SUPPRESSED
    assert first_state(T0, True, PATIENCE, at(300)) is State.SUPPRESSED


def test_what_its_reader_refused_is_suppressed():
    assert first_state(T0, False, PATIENCE, T0) is State.SUPPRESSED


def test_a_mail_is_tried_for_two_days_and_then_given_up():
    assert not is_hopeless(T0, PATIENCE, T0 + timedelta(days=2))
    assert is_hopeless(T0, PATIENCE, T0 + timedelta(days=2, seconds=1))


@pytest.mark.promise("N4")
def test_a_mail_that_is_over_keeps_nothing_that_anybody_wrote_or_could_use():
    assert {"number", "brand", "brand_slug", "at", "complaint_id", "brand_id"} == KEPT_DATA


@pytest.mark.promise("N1")
@pytest.mark.parametrize("category", Category)
def test_one_click_out_of_a_category_is_proved_by_its_link(category):
    assert SEALER.read_unsubscribe_token(SEALER.unsubscribe_token("account-1", category)) == ("account-1", category)


def test_a_forged_link_unsubscribes_nobody():
    token = SEALER.unsubscribe_token("account-1", Category.NEWS)
    head, _, signature = token.split(".")
    stolen = a_sealer().unsubscribe_token("account-1", Category.NEWS).split(".")[1]
    forged = [a_sealer().unsubscribe_token("account-1", Category.NEWS), f"{head}.{stolen}.{signature[::-1]}", "", "a.b"]
    assert [SEALER.read_unsubscribe_token(each) for each in forged] == [None] * len(forged)


def test_a_receipt_s_signature_is_no_link():
    assert SEALER.read_unsubscribe_token(SEALER.sign("0" * 64)) is None
    assert SEALER.read_unsubscribe_token(SEALER.sign('{"account":"a","category":"nothing"}')) is None


@pytest.mark.promise("D1")
@pytest.mark.parametrize(
    ("ground", "words"),
    [
        ("no-response", "faute de réponse"),
        ("dissatisfied", "ne l’a pas satisfait"),
        ("broken-promise", "n’a pas été tenue"),
    ],
)
def test_a_brand_is_told_why_its_case_became_a_dispute_and_that_it_may_still_settle(ground, words):
    text = words_of(disputes.DisputeOpened, "dispute_opened_for_brand", ground=ground).text
    assert words in text
    assert "Vous pouvez encore régler ce dossier" in text


@pytest.mark.promise("D1")
@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        ("settled", "parvenus à un accord"),
        ("mediated", "La médiation a abouti"),
        ("unresolved", "sans accord"),
        ("inadmissible", "ne pouvait pas être saisi"),
        ("withdrawn", "est retiré"),
    ],
)
def test_both_sides_are_told_how_a_dispute_ended(outcome, words):
    for template in ("dispute_closed", "dispute_closed_for_brand"):
        assert words in words_of(disputes.DisputeClosed, template, outcome=outcome).text


@pytest.mark.promise("P2")
@pytest.mark.parametrize(
    ("must_purge", "words", "unsaid"),
    [
        (True, "Nous vous dirons quand ce sera confirmé", "Rien n’avait été transmis"),
        (False, "Rien n’avait été transmis", "effacer"),
        (None, "S’il a reçu votre dossier", "Nous vous dirons"),
    ],
)
def test_the_end_of_a_consent_promises_a_purge_only_where_there_is_something_to_purge(must_purge, words, unsaid):
    text = words_of(partners.ConsentWithdrawn, "consent_withdrawn", must_purge=must_purge).text
    assert words in text
    assert unsaid not in text


@pytest.mark.promise("P2")
@pytest.mark.parametrize(
    ("ended_by", "words"),
    [
        (None, "Votre accord est retiré depuis le"),
        ("terms", "a changé ses conditions"),
        ("mandate", "avec votre mandat"),
        ("complaint", "avec votre réclamation"),
    ],
)
def test_who_did_not_take_a_consent_back_is_told_what_ended_it(ended_by, words):
    text = words_of(partners.ConsentWithdrawn, "consent_withdrawn", ended_by=ended_by).text
    assert words in text
    assert ("a pris fin" in text) == (ended_by is not None)


@pytest.mark.promise("D6")
def test_a_partner_that_reports_its_result_again_is_not_said_to_end_the_case_twice():
    first, other = (words_of(partners.OutcomeReported, "outcome_reported", again=again).text for again in (False, True))
    assert ("terminé son travail" in first, "terminé son travail" in other) == (True, False)
    assert "Le premier compte." in other


@pytest.mark.promise("D1")
def test_a_dispute_that_lost_its_subject_was_not_given_up_and_leads_nowhere():
    for template in ("dispute_closed", "dispute_closed_for_brand"):
        text = words_of(disputes.DisputeClosed, template, outcome="withdrawn", with_complaint=True).text
        assert "adressée à une autre marque" in text
        assert "La page publique le dit" not in text
        assert "marque-espace/reclamations" not in text


@pytest.mark.promise("D3")
def test_the_confirmation_of_an_order_carries_the_whole_text_that_was_ordered():
    ordered = "Devis D-2026-000001\nForfait\u00a0: 108,00\u00a0€ TTC\n\nFormulaire de rétractation\nDate\u00a0:"
    assert ordered in words_of(disputes.QuoteAccepted, "quote_accepted", text=ordered).text
    assert "Gardez ce message" not in words_of(disputes.QuoteAccepted, "quote_accepted", text="").text


@pytest.mark.promise("D6")
def test_who_ordered_is_led_to_the_result_and_what_is_owed_before_paying():
    told = words_of(disputes.ResultDeclared, "result_declared")
    assert "Vérifiez le résultat déclaré avant de payer" in told.text
    assert "/mon-espace/devis/" in told.text


@pytest.mark.promise("D5")
def test_who_is_no_partner_has_no_name_in_a_warning():
    warned = words_of(disputes.AlertRaised, "alert_raised", provider="")
    assert warned.subject == "Ne réglez rien pour l’instant"
    assert "Quelqu’un vous demande une somme" in warned.text
    closed = words_of(disputes.AlertClosed, "alert_closed", provider="")
    assert closed.subject == "Somme demandée\u00a0: notre réponse"
