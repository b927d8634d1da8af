"""PostgreSQL: one cluster, one role and one database per service."""

import asyncio
import os
import pwd
import shutil
import signal
import subprocess
from collections.abc import Coroutine, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

import asyncpg

from reclameici.local.errors import LocalError
from reclameici.local.managed import Managed
from reclameici.local.ports import HOST, accepts_connections
from reclameici.local.process import leash, run_to_end
from reclameici.local.secrets import PlatformSecrets, write_private
from reclameici.local.workspace import ENGINES, ROOT

T = TypeVar("T")

KEEPER = ROOT / "deploy" / "compose" / "postgres" / "keeper.psql"
"""What each service's database has from its first moment, here as in containers."""

BIN = ENGINES / "postgresql" / "bin"
ADMIN = "reclameici_admin"
UNPRIVILEGED_ACCOUNT = "nobody"

SETTINGS: Mapping[str, str] = {
    "listen_addresses": HOST,
    "unix_socket_directories": "",
    "max_connections": "300",
    "shared_buffers": "64MB",
    "fsync": "on",
    # After a kill: one call for the file system instead of one per file.
    "recovery_init_sync_method": "syncfs",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
}


class PostgreSQL(Managed):
    """The database server. As root it runs as an unprivileged account, as it refuses root."""

    name = "postgresql"
    title = "PostgreSQL"
    port_names = ("postgresql",)
    stop_signal = signal.SIGINT  # "fast": does not wait for clients to leave

    def __init__(
        self, folder: Path, ports: Mapping[str, int], secrets: PlatformSecrets, databases: Iterable[str]
    ) -> None:
        super().__init__(folder)
        self._port = ports["postgresql"]
        self._secrets = secrets
        self._databases = tuple(databases)
        self.data = folder / "postgresql"

    def url(self, database: str, driver: str = "postgresql+asyncpg") -> str:
        """The address of a database, for the role that owns it and bears its name."""
        return f"{driver}://{database}:{self._secrets.database_password(database)}@{HOST}:{self._port}/{database}"

    def create_database(self, name: str) -> str:
        """Makes a role and a database that it owns, unless they exist; returns the address."""
        _run(self._create_databases([name]))
        return self.url(name)

    def prepare(self) -> None:
        if not (self.data / "PG_VERSION").exists():
            self._initialise()

    def command(self) -> list[str]:
        settings = {**SETTINGS, "port": str(self._port)}
        options = [option for key, value in settings.items() for option in ("-c", f"{key}={value}")]
        return [str(BIN / "postgres"), "-D", str(self.data), *options]

    def is_ready(self) -> bool:
        return accepts_connections(self._port) and _run(self._answers())

    def after_ready(self) -> None:
        _run(self._create_databases(self._databases))

    def leash(self) -> list[str]:
        return leash("INT", *self._account_options())

    def _initialise(self) -> None:
        shutil.rmtree(self.data, ignore_errors=True)  # what an interrupted first start left
        self.data.mkdir(parents=True)
        password_file = self.folder / "postgresql.password"
        write_private(password_file, self._secrets.database_password(ADMIN))
        if os.geteuid() == 0:
            account = pwd.getpwnam(UNPRIVILEGED_ACCOUNT)
            os.chown(self.data, account.pw_uid, account.pw_gid)
            os.chown(password_file, account.pw_uid, account.pw_gid)
        try:
            self._initdb(password_file)
        finally:
            password_file.unlink()

    def _initdb(self, password_file: Path) -> None:
        locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C", "--encoding=UTF8"]
        access = ["--auth=scram-sha-256", f"--username={ADMIN}", f"--pwfile={password_file}"]
        command = [str(BIN / "initdb"), "--pgdata", str(self.data), "--no-instructions", *locale, *access]
        account = ["setpriv", *options, "--"] if (options := self._account_options()) else []
        run_to_end("Initialising PostgreSQL", [*account, *command], log=self.log, environment={})

    def _account_options(self) -> list[str]:
        if os.geteuid() != 0:
            return []
        account = pwd.getpwnam(UNPRIVILEGED_ACCOUNT)
        options = [f"--reuid={account.pw_uid}", f"--regid={account.pw_gid}", "--clear-groups"]
        if _may_enter(options, self.folder) and _may_enter(options, BIN):
            return options
        # A folder above ours is closed to others, as root's home is: let the process pass through, not write.
        # Without the securebit, access(2) would not honour the capability.
        options += ["--securebits=+no_setuid_fixup"]
        options += ["--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search"]
        if _may_enter(options, self.folder):
            return options
        raise LocalError(
            f"PostgreSQL does not run as root, and the account {UNPRIVILEGED_ACCOUNT} cannot enter "
            f"{self.folder}: move the working copy, or open the folders above it with chmod o+x."
        )

    async def _answers(self) -> bool:
        try:
            connection = await self._connect("postgres")
        except (OSError, asyncpg.PostgresError, TimeoutError):
            return False
        await connection.close()
        return True

    async def _create_databases(self, names: Iterable[str]) -> None:
        connection = await self._connect("postgres")
        try:
            for name in names:
                await self._create_database(connection, name)
        finally:
            await connection.close()

    async def _create_database(self, connection: asyncpg.Connection, name: str) -> None:
        if await connection.fetchval("SELECT 1 FROM pg_database WHERE datname = $1", name):
            return
        if not await connection.fetchval("SELECT 1 FROM pg_roles WHERE rolname = $1", name):
            password = self._secrets.database_password(name)
            await connection.execute(f"CREATE ROLE \"{name}\" LOGIN PASSWORD '{password}'")
        await connection.execute(f'CREATE DATABASE "{name}" OWNER "{name}"')
        await connection.execute(f'REVOKE CONNECT ON DATABASE "{name}" FROM PUBLIC')
        inside = await self._connect(name)
        try:
            await inside.execute(KEEPER.read_text(encoding="utf-8"))
        finally:
            await inside.close()

    async def _connect(self, database: str) -> asyncpg.Connection:
        return await asyncpg.connect(
            host=HOST,
            port=self._port,
            user=ADMIN,
            password=self._secrets.database_password(ADMIN),
            database=database,
            timeout=5,
        )


def _run(coroutine: Coroutine[Any, Any, T]) -> T:
    # On a thread of its own, because an asynchronous test calls us inside a running loop.
    with ThreadPoolExecutor(max_workers=1) as thread:
        return thread.submit(asyncio.run, coroutine).result()


def _may_enter(account_options: list[str], folder: Path) -> bool:
    probe = ["setpriv", *account_options, "--", "test", "-x", str(folder)]
    return subprocess.run(probe, capture_output=True, check=False).returncode == 0  # noqa: S603
