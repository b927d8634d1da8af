"""French names of the codes that services exchange: one place each, for pages, filters and the API's documentation."""

from dataclasses import dataclass
from typing import Literal

from contracts.vocabulary import (
    Category,
    ComplaintStatus,
    Control,
    DisputeGround,
    DisputeOutcome,
    MembershipRole,
    ModerationGround,
    Region,
    ResponseKind,
    Sector,
    Subject,
)
from gateway.presentation.charts import Band

SECTORS: dict[Sector, str] = {
    "air": "Transport aérien",
    "banking": "Banque",
    "building-works": "Travaux et rénovation",
    "car-repair": "Réparation auto et moto",
    "car-sale": "Vente automobile",
    "coach": "Autocar",
    "craft": "Artisans et dépannage",
    "e-commerce": "Commerce en ligne",
    "electronics": "Électronique et électroménager",
    "energy": "Énergie",
    "fitness": "Sport et remise en forme",
    "food": "Alimentation",
    "furniture": "Meubles et décoration",
    "hotel": "Hôtellerie",
    "insurance": "Assurance",
    "notary": "Notaires",
    "parcel": "Colis et livraison",
    "platform": "Plateforme RéclameICI",
    "rail": "Transport ferroviaire",
    "real-estate": "Immobilier",
    "retail": "Grande distribution",
    "subscription-press": "Presse et abonnements",
    "telecom": "Télécoms et internet",
    "urban-transport": "Transports urbains",
    "water": "Eau",
}

SUBJECTS: dict[Subject, str] = {
    "goods": "Un objet",
    "food": "De la nourriture ou une boisson",
    "service": "Un service ou un abonnement",
    "package-travel": "Un voyage à forfait",
}

PRODUCT_FIELDS = {
    "product_name": "Produit",
    "lot": "Numéro de lot",
    "barcode": "Code-barres",
    "expiry_on": "Date limite",
    "bought_at": "Lieu de l’achat",
    "bought_on": "Date de l’achat ou de la livraison",
    "extension_ends_on": "Fin de l’extension de garantie",
}
"""Fields of a complaint's product."""

CATEGORIES: dict[Category, str] = {
    "accessibility": "Accessibilité",
    "advertising": "Publicité ou prix annoncé",
    "billing": "Facturation",
    "booking": "Réservation",
    "contract": "Contrat",
    "delay": "Retard",
    "delivery": "Livraison",
    "no-purchase": "Sans achat",
    "purchase-defect": "Produit défectueux ou non conforme",
    "refund": "Remboursement",
    "service-quality": "Qualité du service",
    "termination": "Résiliation",
    "warranty": "Garantie",
}

REGIONS: dict[Region, str] = {
    "84": "Auvergne-Rhône-Alpes",
    "27": "Bourgogne-Franche-Comté",
    "53": "Bretagne",
    "24": "Centre-Val de Loire",
    "94": "Corse",
    "44": "Grand Est",
    "01": "Guadeloupe",
    "03": "Guyane",
    "32": "Hauts-de-France",
    "11": "Île-de-France",
    "04": "La Réunion",
    "02": "Martinique",
    "06": "Mayotte",
    "28": "Normandie",
    "75": "Nouvelle-Aquitaine",
    "76": "Occitanie",
    "52": "Pays de la Loire",
    "93": "Provence-Alpes-Côte d’Azur",
}
"""In the order of their names."""

CONTROLS: dict[Control, str] = {
    "automatic": "automatique",
    "automatic-masked": "automatique, avec masquage",
    "moderator": "par un modérateur",
    "moderator-masked": "par un modérateur, avec masquage",
}

RESPONSE_KINDS: dict[ResponseKind, str] = {
    "proposal": "Proposition",
    "refusal": "Refus motivé",
    "not-concerned": "Non concernée",
}

DISPUTE_GROUNDS: dict[DisputeGround, str] = {
    "no-response": "la marque n’a pas répondu dans son délai",
    "dissatisfied": "la réponse de la marque ne convenait pas",
    "broken-promise": "la marque n’a pas tenu sa promesse",
}

DISPUTE_OUTCOMES: dict[DisputeOutcome, str] = {
    "settled": "L’accord proposé par la marque a été accepté.",
    "mediated": "La médiation a abouti à un accord.",
    "unresolved": "Le litige a pris fin sans accord.",
    "inadmissible": "Aucun médiateur ne pouvait s’en saisir. Ce litige ne compte pas dans le score.",
    "withdrawn": "Le litige a été retiré. Il ne compte pas dans le score.",
}

GROUNDS: dict[ModerationGround, str] = {
    "insult": "Propos injurieux",
    "hate": "Propos haineux ou discriminatoires",
    "threat": "Menace",
    "crime-accusation": "Accusation d’une infraction pénale",
    "personal-data": "Données personnelles",
    "not-an-experience": "Pas d’expérience de consommation",
    "out-of-scope": "Hors du champ de RéclameICI",
    "duplicate": "Doublon",
    "false": "Faits inexacts",
    "advertising": "Publicité",
    "brand-refused": "Marque non admise",
    "other": "Autre motif",
}

MEMBERSHIP_ROLES: dict[MembershipRole, str] = {"owner": "Responsable", "agent": "Agent"}

BANDS: dict[Band, str] = {
    "very-low": "Très faible",
    "low": "Faible",
    "fair": "Moyen",
    "good": "Bon",
    "very-good": "Très bon",
}

Standing = Literal[
    "checking",
    "published",
    "read",
    "answered",
    "rating-awaited",
    "solved",
    "unsolved",
    "presumed",
    "disputed",
    "settled",
    "mediated",
    "unresolved",
    "suspended",
    "removed",
    "withdrawn",
    "refused",
]
"""Where a complaint stands, as a reader is told."""

Tone = Literal["neutral", "info", "warn", "ok", "err", "presumed"]


@dataclass(frozen=True)
class Tag:
    """A status as shown: words and an icon carry it, the tone repeats it."""

    label: str
    icon: str
    tone: Tone


STANDINGS: dict[Standing, Tag] = {
    "checking": Tag("En contrôle", "clock", "warn"),
    "published": Tag("Publiée", "message-circle", "neutral"),
    "read": Tag("Lue", "mail-open", "info"),
    "answered": Tag("Réponse reçue", "reply", "info"),
    "rating-awaited": Tag("Avis attendu", "clock", "warn"),
    "solved": Tag("Réglée", "check", "ok"),
    "unsolved": Tag("Non réglée", "circle-x", "err"),
    "presumed": Tag("Satisfaction présumée", "info", "presumed"),
    "disputed": Tag("En litige", "scale", "warn"),
    "settled": Tag("Litige réglé", "check", "ok"),
    "mediated": Tag("Litige résolu par médiation", "scale", "ok"),
    "unresolved": Tag("Litige clos sans accord", "circle-x", "err"),
    "suspended": Tag("Suspendue", "eye-off", "warn"),
    "removed": Tag("Retirée", "trash-2", "err"),
    "withdrawn": Tag("Retirée par son auteur", "rotate-ccw", "neutral"),
    "refused": Tag("Non publiée", "circle-x", "err"),
}

STATUS_FILTERS = (
    ("", "Toutes"),
    ("answered", "Avec réponse"),
    ("unanswered", "Sans réponse"),
    ("solved", "Réglées"),
    ("unsolved", "Non réglées"),
    ("disputed", "En litige"),
)
"""What a list of complaints can be narrowed to: `?etat=answered`."""

_STANDING_OF: dict[ComplaintStatus, Standing] = {
    "filed": "checking",
    "held": "checking",
    "cleared": "checking",
    "published": "published",
    "answered": "answered",
    "presumed": "presumed",
    "suspended": "suspended",
    "refused": "refused",
    "removed": "removed",
    "withdrawn": "withdrawn",
}


def standing_of(status: ComplaintStatus, *, read: bool = False, solved: bool | None = None) -> Standing:
    """What to tell of a complaint: a published one may have been read, a rated one is solved or not."""
    if status == "rated":
        return "solved" if solved else "unsolved"
    if status == "published" and read:
        return "read"
    return _STANDING_OF[status]


def band_words(low: Band, high: Band) -> str:
    """« Moyen à bon »: an interval across bands names both ends."""
    return BANDS[low] if low == high else f"{BANDS[low]} à {BANDS[high].lower()}"
