"""What is not published: refused at triage, or held and refused by a person, with reasons."""

import pytest


@pytest.mark.promise("C1")
def test_a_case_of_health_is_refused_before_any_form_with_its_right_door(world):
    visitor = world.person()
    outcome = visitor.done("/triage", {"answers": {"counterpart": "health"}})
    assert outcome["outcome"] == "refused"
    assert outcome["refusal"]["doors"]
    assert "soins" in outcome["refusal"]["why"]


@pytest.mark.promise("C1")
def test_an_unfinished_triage_cannot_file(world):
    brand, author = world.brand(), world.consumer()
    refused = author.post("/complaints", world.body(brand, triage={"counterpart": "person"}))
    assert refused.status_code == 409
    assert refused.headers["content-type"] == "application/problem+json"
    assert author.post("/complaints", world.body(brand, triage={})).status_code == 422


@pytest.mark.promise("C5", "C9")
def test_an_accusation_waits_for_a_person_whose_refusal_gives_its_reasons(world, eventually):
    brand, author, moderator = world.brand(), world.consumer(), world.moderator()
    text = "Le gérant de cette boutique est un escroc : il a volé mon acompte et falsifié le bon de commande."
    complaint = world.complaint(author, brand, text=text)
    assert "Un modérateur la lit" in author.mail("contrôle en cours")
    path = f"/complaints/{complaint['complaint_id']}"
    assert world.site.get(f"/api/v1{path}").status_code == 404

    queue = moderator.get("/moderation/queue").json()["complaints"]
    held = next(each for each in queue if each["complaint_id"] == complaint["complaint_id"])
    assert "crime_accusation" in held["findings"]

    decision = {"decision": "refuse", "ground": "crime-accusation", "explanation": "Le passage affirme une infraction."}
    assert author.post(f"/moderation/{complaint['complaint_id']}/decision", decision).status_code == 403
    moderator.done(f"/moderation/{complaint['complaint_id']}/decision", decision)

    assert "les moyens de la contester" in author.mail("non publiée")
    statement = author.get(path).json()["statements"][0]
    assert statement["ground"] == "crime-accusation"
    assert statement["explanation"] == "Le passage affirme une infraction."
    assert statement["automatic_detection"] == ["crime_accusation"]


@pytest.mark.promise("C5", "C6")
def test_personal_data_are_masked_and_the_rest_is_published_at_once(world):
    brand, author = world.brand(), world.consumer()
    text = (
        "Le livreur n’est jamais venu. Rappelez-moi au 06 12 34 56 78, j’attends depuis trois semaines, c’est honteux."
    )
    public = world.published(world.complaint(author, brand, text=text))
    assert "06 12 34 56 78" not in public["text"]
    assert "[masqué\u00a0: téléphone]" in public["text"]
    assert public["control"] == "automatic-masked"


@pytest.mark.promise("C9")
def test_a_suspended_complaint_loses_its_words_until_it_is_reinstated(world, eventually):
    brand, author, moderator = world.brand(), world.consumer(), world.moderator()
    complaint = world.complaint(author, brand)
    world.published(complaint)
    path = f"/moderation/{complaint['complaint_id']}/decision"
    moderator.done(
        path, {"decision": "suspend", "ground": "false", "explanation": "Faits contestés, pièces demandées."}
    )
    suspended = eventually(lambda: world.shown(complaint, "suspended"))
    assert suspended["text"] == suspended["title"] == suspended["pseudonym"] == ""
    assert "n’est plus visible" in author.mail("suspendue")
    moderator.done(path, {"decision": "reinstate"})
    assert eventually(lambda: world.shown(complaint, "published"))["text"]


@pytest.mark.promise("C3")
def test_a_withdrawn_complaint_leaves_the_site_and_an_empty_shell(world, eventually, photo):
    brand, author = world.brand(), world.consumer()
    complaint = world.complaint(author, brand)
    world.published(complaint)
    path = f"/complaints/{complaint['complaint_id']}"
    author.done(f"{path}/evidence", files={"file": ("photo.jpg", photo)})
    author.done(f"{path}/messages", {"text": "Un message privé."})
    author.done(f"{path}/withdrawal")
    eventually(lambda: world.site.get(f"/api/v1{path}").status_code == 404)
    shell = author.get(path).json()
    assert shell["status"] == "withdrawn"
    assert (shell["title"], shell["text"], shell["messages"], shell["evidence"]) == ("", "", [], [])
    assert author.post(f"{path}/messages", {"text": "Trop tard."}).status_code == 409
