"""The environment that each service gets: what it needs, and no secret more."""

from collections.abc import Mapping
from dataclasses import dataclass

from reclameici.local.engines.kafka import Kafka
from reclameici.local.engines.maildump import Maildump
from reclameici.local.engines.postgresql import PostgreSQL
from reclameici.local.engines.s3proxy import S3Proxy
from reclameici.local.engines.zipkin import Zipkin
from reclameici.local.ports import HOST
from reclameici.local.secrets import PlatformSecrets
from reclameici.local.services import SERVICES, ServiceSpec, called_services


@dataclass(frozen=True)
class Surroundings:
    """The engines, ports and secrets that the settings of a service are taken from."""

    ports: Mapping[str, int]
    secrets: PlatformSecrets
    kafka: Kafka
    postgresql: PostgreSQL
    s3: S3Proxy
    mail: Maildump
    zipkin: Zipkin
    allow_time_travel: bool
    extra: Mapping[str, str]

    @property
    def public_url(self) -> str:
        """The address of the site."""
        return f"http://{HOST}:{self.ports['gateway']}"

    def shared(self) -> dict[str, str]:
        """What every program of ours gets: the broker, and the settings of the operator or the test."""
        return {"RECLAMEICI_KAFKA_BOOTSTRAP": self.kafka.bootstrap, **self.extra}

    def of(self, spec: ServiceSpec) -> dict[str, str]:
        """The whole environment of one service."""
        return {
            "RECLAMEICI_DATABASE_URL": self.postgresql.url(spec.database),
            "RECLAMEICI_HTTP_HOST": HOST,
            "RECLAMEICI_HTTP_PORT": str(self.ports[spec.name]),
            "RECLAMEICI_PRINCIPAL_KEYS": self.secrets.principal_keys,
            "RECLAMEICI_PUBLIC_URL": self.public_url,
            "RECLAMEICI_ALLOW_TIME_TRAVEL": str(self.allow_time_travel).lower(),
            **self._tracing(spec),
            **(self._objects() if spec.stores_objects else {}),
            **(self._mail() if spec.sends_mail else {}),
            **(self._partners() if spec.meets_partners else {}),
            **({"RECLAMEICI_SEAL_KEY": self.secrets.seal_key} if spec.seals_documents else {}),
            **(self._gateway() if spec.is_gateway else {}),
            **self.shared(),
        }

    def _tracing(self, spec: ServiceSpec) -> dict[str, str]:
        return {
            "OTEL_SERVICE_NAME": spec.name,
            "OTEL_TRACES_EXPORTER": "zipkin",
            "OTEL_EXPORTER_ZIPKIN_ENDPOINT": f"{self.zipkin.url}/api/v2/spans",
        }

    def _objects(self) -> dict[str, str]:
        return {
            "RECLAMEICI_S3_ENDPOINT": self.s3.address,
            "RECLAMEICI_S3_ACCESS_KEY": self.secrets.s3_access_key,
            "RECLAMEICI_S3_SECRET_KEY": self.secrets.s3_secret_key,
            "RECLAMEICI_S3_SECURE": "false",
        }

    def _mail(self) -> dict[str, str]:
        return {
            "RECLAMEICI_SMTP_HOST": HOST,
            "RECLAMEICI_SMTP_PORT": str(self.mail.smtp_port),
            "RECLAMEICI_RECEIPT_SIGNING_KEY": self.secrets.receipt_signing_key,
        }

    def _partners(self) -> dict[str, str]:
        return {"RECLAMEICI_KAFKA_PARTNERS_BOOTSTRAP": self.kafka.partners_bootstrap}

    def _gateway(self) -> dict[str, str]:
        return {
            "RECLAMEICI_PRINCIPAL_SIGNING_KEY": self.secrets.principal_signing_key,
            "RECLAMEICI_HASH_KEY": self.secrets.hash_key,
            **{
                f"RECLAMEICI_{name.upper()}_URL": f"http://{HOST}:{self.ports[name]}"
                for name in called_services(SERVICES)
            },
        }
