"""The questions about mediation, one a page: words, answers, and where each is asked."""

from dataclasses import dataclass, replace
from typing import Literal

from contracts.http.mediation import MediationFacts
from gateway.presentation.views.form import Option

Kind = Literal["choice", "day", "text", "amount"]

UNKNOWN = Option("", "Je ne sais pas")
YES_NO = (Option("yes", "Oui"), Option("no", "Non"))


@dataclass(frozen=True)
class Question:
    """One question: the field it fills, its words, its answers."""

    field: str
    words: str
    kind: Kind
    options: tuple[Option, ...] = ()
    hint: str | None = None
    sectors: tuple[str, ...] = ()
    """Asked for these sectors only; empty: for all."""
    after_yes_to: str = ""
    """Field of the question that must have been answered with yes before this one is asked."""

    @property
    def answers(self) -> tuple[Option, ...]:
        """The options, and the way back to none: a chosen radio button cannot be left."""
        return (*self.options, UNKNOWN)


QUESTIONS = (
    Question(
        "contract",
        "Avez-vous acheté, commandé ou réservé quelque chose chez ce professionnel ?",
        "choice",
        YES_NO,
    ),
    Question(
        "excluded_field",
        "Votre demande porte-t-elle sur l’un de ces domaines ?",
        "choice",
        (
            Option("none", "Aucun de ceux-ci"),
            Option("health", "Des soins"),
            Option("public-higher-education", "L’enseignement supérieur public"),
            Option("non-economic-public-service", "Un service public non marchand"),
        ),
    ),
    Question(
        "written",
        "Avez-vous réclamé par écrit auprès du professionnel ?",
        "choice",
        YES_NO,
        "Une lettre, un e-mail ou son formulaire. Une réclamation publiée ici ne suffit pas.",
    ),
    Question("complained_on", "Quel jour avez-vous envoyé cette première réclamation écrite ?", "day"),
    Question(
        "contract_channel_kept",
        "Avez-vous suivi la voie que le contrat impose pour réclamer ?",
        "choice",
        YES_NO,
        "Répondez oui si le contrat n’en impose aucune.",
    ),
    Question(
        "refused",
        "Le professionnel a-t-il refusé votre demande par écrit ?",
        "choice",
        YES_NO,
        "Répondez non s’il n’a pas répondu, ou s’il a répondu autre chose qu’un refus.",
    ),
    Question("answered_on", "Quel jour le professionnel a-t-il refusé votre demande ?", "day", after_yes_to="refused"),
    Question(
        "examined_by",
        "Un autre médiateur a-t-il examiné votre dossier, ou l’examine-t-il ?",
        "choice",
        (
            Option("nobody", "Non"),
            Option("company-mediator", "Oui, le médiateur de l’entreprise"),
            Option("mediator", "Oui, un autre médiateur"),
        ),
    ),
    Question("in_court", "Un tribunal a-t-il été saisi de ce litige ?", "choice", YES_NO),
    Question(
        "sub_case",
        "Votre litige porte-t-il sur l’un de ces cas ?",
        "choice",
        sectors=("rail", "urban-transport", "banking"),
    ),
    Question(
        "ec261",
        "S’agit-il d’un vol européen retardé, annulé ou d’un refus d’embarquement\u202f?",
        "choice",
        YES_NO,
        "Un vol au départ de l’Union européenne, ou vers elle avec une compagnie européenne.",
        sectors=("air",),
    ),
    Question(
        "declared",
        "Quel médiateur la marque indique-t-elle ?",
        "text",
        hint="Sur son site, ses conditions de vente ou ses factures. Laissez vide si vous ne savez pas.",
    ),
    Question("amount_cents", "Quel montant est en jeu, en euros ?", "amount", hint="Par exemple 289. Facultatif."),
    Question(
        "place",
        "Où habitez-vous ?",
        "choice",
        (
            Option("metropolitan", "En métropole, hors Alsace et Moselle"),
            Option("alsace-moselle", "En Alsace ou en Moselle"),
            Option("guadeloupe", "En Guadeloupe"),
            Option("martinique", "En Martinique"),
            Option("guiana", "En Guyane"),
            Option("reunion", "À La Réunion"),
            Option("mayotte", "À Mayotte"),
            Option("saint-barthelemy", "À Saint-Barthélemy"),
            Option("saint-martin", "À Saint-Martin"),
            Option("saint-pierre-and-miquelon", "À Saint-Pierre-et-Miquelon"),
            Option("wallis-and-futuna", "À Wallis-et-Futuna"),
            Option("french-polynesia", "En Polynésie française"),
            Option("new-caledonia", "En Nouvelle-Calédonie"),
        ),
        "Les jours fériés n’y sont pas les mêmes : cela change le dernier jour d’un délai.",
    ),
)
"""In the order in which they are asked."""


ORDINARY = Option("ordinary", "Aucun de ceux-ci")
FINE = Option("fine", "Une amende ou un procès-verbal")
SUB_CASES = {
    "rail": (
        ORDINARY,
        FINE,
        Option("eurostar", "Un trajet Eurostar"),
        Option("cf-corse", "Un trajet des Chemins de fer de la Corse"),
    ),
    "urban-transport": (ORDINARY, FINE),
    "banking": (ORDINARY, Option("investment", "Un placement : actions, obligations, fonds")),
}
"""Cases within a sector that have a wait or a mediator of their own."""


def still_asked(questions: tuple[Question, ...], facts: MediationFacts) -> tuple[Question, ...]:
    """Those of them whose turn comes, one a page, after what was answered so far."""
    return tuple(each for each in questions if not each.after_yes_to or getattr(facts, each.after_yes_to))


def questions_for(sector: str | None) -> tuple[Question, ...]:
    """Those that a case of this sector needs."""
    asked = (each for each in QUESTIONS if not each.sectors or sector in each.sectors)
    return tuple(
        replace(each, options=SUB_CASES[sector]) if each.field == "sub_case" and sector else each for each in asked
    )
