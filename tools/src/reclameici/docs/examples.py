"""First examples of a message: every field, and the required ones alone. Once written they are edited by hand."""

import json
from pathlib import Path
from typing import Any

from contracts.message import Message
from reclameici.docs.goldens import Schema, schema_of
from reclameici.local.workspace import ROOT

EXAMPLES = ROOT / "libs" / "contracts" / "examples"

FULL, REQUIRED = "full", "required"

VALUES: dict[str, Any] = {
    "aggregate_id": "6fa2a8a8-4d0c-5b7e-9c1d-2f3a4b5c6d7e",
    "account_id": "019a4c1e-6d01-7a10-8f3e-1b2c3d4e5f60",
    "amount_cents": 14990,
    "author_id": "019a4c1e-6d01-7a10-8f3e-1b2c3d4e5f61",
    "brand_id": "019a4c1e-6d01-7a10-8f3e-1b2c3d4e5f62",
    "category": "billing",
    "cap_cents": 50000,
    "city": "Rennes",
    "comment": "Remboursée en deux jours.",
    "complaint_id": "019a4c1e-6d01-7a10-8f3e-1b2c3d4e5f63",
    "complaints": 42,
    "consent_hash": "5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef",
    "control": "automatic",
    "description": "Fournisseur d’accès à internet.",
    "dispute_id": "019a4c1e-6d01-7a10-8f3e-1b2c3d4e5f6a",
    "documents": [
        {
            "name": "facture.jpg",
            "media_type": "image/jpeg",
            "size": 48213,
            "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
            "url": "https://reclameici.example/partenaires/pieces/J7fLwq2bXk0",
            "expires_at": "2026-11-09T09:30:00Z",
        }
    ],
    "email": "service.clients@tramontel.example",
    "evidence_id": "019a4c1e-6d01-7a10-8f3e-1b2c3d4e5f64",
    "experience_on": "2026-10-12",
    "fields": {"name": "Camille Roux", "email": "camille@courriel.example"},
    "findings": ["person-name"],
    "first": True,
    "first_note": 2,
    "fixed_cents": 0,
    "formula": "v1",
    "from_brand_id": "019a4c1e-6d01-7a10-8f3e-1b2c3d4e5f65",
    "ground": "insult",
    "high": "7.4",
    "legal_name": "Tramontel SAS",
    "low": "5.9",
    "mean_note": "6.8",
    "median_response_days": "3",
    "mediator": "Médiateur des communications électroniques",
    "message_id": "019a4c1e-6d01-7a10-8f3e-1b2c3d4e5f66",
    "month": "2026-11",
    "name": "Tramontel",
    "note": 8,
    "notes": [0, 0, 1, 0, 2, 3, 4, 5, 6, 3, 2],
    "obtained_cents": 12000,
    "number": "R-2026-004812",
    "partner": "selectra",
    "provider": "selectra",
    "quote_id": "019a4c1e-6d01-7a10-8f3e-1b2c3d4e5f6c",
    "phone": "+33 2 99 00 00 00",
    "point_of_sale_id": "019a4c1e-6d01-7a10-8f3e-1b2c3d4e5f67",
    "promise_due_on": "2026-11-20",
    "pseudonym": "Camille R.",
    "rate_until": "2026-11-12T23:00:00Z",
    "receipt_id": "019a4c1e-6d01-7a10-8f3e-1b2c3d4e5f68",
    "referral_id": "019a4c1e-6d01-7a10-8f3e-1b2c3d4e5f6b",
    "region": "53",
    "response_days": 15,
    "response_id": "019a4c1e-6d01-7a10-8f3e-1b2c3d4e5f69",
    "score": "6.7",
    "sector": "telecom",
    "siren": "732829320",
    "siret": "73282932000074",
    "slug": "tramontel",
    "status": "published",
    "success_basis_points": 1000,
    "subject_id": "019a4c1e-6d01-7a10-8f3e-1b2c3d4e5f62",
    "text": "Deux prélèvements pour la même facture, malgré trois appels.",
    "title": "Facture prélevée deux fois",
    "to_brand_id": "019a4c1e-6d01-7a10-8f3e-1b2c3d4e5f65",
    "vat_basis_points": 2000,
    "version": 3,
    "website": "https://www.tramontel.example",
    "wish": "Le remboursement du second prélèvement",
}
"""What fields of these names hold in every example."""

KINDS: dict[str, Any] = {
    "date-time": "2026-11-02T09:30:00Z",
    "date": "2026-11-02",
    "integer": 1,
    "boolean": True,
    "string": "…",
}


def path_of(model: type[Message], which: str) -> Path:
    """Where an example of a message stands."""
    return EXAMPLES / f"{model.type}.{which}.json"


def example_of(model: type[Message], which: str) -> str:
    """A first example, as its file holds it."""
    return json.dumps(example_data(schema_of(model), which), indent=2, ensure_ascii=False) + "\n"


def example_data(schema: Schema, which: str) -> dict[str, Any]:
    """Data that a schema describes."""
    return _object(schema, schema.get("$defs", {}), which)


def _object(schema: Schema, parts: Schema, which: str) -> dict[str, Any]:
    wanted = schema["properties"] if which == FULL else schema.get("required", [])
    return {name: _value(name, schema["properties"][name], parts, which) for name in wanted}


def _value(name: str, schema: Schema, parts: Schema, which: str) -> Any:
    if name in VALUES and VALUES[name] in schema.get("enum", [VALUES[name]]):
        return VALUES[name]
    if "$ref" in schema:
        return _object(parts[schema["$ref"].rpartition("/")[2]], parts, which)
    if "anyOf" in schema:
        return _value(name, schema["anyOf"][0], parts, which)
    if "enum" in schema:
        return schema["enum"][0]
    if schema["type"] == "array":
        return [_value(name, schema["items"], parts, which)]
    return KINDS[str(schema.get("format", schema["type"]))]
