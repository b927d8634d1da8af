"""Which partner fits which case, what may be handed over to it, what is told of it after."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest
from services.gateway.tests.presentation.sample_partners import ENTRY, HANDED, LAWYERS, MEDIATOR, SWITCHING

from contracts.http.complaints import EvidenceView
from contracts.http.dossier import PackedPiece
from contracts.http.partners import FeeStatement
from gateway.usecases import referrals
from gateway.usecases.partners import (
    Case,
    DisputeFile,
    asked_fields,
    documents,
    fits,
    mediator_to_ask,
    prefilled,
    shared,
    suits,
)

T0 = datetime(2026, 11, 10, 9, 0, tzinfo=UTC)
ASSOCIATION = LAWYERS.model_copy(update={"kind": "association"})
BRAND = SimpleNamespace(name="Filandre", sector="telecom")
INVOICE = EvidenceView(
    evidence_id="e1",
    kind="invoice",
    name="facture.pdf",
    media_type="application/pdf",
    size=412_000,
    sha256="5e" * 32,
    state="kept",
    added_at=T0,
)
LOST = INVOICE.model_copy(update={"evidence_id": "e2", "state": "requested"})


def a_case(brand=BRAND, **changes):
    told = {
        "complaint_id": "c1",
        "number": "R-2026-004812",
        "category": "billing",
        "marks": (),
        "status": "published",
        "text": "Facturé deux fois.",
        "wish": None,
        "amount_cents": 28900,
        "evidence": (INVOICE, LOST),
    }
    return Case(SimpleNamespace(**told | changes), brand)


def test_a_partner_of_some_sectors_fits_complaints_of_those_alone():
    assert fits(SWITCHING, a_case())
    assert not fits(SWITCHING, a_case(SimpleNamespace(name="Volair", sector="air")))
    assert not fits(SWITCHING, a_case(brand=None))
    assert fits(LAWYERS, a_case(brand=None))


@pytest.mark.parametrize("changes", [{"category": "accessibility"}, {"marks": ("accessibility-digital",)}])
def test_an_association_fits_what_is_about_accessibility(changes):
    assert fits(ASSOCIATION, a_case(**changes))
    assert not fits(ASSOCIATION, a_case(marks=("accessibility-unsure",)))


@pytest.mark.parametrize("status", ["withdrawn", "removed"])
def test_a_complaint_that_stands_no_more_fits_nobody(status):
    assert not fits(LAWYERS, a_case(status=status))


def test_a_mediator_is_not_reached_from_a_complaint():
    assert not fits(MEDIATOR, a_case())


WITH_MANDATE = LAWYERS.model_copy(update={"needs_mandate": True})


@pytest.mark.promise("D4")
@pytest.mark.parametrize(
    ("mandate", "found"),
    [
        (None, False),
        ({"partner": "avostart", "powers": ("hand-over",)}, True),
        ({"partner": "avostart", "powers": ("write",)}, False),
        ({"partner": "selectra", "powers": ("hand-over",)}, False),
    ],
    ids=["no mandate", "named", "named without the power", "another named"],
)
def test_a_partner_that_needs_a_mandate_is_offered_where_the_one_that_stands_names_it(mandate, found):
    case = replace(a_case(), mandate=mandate and SimpleNamespace(dispute_id="d1", **mandate))
    assert suits(WITH_MANDATE, case)
    assert fits(WITH_MANDATE, case) == found
    assert fits(LAWYERS, case)
    told = [shared(each, case, {"name": "Camille"}, []).dispute_id for each in (WITH_MANDATE, LAWYERS)]
    assert told == ["d1" if mandate else None, None]


@pytest.mark.promise("D2")
@pytest.mark.parametrize(
    ("dispute", "found"),
    [
        ({}, {}),
        ({"closed_at": T0}, {}),
        ({"mediator": "CM2C"}, {}),
        ({}, {"verdict": "not-yet"}),
        ({}, {"verdict": "unsure"}),
        ({}, {"mediator": None}),
    ],
    ids=["may take it", "closed", "another has it", "not yet", "unsure", "nobody is known"],
)
def test_a_mediator_is_handed_a_dispute_that_is_open_admissible_and_with_nobody_yet(dispute, found):
    asked = mediator_to_ask(
        SimpleNamespace(**{"closed_at": None, "mediator": None} | dispute),
        SimpleNamespace(**{"verdict": "admissible", "mediator": SimpleNamespace(name="MNE")} | found),
    )
    assert asked == (None if dispute or found else "MNE")


def test_a_complaint_has_no_other_person_and_a_conflict_between_persons_no_brand():
    assert "other-party" not in asked_fields(LAWYERS, a_case())
    assert "brand" not in asked_fields(LAWYERS, None)
    assert "other-party" in asked_fields(LAWYERS, None)


def test_what_the_case_tells_is_filled_in_and_who_the_consumer_is_stays_empty():
    form = prefilled(LAWYERS, a_case())
    assert form.values == {"brand": "Filandre", "facts": "Facturé deux fois.", "amount": "289\u00a0€"}
    assert prefilled(LAWYERS, None).values == {}


def test_what_was_not_asked_or_left_empty_is_not_handed_over():
    typed = {"name": "Camille", "facts": "Un secret", "phone": "", "csrf": "token"}
    told = shared(SWITCHING, a_case(), typed, ["e1"])
    assert (told.complaint_id, told.values, told.documents) == ("c1", {"name": "Camille"}, ())


def test_a_piece_goes_with_its_digest_if_it_is_of_the_case_and_was_ticked():
    told = shared(LAWYERS, a_case(), {"facts": "…"}, ["e1", "e2", "of-somebody-else"])
    assert [(each.id, each.sha256) for each in told.documents] == [("e1", "5e" * 32)]
    assert shared(LAWYERS, a_case(), {"facts": "…"}, []).documents == ()
    assert shared(LAWYERS, None, {"facts": "…"}, ["e1"]).documents == ()


TAKES_FILES = MEDIATOR.model_copy(
    update={"takes_documents": True, "fields": ("name", "amount", "facts", "request", "complaint-number")}
)


def a_file(**changes):
    """A dispute's file that joins the invoice as its piece number one."""
    told = {
        "identity": SimpleNamespace(name="Camille Roux", address="2 rue des Lilas", email="c@x.example", phone=None),
        "amount_cents": 12000,
        "packed": (PackedPiece(id="e1", path="pieces/01-facture.pdf", sha256="5e" * 32),),
        "size": 81_000,
        "sha256": "d0" * 32,
    }
    return DisputeFile("d1", SimpleNamespace(**told | changes))


def test_of_a_dispute_its_mediator_gets_the_file_and_the_pieces_that_it_joins_by_their_numbers():
    case = replace(a_case(), file=a_file())
    form = prefilled(TAKES_FILES, case)
    assert (form.value("name"), form.value("amount"), form.values["documents"]) == (
        "Camille Roux",
        "120\u00a0€",
        ("file", "e1"),
    )
    told = shared(TAKES_FILES, case, {"name": "Camille Roux", "facts": "In the file."}, ["file", "e1", "e2"])
    assert (told.complaint_id, told.dispute_id, told.values) == ("c1", "d1", {"name": "Camille Roux"})
    assert [(each.id, each.name, each.sha256) for each in told.documents] == [
        ("file", "dossier.pdf", "d0" * 32),
        ("e1", "01-facture.pdf", "5e" * 32),
    ]


def test_a_piece_that_the_file_does_not_join_is_not_offered():
    case = replace(a_case(), file=a_file(packed=()))
    assert [each.id for each in documents(TAKES_FILES, case)] == ["file"]


def labels_of(**changes):
    return [step.label for step in referrals.timeline(HANDED.model_copy(update=changes))]


def test_what_happened_is_told_in_order_and_then_what_comes_next():
    assert labels_of() == [
        "Accord donné",
        "Dossier transmis, chiffré",
        "Réception confirmée",
        "Dossier accepté",
        "Premier contact avec le consommateur",
        "Dossier étudié",
        "Le partenaire rend compte de la suite",
    ]


def test_fresh_links_stand_among_what_happened_at_their_moment():
    handed, accepted = HANDED.handed_over_at, HANDED.decided_at
    asked = (handed + timedelta(hours=1), accepted + timedelta(hours=1))
    assert labels_of(documents_requested_at=asked)[:6] == [
        "Accord donné",
        "Dossier transmis, chiffré",
        "Nouveaux liens vers les pièces, chiffrés",
        "Réception confirmée",
        "Dossier accepté",
        "Nouveaux liens vers les pièces, chiffrés",
    ]


def test_after_a_withdrawal_only_the_purge_is_awaited():
    gone = T0 + timedelta(days=30)
    assert labels_of(withdrawn_at=gone, purge="asked")[-2:] == [
        "Accord retiré",
        "Le partenaire confirme la suppression",
    ]
    assert labels_of(withdrawn_at=gone, purge="confirmed", purged_at=gone)[-1] == "Copie supprimée, selon le partenaire"
    assert labels_of(withdrawn_at=gone, purge=None)[-1] == "Accord retiré"


@pytest.mark.parametrize(
    ("promised", "told_at", "settled_at", "said"),
    [
        (False, None, None, "unpromised"),
        (True, None, None, "promised"),
        (True, T0, None, "told"),
        (True, T0, T0, "settled"),
    ],
)
def test_a_different_price_is_told_once_where_the_same_one_was_promised_and_then_answered(
    promised, told_at, settled_at, said
):
    told = {"same_price": promised, "price_complained_at": told_at, "price_settled_at": settled_at}
    handed = HANDED.model_copy(update=told)
    assert referrals.card(handed, None, "", None).price == said


@pytest.mark.promise("P2")
@pytest.mark.parametrize(
    ("channel", "said"), [("site", None), ("api", None), ("terms", "terms"), ("mandate", "mandate")]
)
def test_what_ended_a_consent_is_said_where_its_giver_did_not_take_it_back(channel, said):
    ended = ENTRY.model_copy(update={"entry": "withdrawn", "channel": channel})
    assert referrals.card(HANDED, None, "", None, ended).ended_by == said
    assert referrals.card(HANDED, None, "", None).ended_by is None


def test_a_price_is_told_of_what_was_handed_over_alone():
    kept = HANDED.model_copy(update={"handed_over_at": None})
    assert referrals.card(kept, None, "", None).price == "unpromised"


def reports_of(**changes):
    case = referrals.partner_case(HANDED.model_copy(update=changes))
    return [each.value for each in referrals.report_options(case)]


def test_after_a_withdrawal_a_partner_may_only_confirm_its_purge():
    assert reports_of(withdrawn_at=T0, purge="overdue") == ["partner.purge.confirmed.v1"]
    assert reports_of(withdrawn_at=T0, purge="confirmed") == []
    assert "partner.purge.confirmed.v1" not in reports_of()


@pytest.mark.promise("D6")
def test_of_a_case_that_it_closed_a_partner_may_still_say_another_result():
    assert reports_of(status="closed") == ["partner.outcome.reported.v1", "partner.fee.asked.v1"]


def test_documents_are_asked_for_again_where_there_are_some_and_the_case_is_open():
    again = "partner.documents.requested.v1"
    assert again in reports_of()
    assert again not in reports_of(documents=())
    assert again not in reports_of(status="closed")


@pytest.mark.parametrize(
    ("month", "before", "after"),
    [("2026-10", "2026-09", "2026-11"), ("2026-11", "2026-10", None), ("2026-01", "2025-12", "2026-02")],
)
def test_a_statement_leads_to_the_months_around_it_up_to_the_present_one(month, before, after):
    found = FeeStatement(partner="selectra", month=month, lines=(), total_cents=0)
    page = referrals.statement_page(found, "?mois=", date(2026, 11, 24))
    assert (page.before, page.after) == (before, after)
