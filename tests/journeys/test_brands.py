"""Brands: claimed by who owns the site's domain, answered by who is invited, suggested by consumers."""

import pytest


@pytest.mark.promise("B2")
def test_a_page_is_claimed_only_with_an_address_of_the_site(world):
    brand = world.brand()
    stranger = world.person("sav", "ailleurs.example").sign_in(professional=True)
    body = {"charter": True, "recipient": "Direction"}
    refused = stranger.post(f"/brands/{brand['slug']}/claim", body)
    assert refused.status_code == 422
    assert "autre domaine" in refused.json()["detail"]
    world.owner(brand)
    late = world.person("sav", brand["domain"]).sign_in(professional=True)
    assert late.post(f"/brands/{brand['slug']}/claim", body).status_code == 409


@pytest.mark.promise("B4", "G4")
def test_an_invited_agent_answers_and_a_stranger_sees_nothing(world, eventually):
    brand = world.brand()
    owner, author, stranger = world.owner(brand), world.consumer(), world.consumer()
    agent = world.person("agent", brand["domain"])
    owner.done(f"/brands/{brand['slug']}/agents", {"email": agent.email})
    masked = f"{agent.email[0]}…@{brand['domain']}"
    assert eventually(lambda: masked in (seen := owner.page("/marque-espace/equipe")) and seen).count(masked) > 1
    agent.sign_in()
    complaint = world.complaint(author, brand)
    world.published(complaint)
    path = f"/complaints/{complaint['complaint_id']}"
    eventually(lambda: agent.get(path).json().get("viewer") == "brand")
    assert 'À traiter <span class="count"><span class="hidden-text">(</span>1<' in owner.page("/marque-espace")
    assert agent.email[0] + "…@" not in agent.page("/marque-espace/equipe")
    answer = {"kind": "proposal", "text": "Bonjour, nous remboursons la machine."}
    assert stranger.post(f"{path}/response", answer).status_code == 404
    assert stranger.post(f"{path}/messages", {"text": "Bonjour."}).status_code == 404
    assert author.post(f"{path}/response", answer).status_code == 403
    agent.done(f"{path}/response", answer)

    team = f"/brands/{brand['slug']}/agents"
    assert {each["role"] for each in owner.get(team).json()["members"]} == {"owner", "agent"}
    assert stranger.get(team).status_code == 403
    assert agent.post(f"{team}/{owner.account_id}/removal").status_code == 403
    assert owner.post(f"{team}/{owner.account_id}/removal").status_code == 409
    owner.done(f"{team}/{agent.account_id}/removal")
    eventually(lambda: agent.get(path).json().get("viewer") != "brand")


@pytest.mark.promise("B1")
def test_a_complaint_about_a_suggested_brand_appears_once_staff_accepts_the_brand(world, eventually):
    author, moderator = world.consumer(), world.moderator()
    suggestion = author.done(
        "/brands/suggestions", {"name": f"Petite Lune {author.account_id[-6:]}", "sector": "retail"}
    )
    complaint = world.complaint(author, suggestion)
    eventually(lambda: author.get(f"/complaints/{complaint['complaint_id']}").json()["status"] == "cleared")
    assert world.site.get(f"/api/v1/complaints/{complaint['complaint_id']}").status_code == 404
    assert "1 réclamation l’attend" in moderator.page("/moderation/marques").replace("\xa0", " ")
    moderator.done(f"/brands/suggestions/{suggestion['brand_id']}/decision", {"accepted": True})
    assert world.published(complaint)["status"] == "published"


@pytest.mark.promise("C7")
def test_a_complaint_moves_to_the_brand_that_was_named_if_its_author_agrees(world, eventually):
    wrong, right = world.brand(), world.brand()
    owner, author, other = world.owner(wrong), world.consumer(), world.owner(right)
    complaint = world.complaint(author, wrong)
    world.published(complaint)
    path = f"/complaints/{complaint['complaint_id']}"
    answer = {
        "kind": "not-concerned",
        "text": "Bonjour, ce modèle est vendu par une autre enseigne.",
        "other_brand_id": right["brand_id"],
    }
    owner.done(f"{path}/response", answer)
    author.mail("une autre marque est désignée")
    author.done(f"{path}/reattribution", {"accepted": True})
    moved = eventually(lambda: (p := world.published(complaint))["brand_id"] == right["brand_id"] and p)
    assert moved["responses"] == []
    assert owner.get(path).json().get("viewer") is None
    assert other.get(path).json()["viewer"] == "brand"
    assert "Nouvelle réclamation" in eventually(lambda: other.mails(complaint["number"]))[0]["subject"]


@pytest.mark.promise("C1")
def test_one_may_complain_about_the_platform_itself(world):
    ours = world.site.get("/api/v1/brands/reclameici").json()
    assert ours["sector"] == "platform"
    author = world.consumer()
    triage = {"counterpart": "platform", "accessibility": "no"}
    complaint = world.complaint(author, ours, triage=triage, category="service-quality")
    assert world.published(complaint)["sector"] == "platform"


@pytest.mark.promise("B1", "G4")
def test_an_owner_keeps_the_page_and_its_shops_up_to_date(world, eventually):
    brand = world.brand()
    owner, stranger = world.owner(brand), world.consumer()
    page = {"name": "Autre nom", "sector": "air", "description": "Des machines à café.", "contact": {"city": "Lyon"}}
    assert stranger.post(f"/brands/{brand['slug']}/page", page).status_code == 403
    owner.done(f"/brands/{brand['slug']}/page", page)
    owner.done(f"/brands/{brand['slug']}/network", {"name": "Cabassine Gare", "city": "Lyon"})
    path = f"/api/v1/brands/{brand['slug']}"
    shown = eventually(lambda: (seen := world.site.get(path).json())["network"] and seen)
    assert (shown["description"], shown["contact"]["city"]) == ("Des machines à café.", "Lyon")
    assert (shown["name"] != "Autre nom", shown["sector"]) == (True, "e-commerce")
