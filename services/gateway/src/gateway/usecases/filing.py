"""The filing form: draft answers as pages, and as the command at the end."""

from datetime import date
from typing import Any

from contracts.brands import PublicBrand
from contracts.http import complaints as http
from contracts.http import guidance
from gateway.domain.typed import cents_of, day_of
from gateway.presentation.labels import CATEGORIES, PRODUCT_FIELDS, REGIONS, SUBJECTS
from gateway.presentation.views.filing import (
    Answer,
    AskedField,
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

PURCHASE = ("subject", "bought_on", "extension_ends_on", "repaired")
"""What is asked about a purchase, to tell to whom the complaint goes first."""

ASKED = ("point_of_sale", *http.Product.model_fields)
"""What an addressee may need to know."""

DAYS = ("bought_on", "extension_ends_on")
"""Those of them that are days."""

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


def triage_page(
    outcome: guidance.TriageOutcome, answers: Answers, form: FormState, brand_slug: str | None
) -> TriagePage:
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


def out_of_scope_page(refusal: guidance.TriageRefusal) -> OutOfScopePage:
    """The right door; one that is not open yet has no link."""
    doors = tuple(Door(each.name, each.note or "", each.link) for each in refusal.doors)
    return OutOfScopePage(refusal.why, doors)


def pieces(advised: guidance.Guidance, evidence: tuple[http.EvidenceView, ...], draft_id: str) -> tuple[Piece, ...]:
    """One field per kind of evidence, with the files already there; anything else last."""
    wanted = [(each.code, each.label, each.level, each.help) for each in advised.pieces]
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


def brand_answers(brand: PublicBrand | None, name: str, sector: str) -> Answers:
    """The brand that was named, with its page or to be suggested."""
    if brand is None:
        return {"brand": name, "brand_id": "", "sector": sector}
    return {"brand": brand.name, "brand_id": brand.brand_id, "sector": brand.sector}


def with_brand(answers: Answers, chosen: Answers) -> Answers:
    """The answers with a brand; another brand has other points of sale."""
    if answers.get("brand_id") != chosen["brand_id"]:
        chosen = chosen | {"point_of_sale": ""}
    return answers | chosen


def with_purchase(answers: Answers, told: Answers) -> Answers:
    """The answers with what was told of a purchase; another subject needs other fields."""
    if answers.get("subject") != told["subject"]:
        told = dict.fromkeys(ASKED, "") | {"point_of_sale": answers.get("point_of_sale", "")} | told
    return answers | told


def is_purchase(answers: Answers) -> bool:
    """True where the author bought something, or may have."""
    return answers.get(f"{TRIAGE}purchase", "no") != "no"


def is_advised(answers: Answers) -> bool:
    """True where the author said what was bought, so that there is something to advise."""
    return is_purchase(answers) and answers.get("subject") in SUBJECTS


def addressee_query(answers: Answers) -> guidance.FindAddressee:
    """What is asked about the addressee."""
    # Of what was not bought, or is not known, a network must know the point of sale and nobody anything else.
    subject = answers["subject"] if is_advised(answers) else "service"
    known = {"subject": subject, "brand_id": answers.get("brand_id") or None}
    days = {name: _day(answers, name) for name in DAYS}
    return guidance.FindAddressee.model_validate(known | days | {"repaired": answers.get("repaired") == "yes"})


def asked_fields(addressee: guidance.Addressee) -> tuple[AskedField, ...]:
    """What the addressee needs to know, but for what the purchase's page asked already."""
    return tuple(AskedField(each.code, each.label, each.help) for each in addressee.fields if each.code not in PURCHASE)


def _day(answers: Answers, name: str) -> date | None:
    return day_of(answers[name]) if answers.get(name) else None


def first_missing(answers: Answers) -> str | None:
    """The page of the first answer that is missing."""
    if not triage_answers(answers):
        return "/reclamer"
    return next((page for name, page in NEEDED if not answers.get(name)), None)


def answers_to_check(draft: http.DraftView, brand: PublicBrand | None) -> tuple[tuple[Answer, ...], tuple[Answer, ...]]:
    """What everyone will see, and what stays between the parties."""
    answers = draft.answers
    public = (
        _answer("Marque", answers["brand"], "marque", "brand"),
        *_shop(answers, brand),
        _answer("Sujet", _category(answers["category"]), "marque", "category"),
        _answer("Titre", answers.get("title", ""), "faits", "title"),
        _answer("Les faits", answers["text"], "faits", "text"),
        _answer("Date des faits", answers["experience_on"], "date-et-montant", "experience_on"),
        _answer("Montant en jeu, en euros", answers.get("amount") or "Aucun", "date-et-montant", "amount"),
        _answer("Votre demande", answers["wish"], "souhait", "wish"),
        _answer("Note avant réponse", f"{answers.get('first_note', '')} sur 10", "souhait", "first_note"),
        _answer("Pseudonyme", answers["pseudonym"], "identite", "pseudonym"),
    )
    files = ", ".join(each.name for each in draft.evidence) or "Aucune"
    return public, (_answer("Preuves", files, "preuves", "evidence"), *_purchase(answers), *_region(answers))


def _shop(answers: Answers, brand: PublicBrand | None) -> list[Answer]:
    network = brand.network if brand else ()
    names = [each.name for each in network if each.point_of_sale_id == answers.get("point_of_sale")]
    return [_answer("Point de vente", name, "date-et-montant", "point_of_sale") for name in names]


def _purchase(answers: Answers) -> list[Answer]:
    """What was bought; each answer is changed on the page that asked for it."""
    subject = [
        _answer("Achat", label, "achat", "subject")
        for code, label in SUBJECTS.items()
        if answers.get("subject") == code
    ]
    told = [
        _answer(label, answers[name], "achat" if name in PURCHASE else "date-et-montant", name)
        for name, label in PRODUCT_FIELDS.items()
        if answers.get(name)
    ]
    return subject + told


def _region(answers: Answers) -> list[Answer]:
    """Where the author lives, which not even the brand is told."""
    names = [name for code, name in REGIONS.items() if code == answers.get("region")]
    return [_answer("Région, pour les statistiques seulement", name, "identite", "region") for name in names]


def _answer(label: str, value: str, page: str, field: str) -> Answer:
    return Answer(label, value, f"/reclamer/{page}?retour=verifier", field)


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
        "amount_cents": cents_of(answers["amount"]) if answers.get("amount") else None,
        "first_note": int(answers["first_note"]) if answers.get("first_note", "").isdigit() else None,
        "experience_on": day_of(answers["experience_on"]),
        "region": answers.get("region") or None,
        "commitments": bool(answers.get("commitments")),
        "draft_id": draft_id,
        "product": _product(answers),
    }
    return http.FileComplaint.model_validate(given)


def _product(answers: Answers) -> dict[str, Any] | None:
    typed = {name: answers[name] for name in http.Product.model_fields if answers.get(name)}
    return typed | {name: day_of(typed[name]) for name in DAYS if name in typed} or None


def next_steps(brand_name: str) -> tuple[NextStep, ...]:
    """Who acts now."""
    return (
        NextStep("Nous contrôlons votre texte, d’ordinaire en quelques minutes"),
        NextStep(f"Dès la publication, {brand_name} est prévenue"),
        NextStep("La marque répond, ou vous écrit en privé : vous êtes prévenu"),
        NextStep("Vous notez la réponse : 10 jours pour donner votre avis"),
    )
