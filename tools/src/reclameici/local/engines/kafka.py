"""Apache Kafka: one KRaft node, broker and controller in one."""

import base64
import struct
import uuid
from collections.abc import Mapping
from pathlib import Path
from socket import create_connection

from reclameici.local.managed import Managed
from reclameici.local.ports import HOST
from reclameici.local.prerequisites import java
from reclameici.local.process import run_to_end
from reclameici.local.workspace import ENGINES

# Services come by the listener PLAINTEXT, partners by PARTNERS, where everyone proves who they are; so whoever is
# ANONYMOUS is a service or the controller, and only the network tells who reaches those listeners: the super user is
# sound as long as partners are let through to theirs alone. A session ends when it has to prove itself again, so that
# a password that was changed opens nothing for long.
PARTNERS_LISTENER: Mapping[str, str] = {
    "inter.broker.listener.name": "PLAINTEXT",
    "authorizer.class.name": "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
    "allow.everyone.if.no.acl.found": "false",
    "super.users": "User:ANONYMOUS",
    "listener.name.partners.sasl.enabled.mechanisms": "SCRAM-SHA-512",
    "listener.name.partners.scram-sha-512.sasl.jaas.config": (
        "org.apache.kafka.common.security.scram.ScramLoginModule required;"
    ),
    "listener.name.partners.connections.max.reauth.ms": "600000",
}

# Topics come from the registry, consumers join at once, and one node holds every internal topic. After a
# kill -9 the node cannot register again before its old session ends, hence the short one.
SETTINGS: Mapping[str, str] = {
    "process.roles": "broker,controller",
    "node.id": "1",
    "controller.listener.names": "CONTROLLER",
    # Where partners come over a network, theirs is SASL_SSL: no code changes with it.
    "listener.security.protocol.map": "PLAINTEXT:PLAINTEXT,PARTNERS:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT",
    **PARTNERS_LISTENER,
    "broker.session.timeout.ms": "3000",
    "broker.heartbeat.interval.ms": "1000",
    # One node has no follower that must hear that nothing happened.
    "metadata.max.idle.interval.ms": "0",
    "auto.create.topics.enable": "false",
    "group.initial.rebalance.delay.ms": "0",
    "num.partitions": "1",
    "offsets.topic.num.partitions": "4",
    "offsets.topic.replication.factor": "1",
    "transaction.state.log.num.partitions": "4",
    "transaction.state.log.replication.factor": "1",
    "transaction.state.log.min.isr": "1",
    "share.coordinator.state.topic.num.partitions": "1",
    "share.coordinator.state.topic.replication.factor": "1",
    "share.coordinator.state.topic.min.isr": "1",
    "num.network.threads": "2",
    "num.io.threads": "4",
    "log.cleaner.dedupe.buffer.size": str(16 * 1024 * 1024),
}

# What lets a test see an erased record leave the disk: the lag bounds it, the backoff and file delay follow.
FAST_CLEANER: Mapping[str, str] = {
    "log.cleaner.max.compaction.lag.ms": "20000",
    "log.cleaner.backoff.ms": "1000",
    "log.segment.delete.delay.ms": "1000",
}

API_VERSIONS_REQUEST = struct.pack(">hhih", 18, 0, 1, -1)


class Kafka(Managed):
    """The broker. `settings` are added to its server.properties."""

    name = "kafka"
    title = "Kafka"
    port_names = ("kafka", "kafka_controller", "kafka_partners")

    def __init__(self, folder: Path, ports: Mapping[str, int], settings: Mapping[str, str]) -> None:
        super().__init__(folder)
        self._port, self._controller_port, self._partners_port = (ports[name] for name in self.port_names)
        self._settings = settings
        self.data = folder / "kafka"

    @property
    def bootstrap(self) -> str:
        """The address for services, host:port."""
        return f"{HOST}:{self._port}"

    @property
    def partners_bootstrap(self) -> str:
        """The address for partners, host:port."""
        return f"{HOST}:{self._partners_port}"

    @property
    def logs(self) -> Path:
        """The folder of the topics' log files."""
        return self.data / "logs"

    def prepare(self) -> None:
        self.data.mkdir(parents=True, exist_ok=True)
        lines = [f"{key}={value}\n" for key, value in self._all_settings().items()]
        self._properties.write_text("".join(lines))
        if not (self.logs / "meta.properties").exists():
            self._format()

    def command(self) -> list[str]:
        return [*self._java("384m"), "kafka.Kafka", str(self._properties)]

    def is_ready(self) -> bool:
        try:
            with create_connection((HOST, self._port), timeout=1) as connection:
                connection.sendall(struct.pack(">i", len(API_VERSIONS_REQUEST)) + API_VERSIONS_REQUEST)
                return len(connection.recv(4)) == 4
        except OSError:
            return False

    @property
    def _properties(self) -> Path:
        return self.data / "server.properties"

    def _all_settings(self) -> dict[str, str]:
        clients = f"PLAINTEXT://{self.bootstrap},PARTNERS://{self.partners_bootstrap}"
        addresses = {
            "listeners": f"{clients},CONTROLLER://{HOST}:{self._controller_port}",
            "advertised.listeners": clients,
            "controller.quorum.voters": f"1@{HOST}:{self._controller_port}",
            "log.dirs": str(self.logs),
        }
        return {**SETTINGS, **addresses, **self._settings}

    def _format(self) -> None:
        cluster_id = base64.urlsafe_b64encode(uuid.uuid4().bytes).decode().rstrip("=")
        arguments = ["format", "--config", str(self._properties), f"--cluster-id={cluster_id}"]
        command = [*self._java("128m"), "kafka.tools.StorageTool", *arguments]
        run_to_end("Formatting Kafka’s folder", command, log=self.log, environment={})

    def _java(self, heap: str) -> list[str]:
        flags = [f"-Xmx{heap}", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"]
        return [java(), *flags, "-cp", str(ENGINES / "kafka" / "*")]
