"""A consent: the exact text that a person agrees to, and what must be ticked.

One unticked box per purpose; a paid partner has two (its price; data for this case only), a special category one more.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from partners.domain.errors import ConsentMissingError, InvalidError, TextChangedError
from partners.domain.partner import FIELD_LABELS, SENSITIVE, Field, Partner

TEXT_VERSION = "2026-11-24"
"""Of the sentences below; each consent keeps the hash of the whole text."""

VALUE_LENGTH = 5000
"""Signs of one field at most."""

VALUES_BYTES = 60_000
"""Bytes of all fields together at most: escaped, encrypted and with its documents, a case fits into one record."""

DOCUMENTS = 20
"""Documents of one referral at most."""


class Box(StrEnum):
    """A box that nobody ticked beforehand."""

    TRANSFER = "transfer"
    PRICE = "price"
    THIS_CASE_ONLY = "this-case-only"
    SENSITIVE = "sensitive"


@dataclass(frozen=True)
class Document:
    """A document that the partner may fetch by a link."""

    id: str
    name: str
    media_type: str
    size: int
    sha256: str
    is_file: bool = False
    """It is the file of the dispute, not a piece of the complaint."""


@dataclass(frozen=True)
class Offer:
    """What would be handed over: the partner, the fields with their values, the documents."""

    partner: Partner
    values: dict[Field, str]
    documents: tuple[Document, ...]


def boxes_of(offer: Offer) -> dict[Box, str]:
    """The sentences beside the boxes, in order."""
    partner = offer.partner
    transfer = f"J’accepte que RéclameICI transmette ce qui est listé ici à ce destinataire\u00a0: {partner.name}."
    boxes = {Box.TRANSFER: transfer}
    if SENSITIVE & offer.values.keys():
        boxes[Box.SENSITIVE] = f"J’accepte que {partner.name} reçoive ce que je dis de mon handicap."
    if partner.paid:
        boxes[Box.PRICE] = f"J’ai lu le prix : {partner.price_text}"
        boxes[Box.THIS_CASE_ONLY] = "Mes données serviront pour ce dossier uniquement."
    return boxes


def text_of(offer: Offer) -> str:
    """The whole text of a consent, canonical: what is hashed and kept for good is what the screen shows, without the
    values. A person's file names are values too: pieces are told by their numbers and what they hold."""
    partner = offer.partner
    fields = ", ".join(FIELD_LABELS[field] for field in sorted(offer.values))
    pieces = ", ".join(f"{each.name} (SHA-256 {each.sha256})" for each in unnamed(offer.documents)) or "aucune"
    lines = [
        f"Accord, version {TEXT_VERSION}",
        f"Destinataire : {partner.name}",
        f"But : {partner.purpose}",
        f"Informations transmises : {fields}",
        f"Pièces transmises : {pieces}",
        f"Prix pour vous : {partner.price_text or 'gratuit'}",
        f"Base légale : {partner.legal_basis}",
        f"Durée de conservation : {partner.duration}",
        "Vous pouvez retirer cet accord à tout moment, aussi simplement que vous l’avez donné.",
        *boxes_of(offer).values(),
    ]
    return "\n".join(lines)


def hash_of(text: str) -> str:
    """SHA-256 of a text, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def screen_hash(offer: Offer) -> str:
    """SHA-256 of a screen: its text, and the values in it. It is compared and never kept: of a telephone number, say, a
    hash is no secret."""
    return hash_of(json.dumps([text_of(offer), sorted(offer.values.items())]))


SUFFIXES = {"application/pdf": ".pdf", "image/jpeg": ".jpg", "image/png": ".png", "image/webp": ".webp"}


def unnamed(documents: Sequence[Document]) -> tuple[Document, ...]:
    """Documents without the names that their owner gave them."""
    return tuple(
        each if each.is_file else replace(each, name=f"piece-{nth}{SUFFIXES.get(each.media_type, '')}")
        for nth, each in enumerate(documents, 1)
    )


def check_offer(offer: Offer) -> Offer:
    """The offer, its values trimmed and the empty ones left out.

    Raises:
        InvalidError: a field that this partner may not receive, documents it does not take, something too long.
    """
    for field in offer.values:
        if field not in offer.partner.fields:
            raise InvalidError(f"{offer.partner.name} ne reçoit pas {FIELD_LABELS[field]}.", field.value)
    if offer.documents and not offer.partner.takes_documents:
        raise InvalidError(f"{offer.partner.name} ne reçoit pas de pièces.", "documents")
    if len(offer.documents) > DOCUMENTS:
        raise InvalidError(f"Transmettez {DOCUMENTS} pièces au plus.", "documents")
    values = {field: value.strip() for field, value in offer.values.items() if value.strip()}
    _check_values(values)
    return Offer(offer.partner, values, offer.documents)


def _check_values(values: Mapping[Field, str]) -> None:
    for field, value in values.items():
        if len(value) > VALUE_LENGTH:
            raise InvalidError(f"Résumez en {VALUE_LENGTH} signes au plus.", field.value)
        if any(sign < " " and sign not in "\n\r\t" for sign in value):
            raise InvalidError("Retirez les signes invisibles\u00a0: tapez ce texte au lieu de le coller.", field.value)
    if sum(len(value.encode()) for value in values.values()) > VALUES_BYTES:
        raise InvalidError("C’est trop long pour être transmis\u00a0: résumez.", "fields")
    if not values:
        raise InvalidError("Choisissez au moins une information à transmettre.", "fields")


def agree(offer: Offer, ticked: frozenset[Box], screen: str) -> str:
    """The text that was agreed to.

    Args: screen: hash of the screen that was read.

    Raises:
        TextChangedError: the person read another text, or other values.
        ConsentMissingError: a box was left unticked.
    """
    if screen_hash(offer) != screen:
        raise TextChangedError
    for box in boxes_of(offer):
        if box not in ticked:
            raise ConsentMissingError("Cochez cette case pour transmettre, ou choisissez de ne pas transmettre.", box)
    return text_of(offer)
