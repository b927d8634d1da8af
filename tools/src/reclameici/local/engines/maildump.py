"""maildump: catches every mail and shows it; mails stay over a restart."""

import sys
from collections.abc import Mapping
from pathlib import Path

from reclameici.local.managed import Managed
from reclameici.local.ports import HOST, accepts_connections
from reclameici.local.probes import answers_http


class Maildump(Managed):
    """The SMTP server and the mailbox."""

    name = "mail"
    title = "Mailbox"
    port_names = ("smtp", "mailbox")

    def __init__(self, folder: Path, ports: Mapping[str, int]) -> None:
        super().__init__(folder)
        self.smtp_port, self._http_port = ports["smtp"], ports["mailbox"]

    @property
    def url(self) -> str:
        """The mailbox; `/messages/` lists the mails as JSON, `/messages/{id}.source` is one of them."""
        return f"http://{HOST}:{self._http_port}"

    def prepare(self) -> None:
        self._database.parent.mkdir(parents=True, exist_ok=True)

    def command(self) -> list[str]:
        listen = ["--smtp-ip", HOST, "--smtp-port", str(self.smtp_port)]
        serve = ["--http-ip", HOST, "--http-port", str(self._http_port)]
        program = Path(sys.executable).with_name("maildump")
        return [str(program), "--foreground", "--no-quit", "--db", str(self._database), *listen, *serve]

    def is_ready(self) -> bool:
        return answers_http(f"{self.url}/messages/") and accepts_connections(self.smtp_port)

    @property
    def _database(self) -> Path:
        return self.folder / "mail" / "mails.sqlite3"
