"""Java, Maven, chromium: installed where we may, asked for in one sentence elsewhere."""

import pytest

from reclameici.local import prerequisites
from reclameici.local.errors import LocalError


def _nothing(_: str) -> None:
    return None


@pytest.fixture
def machine(monkeypatch):
    """A machine of which the tests say what it has; returns the list of commands that it was made to run."""
    commands: list[list[str]] = []
    monkeypatch.setattr(prerequisites, "_apt", commands.append)
    monkeypatch.setattr(prerequisites, "_java_version", lambda: 17)
    monkeypatch.setattr(prerequisites.shutil, "which", lambda program: f"/usr/bin/{program}")
    monkeypatch.setattr(prerequisites, "_may_install", lambda: False)
    return commands


def test_nothing_is_installed_on_a_machine_that_has_all(machine):
    prerequisites.require_java()
    prerequisites.require_chromium()

    assert machine == []


def test_an_old_java_is_said_with_the_command_that_installs_one(machine, monkeypatch):
    monkeypatch.setattr(prerequisites, "_java_version", lambda: 11)

    with pytest.raises(LocalError, match="apt-get install default-jdk-headless"):
        prerequisites.require_java()
    assert machine == []


def test_a_missing_maven_is_said_with_the_command_that_installs_it(machine, monkeypatch):
    monkeypatch.setattr(prerequisites.shutil, "which", _nothing)

    with pytest.raises(LocalError, match="apt-get install maven"):
        prerequisites.require_java()


def test_debian_as_root_installs_what_is_missing(machine, monkeypatch):
    monkeypatch.setattr(prerequisites, "_may_install", lambda: True)
    monkeypatch.setattr(prerequisites.shutil, "which", _nothing)
    prerequisites.require_chromium()

    assert [command[:2] for command in machine] == [["apt-get", "update"], ["apt-get", "install"]]
    assert machine[-1][-1] == "chromium"
