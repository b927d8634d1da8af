"""Secrets: made once, private, and only where they are needed."""

import json
import stat

import pytest

from reclameici.local.platform import LocalPlatform
from reclameici.local.ports import free_ports
from reclameici.local.secrets import PlatformSecrets, write_private
from reclameici.local.services import SERVICES


def environments(tmp_path) -> dict[str, dict[str, str]]:
    with LocalPlatform(tmp_path, free_ports(), settings={"RECLAMEICI_RATING_WINDOW": "PT5S"}) as platform:
        return {spec.name: platform.surroundings.of(spec) for spec in SERVICES}


def test_only_its_owner_reads_the_secrets_file(tmp_path):
    path = tmp_path / "secrets.json"
    PlatformSecrets.load_or_create(path)

    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_private_file_that_was_open_to_all_is_closed_when_rewritten(tmp_path):
    path = tmp_path / "s3proxy.conf"
    path.write_text("old")
    path.chmod(0o644)
    write_private(path, "new")

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert path.read_text() == "new"


def test_a_second_start_finds_the_same_secrets(tmp_path):
    path = tmp_path / "secrets.json"

    assert PlatformSecrets.load_or_create(path) == PlatformSecrets.load_or_create(path)


def test_the_public_keys_hold_no_private_part(tmp_path):
    secrets = PlatformSecrets.load_or_create(tmp_path / "secrets.json")
    private = json.loads(secrets.principal_signing_key)
    (public,) = json.loads(secrets.principal_keys)["keys"]

    assert public == {name: value for name, value in private.items() if name != "d"}
    assert public["kid"]


def test_each_database_role_has_its_own_password(tmp_path):
    secrets = PlatformSecrets.load_or_create(tmp_path / "secrets.json")
    passwords = {secrets.database_password(spec.database) for spec in SERVICES}

    assert len(passwords) == len(SERVICES)


@pytest.mark.parametrize(
    ("setting", "holders"),
    [
        ("RECLAMEICI_PRINCIPAL_SIGNING_KEY", {"gateway"}),
        ("RECLAMEICI_HASH_KEY", {"gateway"}),
        ("RECLAMEICI_COMPLAINTS_URL", {"gateway"}),
        ("RECLAMEICI_RECEIPT_SIGNING_KEY", {"notifications"}),
        ("RECLAMEICI_SMTP_PORT", {"notifications"}),
        ("RECLAMEICI_S3_SECRET_KEY", {"complaints", "disputes"}),
        ("RECLAMEICI_KAFKA_PARTNERS_BOOTSTRAP", {"partners"}),
        ("RECLAMEICI_SEAL_KEY", {"disputes"}),
        ("RECLAMEICI_PRINCIPAL_KEYS", {spec.name for spec in SERVICES}),
        ("RECLAMEICI_RATING_WINDOW", {spec.name for spec in SERVICES}),
    ],
)
def test_a_setting_goes_only_to_the_services_that_need_it(tmp_path, setting, holders):
    assert {name for name, settings in environments(tmp_path).items() if setting in settings} == holders


def test_a_service_gets_the_address_of_its_own_database_alone(tmp_path):
    for name, settings in environments(tmp_path).items():
        addresses = [value for value in settings.values() if value.startswith("postgresql+asyncpg://")]
        assert len(addresses) == 1
        assert addresses[0].endswith(f"/reclameici_{name}")
