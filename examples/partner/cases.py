"""What the partner keeps: its cases in one SQLite file, their documents in a folder beside it.

Records may come twice, and all of them again in a replay: what was done is remembered by a record's id, and a case
whose consent was withdrawn never comes back.
"""

import hashlib
import json
import shutil
import sqlite3
from pathlib import Path
from typing import Any

# What is deleted is overwritten, so that a purge leaves nothing in the file's free pages.
TABLES = """
pragma secure_delete = on;
create table if not exists done (record_id text primary key);
create table if not exists cases (referral_id text primary key, consented_at text not null, fields text not null);
create table if not exists gone (referral_id text primary key, withdrawn_at text not null);
create table if not exists refused (place text primary key, code text not null);
"""


class Cases:
    """The partner's own store."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._documents = folder / "documents"
        self._database = sqlite3.connect(folder / "cases.sqlite", isolation_level=None)
        self._database.executescript(TABLES)

    def is_done(self, record_id: str) -> bool:
        """Whether a record was dealt with."""
        return bool(self._rows("select 1 from done where record_id = ?", record_id))

    def mark_done(self, record_id: str) -> None:
        """Remembers it, once all that follows from it is done."""
        self._rows("insert or ignore into done values (?)", record_id)

    def keep(self, case: dict[str, Any]) -> bool:
        """Keeps a case; false for one whose consent is withdrawn."""
        if self._rows("select 1 from gone where referral_id = ?", case["referral_id"]):
            return False
        fields = json.dumps(case["fields"], ensure_ascii=False)
        self._rows("insert or replace into cases values (?, ?, ?)", case["referral_id"], case["consented_at"], fields)
        return True

    def has_case(self, referral_id: str) -> bool:
        """Whether a case is here, and its consent stands."""
        return bool(self._rows("select 1 from cases where referral_id = ?", referral_id))

    def purge(self, referral_id: str, withdrawn_at: str) -> None:
        """Deletes everything about a case but the fact that it was withdrawn."""
        self._rows("insert or ignore into gone values (?, ?)", referral_id, withdrawn_at)
        self._rows("delete from cases where referral_id = ?", referral_id)
        shutil.rmtree(self._documents / referral_id, ignore_errors=True)

    def note_refused(self, place: str, code: str) -> None:
        """A report of ours was not taken: somebody must look at it."""
        self._rows("insert or replace into refused values (?, ?)", place, code)

    def has_document(self, referral_id: str, sha256: str) -> bool:
        """Whether a document is here: its link opens once, so it is not fetched again."""
        return (self._documents / referral_id / sha256).exists()

    def keep_document(self, referral_id: str, sha256: str, content: bytes) -> bool:
        """Keeps a document under its SHA-256, never under a name from outside; false for one that was altered."""
        if hashlib.sha256(content).hexdigest() != sha256:
            return False
        folder = self._documents / referral_id
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        (folder / sha256).write_bytes(content)
        return True

    def listed(self) -> dict[str, Any]:
        """All cases with their documents, those that are gone, and the reports that were refused."""
        kept = {each: json.loads(fields) for each, fields in self._rows("select referral_id, fields from cases")}
        return {
            "cases": {each: {"fields": fields, "documents": self._names(each)} for each, fields in kept.items()},
            "gone": [each for (each,) in self._rows("select referral_id from gone")],
            "refused": dict(self._rows("select place, code from refused")),
        }

    def _names(self, referral_id: str) -> list[str]:
        return sorted(file.name for file in (self._documents / referral_id).glob("*"))

    def _rows(self, query: str, *values: str) -> list[Any]:
        return self._database.execute(query, values).fetchall()
