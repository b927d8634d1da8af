"""All services are built alike: who has read one can read the others."""

import importlib
import pkgutil
import re
import tomllib

import pytest
from tests.architecture.house import SERVICES, built, folder_of, settings_class

from contracts.topics import OWNED, TOPICS
from reclameici.local.workspace import ROOT

FILES = ("__init__", "__main__", "main", "settings", "routes", "handlers", "usecases", "messages", "storage", "domain")

EXCUSED = {
    ("gateway", "messages"): "its facts are made where accounts change; views are made of contracts as they are",
    ("notifications", "messages"): "its two facts are made where a mail ends",
}

README = ("Owns", "Hears", "Says", "States", "Run alone")
"""The five lines of a service's README."""

TOPIC = re.compile(r"`([a-z]+-(?:events|public))`")

each_service = pytest.mark.parametrize("service", SERVICES)


def readme(service):
    text = (ROOT / "services" / service / "README.md").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.startswith("- **")]


def line_of(service, label):
    return next(line for line in readme(service) if line.startswith(f"- **{label}**"))


def test_each_folder_of_services_is_a_service_of_the_platform():
    folders = {path.parent.name for path in (ROOT / "services").glob("*/pyproject.toml")}
    assert folders == set(SERVICES)


@each_service
@pytest.mark.parametrize("file", FILES)
def test_every_service_has_the_same_files(service, file):
    folder = folder_of(service)
    there = (folder / f"{file}.py").exists() or (folder / file / "__init__.py").exists()
    assert there != ((service, file) in EXCUSED)


@each_service
def test_every_service_migrates_its_own_database(service):
    migrations = built(service).migrations
    assert migrations == folder_of(service) / "migrations"
    assert (migrations / "env.py").exists()
    assert list((migrations / "versions").glob("0001_*.py"))


@each_service
def test_every_service_is_typed_and_packaged_under_its_name(service):
    project = tomllib.loads((ROOT / "services" / service / "pyproject.toml").read_text())["project"]
    assert project["name"] == service
    assert {"contracts", "servicekit"} <= set(project["dependencies"])
    assert (folder_of(service) / "py.typed").exists()
    assert built(service).name == service


@each_service
def test_a_readme_has_five_lines(service):
    assert [line.removeprefix("- **").partition("**")[0] for line in readme(service)] == list(README)


@each_service
def test_a_readme_names_the_topics_that_are_heard_and_said(service):
    heard = {topic.name for topic in OWNED if service in topic.readers}
    said = {topic.name for topic in OWNED if topic.owner == service}
    assert set(TOPIC.findall(line_of(service, "Hears"))) == heard
    assert set(TOPIC.findall(line_of(service, "Says"))) == said
    assert heard | said <= set(TOPICS)


@each_service
def test_every_setting_says_what_it_is_for(service):
    fields = settings_class(service).model_fields
    assert {name for name, field in fields.items() if not field.description} == set()


@each_service
def test_each_error_of_a_domain_has_its_http_status(service):
    statuses = tuple(built(service).error_statuses)
    assert [error.__name__ for error in errors_of(service) if not issubclass(error, statuses)] == []


def errors_of(service):
    """The refusals of a domain, by name; what only groups some of them is none itself."""
    domain = importlib.import_module(f"{service}.domain")
    modules = [
        importlib.import_module(info.name) for info in pkgutil.walk_packages(domain.__path__, f"{service}.domain.")
    ]
    (base,) = [
        value
        for value in vars(importlib.import_module(f"{service}.domain.errors")).values()
        if isinstance(value, type) and value.__bases__ == (Exception,)
    ]
    found = {value for module in modules for value in vars(module).values() if isinstance(value, type)}
    refusals = (each for each in found if issubclass(each, base) and each is not base and not each.__subclasses__())
    return sorted(refusals, key=lambda error: error.__name__)
