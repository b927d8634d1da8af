"""A partner of RéclameICI, complete and small: start from it.

    python partner.py key                          makes a key pair, prints the public half to be registered
    python partner.py run [--since 2026-11-20]     receives cases; with a date, reads again from there
    python partner.py report ID TYPE [NAME=VALUE]  reports on a case
    python partner.py list                         what is here, as JSON

Settings come from the environment: PARTNER_SLUG, PARTNER_BOOTSTRAP, PARTNER_PASSWORD, and where they differ from the
default PARTNER_PROTOCOL (SASL_SSL) and PARTNER_FOLDER (data).
"""

import argparse
import json
import logging
import os
import signal
import sys
import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
from cases import Cases
from confluent_kafka import Consumer, KafkaException, Message, Producer, TopicPartition
from keys import decrypt, new_key

logger = logging.getLogger("partner")

CASE = "partners.handoff.case.v1"
WITHDRAWN = "partners.handoff.withdrawn.v1"
REJECTED = "partners.handoff.report-rejected.v1"
ACKNOWLEDGED = "partner.case.acknowledged.v1"
PURGED = "partner.purge.confirmed.v1"

DEAD_LINK = {httpx.codes.NOT_FOUND, httpx.codes.GONE}
"""The link was used, is too old, or the consent was withdrawn."""


class Partner:
    """One partner at its pair of topics."""

    def __init__(self, slug: str, folder: Path, connection: dict[str, Any]) -> None:
        self._slug, self._folder, self._connection = slug, folder, connection
        self._cases = Cases(folder)
        self._producer = Producer(connection | {"enable.idempotence": True})
        self._act: dict[str, Callable[[dict[str, Any]], None]] = {
            CASE: self._receive,
            WITHDRAWN: self._withdraw,
            REJECTED: self._note_refused,
        }

    def run(self, since: datetime | None, goes_on: Callable[[], bool]) -> None:
        """Takes records one by one; an offset is committed when all that follows from its record is done."""
        group = {
            "group.id": f"partner-{self._slug}.cases",
            "enable.auto.commit": False,
            "auto.offset.reset": "earliest",
        }
        consumer = Consumer(self._connection | group)
        consumer.subscribe([f"handoff-{self._slug}"], on_assign=_rewind_to(since))
        try:
            while goes_on():
                record = consumer.poll(1)
                if record is not None:
                    self._take(record)
                    consumer.commit(record, asynchronous=False)
        finally:
            consumer.close()

    def _take(self, record: Message) -> None:
        if record.error():
            raise KafkaException(record.error())
        headers = {name: value.decode() for name, value in record.headers() or [] if value is not None}
        if self._cases.is_done(headers["ce_id"]):
            return
        act = self._act.get(headers["ce_type"])
        if act:  # A type that is not known yet is for a later version of this program.
            act(json.loads(decrypt(record.value() or b"", self._folder / "keys")))
        self._cases.mark_done(headers["ce_id"])

    def _receive(self, case: dict[str, Any]) -> None:
        if not self._cases.keep(case):
            return
        for document in case["documents"]:
            self._fetch(case["referral_id"], document)
        self.report(case["referral_id"], ACKNOWLEDGED)
        logger.info("case %s received", case["referral_id"])

    def _fetch(self, referral_id: str, document: dict[str, Any]) -> None:
        if self._cases.has_document(referral_id, document["sha256"]):
            return
        answer = httpx.get(document["url"], timeout=60)
        if answer.status_code in DEAD_LINK:
            logger.warning("a document of %s can no longer be fetched", referral_id)
            return
        answer.raise_for_status()
        if not self._cases.keep_document(referral_id, document["sha256"], answer.content):
            logger.error("a document of %s is not what was announced", referral_id)

    def _withdraw(self, notice: dict[str, Any]) -> None:
        self._cases.purge(notice["referral_id"], notice["withdrawn_at"])
        self.report(notice["referral_id"], PURGED)
        logger.info("case %s deleted", notice["referral_id"])

    def _note_refused(self, notice: dict[str, Any]) -> None:
        self._cases.note_refused(f"{notice['partition']}/{notice['offset']}", notice["code"])
        logger.error("report %s/%s refused: %s", notice["partition"], notice["offset"], notice["code"])

    def report(self, referral_id: str, type_: str, **values: Any) -> None:
        """Puts a report on our topic and waits until Kafka has it. Raises KafkaException."""
        headers = {
            "ce_specversion": "1.0",
            "ce_id": str(uuid.uuid4()),
            "ce_source": f"/{self._slug}",
            "ce_type": type_,
            "ce_subject": referral_id,
            "ce_time": datetime.now(UTC).isoformat(),
            "content-type": "application/json",
        }
        failed: list[Any] = []
        self._producer.produce(
            f"reports-{self._slug}",
            json.dumps({"referral_id": referral_id, **values}).encode(),
            referral_id.encode(),
            headers=list(headers.items()),
            on_delivery=lambda error, _: failed.append(error) if error else None,
        )
        if self._producer.flush(30) or failed:
            raise KafkaException(*failed)


def _rewind_to(since: datetime | None) -> Callable[[Consumer, list[TopicPartition]], None]:
    def on_assign(consumer: Consumer, partitions: list[TopicPartition]) -> None:
        if since is None:
            return
        moment = int(since.timestamp() * 1000)
        wanted = [TopicPartition(each.topic, each.partition, moment) for each in partitions]
        consumer.assign(consumer.offsets_for_times(wanted, timeout=30))

    return on_assign


def _running() -> Callable[[], bool]:
    """True until the program is asked to stop; the record in hand is finished first."""
    stopped: list[int] = []
    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, lambda number, _: stopped.append(number))
    return lambda: not stopped


def _moment(text: str) -> datetime:
    found = datetime.fromisoformat(text)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _value(text: str) -> tuple[str, Any]:
    name, _, value = text.partition("=")
    return name, int(value) if value.isdecimal() else value


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("key")
    commands.add_parser("run").add_argument("--since", type=_moment)
    report = commands.add_parser("report")
    report.add_argument("referral_id")
    report.add_argument("type")
    report.add_argument("values", nargs="*", type=_value)
    commands.add_parser("list")
    return parser.parse_args()


def _partner(folder: Path) -> Partner:
    slug = os.environ["PARTNER_SLUG"]
    connection = {
        "bootstrap.servers": os.environ["PARTNER_BOOTSTRAP"],
        "security.protocol": os.environ.get("PARTNER_PROTOCOL", "SASL_SSL"),
        "sasl.mechanism": "SCRAM-SHA-512",
        "sasl.username": f"partner-{slug}",
        "sasl.password": os.environ["PARTNER_PASSWORD"],
    }
    return Partner(slug, folder, connection)


def main() -> None:
    """Runs one command."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    arguments, folder = _arguments(), Path(os.environ.get("PARTNER_FOLDER", "data"))
    if arguments.command == "key":
        sys.stdout.write(json.dumps(new_key(folder / "keys")) + "\n")
    elif arguments.command == "list":
        sys.stdout.write(json.dumps(Cases(folder).listed(), ensure_ascii=False) + "\n")
    elif arguments.command == "report":
        _partner(folder).report(arguments.referral_id, arguments.type, **dict(arguments.values))
    else:
        _partner(folder).run(arguments.since, _running())


if __name__ == "__main__":
    main()
