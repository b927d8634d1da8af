"""The real engines: what the platform promises of them, beyond starting."""

import io
import smtplib
from email.message import EmailMessage

import asyncpg
import httpx
import pytest
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from minio import Minio

from reclameici.local.platform import LocalPlatform
from reclameici.local.ports import free_ports


async def test_kafka_takes_a_topic_as_soon_as_it_is_ready(engines):
    admin = AIOKafkaAdminClient(bootstrap_servers=engines.kafka.bootstrap)
    await admin.start()
    answer = await admin.create_topics([NewTopic("launcher-test", num_partitions=2, replication_factor=1)])
    await admin.close()

    assert [error[:2] for error in answer.topic_errors] == [("launcher-test", 0)]


async def test_the_owner_of_a_database_may_use_the_extensions_that_search_needs(engines):
    connection = await asyncpg.connect(_raw(engines.postgresql.create_database("launcher_extensions")))
    for extension in ("pg_trgm", "unaccent", "citext", "pgcrypto"):
        await connection.execute(f"CREATE EXTENSION IF NOT EXISTS {extension}")
    found = await connection.fetchval("SELECT similarity(unaccent('réclamé'), 'reclame')")
    durable = await connection.fetchval("SHOW fsync")
    await connection.close()

    assert found == 1
    assert durable == "on"


async def test_a_service_cannot_enter_the_database_of_another(engines):
    own = _raw(engines.postgresql.url("reclameici_brands"))
    other = own.rsplit("/", 1)[0] + "/reclameici_scoring"

    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await asyncpg.connect(other)


def test_postgresql_runs_in_a_folder_closed_to_other_accounts(engines, tmp_path):
    tmp_path.chmod(0o700)
    with LocalPlatform(tmp_path / "data", free_ports()) as closed:
        closed.start_engines([closed.postgresql])
        closed.kill("postgresql")
        closed.restart("postgresql")

        assert closed.postgresql.is_ready()


def test_the_object_store_keeps_a_file_and_its_metadata(engines):
    keys = {"access_key": engines.secrets.s3_access_key, "secret_key": engines.secrets.s3_secret_key}
    store = Minio(engines.s3.address, **keys, secure=False, region="us-east-1")
    store.make_bucket("launcher-test")
    store.put_object("launcher-test", "a/b.pdf", io.BytesIO(b"proof"), 5, metadata={"owner": "c1"})

    assert store.stat_object("launcher-test", "a/b.pdf").metadata["x-amz-meta-owner"] == "c1"
    assert store.get_object("launcher-test", "a/b.pdf").data == b"proof"


def test_the_mailbox_keeps_its_mails_over_a_kill(engines):
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "a@site.example", "b@brand.example", "Réclamation reçue"
    mail.set_content("Bonjour")
    with smtplib.SMTP("127.0.0.1", engines.mail.smtp_port) as smtp:
        smtp.send_message(mail)
    engines.kill("mail")
    engines.restart("mail")
    subjects = [mail["subject"] for mail in httpx.get(f"{engines.mail.url}/messages/").json()["messages"]]

    assert "Réclamation reçue" in subjects


def _raw(url: str) -> str:
    return url.replace("postgresql+asyncpg://", "postgresql://")
