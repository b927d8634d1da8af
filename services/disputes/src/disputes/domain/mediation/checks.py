"""What each rule says of a case: one function per rule, guards first.

Its evidence is read by the consumer and, in the file, by the mediator: it speaks to neither of them.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from disputes.domain.french import in_french
from disputes.domain.mediation.facts import Examiner, ExcludedField, Party
from disputes.domain.mediation.mediators import Accepted
from disputes.domain.mediation.rulings import Matter, Ruling, barred, met, unsure
from disputes.domain.mediation.verdicts import Verdict
from disputes.domain.mediation.windows import Opening


def parties(matter: Matter) -> Ruling:
    """A consumer against a trader."""
    claimant, against = matter.facts.claimant, matter.facts.against
    if against is Party.CONSUMER:
        return barred("La médiation ne juge pas une demande contre un consommateur.")
    if claimant is Party.PROFESSIONAL:
        return barred("La médiation de la consommation ne s’ouvre pas aux professionnels.")
    if claimant is Party.MICRO_ENTERPRISE and not matter.accepts(Accepted.MICRO_ENTERPRISE):
        return _of_the_mediator(matter, "Ce médiateur n’est pas ouvert aux micro-entreprises.")
    if claimant is None or against is None:
        return unsure("claimant" if claimant is None else "against")
    if claimant is Party.MICRO_ENTERPRISE:
        return met("Ce médiateur est aussi ouvert aux micro-entreprises.")
    return met("Un consommateur, face à un professionnel.")


def _of_the_mediator(matter: Matter, evidence: str) -> Ruling:
    """Barred, unless the mediator that would decide is not found yet."""
    return barred(evidence) if matter.finding.mediator else unsure(matter.finding.asks)


def contract(matter: Matter) -> Ruling:
    """A contract with this trader."""
    if matter.facts.contract is None:
        return unsure("contract")
    if matter.facts.contract:
        return met("Un contrat lie le consommateur à ce professionnel.")
    return barred("Sans contrat avec ce professionnel, la réclamation se publie mais ne va pas en médiation.")


EXCLUDED = MappingProxyType(
    {
        ExcludedField.HEALTH: "Les soins ne relèvent pas de la médiation de la consommation.",
        ExcludedField.PUBLIC_HIGHER_EDUCATION: "L’enseignement supérieur public n’en relève pas.",
        ExcludedField.NON_ECONOMIC_PUBLIC_SERVICE: "Un service public non marchand n’en relève pas.",
    }
)
"""Why each field is out."""


def field(matter: Matter) -> Ruling:
    """No field that the law keeps out."""
    excluded = matter.facts.excluded_field
    if excluded is None:
        return unsure("excluded_field")
    if excluded is ExcludedField.NONE:
        return met("La loi n’exclut pas ce domaine.")
    return barred(EXCLUDED[excluded])


def written_complaint(matter: Matter) -> Ruling:
    """A written complaint to the trader came first."""
    facts = matter.facts
    if facts.written is None:
        return unsure("written")
    if not facts.written:
        remedy = "Écrivez au professionnel et gardez une preuve de l’envoi : l’attente part de ce jour."
        return barred("Aucune réclamation écrite n’est encore partie.", remedy)
    if facts.complained_on and facts.complained_on > matter.on:
        evidence = "La réclamation écrite n’est pas encore partie."
        return Ruling(Verdict.NOT_YET, evidence, from_on=facts.complained_on)
    return met(_written_evidence(facts.complained_on))


def _written_evidence(day: date | None) -> str:
    return f"Une réclamation écrite est partie le {in_french(day)}." if day else "Une réclamation écrite est partie."


def contract_channel(matter: Matter) -> Ruling:
    """By the channel that the contract imposes, if any."""
    kept = matter.facts.contract_channel_kept
    if kept is None:
        return unsure("contract_channel_kept")
    if kept:
        return met("La voie du contrat a été suivie, ou il n’en impose aucune.")
    return barred("Le contrat impose une autre voie pour réclamer.", "Réclamez de nouveau, par la voie du contrat.")


def unfounded(matter: Matter) -> Ruling:
    """Neither manifestly unfounded nor abusive: staff may say so, the engine never does."""
    if matter.facts.unfounded:
        return barred("L’équipe de RéclameICI juge la demande manifestement infondée ou abusive.")
    return met("Rien ne le montre ; le médiateur en décide.")


def other_mediator(matter: Matter) -> Ruling:
    """No other mediator examined it."""
    examiner = matter.facts.examined_by
    if examiner is None:
        return unsure("examined_by")
    if examiner is Examiner.NOBODY:
        return met("Aucun autre médiateur n’a examiné le dossier.")
    if examiner is Examiner.MEDIATOR:
        return barred("Un autre médiateur a examiné le dossier, ou l’examine.")
    if matter.accepts(Accepted.AFTER_COMPANY_MEDIATOR):
        return met("Le médiateur de l’entreprise n’empêche pas de saisir celui-ci.")
    return _of_the_mediator(matter, "Le médiateur de l’entreprise a examiné le dossier, ou l’examine.")


def court(matter: Matter) -> Ruling:
    """No court has it."""
    if matter.facts.in_court is None:
        return unsure("in_court")
    if matter.facts.in_court:
        return barred("Un tribunal a été saisi de ce litige.")
    return met("Aucun tribunal n’a été saisi.")


def one_year(matter: Matter) -> Ruling:
    """Within a year of the written complaint; a last day that falls on a holiday is nobody's flat no."""
    if matter.limit is None:
        return _without_a_day(matter, met("Le délai d’un an commence avec la réclamation écrite."))
    last, pushed = matter.limit.on, matter.limit.extended_on
    dated = f"Un an après la réclamation écrite : le {in_french(last)}."
    if matter.on <= last:
        return Ruling(Verdict.ADMISSIBLE, dated, until_on=last, until_extended_on=pushed)
    if matter.on <= pushed:
        evidence = f"{dated} Ce jour étant chômé, le délai peut aller jusqu’au {in_french(pushed)}."
        return Ruling(Verdict.UNSURE, evidence, "mediator_pushes", until_on=last, until_extended_on=pushed)
    return Ruling(Verdict.INADMISSIBLE, f"{dated} Ce jour est passé.", until_on=last, until_extended_on=pushed)


def _without_a_day(matter: Matter, unwritten: Ruling) -> Ruling:
    """What a clock says that nothing has started, or whose start is not known."""
    return unwritten if matter.facts.written is False else unsure("complained_on")


def mediator(matter: Matter) -> Ruling:
    """A mediator is known to be the right one, and the case in its field."""
    finding = matter.finding
    article = matter.search.rules.bases[finding.basis]
    if finding.asks == "mediator_covers":
        doubt = "Nos données ne lui connaissent pas ce secteur."
        return Ruling(Verdict.UNSURE, f"{finding.evidence} {doubt}", finding.asks)
    if finding.asks:
        return Ruling(Verdict.UNSURE, finding.evidence, finding.asks, article=article)
    return Ruling(Verdict.ADMISSIBLE, finding.evidence, article=article)


def wait(matter: Matter) -> Ruling:
    """The time that the mediator leaves the trader is over."""
    if matter.opening is None:
        return _without_a_day(matter, Ruling(Verdict.NOT_YET, "L’attente commence avec la réclamation écrite."))
    return replace(_waited(matter, matter.opening), from_on=matter.opening.sure_on, article=_article_of_wait(matter))


def _article_of_wait(matter: Matter) -> str:
    return matter.finding.mediator.article if matter.finding.mediator else ""


def _waited(matter: Matter, opening: Opening) -> Ruling:
    day = in_french(opening.sure_on)
    if matter.on >= opening.sure_on:
        return met(f"Le médiateur peut être saisi depuis le {day}.")
    evidence = f"Le médiateur peut être saisi à partir du {day} : l’attente finit la veille à minuit."
    if matter.on < opening.possible_on:
        return Ruling(Verdict.NOT_YET, evidence)
    return unsure(_asked_of_wait(matter, opening), evidence)


def _asked_of_wait(matter: Matter, opening: Opening) -> str:
    if matter.finding.asks == "sub_case" or _waits_differ(matter):
        return "sub_case"
    if matter.finding.mediator is None:
        return matter.finding.asks
    return opening.asks or "mediator_wait"


def _waits_differ(matter: Matter) -> bool:
    found = matter.finding.mediator
    return bool(found and found.other_waits) and len(matter.search.sub_cases()) > 1


CHECKS: Mapping[str, Callable[[Matter], Ruling]] = MappingProxyType(
    {
        "parties": parties,
        "contract": contract,
        "field": field,
        "written-complaint": written_complaint,
        "contract-channel": contract_channel,
        "unfounded": unfounded,
        "other-mediator": other_mediator,
        "court": court,
        "one-year": one_year,
        "mediator": mediator,
        "wait": wait,
    }
)
"""By the code of the rule."""
