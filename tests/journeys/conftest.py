"""The sandbox partner of the journeys: the example that partners start from, run as they run it."""

import json
import subprocess
import time
from base64 import urlsafe_b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from confluent_kafka import Consumer, TopicPartition
from joserfc import jwe
from joserfc.jwk import ECKey

from reclameici.partner import PartnerProgram


def records(platform: Any, topic: str) -> list[Any]:
    """Every record of a topic of one partition or more, as the operator reads it."""
    settings = {"bootstrap.servers": platform.kafka.bootstrap, "group.id": "tests", "enable.auto.commit": False}
    consumer = Consumer(settings)
    found = []
    for number in consumer.list_topics(topic, timeout=10).topics[topic].partitions:
        partition = TopicPartition(topic, number, 0)
        end = consumer.get_watermark_offsets(partition, timeout=10)[1]
        consumer.assign([partition])
        while end and (not found or found[-1].partition() != number or found[-1].offset() < end - 1):
            found.append(consumer.poll(10))
    consumer.close()
    return found


def header(record: Any, name: str) -> str:
    return dict(record.headers())[name].decode()


def opened(sealed: bytes, key: ECKey) -> bytes:
    return jwe.decrypt_compact(sealed, key, algorithms=["ECDH-ES+A256KW", "A256GCM"]).plaintext or b""


def kid_of(sealed: bytes) -> str:
    return json.loads(urlsafe_b64decode(sealed.partition(b".")[0] + b"=="))["kid"]


class Sandbox:
    """One partner, from outside: its program, its keys, its password."""

    def __init__(self, world: Any, slug: str, folder: Path) -> None:
        self.world, self.slug, self.program = world, slug, PartnerProgram(folder, slug)
        self.folder = self.program.folder

    def enter(self) -> "Sandbox":
        """Staff registers a key and lets the partner into Kafka."""
        self.new_key()
        connection = self.world.moderator().done(f"/partners/{self.slug}/connection")
        # What came before was encrypted to keys of others.
        self.arrived = datetime.now(UTC).isoformat()
        self.program.keep_connection(connection["bootstrap"], connection["password"])
        return self

    def new_key(self) -> str:
        """Makes one more key pair and has its public half registered; returns its id."""
        jwk = self.program.make_key()
        self.world.moderator().done(f"/partners/{self.slug}/keys", {"kid": jwk["kid"], "jwk": jwk})
        return jwk["kid"]

    def report(self, referral_id: str, kind: str, *values: str) -> None:
        self.program.call("report", referral_id, kind, *values)

    def listed(self) -> dict[str, Any]:
        """What the partner keeps."""
        return json.loads(self.program.call("list"))

    @contextmanager
    def running(self, *arguments: str) -> Iterator[None]:
        """The program at work, by default on what came since it arrived; it must end as it is asked to."""
        arguments = arguments or ("--since", self.arrived)
        with (self.folder.parent / f"{self.slug}.log").open("a") as log:
            command, environment = self.program.command("run", *arguments), self.program.environment
            process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
            try:
                yield
            finally:
                process.terminate()
                assert process.wait(20) == 0

    def handed(self) -> list[dict[str, Any]]:
        """What lies on its topic for its keys, opened."""
        files = (self.folder / "keys").glob("*.json")
        keys = {file.stem: ECKey.import_key(json.loads(file.read_text())) for file in files}
        found = records(self.world.platform, f"handoff-{self.slug}")
        return [
            {"type": header(each, "ce_type")} | json.loads(opened(each.value(), keys[kid]))
            for each in found
            if (kid := kid_of(each.value())) in keys
        ]

    def refused(self) -> list[str]:
        """Why reports of it lie among the dead letters, in order."""
        dead = records(self.world.platform, "partners-reports-dlq")
        return [header(each, "dlq_error") for each in dead if header(each, "dlq_topic") == f"reports-{self.slug}"]

    def told(self, referral_id: str) -> list[str]:
        """Types of the facts about a referral, as other services hear them."""
        found = records(self.world.platform, "partners-events")
        return [header(each, "ce_type") for each in found if each.key().decode() == referral_id]


@pytest.fixture
def sandbox(world, tmp_path, eventually):
    """Lets a partner of the registry in; without a slug, a new one that takes all of a case for free."""

    def enter(slug: str = "", **more: Any) -> Sandbox:
        if not slug:
            slug = f"essai-{time.time_ns()}"
            world.moderator().done("/partners", PROFILE | {"partner": slug, "name": slug} | more)
            eventually(lambda: slug in world.site.get("/partenaires").text)
        return Sandbox(world, slug, tmp_path).enter()

    return enter


PROFILE = {
    "kind": "federation",
    "purpose": "Vous aider.",
    "legal_basis": "Votre consentement",
    "duration": "3 mois",
    "fields": ["name", "email", "facts"],
    "takes_documents": True,
    "paid": False,
}
