"""Sample views of the consumer’s and the brand’s space."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from services.gateway.tests.presentation.sample_base import (
    BRAND,
    COMPLAINT,
    END_OF_WINDOW,
    LONG_NAME,
    LONG_WORD,
    NEW_BRAND,
    NUMBER,
    T0,
    Sample,
    frame,
)

from gateway.presentation import showcase as shown
from gateway.presentation.views import brand_space, consumer, outreach
from gateway.presentation.views.form import FormState, Option
from gateway.presentation.views.frame import Pagination
from gateway.usecases.cases import END_OF_DISPUTE

BRAND_CASE = brand_space.BrandCase(
    number=NUMBER,
    title=COMPLAINT.title,
    text=shown.TEXT,
    pseudonym=shown.PSEUDONYM,
    standing="read",
    experience_on=COMPLAINT.experience_on,
    published_at=COMPLAINT.published_at,
    timeline=shown.TIMELINE[:4],
    wish=COMPLAINT.wish,
    amount_cents=28950,
    point_of_sale="Filandre Boutique Nîmes",
    product=(("Numéro de lot", "L42"), ("Date limite", "27 3 2026")),
    files=shown.FILES,
    messages=tuple(replace(message, own=message.by == "brand") for message in shown.MESSAGES),
)
MY_CASE = consumer.CaseView(
    number=NUMBER,
    title=COMPLAINT.title,
    text=shown.TEXT,
    brand_name="Filandre",
    standing="rating-awaited",
    experience_on=COMPLAINT.experience_on,
    filed_at=shown.before(24),
    timeline=shown.TIMELINE,
    messages=shown.MESSAGES,
    responses=(shown.PROPOSAL,),
    published_at=shown.before(23),
    rate_until=END_OF_WINDOW,
    can_rate=True,
    files=shown.FILES,
)
TASKS = tuple(
    brand_space.BrandTask(
        f"R-2026-{4800 + rank:06}", item.title, item.pseudonym, item.standing, shown.before(20 - rank * 4)
    )
    for rank, item in enumerate(shown.CARDS[3:5])
)


def consumer_pages() -> Iterator[Sample]:
    """The consumer's space."""
    here = frame("/mon-espace", role="consumer", name=shown.PSEUDONYM, counts={"/mon-espace/messages": 2})
    todo = consumer.ToDo(
        "Jugez la réponse de Filandre", COMPLAINT.title, "Donner mon avis", f"{MY_CASE.href}/avis", END_OF_WINDOW
    )
    mine = consumer.MyComplaint(NUMBER, COMPLAINT.title, "Filandre", "rating-awaited", shown.before(24))
    long = consumer.MyComplaint("R-2026-000001", LONG_WORD, LONG_NAME, "withdrawn", shown.before(80))
    yield "mon-espace", here, consumer.ConsumerSpace((todo,), (mine, long), "/reclamer/faits")
    yield "mon-espace-vide", here, consumer.ConsumerSpace((), ())
    yield "mon-dossier", here, MY_CASE
    refused = replace(MY_CASE, standing="refused", statement=shown.STATEMENT, can_rate=False, responses=(), messages=())
    yield "mon-dossier-refuse", here, refused
    closed = replace(
        MY_CASE,
        standing="solved",
        verdict=shown.VERDICT,
        rate_until=None,
        can_rate=False,
        promise_to_confirm=shown.PROPOSAL,
        thread_closed_on=date(2026, 11, 20),
        reattribution_to="Fibrelle",
        reattribution_words=END_OF_DISPUTE,
        pieces=shown.PIECES[:1],
    )
    yield "mon-dossier-clos", here, closed
    waiting = replace(shown.VERDICT, comment="Quel escroc, tout de même.", comment_state="held")
    yield "mon-dossier-commentaire", here, replace(closed, verdict=waiting, can_rate=True)
    unpublished = replace(closed, verdict=replace(waiting, comment_state="refused"), statement=shown.STATEMENT)
    yield "mon-dossier-commentaire-refuse", here, unpublished
    yield "avis", here, consumer.RatingPage(NUMBER, COMPLAINT.title, shown.PROPOSAL, END_OF_WINDOW)
    empty = FormState(errors={"note": "Choisissez une note de 0 à 10", "solved": "Dites si le problème est réglé"})
    yield "avis-erreur", here, consumer.RatingPage(NUMBER, COMPLAINT.title, shown.REFUSAL, None, shown.before(2), empty)
    yield "retrait", here, consumer.WithdrawPage(NUMBER, COMPLAINT.title, "Filandre")
    line = consumer.ThreadLine(NUMBER, COMPLAINT.title, "Filandre", shown.before(3), 2, MY_CASE.href)
    yield "messages", here, consumer.MessagesPage((line,))
    mails = (consumer.MailChoice("reminders", "Rappels avant la fin des 10 jours", True, "Trois au plus"),)
    yield "compte", here, consumer.AccountPage(shown.PSEUDONYM, "c…@courriel.example", mails, has_password=False)


def holder_pages() -> Iterator[Sample]:
    """The holder of a claim code."""
    here = frame("/repondre")
    wrong = FormState({"number": NUMBER, "code": "1234"}, {"code": "Ce code n’ouvre pas ce dossier."})
    yield "repondre", here, outreach.HoldCodePage(wrong)
    case = outreach.PublicCase(
        NUMBER, "Rappelez-moi vite", shown.TEXT, shown.PSEUDONYM, LONG_NAME, "sourdaine", shown.before(9)
    )
    yield "repondre-reponse", here, outreach.HolderReplyPage(case)
    read_again = FormState({"kind": "proposal", "text": shown.PROPOSAL.text})
    yield "repondre-relue", here, outreach.HolderReplyPage(case, read_again, shown.PROPOSAL)
    yield "repondre-transmise", here, outreach.HolderReplyPage(case, state="held")
    yield "repondre-publiee", here, outreach.HolderReplyPage(case, state="published")
    refused = replace(outreach.HolderReplyPage(case), state="refused", ground="Injure", explanation="Relisez-la.")
    yield "repondre-refusee", here, refused


def brand_pages() -> Iterator[Sample]:
    """The brand's space."""
    here = frame("/marque-espace", role="agent", name="Filandre", counts={"/marque-espace": 5})
    causes = (brand_space.Cause("Résiliation", 12), brand_space.Cause("Facturation", 9))
    yield (
        "marque-espace",
        here,
        brand_space.BrandDashboard(
            "Filandre", "/marques/filandre", TASKS, BRAND.score, shown.FUNNEL, shown.MONTHS, causes
        ),
    )
    yield (
        "marque-espace-vide",
        here,
        brand_space.BrandDashboard("Filandre", "/marques/filandre", (), NEW_BRAND.score, NEW_BRAND.funnel),
    )
    yield "marque-reclamations", here, brand_space.BrandComplaints("Filandre", TASKS, Pagination(2))
    yield "marque-dossier", here, BRAND_CASE
    typed = FormState(
        {"kind": "proposal", "text": shown.PROPOSAL.text, "promise_due_on": "27 3"},
        {"promise_due_on": "Indiquez la date, par exemple 27 3 2026"},
    )
    yield "reponse", here, brand_space.ReplyPage(BRAND_CASE, "Filandre", typed)
    read_again = FormState({"kind": "proposal", "text": shown.PROPOSAL.text})
    yield "reponse-relue", here, brand_space.ReplyPage(BRAND_CASE, "Filandre", read_again, shown.PROPOSAL)
    domain = FormState({"brand": "Filandre"}, {"email": "Adresse d’un autre domaine que le site de la marque."})
    yield "revendiquer", frame(), brand_space.ClaimPage("email", domain)
    yield "revendiquer-avec-code", frame(), brand_space.ClaimPage("email", by_code=True)
    yield "revendiquer-code", frame(), brand_space.ClaimPage("code", email="direction@filandre.example")
    yield "revendiquer-charte", frame(), brand_space.ClaimPage("charter", brand_name="Filandre")
    yield "revendiquer-envoyee", here, brand_space.ClaimPage("sent", brand_name="Filandre")
    agents = (
        brand_space.Agent("a1", "d…@filandre.example", "owner", None, shown.before(90), self=True),
        brand_space.Agent("a2", "b…@filandre.example", "agent", "Filandre Boutique Nîmes", None),
    )
    yield "equipe", here, brand_space.TeamPage("Filandre", agents, (Option("", "Toute la marque"),), can_manage=True)
    yield "marque-page", here, brand_space.PageSettings("Filandre", "/marques/filandre")
    yield "accuses", here, brand_space.ReceiptsPage("Filandre", (shown.RECEIPT,), Pagination(1))
    yield "accuse", here, brand_space.ReceiptPage(shown.RECEIPT, intact=True, checked_at=T0)
    yield "accuse-altere", here, brand_space.ReceiptPage(shown.RECEIPT, intact=False, checked_at=T0)
