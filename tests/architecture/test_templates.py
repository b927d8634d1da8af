"""Templates compile, and mails read well: French typography, subjects that fit a phone."""

import re

import jinja2
import pytest
from tests.architecture.house import folder_of

from gateway.presentation.environment import make_environment
from notifications.composing import BUTTON, Composer
from notifications.domain import mails

SITE = "https://www.reclameici.example"

COMPOSER = Composer(SITE, "RéclameICI <ne-pas-repondre@reclameici.example>")

MAILS = sorted(path.stem for path in (folder_of("notifications") / "templates").glob("*.txt"))

SUBJECT_LIMIT = 60
"""Signs that a phone shows of a subject."""

DATA = {
    "again": True,
    "at": "2026-11-02T09:30:00+00:00",
    "brand": "Clapetine Dépannage",
    "brand_slug": "clapetine-depannage",
    "clock": "one-year-limit",
    "code": "482913",
    "complaint_number": "R-2026-004812",
    "due_on": "2027-06-15",
    "ended_by": "terms",
    "email": "camille@courriel.example",
    "ground": "dissatisfied",
    "kept": True,
    "minutes": 10,
    "must_purge": True,
    "note": 8,
    "number": "R-2026-004812",
    "outcome": "withdrawn",
    "early_start": True,
    "objection": "unannounced",
    "provider": "Fédération des services",
    "partner": "Fédération des services",
    "pseudonym": "Camille R.",
    "reason": "incomplete",
    "quote_id": "019a4c1e-6d01-7a10-8f3e-1b2c3d4e5f6c",
    "rate_until": "2026-11-12T23:00:00+00:00",
    "solved": True,
    "subject": "Une question",
    "text": "Bonjour, où en est ma réclamation\u202f?",
    "valid_until": "2027-01-31T23:00:00+00:00",
    "why": "declined",
    "with_complaint": True,
}
"""What any mail may be filled in with; the brand has one of the longer names of the demonstration."""

WITHOUT = {
    "again": False,
    "clock": "outcome",
    "complaint_number": None,
    "ended_by": None,
    "ground": "no-response",
    "kept": False,
    "must_purge": False,
    "outcome": "withdrawn",
    "pseudonym": None,
    "rate_until": None,
    "solved": False,
    "why": "withdrawn",
    "with_complaint": False,
}
"""The same with the other answer to each question that a template asks."""

WRONG = {
    "a straight apostrophe": r"\w'\w",
    "no narrow no-break space before ; ! ?": r"[^\u202f\s][;!?](?=\s|$)|[ \u00a0][;!?]",
    "no no-break space before a colon": r"[^\u00a0\s]:(?=\s|$)|[ \u202f]:(?=\s|$)",
    "no no-break space inside « »": r"«[^\u00a0]|[^\u00a0]»",
    "no no-break space before € or %": r"\d ?[€%]",
    "three dots": r"\.\.\.",
    "two spaces": r"  ",
}

ENVIRONMENTS = {
    "gateway": make_environment(),
    "notifications": jinja2.Environment(loader=jinja2.PackageLoader("notifications"), autoescape=True),
}

each_mail = pytest.mark.parametrize("mail", MAILS)
each_case = pytest.mark.parametrize("data", [DATA, DATA | WITHOUT], ids=["with", "without"])


def composed(mail, data):
    kept = data if "rating_reminded" not in mail else data | {"rate_until": DATA["rate_until"]}
    return COMPOSER.compose(mail, kept)


def faults_of(text):
    bare = re.sub(r"https?://\S+", "…", text)
    return [(what, found.group()) for what, wrong in WRONG.items() for found in re.finditer(wrong, bare)]


@pytest.mark.parametrize("service", ENVIRONMENTS)
def test_every_template_compiles(service):
    environment = ENVIRONMENTS[service]
    # Mails hold filters of their composer; it renders each of them below.
    names = [each for each in environment.list_templates() if service == "gateway" or each.endswith(".html")]
    assert names
    for each in names:
        environment.get_template(each)


def test_each_mail_of_the_catalogue_has_its_template_and_no_other():
    used = {*mails.BY_TEMPLATE, *mails.CODE_TEMPLATES.values(), mails.CLAIM_TEMPLATE, mails.CONTACT_TEMPLATE}
    assert used == set(MAILS)


@each_case
@each_mail
def test_a_mail_follows_french_typography(mail, data):
    found = composed(mail, data)
    lines = [found.subject, *(BUTTON.sub(r"\g<label>", each) for each in found.paragraphs)]
    assert [fault for line in lines for fault in faults_of(line)] == []


def test_the_plain_form_of_a_button_is_its_label_and_its_address():
    plain = composed("complaint_filed", DATA).text
    assert f"Suivre ma réclamation\u00a0: {SITE}/mon-espace/reclamations/R-2026-004812" in plain


@each_case
@each_mail
def test_a_subject_fits_a_phone(mail, data):
    subject = composed(mail, data).subject
    assert 0 < len(subject) <= SUBJECT_LIMIT, subject


@each_case
@each_mail
def test_a_mail_ends_with_why_it_was_sent(mail, data):
    *body, last = composed(mail, data).paragraphs
    assert body
    assert last.startswith("Reçu car ")


@each_case
@each_mail
def test_a_line_of_a_mail_is_one_paragraph(mail, data):
    if mail != mails.CONTACT_TEMPLATE:
        paragraphs = composed(mail, data).paragraphs
        assert [each for each in paragraphs if "\n" in each and not each.startswith("- ")] == []
