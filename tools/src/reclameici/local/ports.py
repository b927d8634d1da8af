"""Where each part of the platform listens, always on 127.0.0.1."""

import os
import random
import socket
from collections.abc import Iterable, Mapping

from reclameici.local.errors import LocalError, PortInUseError

HOST = "127.0.0.1"

DEFAULT_PORTS: Mapping[str, int] = {
    "gateway": 8000,
    "complaints": 8001,
    "brands": 8002,
    "scoring": 8003,
    "notifications": 8004,
    "disputes": 8005,
    "partners": 8006,
    "mailbox": 8025,
    "zipkin": 9411,
    "kafka": 9092,
    "kafka_controller": 9093,
    "kafka_partners": 9094,
    "postgresql": 5433,
    "s3": 9000,
    "smtp": 1025,
}

# Below the range that Linux hands to outgoing connections, so that none takes a port between choice and use.
FREE_PORT_RANGE = range(20_000, 32_000)


def setting_of(name: str) -> str:
    """The environment setting that moves a port, such as RECLAMEICI_PORT_KAFKA."""
    return f"RECLAMEICI_PORT_{name.upper()}"


def ports_from_environment() -> dict[str, int]:
    """The usual ports, each overridable by its setting.

    Raises LocalError for a setting that is no port.
    """
    return {name: _port_from_environment(name, default) for name, default in DEFAULT_PORTS.items()}


def free_ports() -> dict[str, int]:
    """Ports that nothing listens on, for tests that run beside anything else."""
    chosen: dict[str, int] = {}
    for name in DEFAULT_PORTS:
        chosen[name] = _free_port(taken=chosen.values())
    return chosen


def require_free(ports: Mapping[str, int], names: Iterable[str]) -> None:
    """Raises PortInUseError for the first port of `names` that something listens on."""
    for name in names:
        if not is_free(ports[name]):
            raise PortInUseError(name, ports[name], setting_of(name))


def is_free(port: int) -> bool:
    """Whether a server could listen on the port now."""
    with socket.socket() as probe:
        # A connection lingering from the last run does not count, as it does not for the servers themselves.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def accepts_connections(port: int) -> bool:
    """Whether something listens on the port."""
    try:
        with socket.create_connection((HOST, port), timeout=1):
            return True
    except OSError:
        return False


def _port_from_environment(name: str, default: int) -> int:
    text = os.environ.get(setting_of(name), str(default))
    if not text.isdigit() or not 0 < int(text) < 65_536:
        raise LocalError(f"{setting_of(name)}={text} is not a port number.")
    return int(text)


def _free_port(taken: Iterable[int]) -> int:
    candidates = random.sample(FREE_PORT_RANGE, k=1_000)
    return next(port for port in candidates if port not in taken and is_free(port))
