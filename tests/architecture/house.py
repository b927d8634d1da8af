"""What the tests of the architecture look at: the services as they are built, and the files of the working copy."""

import importlib
import subprocess
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from reclameici.local.secrets import PlatformSecrets
from reclameici.local.services import SERVICES as SPECS
from reclameici.local.workspace import ROOT
from servicekit.service import Service
from servicekit.settings import ServiceSettings

SERVICES = tuple(spec.name for spec in SPECS)


def folder_of(service: str) -> Path:
    """The package folder of a service."""
    return ROOT / "services" / service / "src" / service


def settings_class(service: str) -> type[ServiceSettings]:
    """The settings of a service."""
    found: type[ServiceSettings] = importlib.import_module(f"{service}.settings").Settings
    return found


@cache
def secrets() -> PlatformSecrets:
    """Throw-away secrets."""
    with TemporaryDirectory() as folder:
        return PlatformSecrets.load_or_create(Path(folder) / "secrets.json")


@cache
def built(service: str) -> Service:
    """A service as its `main.py` builds it; nothing is connected to."""
    given: dict[str, Any] = {
        "database_url": "postgresql+asyncpg://nobody@127.0.0.1:1/nothing",
        "principal_keys": secrets().principal_keys,
        "principal_signing_key": secrets().principal_signing_key,
        "receipt_signing_key": secrets().receipt_signing_key,
        "seal_key": secrets().seal_key,
        "hash_key": secrets().hash_key,
        "s3_access_key": "access",
        "s3_secret_key": "secret",
    }
    settings = settings_class(service)
    found: Service = importlib.import_module(f"{service}.main").build(
        settings(**{name: value for name, value in given.items() if name in settings.model_fields})
    )
    return found


@cache
def files() -> tuple[Path, ...]:
    """Every file that is, or is about to be, in the repository."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    paths = (ROOT / name for name in sorted(set(listed.stdout.split("\0"))) if name)
    return tuple(path for path in paths if path.is_file())


def sources(*folders: str) -> tuple[Path, ...]:
    """The Python files below these folders of the repository, or all of them."""
    roots = [ROOT / folder for folder in folders] or [ROOT]
    return tuple(path for path in files() if path.suffix == ".py" and any(path.is_relative_to(root) for root in roots))


def name(path: Path) -> str:
    """A file's name as tests show it."""
    return path.relative_to(ROOT).as_posix()
