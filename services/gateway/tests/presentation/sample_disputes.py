"""Sample views of disputes."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from services.gateway.tests.presentation.sample_base import COMPLAINT, LONG_NAME, LONG_WORD, NUMBER, Sample, frame

from gateway.presentation import showcase as shown
from gateway.presentation.questions import QUESTIONS, questions_for
from gateway.presentation.views import dispute, dossier, mandate, mediation
from gateway.presentation.views.complaint import DisputeBlock
from gateway.presentation.views.form import FormState, Option
from gateway.presentation.views.frame import Pagination
from gateway.usecases.mediation import TAGS

OPEN = DisputeBlock("dissatisfied", shown.before(9))
CLOSED = replace(OPEN, mediation_requested_at=shown.before(6), closed_at=shown.before(1), outcome="mediated")
OFFER = dispute.Offer(
    "offre-1", "Nous vous proposons l’échange de la machine sous huit jours, port compris.", shown.before(2)
)


MANDATE = dispute.MandateNotice("M-2026-000001", shown.before(3), date(2027, 11, 24))


def dispute_pages() -> Iterator[Sample]:
    """A dispute from its first thought to its end, for its author and its brand."""
    here = frame("/mon-espace", role="consumer", name=shown.PSEUDONYM)
    early = dispute.EscalationPage(
        NUMBER, COMPLAINT.title, "Filandre", False, "La marque a 15 jours pour vous répondre.", date(2026, 12, 6)
    )
    yield "litige-trop-tot", here, early
    ready = replace(early, possible=True, reason="La marque n’a pas tenu sa promesse.", from_on=None)
    yield "litige-passer", here, ready
    yield "litige", here, dispute.DisputePage(NUMBER, LONG_WORD, LONG_NAME, OPEN)
    yield "litige-accord", here, dispute.DisputePage(NUMBER, COMPLAINT.title, "Filandre", OPEN, OFFER)
    stale = FormState(errors={"accept": "La proposition de la marque a changé. Relisez-la avant de répondre."})
    yield (
        "litige-accord-change",
        here,
        dispute.DisputePage(NUMBER, COMPLAINT.title, "Filandre", OPEN, OFFER, form=stale),
    )
    settled = replace(CLOSED, outcome="settled")
    yield "litige-regle", here, dispute.DisputePage(NUMBER, COMPLAINT.title, "Filandre", settled, OFFER)
    yield (
        "litige-clos",
        here,
        dispute.DisputePage(NUMBER, COMPLAINT.title, "Filandre", CLOSED, file_until=shown.before(-80), obtained=12_050),
    )
    brand = frame("/marque-espace", role="agent", name="Filandre")
    yield "marque-litige", brand, dispute.BrandDisputePage(NUMBER, "Filandre", OPEN)
    short = FormState({"text": "Oui"}, {"text": "Écrivez votre proposition en 20 à 4000 signes."})
    yield "marque-litige-accord", brand, dispute.BrandDisputePage(NUMBER, "Filandre", OPEN, OFFER, MANDATE, short)
    yield "marque-litige-regle", brand, dispute.BrandDisputePage(NUMBER, "Filandre", settled, OFFER)
    yield "marque-litige-clos", brand, dispute.BrandDisputePage(NUMBER, "Filandre", CLOSED)
    lines = (dispute.DisputeLine(NUMBER, OPEN, offered=True), dispute.DisputeLine(NUMBER, CLOSED, offered=False))
    yield "marque-litiges", brand, dispute.BrandDisputes("Filandre", lines, Pagination(120, page=2))
    yield "marque-litiges-vide", brand, dispute.BrandDisputes("Filandre", (), Pagination(0))


RULES = (
    mediation.RuleLine("Un contrat avec ce professionnel", TAGS["admissible"], "C. conso. L611-1", "Vous avez acheté."),
    mediation.RuleLine(
        "Le temps d’attente",
        TAGS["not-yet"],
        "C. énergie R122-1",
        "Ce médiateur attend deux mois.",
        from_on=date(2026, 12, 16),
    ),
    mediation.RuleLine(
        "Aucun autre médiateur",
        TAGS["unsure"],
        "C. conso. L612-2, 3°",
        "Non précisé.",
        question="Un autre médiateur a-t-il examiné votre dossier\u202f?",
    ),
    mediation.RuleLine(
        "Une réclamation écrite",
        TAGS["inadmissible"],
        "C. conso. L612-2, 1°",
        "Vous n’avez pas écrit.",
        remedy="Écrivez au professionnel, puis attendez sa réponse.",
    ),
)
CLOCKS = (
    mediation.ClockLine(
        "Votre réclamation écrite", date(2026, 10, 15), "Les délais partent de ce jour.", "L612-2", True
    ),
    mediation.ClockLine(
        "Dernier jour pour saisir le médiateur",
        date(2027, 10, 15),
        "Un an après votre réclamation écrite.",
        "L612-2, 4°",
        False,
        (date(2027, 8, 16), date(2027, 9, 15), date(2027, 10, 8)),
    ),
)
FOUND = mediation.AssessmentBlock(
    TAGS["not-yet"],
    "Vous pourrez saisir un médiateur à partir du 16 décembre 2026.",
    RULES,
    CLOCKS,
    ("médiation gratuite\u202f; accompagnement facultatif et payant",),
    mediation.MediatorBox("Médiateur national de l’énergie", "energie-mediateur.fr", "C’est le médiateur public."),
    versions="règles du 24 novembre 2026, médiateurs du 22 novembre 2026",
    latest_on=date(2027, 10, 16),
    latest_extended_on=date(2027, 10, 18),
)
ASK = replace(
    FOUND,
    tag=TAGS["unsure"],
    headline="Il manque des réponses pour le savoir.",
    mediator=None,
    candidates=("CM2C", LONG_NAME),
    warnings=("Données des médiateurs relevées le 1er mars 2026\u00a0: contrôlez-les sur le site du médiateur.",),
    clocks=(),
)


def mediation_pages() -> Iterator[Sample]:
    """The simulator, the assistant, the verdict, the data of mediators."""
    here = frame("/mon-espace", role="consumer", name=shown.PSEUDONYM)
    sectors = (Option("energy", "Énergie"), Option("rail", "Transport ferroviaire"))
    yield "simulateur", frame("/mediation"), mediation.SimulatorPage(sectors, QUESTIONS)
    wrong = FormState({"sector": "rail", "written": "yes"}, {"complained_on": "Indiquez la date."})
    yield "simulateur-erreur", frame("/mediation"), mediation.SimulatorPage(sectors, questions_for("rail"), None, wrong)
    yield "simulateur-reponse", frame("/mediation"), mediation.SimulatorPage(sectors, QUESTIONS, FOUND)
    for question in questions_for("rail")[:7]:
        page = mediation.QuestionPage(NUMBER, question, 2, 12, "contract")
        yield f"litige-question-{question.field}", here, page
    options = (Option("CM2C", "CM2C"),)
    yield "litige-mediation", here, mediation.MediationPage(NUMBER, COMPLAINT.title, "Filandre", FOUND, options)
    begun = mediation.Relay(LONG_NAME, has_file=True, has_mandate=False, is_given=False)
    relayed = mediation.MediationPage(NUMBER, COMPLAINT.title, "Filandre", FOUND, options, begun)
    yield "litige-mediation-a-transmettre", here, relayed
    yield "litige-mediation-prete", here, replace(relayed, relay=replace(begun, has_mandate=True))
    yield "litige-mediation-transmise", here, replace(relayed, relay=replace(begun, is_given=True))
    unsure = mediation.MediationPage(NUMBER, LONG_WORD, LONG_NAME, ASK, ())
    named = (Option(LONG_NAME, LONG_NAME), Option("CM2C", "CM2C"))
    unlisted = replace(unsure, assessment=replace(ASK, is_unconfirmed=True), mediators=named)
    yield "litige-mediation-mediateur-inconnu", here, unlisted
    yield "litige-mediation-a-verifier", here, unsure
    sent = replace(unsure, assessment=FOUND, requested="CM2C", sent_on=date(2026, 11, 20), judged_by=FOUND.versions)
    yield "litige-mediation-saisie", here, sent
    typed = FormState(
        {"notified_on": "1 12 2026"}, {"notified_on": "Indiquez un jour entre votre envoi et aujourd’hui."}
    )
    yield "litige-mediation-avis", here, replace(sent, notified_on=date(2026, 11, 23), form=typed)
    yield "litige-mediation-transmise-par-nous", here, replace(sent, handed_over=True)
    yield "litige-mediation-close", here, replace(sent, closed=True)
    line = mandate.MandateLine(
        "m1", "M-2026-000001", "draft", ("Écrire à la marque en votre nom",), date(2027, 11, 24), None, None, False
    )
    drafted = mandate.MandatePage(NUMBER, COMPLAINT.title, "Filandre", draft=line, code_sent=True)
    given = (Option("avostart", "Avostart"), Option("long", LONG_NAME))
    yield "mandat", here, mandate.MandatePage(NUMBER, LONG_WORD, LONG_NAME, partners=given)
    yield "mandat-a-signer", here, drafted
    wrong_code = FormState({}, {"code": "Code faux ou expiré\u00a0: demandez-en un autre."})
    yield "mandat-code-faux", here, replace(drafted, form=wrong_code)
    signed = replace(line, status="signed", signed_at=shown.before(3), sealed=True, partner_name=LONG_NAME)
    former = (replace(line, status="revoked", revoked_at=shown.before(9)),)
    yield "mandat-signe", here, mandate.MandatePage(NUMBER, COMPLAINT.title, "Filandre", standing=signed, former=former)
    file = dossier.DossierPage(NUMBER, COMPLAINT.title, options, (Option("e1", "facture.pdf"),))
    yield "dossier-mediateur", here, file
    yield "dossier-mediateur-pret", here, replace(file, prepared_at=shown.before(1))
    staff = frame("/moderation", role="moderator", name="Équipe")
    broken = FormState({"csv": "name,kind"}, {"csv": "Le fichier ne contient aucun médiateur."})
    yield "mediateurs", staff, mediation.MediatorsPage(28, "2026-11-22", date(2026, 3, 1), True, broken)
