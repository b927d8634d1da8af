"""Sample views for moderators and operators."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from services.gateway.tests.presentation.sample_base import (
    LONG_NAME,
    LONG_WORD,
    NUMBER,
    T0,
    Sample,
    frame,
)

from gateway.presentation import showcase as shown
from gateway.presentation.views import moderation, operator, outreach
from gateway.presentation.views.form import FormState
from gateway.presentation.views.frame import Pagination

COLLEAGUE = moderation.Colleague(T0, T0 + timedelta(minutes=15))


def staff_pages() -> Iterator[Sample]:
    """Moderators and operators."""
    here = frame("/moderation", role="moderator", counts={"/moderation": 2})
    waiting = (
        moderation.QueueLine(
            "c1", NUMBER, "Rappelez-moi vite", "Filandre", shown.before(3), ("téléphone", "accusation")
        ),
        moderation.QueueLine("c2", "R-2026-004900", LONG_WORD, LONG_NAME, shown.before(0.1), (), "comment", COLLEAGUE),
    )
    yield "moderation", here, moderation.QueuePage(waiting)
    answer = moderation.ResponseInReview(
        "Proposition",
        (moderation.Span(shown.PROPOSAL.text),),
        shown.before(1),
        shown.PROPOSAL.promise_due_on,
        "Bidulix",
    )
    yield "moderation-reponse", here, replace(shown.CASE, response=answer)
    yield "moderation-vide", here, moderation.QueuePage(())
    yield "moderation-dossier", here, replace(shown.CASE, files=shown.FILES, wish="Un rappel")
    yield "moderation-collegue", here, replace(shown.CASE, decisions=(), colleague=COLLEAGUE)
    comment = moderation.CommentInReview(shown.CASE.text, 2, solved=False, rated_at=shown.before(1))
    of_comment = tuple(moderation.COMMENT_OPTIONS.values())
    yield "moderation-commentaire", here, replace(shown.CASE, comment=comment, decisions=of_comment, files=shown.FILES)
    groundless = FormState({"decision": "refuse"}, {"ground": "Choisissez un fondement pour refuser"})
    public = (moderation.KEEP, moderation.OPTIONS["suspend"], moderation.OPTIONS["remove"])
    published = replace(shown.CASE, decisions=public, form=groundless, findings=())
    yield "moderation-publiee", here, published
    preview = moderation.DecisionPreview("c1", NUMBER, "refuse", "crime-accusation", "Le passage…", 3, shown.STATEMENT)
    yield "relecture", here, preview
    masked = replace(
        preview, decision="publish-masked", statement=None, public_title="Un titre", public_text=shown.TEXT
    )
    yield "relecture-masquee", here, masked
    suggested = moderation.SuggestedBrand("b1", "Bidulix", "electronics", "www.bidulix.example", shown.before(1), 2)
    yield "marques-proposees", here, moderation.SuggestionsPage((suggested,))
    yield "marques-proposees-vide", here, moderation.SuggestionsPage(())
    untold = outreach.UntoldComplaint(
        NUMBER, LONG_WORD, shown.before(3), LONG_NAME, "/marques/sourdaine", "www.sourdaine.example", shown.before(30)
    )
    yield "marques-a-prevenir", here, outreach.UntoldPage((untold,), Pagination(120, 1, 50))
    yield "marques-a-prevenir-vide", here, outreach.UntoldPage((), Pagination(0))
    unreachable = FormState({"email": "contact@"}, {"email": "Indiquez une adresse e-mail valide."})
    yield "prevenir-marque", here, outreach.TellPage(untold, unreachable)
    ops = frame("/operateur", role="operator")
    path = tuple(
        operator.PathStep(
            T0 + timedelta(milliseconds=40 * rank), service, event, f"e{rank}", 40 if rank else None, "/traces/1"
        )
        for rank, (service, event) in enumerate(
            [("complaints", "complaints.complaint.filed.v1"), ("notifications", "notifications.brand.notified.v1")]
        )
    )
    services = (
        operator.ServiceHealth("complaints", True, 0, 0, 0),
        operator.ServiceHealth("scoring", False, 1250, 3, 1),
    )
    yield "operateur", ops, operator.OperatorPage(NUMBER, path, services, "/traces/1")
    yield "operateur-vide", ops, operator.OperatorPage("R-2026-000000")
