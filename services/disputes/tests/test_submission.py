"""A dispute's file in other hands: whom a mandate names, whose link opens the file, when a mediator's clocks start."""

import re
from dataclasses import replace
from datetime import date

import pytest
from services.disputes.tests.conftest import AUTHOR, LAW, MNE
from services.disputes.tests.documents.world import text_of, words_of
from services.disputes.tests.world import at

from contracts.http import dossier as dossier_http
from contracts.http import mandates as http
from contracts.http import mediation as mediation_http
from contracts.http.partners import FILE
from contracts.partners import ConsentWithdrawn, ReferralAcknowledged, ReferralDeclined
from disputes.documents.mandate import Agent, load_mandate_text
from disputes.domain.errors import DisputeNotFoundError, HandedOverError, InvalidError, MediationNotRequestedError
from disputes.usecases import assessing, filing, mandating, mediating
from disputes.usecases.escalating import view_dispute
from disputes.usecases.mandating import Notary
from servicekit.principal import LINK_HOLDER, Principal, SharedPiece, SignedDocument

IDENTITY = dossier_http.Identity(
    name="Camille Roux", address="2 rue des Lilas, Nancy", email="camille@courriel.example"
)


def acknowledged(dispute_id, partner="mne", account_id="author-1"):
    return ReferralAcknowledged(
        referral_id="referral-1",
        account_id=account_id,
        partner=partner,
        dispute_id=dispute_id,
        handed_over_at=at(39),
        at=at(41),
    )


async def heard(house, fact):
    """The dispute after a partner has its file."""
    async with house.works.open() as work:
        await mediating.note_received(work, fact, LAW)
    async with house.work() as work:
        return await view_dispute(work, fact.dispute_id)


@pytest.mark.promise("D2", "P3")
async def test_a_mediator_that_has_the_file_starts_its_clocks_once(house):
    dispute_id = await house.dispute()
    for _ in range(2):
        found = await heard(house, acknowledged(dispute_id))
    assert (found.status, found.mediator, found.sent_on) == ("mediation", MNE, date(2026, 4, 18)), "the day it left"
    assert len(await house.told("disputes.mediation.requested.v1")) == 1


@pytest.mark.promise("D2")
@pytest.mark.parametrize("other", [{"partner": "avocats"}, {"partner": "nobody"}, {"account_id": "author-2"}])
async def test_nothing_starts_for_another_partner_or_with_somebody_elses_dispute(house, other):
    dispute_id = await house.dispute()
    assert (await heard(house, acknowledged(dispute_id, **other))).status == "open"


def notary():
    """Without what seals and stores: nothing is signed here but in the database."""
    return Notary(load_mandate_text(), Agent("RéclameICI", "1 rue d’Essai, Nancy", "000 000 000"), None, None)


async def drafted(house, dispute_id, *powers, partner=None):
    async with house.work() as work:
        body = http.DraftMandate(identity=IDENTITY, powers=powers, partner=partner)
        return (await mandating.draft(work, dispute_id, body, notary())).mandate_id


@pytest.mark.promise("D4")
async def test_a_signed_mandate_tells_whom_the_file_may_go_to_and_until_when(house):
    dispute_id = await house.dispute()
    mandate_id = await drafted(house, dispute_id, "mediate", "hand-over", partner="avocats")
    signer = replace(AUTHOR, signed_document=SignedDocument(mandate_id, "192.0.2.1"))
    async with house.work(signer) as work:
        await mandating.sign(work, mandate_id, notary())
    (fact,) = await house.told("disputes.mandate.signed.v1")
    assert (fact["powers"], fact["partner"], fact["ends_on"]) == (["hand-over", "mediate"], "avocats", "2027-04-19")
    async with house.work() as work:
        (mandate,) = (await mandating.list_of_dispute(work, dispute_id)).mandates
    assert mandate.partner_name == "Avocats d’essai"


@pytest.mark.promise("D4")
async def test_a_mandate_names_a_partner_that_there_is(house):
    dispute_id = await house.dispute()
    with pytest.raises(InvalidError, match="Choisissez un partenaire de la liste"):
        await drafted(house, dispute_id, "hand-over", partner="nobody")
    await drafted(house, dispute_id, "mediate", partner="nobody")


@pytest.mark.promise("P3")
async def test_the_file_opens_for_the_link_that_its_author_gave_and_for_no_other(house):
    dispute_id, other = await house.dispute(), await house.dispute()
    async with house.work() as work:
        body = dossier_http.PrepareFile(identity=IDENTITY, mediator=MNE, facts="Les faits.", wish="Un échange.")
        await filing.prepare(work, dispute_id, body, LAW)
        prepared = await filing.view(work, dispute_id)

    async def opened(subject_id, document_id=FILE, sharer_id="author-1"):
        piece = SharedPiece(subject_id, document_id, sharer_id)
        async with house.work(Principal("", LINK_HOLDER, shared_piece=piece)) as work:
            return await filing.pdf(work, dispute_id)

    content = await opened(dispute_id)
    assert (content[:5], len(content)) == (b"%PDF-", prepared.size)
    for given in ((other,), (dispute_id, "piece-1"), (dispute_id, FILE, "author-2")):
        with pytest.raises(DisputeNotFoundError):
            await opened(*given)


@pytest.mark.promise("D2")
async def test_the_file_dates_what_the_law_counts_from_and_speaks_to_who_reads_it(house):
    dispute_id = await house.dispute()
    facts = {"written": True, "complained_on": date(2026, 3, 1), "refused": True, "answered_on": date(2026, 3, 9)}
    async with house.work() as work:
        saved = mediation_http.SaveFacts(facts=mediation_http.MediationFacts(**facts))
        await mediating.save_facts(work, dispute_id, saved, LAW)
    async with house.work() as work:
        words = {"facts": "Les faits.", "wish": "Un échange.", "published_at": at(-10)}
        body = dossier_http.PrepareFile(identity=IDENTITY, mediator=MNE, **words)
        await filing.prepare(work, dispute_id, body, LAW)
        content = await filing.pdf(work, dispute_id)
    text = " ".join(words_of(text_of(content)))
    dated = (
        "1er mars 2026 Première réclamation écrite au professionnel",
        "9 mars 2026 Refus écrit du professionnel",
        "Réclamation adressée à cette marque sur RéclameICI",
        "Passage en litige sur RéclameICI",
    )
    places = [text.find(each) for each in dated]
    assert -1 not in places
    assert places == sorted(places)
    assert not re.search(r"\b[Vv]ous\b|\b[Vv]otre\b", text.partition("Recevabilité")[2].partition("Pièces")[0])


async def told_back(house, fact):
    async with house.works.open() as work:
        await mediating.note_given_back(work, fact, LAW)
    async with house.work() as work:
        return await view_dispute(work, fact.dispute_id)


@pytest.mark.promise("D2")
@pytest.mark.parametrize(
    ("ended", "why"), [(ReferralDeclined, "declined"), (ConsentWithdrawn, "withdrawn")], ids=["declined", "withdrawn"]
)
async def test_a_mediator_that_no_longer_has_the_file_leaves_the_dispute_open_to_another(house, ended, why):
    dispute_id = await house.dispute()
    received = acknowledged(dispute_id)
    await heard(house, received)
    about = received.model_dump() | {"reason": "incomplete"}
    found = await told_back(house, ended.model_validate(about))
    assert (found.status, found.mediator, found.sent_on, found.given_back) == ("open", None, None, why)
    assert [each["why"] for each in await house.told("disputes.mediation.given-back.v1")] == [why]
    again = await heard(house, received.model_copy(update={"referral_id": "referral-2"}))
    assert (again.status, again.mediator, again.given_back) == ("mediation", MNE, None)


@pytest.mark.promise("D2")
async def test_a_mediator_whom_the_author_wrote_to_keeps_the_file_whatever_becomes_of_a_referral(house):
    dispute_id = await house.dispute()
    await written(house, dispute_id, MNE, date(2026, 4, 18))
    withdrawn = ConsentWithdrawn.model_validate(acknowledged(dispute_id).model_dump())
    assert (await told_back(house, withdrawn)).status == "mediation"


@pytest.mark.promise("D2")
async def test_who_told_a_wrong_day_takes_it_back_and_tells_the_right_one(house):
    dispute_id = await house.dispute()
    with pytest.raises(MediationNotRequestedError):
        await left(house, dispute_id)
    await written(house, dispute_id, MNE, date(2026, 4, 17))
    async with house.work() as work:
        facts = mediation_http.MediationFacts(notified_on=date(2026, 4, 18))
        await mediating.save_facts(work, dispute_id, mediation_http.SaveFacts(facts=facts), LAW)
    found = await left(house, dispute_id)
    assert (found.status, found.mediator, found.sent_on, found.given_back) == ("open", None, None, None)
    async with house.work() as work:
        known = await assessing.view_assessment(work, dispute_id, LAW)
    assert known.facts.notified_on is None
    assert not {"rejection", "outcome"} & {clock.kind for clock in known.assessment.clocks}
    found = await written(house, dispute_id, MNE, date(2026, 4, 16))
    assert (found.status, found.sent_on, found.given_back) == ("mediation", date(2026, 4, 16), None)


@pytest.mark.promise("D2")
async def test_a_file_that_the_site_handed_over_is_no_mistake_of_its_author(house):
    dispute_id = await house.dispute()
    assert (await heard(house, acknowledged(dispute_id))).handed_over
    with pytest.raises(HandedOverError, match="retirez votre accord"):
        await left(house, dispute_id)
    found = await left(house, dispute_id, "declined")
    assert (found.status, found.given_back, found.handed_over) == ("open", "declined", False)
    assert [each["why"] for each in await house.told("disputes.mediation.given-back.v1")] == ["declined"]


async def left(house, dispute_id, why="mistaken"):
    """The dispute after its author said that the mediator does not have the file."""
    async with house.work() as work:
        await mediating.leave_mediator(work, dispute_id, mediation_http.LeaveMediator(why=why), LAW)
    async with house.work() as work:
        return await view_dispute(work, dispute_id)


async def written(house, dispute_id, mediator, sent_on):
    """The dispute after its author told whom it was sent to."""
    async with house.work() as work:
        body = mediation_http.RequestMediation(mediator=mediator, sent_on=sent_on)
        await mediating.request_mediation(work, dispute_id, body, LAW)
    async with house.work() as work:
        return await view_dispute(work, dispute_id)


@pytest.mark.promise("D2")
async def test_a_mediator_that_no_data_know_is_written_to_where_the_brand_names_it(house):
    dispute_id, name = await house.dispute(), "Médiateur de l’entreprise d’essai"
    with pytest.raises(InvalidError, match="Choisissez un médiateur de la liste"):
        await written(house, dispute_id, name, date(2026, 4, 18))
    async with house.work() as work:
        declared = mediation_http.DeclaredMediator(name=name, source="facture")
        facts = mediation_http.MediationFacts(declared=declared, sector="insurance")
        await mediating.save_facts(work, dispute_id, mediation_http.SaveFacts(facts=facts), LAW)
    async with house.work() as work:
        proposed = (await assessing.view_assessment(work, dispute_id, LAW)).proposed
    assert (proposed[0], len(proposed) > 1) == (name, True), "before those that may be"
    async with house.work() as work:
        body = dossier_http.PrepareFile(identity=IDENTITY, mediator=name, facts="Les faits.", wish="Un échange.")
        await filing.prepare(work, dispute_id, body, LAW)
    found = await written(house, dispute_id, name.replace("’", "'").upper(), date(2026, 4, 18))
    assert (found.status, found.mediator) == ("mediation", name)


@pytest.mark.promise("D2")
async def test_a_mediator_that_was_struck_off_is_not_written_to_whatever_the_brand_says(house):
    dispute_id = await house.dispute()
    over = next(each.name for each in LAW.mediators.all if each.listed_to)
    async with house.work() as work:
        facts = mediation_http.MediationFacts(declared=mediation_http.DeclaredMediator(name=over))
        await mediating.save_facts(work, dispute_id, mediation_http.SaveFacts(facts=facts), LAW)
    async with house.work() as work:
        assert over not in (await assessing.view_assessment(work, dispute_id, LAW)).proposed
    with pytest.raises(InvalidError, match="Choisissez un médiateur de la liste"):
        await written(house, dispute_id, over, date(2026, 4, 18))


@pytest.mark.promise("D2")
async def test_a_mediator_is_not_written_to_before_the_trader_was(house):
    dispute_id = await house.dispute()
    async with house.work() as work:
        facts = mediation_http.MediationFacts(complained_on=date(2026, 3, 1), written=True)
        await mediating.save_facts(work, dispute_id, mediation_http.SaveFacts(facts=facts), LAW)
    with pytest.raises(InvalidError, match="après votre réclamation écrite"):
        await written(house, dispute_id, MNE, date(2026, 2, 28))
