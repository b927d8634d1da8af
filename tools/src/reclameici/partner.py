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

CONNECTION = "connection.json"

SECONDS = 60
"""Given to a command that ends by itself."""


class PartnerProgram:
    """One partner's keys, password and cases, with the program that uses them."""

    def __init__(self, platform_folder: Path, slug: str) -> None:
        self._slug, self._folder = slug, platform_folder / FOLDER / slug

    @property
    def is_connected(self) -> bool:
        """It was let in: its key and its password are here."""
        return (self._folder / CONNECTION).exists()

    def make_key(self) -> dict[str, Any]:
        """A new key pair; the public half, a JWK. Raises LocalError."""
        public: dict[str, Any] = json.loads(self.call("key"))
        return public

    def call(self, *arguments: str) -> str:
        """What a command that ends by itself prints. Raises LocalError."""
        command = [sys.executable, str(PROGRAM), *arguments]
        done = subprocess.run(  # noqa: S603 -- our own program
            command, env=self._environment(), capture_output=True, text=True, timeout=SECONDS, check=False
        )
        if done.returncode:
            raise LocalError(f"The partner's program failed: {done.stderr.strip().splitlines()[-1]}")
        return done.stdout

    def keep_connection(self, bootstrap: str, password: str) -> None:
        """Where and how it enters, readable by its owner only."""
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        write_private(self._folder / CONNECTION, json.dumps({"bootstrap": bootstrap, "password": password}))

    def become(self, arguments: Sequence[str]) -> None:
        """Replaces this process by the program. Raises LocalError: the partner was never let in."""
        if not self.is_connected:
            raise LocalError(f"{self._slug} is not connected: make run lets in the partners of its demonstration.")
        os.execve(sys.executable, [sys.executable, str(PROGRAM), *arguments], self._environment())  # noqa: S606

    def _environment(self) -> dict[str, str]:
        connection = json.loads((self._folder / CONNECTION).read_text()) if self.is_connected else {}
        entered = {f"PARTNER_{name.upper()}": value for name, value in connection.items()}
        own = {"PARTNER_SLUG": self._slug, "PARTNER_FOLDER": str(self._folder), "PARTNER_PROTOCOL": "SASL_PLAINTEXT"}
        return {**os.environ, **own, **entered}
