"""Services: migrated, started and found ready like the real ones, here with one made for the test."""

import pytest

from reclameici.local.errors import NotReadyError, StepFailedError
from reclameici.local.ports import free_ports
from reclameici.local.services import Service, ServiceSpec, is_runnable

SOURCE = """
import faulthandler, os, signal, sys
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(int(os.environ.get("READINESS", 200)) if self.path == "/readyz" else 404)
        self.end_headers()
        self.wfile.write(b"what it says")

faulthandler.register(signal.SIGUSR1)

if sys.argv[1:] == ["migrate"]:
    Path(os.environ["MIGRATED"]).write_text("yes")
    sys.exit(int(os.environ["MIGRATION_EXIT"]))
HTTPServer(("127.0.0.1", int(os.environ["RECLAMEICI_HTTP_PORT"])), Handler).serve_forever()
"""


@pytest.fixture
def a_service(tmp_path):
    """Builds a service over a package that answers /readyz and records its migration."""
    package = tmp_path / "code" / "pretend"
    package.mkdir(parents=True)
    (package / "__main__.py").write_text(SOURCE)

    def build(migration_exit: int = 0, readiness: int = 200) -> Service:
        port = free_ports()["gateway"]
        environment = {
            "PYTHONPATH": str(package.parent),
            "RECLAMEICI_HTTP_PORT": str(port),
            "MIGRATED": str(tmp_path / "migrated"),
            "MIGRATION_EXIT": str(migration_exit),
            "READINESS": str(readiness),
        }
        return Service(ServiceSpec("pretend"), tmp_path, port, environment)

    return build


def test_a_service_is_migrated_then_started_and_found_ready(a_service, tmp_path):
    service = a_service()
    service.migrate()
    assert (tmp_path / "migrated").exists()
    service.start()
    service.wait_ready()

    assert service.is_ready()
    service.stop()
    assert not service.alive


def test_a_service_that_does_not_get_ready_says_why_and_where_it_stands(a_service):
    service = a_service(readiness=503)
    service.ready_within = 1
    service.start()
    with pytest.raises(NotReadyError) as error:
        service.wait_ready()
    service.stop()
    assert "(it says: what it says)" in str(error.value)
    assert "in serve_forever" in str(error.value)


def test_a_failed_migration_names_the_service(a_service):
    with pytest.raises(StepFailedError, match="Migrating pretend failed"):
        a_service(migration_exit=1).migrate()


def test_a_package_without_a_main_is_left_out():
    assert is_runnable("reclameici.__main__")
    assert not is_runnable("json.__main__")
    assert not is_runnable("no_such_service.__main__")
