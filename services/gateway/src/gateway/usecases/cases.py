"""A case for those on its sides: contracts as the views of their spaces."""

from dataclasses import replace
from datetime import date

from contracts.brands import PublicBrand
from contracts.disputes import PublicDispute
from contracts.http import complaints as http
from contracts.http.disputes import EscalationView
from contracts.http.moderation import StatementView
from gateway.presentation import french
from gateway.presentation.labels import GROUNDS, PRODUCT_FIELDS, Standing, standing_of
from gateway.presentation.views.brand_space import BrandCase, BrandTask
from gateway.presentation.views.complaint import ResponseView, Verdict
from gateway.presentation.views.consumer import CaseView, Message, MyComplaint, ToDo
from gateway.presentation.views.filing import EvidenceFile, Piece
from gateway.presentation.views.form import EMPTY, FormState
from gateway.presentation.views.moderation import Statement
from gateway.usecases import describe
from gateway.usecases.disputes import words as describe_escalation

DECISIONS = {
    "publish": "Réclamation publiée",
    "publish-masked": "Réclamation publiée avec masquage",
    "refuse": "Réclamation non publiée",
    "suspend": "Réclamation suspendue le temps d’un contrôle",
    "reinstate": "Réclamation de nouveau en ligne",
    "remove": "Réclamation retirée du site",
}

COMMENT_DECISIONS = {
    "publish": "Commentaire publié",
    "publish-masked": "Commentaire publié avec masquage",
    "refuse": "Commentaire non publié ; la note compte toujours",
}
"""The same about the comment of a rating."""

KINDS = {
    "insult": "injure",
    "racism": "racisme",
    "homophobia": "homophobie",
    "discrimination": "discrimination",
    "threat": "menace",
    "crime_accusation": "accusation d’infraction",
    "email": "adresse e-mail",
    "phone": "téléphone",
    "iban": "IBAN",
    "card": "carte bancaire",
    "plate": "plaque d’immatriculation",
    "social_security": "numéro de sécurité sociale",
    "person_name": "nom de personne",
    "vulgarity": "grossièreté",
    "distress": "détresse",
    "url": "lien",
}
"""French names of what the screening finds."""

PUBLIC = ("published", "answered", "rated", "presumed")
"""Statuses whose text is on the site."""

OPEN = ("filed", "held", "cleared", "published", "answered", "rated", "presumed", "suspended")
"""Statuses a complaint may be withdrawn in, and its thread is not over in."""


def standing(
    case: http.ComplaintView | http.ComplaintSummary,
    solved: bool | None = None,
    read: bool = False,
    dispute: PublicDispute | None = None,
) -> Standing:
    """Where a case stands; a dispute that counts says more, while the complaint is on the site."""
    if dispute and case.status in PUBLIC and (told := describe.dispute_standing(dispute)):
        return told
    if case.status == "cleared":
        return "checking"
    return standing_of(case.status, read=read, solved=solved)


def files(case_id: str, evidence: tuple[http.EvidenceView, ...]) -> tuple[EvidenceFile, ...]:
    """Pieces that were kept, with the way to get them."""
    return tuple(
        EvidenceFile(each.evidence_id, each.name, each.size, f"/pieces/{case_id}/{each.evidence_id}")
        for each in evidence
        if each.state == "kept"
    )


def asked_again(evidence: tuple[http.EvidenceView, ...]) -> tuple[Piece, ...]:
    """Pieces that the store could not take."""
    return tuple(Piece(each.kind, each.name, "advised") for each in evidence if each.state == "requested")


def messages(case: http.ComplaintView, brand_name: str) -> tuple[Message, ...]:
    """The thread, each side by its name."""
    names = {"consumer": case.pseudonym, "brand": brand_name, "staff": "RéclameICI"}
    return tuple(
        Message(each.by, names[each.by], each.text, each.posted_at, each.by == case.viewer) for each in case.messages
    )


def responses(case: http.ComplaintView, brand_name: str) -> tuple[ResponseView, ...]:
    """Official responses with their delays."""
    since = case.published_at or case.filed_at
    return tuple(describe.response(each, since, brand_name) for each in case.responses)


def statement(case: http.ComplaintView) -> Statement | None:
    """The reasons of the decision that holds the complaint, else its author's comment, off the site."""
    of_complaint = case.status in ("refused", "suspended", "removed")
    of_comment = case.rating is not None and case.rating.comment_state == "refused"
    subject = "complaint" if of_complaint else "comment" if of_comment else None
    reasoned = [each for each in case.statements if each.subject == subject and each.ground]
    contest = f"/contact?sujet=contester&reclamation={case.number}"
    return replace(statement_view(reasoned[-1]), contest_href=contest) if reasoned else None


def statement_view(given: StatementView) -> Statement:
    """A statement of reasons in French."""
    decisions = COMMENT_DECISIONS if given.subject == "comment" else DECISIONS
    found = ", ".join(KINDS.get(each, each) for each in given.automatic_detection)
    return Statement(
        decision=decisions[given.decision],
        facts=given.explanation or "Voir le fondement.",
        ground=GROUNDS[given.ground] if given.ground else "",
        detection=f"Passages relevés par le contrôle automatique : {found}." if found else "Aucune.",
        decided_at=given.decided_at,
    )


def own_verdict(rating: http.PrivateRating | None) -> Verdict | None:
    """The verdict as its author reads it: with the words that wait, or that are not published."""
    shown = describe.verdict(rating)
    if rating is None or shown is None:
        return None
    return replace(shown, comment=rating.comment or rating.written_comment, comment_state=rating.comment_state)


END_OF_DISPUTE = (
    "Si vous changez de marque, votre litige prend fin\u00a0: son mandat aussi, et le dossier préparé pour le médiateur"
    " est effacé. La nouvelle marque aura son propre délai pour répondre."
)
"""Said before a disputed complaint is given to another brand."""


def consumer_case(
    case: http.ComplaintView,
    brand_name: str,
    named: str | None,
    dispute: PublicDispute | None = None,
    escalation: EscalationView | None = None,
    form: FormState = EMPTY,
) -> CaseView:
    """The author's own view.

    Args:
        named: the brand that the first one named.
        escalation: None while nothing can be said of a dispute.
    """
    title, words, action = describe_escalation(escalation) if escalation else ("", "", "")
    shown = responses(case, brand_name)
    waiting = [
        view
        for view, each in zip(shown, case.responses, strict=True)
        if each.promise_asked and each.promise_kept is None
    ]
    return CaseView(
        number=case.number,
        title=case.title,
        text=case.text,
        brand_name=brand_name,
        standing=standing(case, case.rating.solved if case.rating else None, dispute=dispute),
        experience_on=case.experience_on,
        filed_at=case.filed_at,
        timeline=describe.timeline(case.timeline, case.rate_until if case.status == "answered" else None, dispute),
        messages=messages(case, brand_name),
        responses=shown,
        verdict=own_verdict(case.rating),
        presumed_at=case.presumed_at,
        published_at=case.published_at,
        rate_until=describe.last_moment(case.rate_until) if case.status == "answered" else None,
        can_rate=case.status in ("answered", "presumed", "rated"),
        promise_to_confirm=waiting[0] if waiting else None,
        files=files(case.complaint_id, case.evidence),
        pieces=asked_again(case.evidence),
        statement=statement(case),
        thread_closed_on=None if case.published_at and case.status in OPEN else case.filed_at.date(),
        reattribution_to=named if case.proposed_brand_id and not case.reattribution_declined else None,
        reattribution_words=END_OF_DISPUTE if dispute and dispute.status != "closed" else "",
        can_withdraw=case.status in (*OPEN, "refused"),
        dispute_title=title,
        dispute_words=words,
        dispute_action=action,
        form=form,
    )


def brand_case(
    case: http.ComplaintView, brand: PublicBrand, form: FormState = EMPTY, dispute: PublicDispute | None = None
) -> BrandCase:
    """The view of the brand's agents."""
    shops = {each.point_of_sale_id: each.name for each in brand.network}
    return BrandCase(
        number=case.number,
        title=case.title,
        text=case.text,
        pseudonym=case.pseudonym,
        standing=standing(case, case.rating.solved if case.rating else None, read=True, dispute=dispute),
        experience_on=case.experience_on,
        published_at=case.published_at or case.filed_at,
        timeline=describe.timeline(case.timeline, dispute=dispute),
        wish=case.wish,
        amount_cents=case.amount_cents,
        point_of_sale=shops.get(case.point_of_sale_id or ""),
        product=product(case.product),
        files=files(case.complaint_id, case.evidence),
        messages=messages(case, brand.name),
        responses=responses(case, brand.name),
        verdict=describe.verdict(case.rating),
        presumed_at=case.presumed_at,
        dispute_action="Voir le litige" if dispute else "",
        can_respond=case.status in ("published", "answered", "presumed", "rated"),
        form=form,
    )


def product(told: http.Product | None) -> tuple[tuple[str, str], ...]:
    """What was bought, as far as its author told."""
    values = dict(told) if told else {}
    return tuple(
        (label, french.day(value) if isinstance(value, date) else value)
        for name, label in PRODUCT_FIELDS.items()
        if (value := values.get(name))
    )


def my_complaint(each: http.ComplaintSummary, brand_name: str, dispute: PublicDispute | None) -> MyComplaint:
    """A line of the author's list."""
    return MyComplaint(each.number, each.title, brand_name, standing(each, each.solved, dispute=dispute), each.filed_at)


def todo(each: http.ComplaintSummary, brand_name: str) -> ToDo | None:
    """What the author should do about a complaint, if anything."""
    href = f"/mon-espace/reclamations/{each.number}"
    if each.status == "answered":
        return ToDo(
            f"{brand_name} vous a répondu",
            each.title,
            "Donner mon avis",
            f"{href}#avis",
            describe.last_moment(each.rate_until),
        )
    if each.last_message_by in ("brand", "staff"):
        return ToDo("Un message vous attend", each.title, "Lire le message", f"{href}#echange")
    return None


def brand_task(each: http.ComplaintSummary, brand: PublicBrand, dispute: PublicDispute | None) -> BrandTask:
    """A line of the brand's list."""
    shops = {shop.point_of_sale_id: shop.name for shop in brand.network}
    return BrandTask(
        number=each.number,
        title=each.title,
        pseudonym=each.pseudonym,
        standing=standing(each, each.solved, read=each.read_at is not None, dispute=dispute),
        published_at=each.published_at or each.filed_at,
        point_of_sale=shops.get(each.point_of_sale_id or ""),
        unread_messages=1 if each.last_message_by == "consumer" else 0,
    )
