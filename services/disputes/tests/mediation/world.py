"""Situations of mediation: a clear case, and what the data say of it."""

from datetime import date, timedelta

from disputes.data import load_mediators, load_rules
from disputes.domain.mediation import (
    ORDINARY,
    Declared,
    Examiner,
    ExcludedField,
    MediationFacts,
    Party,
    Place,
    assess,
)

RULES = load_rules()
MEDIATORS = load_mediators()
ONE = timedelta(days=1)

COMPLAINED_ON = date(2026, 6, 15)
T0 = date(2026, 11, 24)
"""After every wait, before the end of the year."""

MNE = "Médiateur national de l’énergie"
MTV = "Médiation Tourisme et Voyage"
TELECOM = "Médiateur des communications électroniques"
INSURANCE = "La Médiation de l’Assurance"
SNCF = "Médiateur SNCF Voyageurs"
RATP = "Médiateur du groupe RATP"
CM2C = "CM2C"
MEDICYS = "MEDICYS"

CLEAR = {
    "claimant": Party.CONSUMER,
    "against": Party.PROFESSIONAL,
    "contract": True,
    "excluded_field": ExcludedField.NONE,
    "sector": "energy",
    "sub_case": ORDINARY,
    "written": True,
    "complained_on": COMPLAINED_ON,
    "contract_channel_kept": True,
    "examined_by": Examiner.NOBODY,
    "in_court": False,
    "place": Place.METROPOLITAN,
}
"""Nothing stands in the way of the energy mediator."""


def facts(**changes):
    """The clear case, but for what is changed."""
    return MediationFacts(**{**CLEAR, **changes})


def declares(name):
    """A mediator that the brand names."""
    return Declared(name, "conditions de vente", date(2026, 5, 4))


def assessed(today=T0, mediators=MEDIATORS, **changes):
    """The clear case, judged."""
    return assess(facts(**changes), RULES, mediators, today)


def check(assessment, rule, verdict, article, evidence):
    """One rule says this, by this article, because of that, from the data in force."""
    found = assessment.of(rule)
    assert (found.verdict, found.article) == (verdict, article)
    assert evidence in found.evidence
    assert (found.question is not None) == (verdict == "unsure")
    assert (assessment.rules_version, assessment.mediators_version) == ("2026-11-24", "2026-11-22")
