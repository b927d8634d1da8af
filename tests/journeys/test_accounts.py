"""Accounts and cookies, as a browser without script meets them."""

import re

import pytest

PASSWORD = "un long mot de passe"


def code_of(person) -> str:
    return re.search(r"\b(\d{6})\b", person.mail("votre code"))[1]


@pytest.mark.promise("G2")
def test_an_account_opens_with_a_code_and_comes_back_with_its_password(world):
    person, browser = world.person(), world.browser()
    browser.open("/inscription")
    browser.send("/inscription", email=person.email, pseudonym="tasse_fendue", password=PASSWORD)
    assert (browser.path, browser.status) == ("/inscription/code", 200)
    wrong = "000000" if code_of(person) != "000000" else "111111"
    assert browser.send("/code", code=wrong).status == 422
    assert "Code faux ou expiré" in browser.text
    assert browser.send("/code", code=code_of(person)).path == "/mon-espace"
    assert "tasse_fendue" in browser.open("/mon-espace/compte").text

    browser.send("/deconnexion")
    assert browser.open("/mon-espace").path == "/connexion"
    assert browser.send("/connexion", email=person.email, password="un autre mot de passe").status == 422
    assert browser.send("/connexion", email=person.email, password=PASSWORD).path == "/mon-espace"


@pytest.mark.promise("G2")
def test_a_used_code_and_a_token_of_before_open_nothing(world):
    person, browser = world.person(), world.browser()
    before = browser.open("/connexion").client.cookies["visitor"]
    browser.send("/connexion", email=person.email)
    code = code_of(person)
    browser.send("/code", code=code)
    assert browser.client.cookies["visitor"] != before
    again = world.site.post("/api/v1/accounts/verify", json={"email": person.email, "code": code})
    assert again.status_code == 422


@pytest.mark.promise("G6")
def test_before_any_choice_there_are_the_necessary_cookies_only_and_three_equal_buttons(world):
    browser = world.browser().open("/")
    assert set(browser.client.cookies) == {"visitor"}
    buttons = browser.page.find("form", action="/cookies").find_all("button")
    assert [each["value"] for each in buttons] == ["accept", "refuse", "choose"]
    assert len({tuple(each["class"]) for each in buttons}) == 1


@pytest.mark.promise("G6")
@pytest.mark.parametrize(("choice", "kept"), [("accept", "accept"), ("refuse", "refuse")])
def test_a_choice_is_one_click_is_not_asked_again_and_may_be_changed(world, choice, kept):
    browser = world.browser().open("/marques").send("/cookies", choix=choice)
    assert (browser.path, browser.client.cookies["cookie-choice"]) == ("/marques", kept)
    assert browser.page.find("form", action="/cookies") is None
    other = "refuse" if choice == "accept" else "accept"
    browser.open("/cookies").send("/cookies", choix=other)
    assert browser.client.cookies["cookie-choice"] == other


@pytest.mark.promise("G4", "N1")
def test_what_one_wants_to_receive_is_read_and_changed_by_program_and_page_alike(world):
    person = world.consumer()
    assert person.get("/preferences").json() == {"reminders": True, "messages": True, "news_of_case": True}
    person.done("/preferences", {"reminders": False, "messages": True, "news_of_case": False})
    page = world.browser(person).open("/mon-espace/compte").page
    assert [box["value"] for box in page.find_all("input", {"name": "mails"}) if box.has_attr("checked")] == [
        "messages"
    ]
    assert world.person().get("/preferences").status_code == 401
