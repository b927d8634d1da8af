"""S3Proxy: the S3 protocol over a folder."""

from collections.abc import Mapping
from pathlib import Path

from reclameici.local.managed import Managed
from reclameici.local.ports import HOST
from reclameici.local.prerequisites import java
from reclameici.local.probes import answers_http
from reclameici.local.secrets import PlatformSecrets, write_private
from reclameici.local.workspace import ENGINES


class S3Proxy(Managed):
    """The object store."""

    name = "s3"
    title = "S3Proxy"
    port_names = ("s3",)

    def __init__(self, folder: Path, ports: Mapping[str, int], secrets: PlatformSecrets) -> None:
        super().__init__(folder)
        self._port = ports["s3"]
        self._secrets = secrets
        self._home = folder / "s3"

    @property
    def address(self) -> str:
        """The address for clients, host:port, without TLS."""
        return f"{HOST}:{self._port}"

    def prepare(self) -> None:
        objects = self._home / "objects"
        objects.mkdir(parents=True, exist_ok=True)
        settings = {
            "s3proxy.endpoint": f"http://{self.address}",
            "s3proxy.authorization": "aws-v2-or-v4",
            "s3proxy.identity": self._secrets.s3_access_key,
            "s3proxy.credential": self._secrets.s3_secret_key,
            "jclouds.provider": "filesystem-nio2",
            "jclouds.filesystem.basedir": str(objects),
        }
        write_private(self._properties, "".join(f"{key}={value}\n" for key, value in settings.items()))

    def command(self) -> list[str]:
        flags = ["-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"]
        return [java(), *flags, "-jar", str(ENGINES / "s3proxy.jar"), "--properties", str(self._properties)]

    def is_ready(self) -> bool:
        return answers_http(f"http://{self.address}/", any_status=True)

    @property
    def _properties(self) -> Path:
        return self._home / "s3proxy.conf"
