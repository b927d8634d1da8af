"""A brand without an owner: told by staff with a claim code, it answers one complaint, or claims its page."""

import re

import pytest

ANSWER = {"kind": "proposal", "text": "Bonjour, nous remplaçons la machine cette semaine."}


@pytest.fixture
def told(world):
    """A complaint whose brand staff told: the complaint, the brand, its mailbox, the code."""
    brand, author, moderator = world.brand(), world.consumer(), world.moderator()
    complaint = world.complaint(author, brand)
    world.published(complaint)
    contact = world.person("contact", "public.example")
    about = {"complaint_id": complaint["complaint_id"], "email": contact.email}
    moderator.done(f"/brands/{brand['slug']}/outreach", about)
    code = re.search(r"Votre code : (\d{4} \d{4} \d{4})", contact.mail(complaint["number"]).replace("\xa0", " "))
    assert code
    return complaint, brand, author, contact, code[1]


@pytest.mark.promise("B7", "N2")
def test_a_brand_without_an_owner_is_told_with_a_receipt_and_answers_without_an_account(world, eventually, told):
    complaint, brand, author, contact, code = told
    path = f"/complaints/{complaint['complaint_id']}"
    page = f"/marques/{brand['slug']}"
    assert "Contactée le" in eventually(lambda: "Contactée le" in (seen := contact.page(page)) and seen)
    assert complaint["number"] not in world.moderator().page("/moderation/prevenir")
    assert "Marque prévenue" in eventually(
        lambda: "Marque prévenue" in (seen := contact.page(f"/reclamations/{complaint['number']}")) and seen
    )

    assert contact.post(f"{path}/response", ANSWER | {"claim_code": "1111 2222 3333"}).status_code == 422
    assert contact.post(f"{path}/response", ANSWER).status_code == 401
    contact.done(f"{path}/response", ANSWER | {"claim_code": code})
    assert contact.post(f"{path}/response", ANSWER | {"claim_code": code}).status_code == 409
    assert world.shown(complaint, "published")["responses"] == []
    assert contact.get(path).json().get("messages") is None

    moderator = world.moderator()
    case = moderator.get(path).json()["moderation"]
    assert (case["review"], case["held_response"]["text"]) == ("response", ANSWER["text"])
    assert world.decide(moderator, complaint, decision="publish").is_success
    shown = eventually(lambda: world.shown(complaint, "answered"))
    assert [each["text"] for each in shown["responses"]] == [ANSWER["text"]]
    assert "sans réponse à ce jour" not in eventually(
        lambda: "sans réponse à ce jour" not in (seen := contact.page(page)) and seen
    )
    author.mail("a répondu")
    author.done(f"{path}/rating", {"note": 8, "solved": True, "would_buy_again": True})


@pytest.mark.promise("B7")
def test_a_refused_response_comes_back_with_its_reasons_and_may_be_written_anew(world, told):
    complaint, _, author, contact, code = told
    path = f"/complaints/{complaint['complaint_id']}"
    contact.done(f"{path}/response", {"kind": "refusal", "text": "Ce client est un crétin.", "claim_code": code})
    refusal = {"decision": "refuse", "ground": "insult", "explanation": "« crétin » est une injure."}
    assert world.decide(world.moderator(), complaint, **refusal).is_success
    assert author.get(path).json()["statements"] == []
    contact.done(f"{path}/response", ANSWER | {"claim_code": code})


@pytest.mark.promise("B2", "B7")
def test_the_code_claims_the_page_whatever_the_address_and_is_worth_nothing_after(world, eventually, told):
    complaint, brand, _, contact, code = told
    contact.sign_in(professional=True)
    claim = {"charter": True, "recipient": "Gérance"}
    assert contact.post(f"/brands/{brand['slug']}/claim", claim).status_code == 422
    by_code = claim | {"claim_code": code, "complaint_id": complaint["complaint_id"]}
    contact.done(f"/brands/{brand['slug']}/claim", by_code)
    path = f"/complaints/{complaint['complaint_id']}"
    eventually(lambda: contact.get(path).json().get("viewer") == "brand")
    stranger = world.person()
    assert stranger.post(f"{path}/response", ANSWER | {"claim_code": code}).status_code == 422
    contact.done(f"{path}/response", ANSWER)


@pytest.mark.promise("B7")
def test_only_staff_tells_brands(world, told):
    complaint, brand, author, contact, _ = told
    about = {"complaint_id": complaint["complaint_id"], "email": contact.email}
    assert author.post(f"/brands/{brand['slug']}/outreach", about).status_code == 403
    wrong = world.moderator().post(f"/brands/{brand['slug']}/outreach", about | {"email": "contact@"})
    assert wrong.status_code == 422


@pytest.mark.promise("B7", "G5")
def test_on_the_pages_staff_tells_and_the_holder_answers_then_claims_without_script(world, eventually):
    brand, author = world.brand(), world.consumer()
    complaint = world.complaint(author, brand)
    world.published(complaint)
    contact, number = world.person("contact", "public.example"), complaint["number"]
    staff = world.browser(world.moderator()).open("/moderation/prevenir")
    while number not in staff.text:
        staff.open(f"/moderation/prevenir{staff.page.find('a', rel='next')['href']}")
    staff.open(f"/moderation/prevenir/{number}")
    assert staff.send("/prevenir/", email="contact@").status == 422
    assert staff.send("/prevenir/", email=contact.email).path == "/moderation/prevenir"
    code = re.search(r"\d{4} \d{4} \d{4}", contact.mail(number))[0]

    holder = world.browser().open(f"/repondre?dossier={number}")
    assert holder.send("/repondre", number=number, code="1111 2222 3333").status == 422
    assert holder.send("/repondre", number=number, code=code).path == "/repondre/reponse"
    assert "Répondre pour Cabassine" in holder.text
    assert holder.send("/reponse", kind="proposal", text="Court", step="preview").status == 200
    assert holder.send("/reponse", **ANSWER, step="preview").page.find("button", value="publish")
    holder.send("/reponse", step="publish")
    assert "Réponse transmise" in holder.text

    case = staff.open(f"/moderation/{complaint['complaint_id']}")
    assert ANSWER["text"] in case.text
    staff.send("/decision", decision="publish", step="preview").send("/decision", step="confirm")
    assert "Réponse publiée" in eventually(
        lambda: "publiée" in (seen := holder.open("/repondre/reponse").text) and seen
    )

    holder.open(f"/marque-espace/revendiquer?marque={brand['slug']}")
    assert "toute adresse convient" in holder.text
