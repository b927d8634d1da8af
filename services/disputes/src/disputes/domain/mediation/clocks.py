"""The dated clocks of a case, to be scheduled and drawn: each with its last day and its reminders."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from disputes.domain.mediation.calendar import Place, add_working_days
from disputes.domain.mediation.facts import MediationFacts
from disputes.domain.mediation.rules import MediationRules
from disputes.domain.mediation.verdicts import Assessment
from disputes.domain.mediation.windows import complaint_day


class ClockKind(StrEnum):
    """Stable names: deadlines are stored under them."""

    WRITTEN_COMPLAINT = "written-complaint"
    EARLIEST_MEDIATION = "earliest-mediation"
    ONE_YEAR_LIMIT = "one-year-limit"
    REJECTION = "rejection"
    OUTCOME = "outcome"
    TRADER_ANSWER = "trader-answer"


@dataclass(frozen=True, slots=True)
class Clock:
    """One date of the case."""

    kind: ClockKind
    due_on: date
    label: str
    explanation: str
    article: str
    reminders_on: tuple[date, ...] = ()
    is_told: bool = False
    """The author hears of it on its own day too: there is something that they can do."""

    @property
    def moments(self) -> tuple[date, ...]:
        """The days on which the author hears of it."""
        return (*self.reminders_on, self.due_on) if self.is_told else self.reminders_on


def clocks(facts: MediationFacts, assessment: Assessment, rules: MediationRules) -> tuple[Clock, ...]:
    """The clocks that the facts have started, the soonest first."""
    found = (*_before(facts, assessment), *_after(facts, rules))
    return tuple(sorted(found, key=lambda clock: clock.due_on))


def _before(facts: MediationFacts, assessment: Assessment) -> tuple[Clock, ...]:
    """Those of the written complaint; where no mediator may take the case, only its day is left."""
    start, earliest, latest = complaint_day(facts), assessment.earliest_on, assessment.latest_on
    if start is None or earliest is None or latest is None:
        return ()
    written = Clock(
        ClockKind.WRITTEN_COMPLAINT,
        start,
        "Votre réclamation écrite",
        "Les délais partent de ce jour, non compris.",
        assessment.of("written-complaint").article,
    )
    if assessment.is_barred:
        return (written,)
    is_to_do = facts.sent_on is None
    return (
        written,
        Clock(
            ClockKind.EARLIEST_MEDIATION,
            earliest,
            "Vous pouvez saisir le médiateur",
            "L’attente qu’il demande finit la veille à minuit.",
            assessment.of("wait").article,
            is_told=is_to_do,
        ),
        Clock(
            ClockKind.ONE_YEAR_LIMIT,
            latest,
            "Dernier jour pour saisir le médiateur",
            "Un an après votre réclamation écrite. N’attendez pas un éventuel report au jour ouvrable suivant.",
            assessment.of("one-year").article,
            assessment.reminders_on if is_to_do else (),
            is_told=is_to_do,
        ),
    )


def _after(facts: MediationFacts, rules: MediationRules) -> tuple[Clock, ...]:
    """Those of the mediator."""
    rejection = _clock_of(
        rules,
        ClockKind.REJECTION,
        facts.sent_on,
        "Rejet éventuel par le médiateur",
        "Il a trois semaines après la réception du dossier pour vous dire s’il le refuse.",
        is_told=facts.notified_on is None,
    )
    outcome = _clock_of(
        rules,
        ClockKind.OUTCOME,
        facts.notified_on,
        "Résultat de la médiation",
        "90 jours après l’avis de saisine ; le médiateur peut prolonger ce délai si le litige est complexe.",
        is_told=True,
    )
    return tuple(each for each in (rejection, outcome, _trader_answer(facts, rules)) if each)


def _clock_of(
    rules: MediationRules, kind: ClockKind, start: date | None, label: str, explanation: str, *, is_told: bool
) -> Clock | None:
    duration = rules.duration(kind, start) if start else None
    if start is None or duration is None:
        return None
    return Clock(kind, duration.span.after(start), label, explanation, duration.article, is_told=is_told)


def _trader_answer(facts: MediationFacts, rules: MediationRules) -> Clock | None:
    duration = rules.duration(ClockKind.TRADER_ANSWER, facts.notified_on) if facts.notified_on else None
    if facts.notified_on is None or duration is None:
        return None
    return Clock(
        ClockKind.TRADER_ANSWER,
        add_working_days(facts.notified_on, duration.span.days, facts.place or Place.METROPOLITAN),
        "Réponse du professionnel au médiateur",
        "20 jours ouvrables, 30 si le litige est complexe.",
        duration.article,
    )
