"""The program that partners start from, run as a partner of this machine's platform."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from reclameici.local.errors import LocalError
from reclameici.local.secrets import write_private
from reclameici.local.workspace import ROOT

PROGRAM = ROOT / "examples" / "partner" / "partner.py"

FOLDER = "partners"
"""Beside the other data of a platform: what each partner keeps at its own place."""

SECONDS = 60
"""Given to a command that ends by itself."""


class PartnerProgram:
    """One partner's keys, password and cases, with the program that uses them."""

    def __init__(self, platform_folder: Path, slug: str) -> None:
        self._slug = slug
        place = platform_folder / FOLDER / slug
        self._connection, self.folder = place / "connection.json", place / "data"

    @property
    def is_connected(self) -> bool:
        """It was let in: its key and its password are here."""
        return self._connection.exists()

    def make_key(self) -> dict[str, Any]:
        """A new key pair; the public half, a JWK. Raises LocalError."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        public: dict[str, Any] = json.loads(self.call("key"))
        return public

    def call(self, *arguments: str) -> str:
        """What a command that ends by itself prints. Raises LocalError."""
        done = subprocess.run(  # noqa: S603 -- our own program
            self.command(*arguments), env=self.environment, capture_output=True, text=True, timeout=SECONDS, check=False
        )
        if done.returncode:
            raise LocalError(f"The partner's program failed: {done.stderr.strip().splitlines()[-1]}")
        return done.stdout

    def command(self, *arguments: str) -> list[str]:
        """One command of the program, to be run in its environment."""
        return [sys.executable, str(PROGRAM), *arguments]

    def keep_connection(self, bootstrap: str, password: str) -> None:
        """Where and how it enters, readable by its owner only."""
        write_private(self._connection, json.dumps({"bootstrap": bootstrap, "password": password}))

    def become(self, arguments: Sequence[str]) -> None:
        """Replaces this process by the program. Raises LocalError: the partner was never let in."""
        if not self.is_connected:
            raise LocalError(f"{self._slug} is not connected: make run lets in the partners of its demonstration.")
        os.execve(sys.executable, self.command(*arguments), self.environment)  # noqa: S606

    @property
    def environment(self) -> dict[str, str]:
        """Who the partner is, and where and how it enters once it was let in."""
        connection = json.loads(self._connection.read_text()) if self.is_connected else {}
        entered = {f"PARTNER_{name.upper()}": value for name, value in connection.items()}
        own = {"PARTNER_SLUG": self._slug, "PARTNER_FOLDER": str(self.folder), "PARTNER_PROTOCOL": "SASL_PLAINTEXT"}
        return {**os.environ, **own, **entered}
