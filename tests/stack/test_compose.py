"""The containers say the same as the code: services, settings, ports, topics. No container engine is needed here."""

import json
import re
import subprocess
from urllib.parse import urlsplit

import pytest
import yaml
from tests.architecture.house import SERVICES, settings_class

from reclameici.local.engines.kafka import PARTNERS_LISTENER
from reclameici.local.engines.kafka import SETTINGS as LOCAL_KAFKA
from reclameici.local.ports import DEFAULT_PORTS
from reclameici.local.services import SERVICES as SPECS
from reclameici.local.workspace import LOCAL_SETUP, ROOT
from servicekit.telemetry import exporter_from_environment
from servicekit.topics import TopicSettings

COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
PARTS = COMPOSE["services"]
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
CONFIGURATION = ROOT / "deploy" / "compose"

ENGINES = {"kafka", "postgres", "seaweedfs", "mailpit", "collector", "jaeger"}

PREFIX = "RECLAMEICI_"

each_service = pytest.mark.parametrize("service", SERVICES)


def settings_given(part):
    """The settings in a part's environment, by field name."""
    given = PARTS[part]["environment"].items()
    return {name.removeprefix(PREFIX).lower(): value for name, value in given if name.startswith(PREFIX)}


def built(monkeypatch, service):
    """A service's settings, read from the environment that its container has."""
    for name, value in PARTS[service]["environment"].items():
        monkeypatch.setenv(name, value)
    return settings_class(service)()


def port_of(address):
    return int(address.rpartition(":")[2])


def test_there_is_a_container_for_each_service_its_migration_and_each_engine():
    migrations = {f"{service}-migrate" for service in SERVICES}
    assert set(PARTS) == {*SERVICES, *migrations, *ENGINES, "topics"}


@each_service
def test_each_setting_that_is_given_exists_and_none_that_is_needed_is_missing(service):
    fields = settings_class(service).model_fields
    needed = {name for name, field in fields.items() if field.is_required()}
    assert needed <= set(settings_given(service)) <= set(fields)


@each_service
def test_the_settings_are_accepted_with_time_travel_off(monkeypatch, service):
    settings = built(monkeypatch, service)
    assert settings.allow_time_travel is False
    assert settings.http_host == "0.0.0.0"  # noqa: S104 - inside its container
    assert settings.http_port == DEFAULT_PORTS[service]


@each_service
def test_a_service_gets_the_keys_that_it_needs_and_no_other(monkeypatch, service):
    spec = next(spec for spec in SPECS if spec.name == service)
    given = set(settings_given(service))
    assert ("principal_signing_key" in given, "hash_key" in given) == (spec.is_gateway, spec.is_gateway)
    assert ("receipt_signing_key" in given, "smtp_host" in given) == (spec.sends_mail, spec.sends_mail)
    assert ("s3_secret_key" in given) == spec.stores_objects
    assert ("seal_key" in given) == spec.seals_documents
    assert all("d" not in key for key in json.loads(settings_given(service)["principal_keys"])["keys"])


def test_services_check_principals_with_the_public_half_of_the_gateways_key():
    private = json.loads(settings_given("gateway")["principal_signing_key"])
    public = {name: value for name, value in private.items() if name != "d"}
    assert all(json.loads(settings_given(service)["principal_keys"]) == {"keys": [public]} for service in SERVICES)


@each_service
def test_a_service_has_a_database_and_a_role_of_its_own_that_postgres_makes(monkeypatch, service):
    url = urlsplit(built(monkeypatch, service).database_url.get_secret_value())
    assert (url.scheme, url.hostname, url.port) == ("postgresql+asyncpg", "postgres", 5432)
    assert (url.username, url.path) == (f"reclameici_{service}", f"/reclameici_{service}")
    script = (CONFIGURATION / "postgres" / "databases.sh").read_text(encoding="utf-8")
    assert service in PARTS["postgres"]["environment"]["RECLAMEICI_SERVICES"].split()
    assert script.replace("$service", service).count(url.password) == 1


def test_the_script_that_makes_the_databases_is_sound_bash():
    script = CONFIGURATION / "postgres" / "databases.sh"
    assert subprocess.run(["bash", "-n", str(script)], capture_output=True, check=False).stderr == b""


@each_service
def test_every_address_that_a_service_is_given_is_a_containers(service):
    given = settings_given(service)
    calls = {
        name: url for name, url in given.items() if name.endswith("_url") and not name.startswith(("public", "trace"))
    }
    del calls["database_url"]
    assert {urlsplit(url).hostname: urlsplit(url).port for url in calls.values()} == {
        name.removesuffix("_url"): DEFAULT_PORTS[name.removesuffix("_url")] for name in calls
    }
    hosts = [given[name].partition(":")[0] for name in ("kafka_bootstrap", "s3_endpoint", "smtp_host") if name in given]
    assert set(hosts) <= ENGINES


@each_service
def test_a_service_starts_after_its_migration_and_the_topics(service):
    done = {"condition": "service_completed_successfully"}
    assert PARTS[service]["depends_on"] == {f"{service}-migrate": done, "topics": done}
    migration = PARTS[f"{service}-migrate"]
    assert migration["command"] == ["migrate"]
    assert migration["restart"] == "no"
    assert migration["depends_on"] == {"postgres": {"condition": "service_healthy"}}
    assert migration["environment"] == PARTS[service]["environment"]


@each_service
def test_a_service_and_its_migration_are_one_image(service):
    image = (f"reclameici/{service}", {"context": ".", "args": {"SERVICE": service}})
    assert {(part["image"], str(part["build"])) for part in (PARTS[service], PARTS[f"{service}-migrate"])} == {
        (image[0], str(image[1]))
    }


def test_topics_are_created_from_the_registry():
    step = PARTS["topics"]
    assert step["entrypoint"] == ["python", "-m", "servicekit.topics"]
    assert step["restart"] == "no"
    assert set(settings_given("topics")) <= set(TopicSettings.model_fields)
    assert step["depends_on"] == {"kafka": {"condition": "service_healthy"}}


def kafka_settings():
    """The broker's settings, as the image reads them from its environment: `___` is a hyphen, `_` a dot."""
    given = PARTS["kafka"]["environment"].items()
    return {name.removeprefix("KAFKA_").lower().replace("___", "-").replace("_", "."): v for name, v in given}


def test_kafka_is_the_one_that_is_tested_with_the_same_settings():
    pom = (LOCAL_SETUP / "pom.xml").read_text(encoding="utf-8")
    version = re.search(r"<artifactId>kafka_[\d.]+</artifactId>\s*<version>([\d.]+)<", pom).group(1)
    assert PARTS["kafka"]["image"] == f"apache/kafka:{version}"
    given = kafka_settings()
    shared = {name for name in given if name in LOCAL_KAFKA}
    assert {name: given[name] for name in shared} == {name: LOCAL_KAFKA[name] for name in shared}
    assert {"auto.create.topics.enable", "process.roles", "offsets.topic.replication.factor"} <= shared
    services, partners = given["advertised.listeners"].split(",")
    assert services == f"PLAINTEXT://{settings_given('brands')['kafka_bootstrap']}"
    assert partners == f"PARTNERS://{settings_given('partners')['kafka_partners_bootstrap']}"


def test_partners_enter_kafka_by_a_listener_of_their_own_where_everyone_proves_who_they_are():
    given = kafka_settings()
    assert PARTNERS_LISTENER.items() <= given.items()
    protocols = dict(each.split(":") for each in given["listener.security.protocol.map"].split(","))
    assert {name for name, protocol in protocols.items() if protocol.startswith("SASL_")} == {"PARTNERS"}
    assert f"PARTNERS://:{DEFAULT_PORTS['kafka_partners']}" in given["listeners"].split(",")


def test_the_object_store_and_the_mail_catcher_listen_where_services_look():
    command = PARTS["seaweedfs"]["command"]
    given = settings_given("complaints")
    assert f"-s3.port={port_of(given['s3_endpoint'])}" in command
    store = json.loads((CONFIGURATION / "seaweedfs" / "s3.json").read_text(encoding="utf-8"))
    credentials = {"accessKey": given["s3_access_key"], "secretKey": given["s3_secret_key"]}
    assert [identity["credentials"] for identity in store["identities"]] == [[credentials]]
    assert settings_given("notifications")["smtp_port"] == str(DEFAULT_PORTS["smtp"])


def test_only_the_site_the_mailbox_the_traces_and_the_partners_door_are_published_and_only_on_this_machine():
    published = {name: part["ports"] for name, part in PARTS.items() if "ports" in part}
    assert published == {
        "gateway": [f"127.0.0.1:{DEFAULT_PORTS['gateway']}:{DEFAULT_PORTS['gateway']}"],
        "kafka": [f"127.0.0.1:{DEFAULT_PORTS['kafka_partners']}:{DEFAULT_PORTS['kafka_partners']}"],
        "mailpit": [f"127.0.0.1:{DEFAULT_PORTS['mailbox']}:8025"],
        "jaeger": ["127.0.0.1:16686:16686"],
    }
    assert port_of(settings_given("gateway")["public_url"]) == DEFAULT_PORTS["gateway"]


def test_traces_go_through_the_collector_to_jaeger(monkeypatch):
    environment = PARTS["gateway"]["environment"]
    monkeypatch.setenv("OTEL_TRACES_EXPORTER", environment["OTEL_TRACES_EXPORTER"])
    assert type(exporter_from_environment()).__name__ == "OTLPSpanExporter"
    collector = yaml.safe_load((CONFIGURATION / "collector" / "config.yaml").read_text(encoding="utf-8"))
    listens = collector["receivers"]["otlp"]["protocols"]["http"]["endpoint"]
    assert environment["OTEL_EXPORTER_OTLP_ENDPOINT"] == f"http://collector:{port_of(listens)}"
    (pipeline,) = collector["service"]["pipelines"].values()
    assert [collector["exporters"][name]["endpoint"] for name in pipeline["exporters"]] == ["jaeger:4317"]
    assert "{trace_id}" in environment["RECLAMEICI_TRACE_URL"]


def test_every_file_and_volume_that_a_container_mounts_exists():
    mounted = [volume.split(":")[0] for part in PARTS.values() for volume in part.get("volumes", ())]
    files = [path for path in mounted if path.startswith("./")]
    assert [path for path in files if not (ROOT / path).exists()] == []
    assert {name for name in mounted if name not in files} == set(COMPOSE["volumes"])


def test_every_image_has_a_version():
    images = {part["image"] for part in PARTS.values() if "build" not in part}
    assert [image for image in images if not re.search(r":v?\d", image)] == []


def test_the_image_runs_as_nobody_special_and_says_how_it_does():
    final = DOCKERFILE.rpartition("FROM python:3.11-slim")[2]
    assert re.search(r"^USER \d{5}$", final, re.MULTILINE)
    assert "HEALTHCHECK" in final
    assert "/healthz" in final
    assert re.findall(r"^ARG (\w+)", DOCKERFILE, re.MULTILINE) == ["SERVICE", "SERVICE"]


def test_what_is_installed_is_checked_against_the_lock():
    assert "--constraints requirements.lock --build-constraints requirements.lock" in DOCKERFILE
    context = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    assert context[0] == "*"
    assert {"!requirements.lock", "!libs/*/src", "!services/*/src"} <= set(context)
