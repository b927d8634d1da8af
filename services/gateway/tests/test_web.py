"""What a browser holds and sends back: signed, for this site, for this browser."""

import base64
import json
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from starlette.datastructures import FormData, Headers

from gateway.domain.accounts import CLAIM_CODE_DIGITS
from gateway.domain.errors import ForgedFormError
from gateway.forms import FormReader
from gateway.identity import Pending, Visitor
from gateway.keyed import Keyed
from gateway.routes.account import home_of, safe_next
from gateway.site import FLASHES, HEADERS, Site
from gateway.web import Page, held_code, key_of
from servicekit.principal import ANONYMOUS, CODE_HOLDER, HeldCode, Principal

KEYED = Keyed("a key of the tests")
BROWSER = "token-1"
T0 = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
PENDING = Pending("camille@exemple.example", "/mon-espace", "sign-up", "$argon2id$…", "filandre")
SEALED = KEYED.seal("pending", asdict(PENDING))
HELD = HeldCode("brand-1", "complaint-1")


def a_site(public_url="https://reclameici.example"):
    return SimpleNamespace(keyed=KEYED, public_url=public_url)


def a_page(form=None, token=BROWSER, **headers):
    async def read():
        return FormData(form or {})

    named = Headers({"host": "reclameici.example"} | headers)
    request = SimpleNamespace(form=read, headers=named, cookies={})
    return Page(request, a_site(), Visitor(token), None)


def test_what_waits_for_a_code_is_read_back():
    assert Pending(**KEYED.unseal("pending", SEALED)) == PENDING


@pytest.mark.promise("B7")
def test_a_typed_claim_code_opens_its_complaint_until_it_is_too_old():
    sealed = KEYED.seal("held-code", asdict(HELD) | {"until": T0.timestamp()})
    request = SimpleNamespace(cookies={"held-code": sealed})
    site = SimpleNamespace(keyed=KEYED, cookie=lambda name: name)
    assert held_code(request, site, T0) == HELD
    assert held_code(request, site, T0 + timedelta(seconds=1)) is None


@pytest.mark.promise("B7")
def test_only_the_holder_of_a_code_is_more_than_a_stranger():
    assert Visitor("", held_code=HELD).principal() == Principal("", CODE_HOLDER, held_code=HELD)
    assert Visitor("").principal() == Principal("", ANONYMOUS)


@pytest.mark.promise("B7")
def test_a_command_sent_again_gives_the_same_claim_code_and_another_site_another():
    code = KEYED.claim_code("key-1")
    assert code == KEYED.claim_code("key-1")
    assert len(code) == CLAIM_CODE_DIGITS
    assert code.isdigit()
    assert len({code, KEYED.claim_code("key-2"), Keyed("another key").claim_code("key-1")}) == 3


def test_the_hash_of_a_claim_code_is_good_for_one_complaint():
    assert KEYED.claim_code_hash("complaint-1", "1") != KEYED.claim_code_hash("complaint-2", "1")


def forgeries():
    body, _, signature = SEALED.rpartition(".")
    other = base64.urlsafe_b64encode(json.dumps({"email": "x@y.example", "next_path": "/"}).encode()).decode()
    return {
        "empty": "",
        "no signature": body,
        "empty signature": f"{body}.",
        "signature alone": f".{signature}",
        "other body": f"{other}.{signature}",
        "other key": Keyed("another key").seal("pending", asdict(PENDING)),
        "signature of another use": KEYED.seal("held-code", asdict(PENDING)),
        "cut signature": f"{body}.{signature[:-1]}",
        "more body": f"{body}A.{signature}",
        "no base64": f"%%%.{KEYED.token('%%%').hex()}",
    }


@pytest.mark.parametrize("value", forgeries().values(), ids=forgeries())
def test_a_forged_cookie_is_nothing(value):
    assert KEYED.unseal("pending", value) is None


def test_each_browser_has_its_own_token_for_forms():
    assert a_page().csrf == a_page(token=BROWSER).csrf != a_page(token="token-2").csrf


def test_a_browser_without_a_token_gets_a_new_one_each_time():
    assert a_page(token="").csrf != a_page(token="").csrf


async def test_a_form_with_the_token_of_this_browser_is_read():
    form = await a_page({"csrf": a_page().csrf, "email": " a "}).form()
    assert FormReader(form).text("email") == "a"


@pytest.mark.parametrize(
    "csrf", [None, "", "forged", a_page(token="token-2").csrf], ids=["none", "empty", "forged", "other"]
)
async def test_any_other_form_is_refused(csrf):
    form = {} if csrf is None else {"csrf": csrf}
    with pytest.raises(ForgedFormError, match="Rechargez la page"):
        await a_page(form).form()


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "https://reclameici.example.evil.example", "https://sub.reclameici.example"]
)
async def test_a_form_sent_from_another_site_is_refused_even_with_its_token(origin):
    with pytest.raises(ForgedFormError):
        await a_page({"csrf": a_page().csrf}, origin=origin).form()


@pytest.mark.parametrize("headers", [{}, {"origin": "https://reclameici.example"}, {"origin": "null"}], ids=str)
async def test_a_form_sent_from_this_site_is_read(headers):
    assert await a_page({"csrf": a_page().csrf}, **headers).form()


@pytest.mark.parametrize("path", ["/mon-espace", "/reclamations/R-2026-000001?page=2#avis", "/"])
def test_after_signing_in_one_goes_on_within_the_site(path):
    assert safe_next(path) == path


@pytest.mark.parametrize(
    "path", ["//evil.example", "https://evil.example", "javascript:alert(1)", "evil.example", "", "\\\\evil.example"]
)
def test_nobody_is_led_away(path):
    assert safe_next(path) == "/mon-espace"


@pytest.mark.parametrize("path", ["/\\evil.example", "/\t/evil.example", "/ok\r\nSet-Cookie: a=b"])
def test_signs_that_browsers_read_otherwise_do_not_lead_away_either(path):
    location = a_page().redirect(safe_next(path)).headers["location"]
    assert location.startswith("/")
    assert not set(location) & set("\\\t\r\n")
    assert not location.startswith("//")


@pytest.mark.parametrize(
    ("role", "going_to", "lands"),
    [
        ("consumer", "/mon-espace", "/mon-espace"),
        ("agent", "/mon-espace", "/marque-espace"),
        ("moderator", "/mon-espace", "/moderation"),
        ("operator", "/mon-espace", "/operateur"),
        ("agent", "/reclamations/R-2026-000001", "/reclamations/R-2026-000001"),
    ],
)
def test_an_account_lands_where_it_was_going_or_in_its_own_space(role, going_to, lands):
    assert home_of(role, going_to) == lands


@pytest.mark.parametrize(("url", "name"), [("https://r.example", "__Host-visitor"), ("http://127.0.0.1", "visitor")])
def test_cookies_are_bound_to_the_host_where_the_site_has_tls(url, name):
    assert Site.cookie(SimpleNamespace(secure=Site.secure.fget(a_site(url))), "visitor") == name


def test_a_form_carries_its_own_idempotency_key():
    assert key_of(FormData({"idempotency_key": " key "})) == "key"
    assert key_of(FormData({})) == ""


def test_no_page_runs_or_loads_what_is_not_of_the_site():
    policy = dict(each.strip().split(" ", 1) for each in HEADERS["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert "unsafe" not in HEADERS["Content-Security-Policy"]
    assert {policy[each] for each in ("script-src", "style-src", "form-action", "connect-src")} == {"'self'"}
    assert HEADERS["X-Content-Type-Options"] == "nosniff"


def test_a_sentence_about_what_was_done_is_one_of_ours_and_never_the_browsers_words():
    assert all(sentence.endswith(".") for sentence in FLASHES.values())
    page = a_page()
    page.request.cookies["__Host-flash"] = "<script>"
    page.site.cookie = lambda name: f"__Host-{name}"
    assert page._flash is None
