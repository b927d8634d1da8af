"""A partner of RéclameICI, complete and small: start from it.

    python partner.py key                          makes a key pair, prints the public half to be registered
    python partner.py run [--since 2026-11-20]     receives cases; with a date, reads again from there
    python partner.py report ID TYPE [NAME=VALUE]  reports on a case
    python partner.py list                         what is here, as JSON
    python partner.py open FILE                    a case that was downloaded from the site, decrypted

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

DEAD_LINK = (404, 410)
"""The link was used, is too old, gave way to a fresh one, or the consent was withdrawn."""


class Partner:
    """One partner at its pair of topics."""

    def __init__(self, slug: str, folder: Path, connection: dict[str, Any]) -> None:
        self._slug, self._keys, self._connection = slug, folder / "keys", connection
        self._cases = Cases(folder)
        self._producer = Producer(connection | {"enable.idempotence": True})
        self._act: dict[str, Callable[[dict[str, Any]], None]] = {
            "partners.handoff.case.v1": self._receive,
            "partners.handoff.links.v1": self._fetch_again,
            "partners.handoff.withdrawn.v1": self._withdraw,
            "partners.handoff.report-rejected.v1": self._note_refused,
        }

    def run(self, since: datetime | None, goes_on: Callable[[], bool]) -> None:
        """Takes records one by one; an offset is committed when all that follows from its record is done."""
        group = {"group.id": f"partner-{self._slug}.cases", "enable.auto.commit": False}
        consumer = Consumer(self._connection | group | {"auto.offset.reset": "earliest"})
        consumer.subscribe([f"handoff-{self._slug}"], on_assign=_rewind_to(since))
        try:
            while goes_on():
                record = consumer.poll(1)
                if record is not None:
                    self._take(record)
                    consumer.commit(message=record, asynchronous=False)
        finally:
            consumer.close()

    def _take(self, record: Message) -> None:
        if record.error():
            raise KafkaException(record.error())
        pairs: Any = record.headers() or []
        headers = {name: (value or b"").decode() for name, value in pairs}
        act = self._act.get(headers["ce_type"])
        if act is None or self._cases.is_done(headers["ce_id"]):
            return  # A type that is not known is for a later version of this program.
        act(json.loads(decrypt(record.value() or b"", self._keys)))
        self._cases.mark_done(headers["ce_id"])

    def _receive(self, case: dict[str, Any]) -> None:
        if not self._cases.keep(case):
            return
        if not self._fetch_all(case):
            self.report(case["referral_id"], "partner.documents.requested.v1")
        self.report(case["referral_id"], "partner.case.acknowledged.v1")
        logging.info("case %s received", case["referral_id"])

    def _fetch_again(self, links: dict[str, Any]) -> None:
        """Whoever asks once more for each dead link asks for ever: here somebody must look at it."""
        if self._cases.has_case(links["referral_id"]) and not self._fetch_all(links):
            logging.error("documents of %s are missing", links["referral_id"])

    def _fetch_all(self, case: dict[str, Any]) -> bool:
        """False where a link is dead: fresh ones can be asked for, by which all that came before die."""
        fetched = [self._fetch(case["referral_id"], each["url"], each["sha256"]) for each in case["documents"]]
        return all(fetched)

    def _fetch(self, referral_id: str, url: str, sha256: str) -> bool:
        if self._cases.has_document(referral_id, sha256):
            return True
        answer = httpx.get(url, timeout=60)
        if answer.status_code in DEAD_LINK:
            logging.warning("a link to a document of %s is dead", referral_id)
            return False
        if not self._cases.keep_document(referral_id, sha256, answer.raise_for_status().content):
            logging.error("a document of %s is not what was announced", referral_id)
        return True

    def _withdraw(self, notice: dict[str, Any]) -> None:
        self._cases.purge(notice["referral_id"], notice["withdrawn_at"])
        self.report(notice["referral_id"], "partner.purge.confirmed.v1")
        logging.info("case %s deleted", notice["referral_id"])

    def _note_refused(self, notice: dict[str, Any]) -> None:
        place = f"{notice['partition']}/{notice['offset']}"
        self._cases.note_refused(place, notice["code"])
        logging.error("report %s refused: %s", place, notice["code"])

    def report(self, referral_id: str, type_: str, **values: Any) -> None:
        """Puts a report on our topic and waits until Kafka has it. Raises KafkaException."""
        envelope = {"ce_specversion": "1.0", "ce_id": str(uuid.uuid4()), "ce_source": f"/{self._slug}"}
        envelope |= {"ce_type": type_, "ce_subject": referral_id, "content-type": "application/json"}
        value, failed = json.dumps({"referral_id": referral_id, **values}), list[Any]()
        self._producer.produce(
            f"reports-{self._slug}",
            value.encode(),
            referral_id.encode(),
            headers=list(envelope.items()),
            on_delivery=lambda error, _: failed.append(error) if error else None,
        )
        if self._producer.flush(30) or failed:
            raise KafkaException(*failed)


def _rewind_to(since: datetime | None) -> Callable[[Consumer, list[TopicPartition]], None]:
    def on_assign(consumer: Consumer, partitions: list[TopicPartition]) -> None:
        if since:
            moment = int(since.timestamp() * 1000)
            wanted = [TopicPartition(each.topic, each.partition, moment) for each in partitions]
            consumer.assign(consumer.offsets_for_times(wanted, timeout=30))

    return on_assign


def _until_stopped() -> Callable[[], bool]:
    """True until the program is asked to stop; the record in hand is finished first."""
    stopped: list[int] = []
    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, lambda number, _: stopped.append(number))
    return lambda: not stopped


def _day(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def _value(text: str) -> tuple[str, Any]:
    name, _, value = text.partition("=")
    return name, int(value) if value.isdecimal() else value


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("key")
    commands.add_parser("list")
    commands.add_parser("open").add_argument("file", type=Path)
    commands.add_parser("run").add_argument("--since", type=_day)
    report = commands.add_parser("report")
    report.add_argument("referral_id")
    report.add_argument("type")
    report.add_argument("values", nargs="*", type=_value)
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
    elif arguments.command == "open":
        sys.stdout.write(decrypt(arguments.file.read_bytes(), folder / "keys").decode() + "\n")
    elif arguments.command == "report":
        _partner(folder).report(arguments.referral_id, arguments.type, **dict(arguments.values))
    else:
        _partner(folder).run(arguments.since, _until_stopped())


if __name__ == "__main__":
    main()
