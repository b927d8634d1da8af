"""An OpenAPI document as a page."""

import json
from typing import Any

from gateway.presentation.views.api import ApiDocsPage, Operation

GROUPS = {
    "accounts": "Comptes",
    "brands": "Marques",
    "complaints": "Réclamations",
    "disputes": "Litiges",
    "partners": "Partenaires",
    "quotes": "Devis",
    "receipts": "Accusés",
    "moderation": "Modération",
    "open-data": "Données ouvertes",
}


def docs_page(document: dict[str, Any], site: str) -> ApiDocsPage:
    """Operations by group, in the order of the document."""
    operations = [
        _operation(document, site, method, path, described)
        for path, methods in document["paths"].items()
        for method, described in methods.items()
    ]
    groups = tuple((label, tuple(each for tag, each in operations if tag == code)) for code, label in GROUPS.items())
    return ApiDocsPage(groups)


def _operation(
    document: dict[str, Any], site: str, method: str, path: str, described: dict[str, Any]
) -> tuple[str, Operation]:
    media = described.get("requestBody", {}).get("content", {})
    body = _example(document, media["application/json"]["schema"]) if "application/json" in media else None
    shown = Operation(
        id=described["operationId"],
        method=method.upper(),
        path=path,
        title=described["summary"],
        request=_curl(site, method, path, body, is_upload="multipart/form-data" in media),
        statuses=tuple(described["responses"]),
    )
    return described["tags"][0], shown


def _curl(site: str, method: str, path: str, body: Any, *, is_upload: bool) -> str:
    lines = [f"curl {site}{path}"]
    if method == "post":
        lines += ["-H 'Idempotency-Key: 0199f2a0-7c00-7000-8000-000000000001'"]
    if not path.startswith("/api/v1/accounts") and not path.endswith("/sessions"):
        lines += ["-H 'Authorization: Bearer VOTRE_JETON'"]
    if is_upload:
        lines += ["-F kind=invoice -F file=@facture.pdf"]
    if body is not None:
        lines += ["-H 'Content-Type: application/json'", f"-d '{json.dumps(body, ensure_ascii=False)}'"]
    return " \\\n  ".join(lines)


def _example(document: dict[str, Any], schema: dict[str, Any]) -> Any:
    """A value of a schema: its own example, else the simplest one."""
    schema = _resolved(document, schema)
    if schema.get("examples"):
        return schema["examples"][0]
    if "default" in schema and schema["default"] is not None:
        return schema["default"]
    if "anyOf" in schema:
        return _example(document, schema["anyOf"][0])
    if schema.get("enum"):
        return schema["enum"][0]
    if schema.get("type") == "object":
        needed = schema.get("required", [])
        return {name: _example(document, each) for name, each in schema.get("properties", {}).items() if name in needed}
    simple = {"integer": 8, "boolean": True, "array": [], "number": 1}
    return simple.get(schema.get("type", ""), "2026-11-02" if schema.get("format") == "date" else "…")


def _resolved(document: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    if "$ref" not in schema:
        return schema
    found: dict[str, Any] = document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    return found
