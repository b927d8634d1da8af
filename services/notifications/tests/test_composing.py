"""A mail's words: one text is the source of its plain and its HTML form."""

from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import SMTP, default

import pytest
from bs4 import BeautifulSoup
from services.notifications.tests.world import COMPOSER, SENDER, SITE, T0

from notifications.composing import Composed, day, deadline, last_day

LINK = f"{SITE}/mon-espace/reclamations/R-2026-000001"

SAMPLE = Composed(
    "Réclamation R-2026-000001 : publiée",
    (
        "Bonjour Camille83,",
        "Ligne un\nLigne deux",
        f"[Voir ma réclamation]({LINK})",
        "- un\n- deux",
        f"Reçu car vous avez réclamé. Gérer mes e-mails : {SITE}/mon-espace/compte",
    ),
)

FILED = {"number": "R-2026-000001", "brand": "Filandre", "pseudonym": "Camille83"}


def utc(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def message(composed=SAMPLE, unsubscribe=None):
    return COMPOSER.message(composed, "camille@exemple.example", "<1@reclameici.example>", T0, unsubscribe)


def page(composed=SAMPLE):
    return BeautifulSoup(message(composed).get_body(("html",)).get_content(), "html.parser")


def test_the_first_line_is_the_subject_and_blank_lines_part_paragraphs():
    composed = COMPOSER.compose("complaint_filed", FILED)
    assert composed.subject == "Réclamation R-2026-000001\u00a0: bien reçue"
    assert composed.paragraphs[0] == "Bonjour Camille83,"
    assert composed.paragraphs[3] == f"[Suivre ma réclamation]({LINK})"


def test_a_reader_without_a_pseudonym_is_greeted_without_one():
    assert COMPOSER.compose("complaint_filed", FILED | {"pseudonym": None}).paragraphs[0] == "Bonjour,"


def test_what_a_mail_needs_and_does_not_get_is_an_error_and_no_hole():
    with pytest.raises(Exception, match="'number' is undefined"):
        COMPOSER.compose("complaint_filed", {"brand": "Filandre", "pseudonym": None})


@pytest.mark.promise("N1")
def test_a_mail_has_a_plain_and_an_html_form():
    mail = message()
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]
    assert (mail["Subject"], mail["From"], mail["To"]) == (SAMPLE.subject, SENDER, "camille@exemple.example")
    assert (mail["Message-ID"], mail["Auto-Submitted"]) == ("<1@reclameici.example>", "auto-generated")


@pytest.mark.parametrize("spare", range(80))
def test_every_space_of_a_subject_arrives_wherever_its_lines_break(spare):
    subject = f"{'m' * spare} vous a répondu\u00a0: un message vous attend à propos de votre litige"
    raw = message(replace(SAMPLE, subject=subject)).as_bytes(policy=SMTP)
    assert message_from_bytes(raw, policy=default)["Subject"].strip() == subject.strip()
    assert max(len(line) for line in raw.split(b"\r\n\r\n")[0].split(b"\r\n") if b"=?utf-8?" in line) <= 78


def test_the_plain_form_has_the_address_of_the_button_in_clear():
    text = message().get_body(("plain",)).get_content()
    assert f"Voir ma réclamation\u00a0: {LINK}" in text
    assert "[" not in text
    assert "<" not in text


def test_the_html_form_has_a_button_with_its_address_in_clear_below():
    button = page().find("a", string="Voir ma réclamation")
    assert button["href"] == LINK
    assert button.find_next("p").get_text() == LINK


def test_lines_that_start_with_a_dash_are_a_list():
    assert [item.get_text() for item in page().find("ul").find_all("li")] == ["un", "deux"]


def test_lines_of_a_paragraph_stay_lines():
    assert page().find("br").find_parent("p").get_text() == "Ligne unLigne deux"


def test_why_the_mail_was_sent_is_said_last_with_a_link_to_change_it():
    why = page().find("p", class_="why")
    assert why.find("a")["href"] == f"{SITE}/mon-espace/compte"


def test_the_page_says_its_language_and_its_subject():
    assert page().html["lang"] == "fr"
    assert page().title.get_text() == SAMPLE.subject


@pytest.mark.parametrize("evil", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "Dupont & Fils"])
def test_the_html_form_escapes_whatever_a_name_holds(evil):
    composed = COMPOSER.compose("complaint_filed", FILED | {"brand": evil, "pseudonym": evil})
    html = page(composed)
    assert html.find("script") is None
    assert html.find("img") is None
    assert evil in html.get_text()
    assert evil in composed.text


def test_a_name_does_not_add_a_header():
    data = FILED | {"brand": "A\r\nBcc: x@y.example", "at": T0.isoformat(), "rate_until": None}
    composed = COMPOSER.compose("response_published", data)
    assert message(composed)["Bcc"] is None


@pytest.mark.promise("N1")
def test_a_mail_that_may_be_refused_carries_one_click_out_of_it():
    mail = message(unsubscribe=f"{SITE}/desabonnement/abc")
    assert mail["List-Unsubscribe"] == f"<{SITE}/desabonnement/abc>"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message()["List-Unsubscribe"] is None


@pytest.mark.parametrize(
    ("moment", "shown"),
    [
        ("2026-03-01T08:00", "1er mars 2026"),
        ("2026-03-02T08:00", "2 mars 2026"),
        ("2026-07-31T22:00", "1er août 2026"),  # midnight in Paris
        ("2026-12-31T22:59", "31 décembre 2026"),
        ("2026-12-31T23:00", "1er janvier 2027"),
    ],
)
def test_a_day_is_written_as_people_do_and_is_a_day_of_paris(moment, shown):
    assert day(utc(moment)) == shown


@pytest.mark.promise("C8")
@pytest.mark.parametrize(
    ("end", "shown", "last"),
    [
        ("2026-03-12T23:00", "jeudi 12 mars 2026, 23 h 59", "12 mars 2026"),
        ("2026-03-29T22:00", "dimanche 29 mars 2026, 23 h 59", "29 mars 2026"),  # summer time began that day
        ("2026-10-25T23:00", "dimanche 25 octobre 2026, 23 h 59", "25 octobre 2026"),  # winter time began that day
        ("2026-02-28T23:00", "samedi 28 février 2026, 23 h 59", "28 février 2026"),
        ("2026-12-31T23:00", "jeudi 31 décembre 2026, 23 h 59", "31 décembre 2026"),
    ],
)
def test_a_window_that_ends_at_midnight_is_said_to_end_on_its_last_day(end, shown, last):
    assert deadline(utc(end)).replace("\u00a0", " ") == shown
    assert last_day(utc(end)) == last


def test_a_window_that_ends_at_another_hour_says_that_hour():
    assert deadline(utc("2026-03-12T14:05")).replace("\u00a0", " ") == "jeudi 12 mars 2026, 15 h 05"


def test_words_of_the_contact_form_cannot_pass_for_a_button_of_ours():
    data = {
        "subject": "Autre",
        "text": "[Payer](https://mauvais.example)",
        "email": "x@y.example",
        "complaint_number": None,
    }
    composed = COMPOSER.compose("contact_message", data)
    assert 'href="https://mauvais.example"' not in page(composed)
