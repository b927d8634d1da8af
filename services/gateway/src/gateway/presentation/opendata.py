"""Open data as files: the data dictionary, and cells as CSV and JSON whose names are the dictionary's."""

import csv
import io
import json
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from contracts.partners import PublicAggregate
from gateway.presentation.labels import CATEGORIES, REGIONS, SECTORS

LICENCE = "Licence Ouverte 2.0 (Etalab)"

OTHERS = "Vide pour les autres, ou pour tous."

DELAYS = {
    "0-2": "2 jours au plus",
    "3-7": "de 3 à 7 jours",
    "8-15": "de 8 à 15 jours",
    "16-30": "de 16 à 30 jours",
    "over-30": "plus de 30 jours",
}


@dataclass(frozen=True)
class DictionaryField:
    """One column of the files."""

    name: str
    kind: str
    """What its values are, in French."""
    meaning: str
    values: Mapping[str, str] = field(default_factory=dict)
    """Codes with their French labels."""


DICTIONARY = (
    DictionaryField("month", "mois, AAAA-MM", "Mois de la première publication, à l’heure de Paris."),
    DictionaryField("sector", "code", f"Secteur de la marque. {OTHERS}", cast("Mapping[str, str]", SECTORS)),
    DictionaryField("category", "code", f"Sujet de la réclamation. {OTHERS}", cast("Mapping[str, str]", CATEGORIES)),
    DictionaryField(
        "region",
        "code Insee",
        f"Région où vit l’auteur, s’il l’a dite. {OTHERS}",
        cast("Mapping[str, str]", REGIONS),
    ),
    DictionaryField("complaints", "nombre", "Réclamations de la ligne, 10 au moins."),
    DictionaryField("answered", "nombre", "Celles qui ont une réponse publique de la marque."),
    DictionaryField(
        "median_days",
        "tranche",
        "Délai médian de la première réponse, en jours. Vide sous 10 réponses, et quand la région est dite.",
        DELAYS,
    ),
    DictionaryField("open", "nombre", "Sans avis de l’auteur au moment où le mois a été figé."),
    DictionaryField("solved", "nombre", "Réglées, selon l’auteur."),
    DictionaryField("unsolved", "nombre", "Non réglées, selon l’auteur."),
    DictionaryField("presumed", "nombre", "Satisfaction présumée\u00a0: l’auteur n’a rien dit dans les 10 jours."),
    DictionaryField("disputed", "nombre", "Passées en litige, en cours ou terminé."),
    DictionaryField("rules", "code", "Version des seuils de publication."),
    DictionaryField("frozen_at", "instant UTC, ISO 8601", "Quand le mois a été figé\u00a0: il ne change plus."),
    DictionaryField("aggregate_id", "identifiant", "Identifiant de la ligne, toujours le même."),
)

COLUMNS = tuple(each.name for each in DICTIONARY)


async def to_csv(cells: AsyncIterator[PublicAggregate]) -> AsyncIterator[str]:
    """Lines of CSV, header first (RFC 4180)."""
    yield _line(COLUMNS)
    async for cell in cells:
        yield _line(_record(cell).values())


async def to_json(cells: AsyncIterator[PublicAggregate]) -> AsyncIterator[str]:
    """Pieces of one JSON array."""
    opening = "[\n"
    async for cell in cells:
        yield opening + json.dumps(_record(cell), ensure_ascii=False)
        opening = ",\n"
    yield "[]\n" if opening == "[\n" else "\n]\n"


def dictionary() -> dict[str, Any]:
    """The data dictionary for programs."""
    fields = [
        {"name": each.name, "type": each.kind, "meaning": each.meaning, "values": dict(each.values)}
        for each in DICTIONARY
    ]
    return {"licence": LICENCE, "fields": fields}


def _record(cell: PublicAggregate) -> dict[str, Any]:
    values = cell.model_dump(mode="json")
    return {name: values[name] for name in COLUMNS}


def _line(values: Any) -> str:
    written = io.StringIO()
    csv.writer(written).writerow(values)
    return written.getvalue()
