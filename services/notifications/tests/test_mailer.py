"""What a mail server's answers mean, over a real connection."""

import pytest
from services.notifications.tests.conftest import mailer_of
from services.notifications.tests.world import COMPOSER, T0

from notifications.composing import Composed
from notifications.mailer import NotTakenError, RefusedForGoodError, UncertainError

MAIL = COMPOSER.message(
    Composed("Réclamation R-1 : publiée", ("Bonjour,", ".un point en tête", "Reçu car.")),
    "camille@exemple.example",
    "<1@reclameici.example>",
    T0,
    None,
)


async def test_a_mail_that_is_taken_arrives_whole_and_the_answer_is_kept(smtp, mailer):
    assert "queued as 42" in await mailer.send(MAIL)
    (taken,) = smtp.taken
    assert (taken["Subject"], taken["Message-ID"]) == (MAIL["Subject"], "<1@reclameici.example>")
    assert ".un point en tête" in taken.get_body(("plain",)).get_content()


@pytest.mark.parametrize(
    ("command", "answer"),
    [
        ("MAIL", "421 closing"),
        ("RCPT", "421 closing"),
        ("RCPT", "450 mailbox busy"),
        ("RCPT", "451 try later"),
        ("RCPT", "452 full"),
        ("DATA", "451 try later"),
        ("END", "451 try later"),
        ("END", "421 closing"),
        ("MAIL", "550 sender refused"),
        ("END", "554 not wanted"),
        ("END", "552 too big"),
    ],
)
async def test_a_refusal_that_says_nothing_of_the_reader_is_certain_and_may_be_tried_again(
    smtp, mailer, command, answer
):
    smtp.answers[command] = answer
    with pytest.raises(NotTakenError, match=answer[:3]):
        await mailer.send(MAIL)
    assert smtp.taken == []


@pytest.mark.parametrize(
    ("command", "answer"),
    [("RCPT", "550 no such user"), ("RCPT", "553 bad name")],
)
async def test_a_reader_refused_for_good_is_not_written_to_again(smtp, mailer, command, answer):
    smtp.answers[command] = answer
    with pytest.raises(RefusedForGoodError, match=answer[:3]):
        await mailer.send(MAIL)


async def test_a_line_cut_after_the_mail_was_given_is_uncertain(smtp, mailer):
    smtp.cuts = True
    with pytest.raises(UncertainError):
        await mailer.send(MAIL)
    assert len(smtp.taken) == 1


async def test_a_server_that_is_down_took_nothing():
    with pytest.raises(NotTakenError):
        await mailer_of(1).send(MAIL)


async def test_a_server_that_does_not_greet_took_nothing(smtp, mailer):
    smtp.answers["EHLO"] = smtp.answers["HELO"] = "421 too busy"
    with pytest.raises(NotTakenError):
        await mailer.send(MAIL)
    assert smtp.taken == []
