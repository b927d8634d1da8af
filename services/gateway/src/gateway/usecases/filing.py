"""The filing form: draft answers as pages, and as the command at the end."""

from datetime import date
from typing import Any

from contracts.http import complaints as http
from gateway.presentation.labels import CATEGORIES
from gateway.presentation.views.filing import (
    Answer,
    Door,
    EvidenceFile,
    NextStep,
    OutOfScopePage,
    Piece,
    TriagePage,
)
from gateway.presentation.views.form import FormState, Option

Answers = dict[str, str]

TITLE_MIN = 8
TEXT_MIN = 50
PSEUDONYM_MIN, PSEUDONYM_MAX = 3, 30
"""The bounds of the complaints service, said at the field before anything is sent."""

TRIAGE = "triage."
"""Prefix of the triage's answers within a draft."""

NEEDED = (
    ("category", "/reclamer/marque"),
    ("brand", "/reclamer/marque"),
    ("text", "/reclamer/faits"),
    ("experience_on", "/reclamer/date-et-montant"),
    ("wish", "/reclamer/souhait"),
    ("pseudonym", "/reclamer/identite"),
)
"""Answers without which nothing can be filed, and the page that asks for each."""


def triage_answers(answers: Answers) -> dict[str, str]:
    """The triage's own answers of a draft."""
    return {name.removeprefix(TRIAGE): value for name, value in answers.items() if name.startswith(TRIAGE)}


def triage_page(outcome: http.TriageOutcome, answers: Answers, form: FormState, brand_slug: str | None) -> TriagePage:
    """The next question."""
    question = outcome.question
    assert question
    return TriagePage(
        choices=tuple(Option(each.code, each.label, each.hint) for each in question.choices),
        form=form,
        brand_slug=brand_slug,
        question=question.code,
        text=question.text,
        hint=question.hint or TriagePage.hint if question.code == "counterpart" else question.hint,
        first=not triage_answers(answers),
    )


def out_of_scope_page(refusal: http.TriageRefusal) -> OutOfScopePage:
    """The right door; one that is not open yet has no link."""
    doors = tuple(Door(each.name, each.note or "", each.link) for each in refusal.doors)
    return OutOfScopePage(refusal.why, doors)


def pieces(guidance: http.Guidance, evidence: tuple[http.EvidenceView, ...], draft_id: str) -> tuple[Piece, ...]:
    """One field per kind of evidence, with the files already there; anything else last."""
    wanted = [(each.code, each.label, each.level, each.help) for each in guidance.pieces]
    if "other" not in {code for code, *_ in wanted}:
        wanted.append(("other", "Autre pièce", "accepted", None))
    known = {code for code, *_ in wanted}
    return tuple(
        Piece(
            kind=code,
            label=label,
            need=level,
            why=why,
            files=tuple(
                EvidenceFile(each.evidence_id, each.name, each.size, f"/pieces/{draft_id}/{each.evidence_id}")
                for each in evidence
                if (each.kind if each.kind in known else "other") == code
            ),
        )
        for code, label, level, why in wanted
    )


def first_missing(answers: Answers) -> str | None:
    """The page of the first answer that is missing."""
    if not triage_answers(answers):
        return "/reclamer"
    return next((page for name, page in NEEDED if not answers.get(name)), None)


def answers_to_check(draft: http.DraftView) -> tuple[tuple[Answer, ...], tuple[Answer, ...]]:
    """What everyone will see, and what stays between the parties."""
    answers = draft.answers
    product = [answers.get(name, "") for name in ("lot", "barcode", "expiry_on", "bought_at")]
    public = (
        _answer("Marque", answers["brand"], "marque"),
        _answer("Sujet", _category(answers["category"]), "marque"),
        _answer("Titre", answers.get("title", ""), "faits"),
        _answer("Les faits", answers["text"], "faits"),
        _answer("Date des faits", answers["experience_on"], "date-et-montant"),
        _answer("Montant en jeu, en euros", answers.get("amount") or "Aucun", "date-et-montant"),
        _answer("Votre demande", answers["wish"], "souhait"),
        _answer("Note avant réponse", f"{answers.get('first_note', '')} sur 10", "souhait"),
        _answer("Pseudonyme", answers["pseudonym"], "identite"),
    )
    files = ", ".join(each.name for each in draft.evidence) or "Aucune"
    confidential = [_answer("Preuves", files, "preuves")]
    if any(product):
        confidential.append(_answer("Produit", ", ".join(each for each in product if each), "date-et-montant"))
    return public, tuple(confidential)


def _answer(label: str, value: str, page: str) -> Answer:
    return Answer(label, value, f"/reclamer/{page}")


def _category(code: str) -> str:
    return next((label for known, label in CATEGORIES.items() if known == code), code)


def to_command(answers: Answers, brand_id: str, draft_id: str | None) -> http.FileComplaint:
    """The complaint to file."""
    given: dict[str, Any] = {
        "brand_id": brand_id,
        "point_of_sale_id": answers.get("point_of_sale") or None,
        "category": answers["category"],
        "triage": triage_answers(answers),
        "title": answers["title"],
        "text": answers["text"],
        "wish": answers["wish"],
        "pseudonym": answers["pseudonym"],
        "amount_cents": int(answers["amount_cents"]) if answers.get("amount_cents") else None,
        "first_note": int(answers["first_note"]) if answers.get("first_note", "").isdigit() else None,
        "experience_on": date.fromisoformat(answers["experience_day"]),
        "commitments": bool(answers.get("commitments")),
        "draft_id": draft_id,
        "product": _product(answers),
    }
    return http.FileComplaint.model_validate(given)


def _product(answers: Answers) -> dict[str, str] | None:
    found = {name: answers[name] for name in ("lot", "barcode", "expiry_on", "bought_at") if answers.get(name)}
    return found or None


def next_steps(brand_name: str) -> tuple[NextStep, ...]:
    """Who acts now."""
    return (
        NextStep("Nous contrôlons votre texte, d’ordinaire en quelques minutes"),
        NextStep(f"Dès la publication, {brand_name} est prévenue"),
        NextStep("La marque répond, ou vous écrit en privé : vous êtes prévenu"),
        NextStep("Vous notez la réponse : 10 jours pour donner votre avis"),
    )
