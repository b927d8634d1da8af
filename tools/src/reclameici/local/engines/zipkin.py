"""Zipkin: the trace dashboard, in memory."""

from collections.abc import Mapping
from pathlib import Path

from reclameici.local.managed import Managed
from reclameici.local.ports import HOST
from reclameici.local.prerequisites import java
from reclameici.local.probes import answers_http
from reclameici.local.workspace import ENGINES


class Zipkin(Managed):
    """The trace collector and its pages."""

    name = "zipkin"
    title = "Zipkin"
    port_names = ("zipkin",)

    def __init__(self, folder: Path, ports: Mapping[str, int]) -> None:
        super().__init__(folder)
        self._port = ports["zipkin"]

    @property
    def url(self) -> str:
        """Its pages; spans go to /api/v2/spans below."""
        return f"http://{HOST}:{self._port}"

    def command(self) -> list[str]:
        flags = ["-Xmx160m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"]
        return [java(), *flags, "-jar", str(ENGINES / "zipkin.jar")]

    def environment(self) -> dict[str, str]:
        # The server binds every interface unless told: traces stay on this machine.
        return {
            "QUERY_PORT": str(self._port),
            "ARMERIA_PORTS_0_IP": HOST,
            "ARMERIA_PORTS_0_PORT": str(self._port),
            "ARMERIA_PORTS_0_PROTOCOLS_0": "http",
            "STORAGE_TYPE": "mem",
            # A span with its tags takes some 4 KiB: more of them fill the heap, and collecting it takes a processor.
            "MEM_MAX_SPANS": "15000",
        }

    def is_ready(self) -> bool:
        return answers_http(f"{self.url}/health")
