"""Ports: moved by settings, checked before anything starts."""

import socket

import pytest

from reclameici.local.errors import LocalError, PortInUseError
from reclameici.local.platform import LocalPlatform
from reclameici.local.ports import DEFAULT_PORTS, HOST, free_ports, ports_from_environment, require_free


def test_each_port_is_moved_by_its_setting(monkeypatch):
    monkeypatch.setenv("RECLAMEICI_PORT_KAFKA", "19092")

    assert ports_from_environment() == {**DEFAULT_PORTS, "kafka": 19092}


@pytest.mark.parametrize("text", ["", "abc", "0", "65536", "-1"])
def test_a_setting_that_is_no_port_is_refused(monkeypatch, text):
    monkeypatch.setenv("RECLAMEICI_PORT_S3", text)

    with pytest.raises(LocalError, match="RECLAMEICI_PORT_S3"):
        ports_from_environment()


def test_free_ports_are_all_different_and_free():
    ports = free_ports()

    require_free(ports, ports)
    assert len(set(ports.values())) == len(DEFAULT_PORTS)


def test_a_port_in_use_is_named_with_its_setting_before_anything_starts(tmp_path):
    ports = free_ports()
    with (
        socket.create_server((HOST, ports["zipkin"])),
        LocalPlatform(tmp_path, ports) as platform,
        pytest.raises(PortInUseError) as refusal,
    ):
        platform.start()

    assert str(ports["zipkin"]) in str(refusal.value)
    assert "RECLAMEICI_PORT_ZIPKIN" in str(refusal.value)
    assert not any(engine.alive for engine in platform.engines)
    assert not (tmp_path / "logs").exists()
