"""French names of the codes that are exchanged with partners, and of what a referral looks like."""

from contracts.exchange import DeclineReason, StepCode
from contracts.http.partners import ReferralStatus
from contracts.vocabulary import FieldCode, PartnerKind
from gateway.presentation.labels import Tag

KINDS: dict[PartnerKind, str] = {
    "switching": "Changer de contrat",
    "lawyers": "Trouver un avocat",
    "association": "Être aidé par une association",
    "federation": "Faire relancer par la fédération du secteur",
    "mediator": "Saisir un médiateur",
}
"""What a kind of partner is for, in the order of the pages."""

FIELDS: dict[FieldCode, str] = {
    "name": "Votre nom",
    "address": "Votre adresse postale",
    "email": "Votre adresse e-mail",
    "phone": "Votre numéro de téléphone",
    "complaint-number": "Numéro de votre réclamation",
    "brand": "Nom de la marque",
    "sector": "Secteur de la marque",
    "other-party": "Nom de l’autre personne",
    "facts": "Récit des faits",
    "request": "Ce que vous demandez",
    "amount": "Montant en jeu",
    "contract-reference": "Référence de votre contrat",
    "accessibility-need": "Votre besoin lié à un handicap",
}
"""In the order of the form."""

FIELD_HINTS: dict[FieldCode, str] = {
    "contract-reference": "Elle figure sur votre facture.",
    "amount": "En euros, par exemple 289.",
    "accessibility-need": "Cette information touche à votre santé\N{NO-BREAK SPACE}: elle demande un accord à part.",
}

DECLINE_REASONS: dict[DeclineReason, str] = {
    "out-of-field": "hors de son domaine",
    "not-admissible": "dossier non recevable",
    "incomplete": "dossier incomplet",
    "conflict-of-interest": "conflit d’intérêts",
    "capacity": "plus de place en ce moment",
    "other": "autre raison",
}

STEPS: dict[StepCode, str] = {
    "contacted-consumer": "Premier contact avec le consommateur",
    "contacted-brand": "Prise de contact avec la marque",
    "studied": "Dossier étudié",
    "letter-sent": "Courrier envoyé",
    "hearing": "Rendez-vous ou audience",
    "agreement-proposed": "Accord proposé",
}

STATUSES: dict[ReferralStatus, Tag] = {
    "consented": Tag("Envoi en cours", "clock", "warn"),
    "handed-over": Tag("Transmis", "mail-open", "info"),
    "acknowledged": Tag("Réception confirmée", "mail-open", "info"),
    "accepted": Tag("Accepté", "handshake", "ok"),
    "declined": Tag("Décliné", "circle-x", "neutral"),
    "closed": Tag("Terminé", "check", "ok"),
}

WITHDRAWN = Tag("Accord retiré", "rotate-ccw", "neutral")
"""Whatever the status was."""
