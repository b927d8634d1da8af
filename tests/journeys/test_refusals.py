"""What is not published: refused at triage, or held and refused by a person, with reasons."""

import re

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
    desk = f"/moderation/{complaint['complaint_id']}/decision"
    assert author.post(desk, {"version": 2} | decision).status_code == 403
    assert world.decide(moderator, complaint, **decision).is_success

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


HARD = "Enfin réparée, mais leur gérant est un escroc qui a volé mon acompte. Appelez-moi au 06 12 34 56 78."


@pytest.fixture
def rated(world, eventually):
    """A rating whose comment a human must see: its complaint, its author."""
    brand, author = world.brand(), world.consumer()
    owner = world.owner(brand)
    complaint = world.complaint(author, brand)
    world.published(complaint)
    path = f"/complaints/{complaint['complaint_id']}"
    response = {"kind": "proposal", "text": "Nous vous envoyons une machine neuve dès demain."}
    eventually(lambda: owner.post(f"{path}/response", response).is_success)
    author.done(f"{path}/rating", {"note": 3, "solved": True, "would_buy_again": False, "comment": HARD})
    return complaint, author


def rating_of(author, complaint):
    return author.get(f"/complaints/{complaint['complaint_id']}").json()["rating"]


def waiting(moderator, complaint):
    queue = moderator.get("/moderation/queue").json()["complaints"]
    return next((each for each in queue if each["complaint_id"] == complaint["complaint_id"]), None)


@pytest.mark.promise("C5")
def test_a_doubtful_comment_waits_for_a_person_while_its_rating_counts(world, rated, eventually):
    complaint, author = rated
    moderator = world.moderator()
    assert "compte dès maintenant" in author.mail("commentaire en contrôle")
    assert rating_of(author, complaint)["comment_state"] == "held"
    public = eventually(lambda: world.shown(complaint, "rated"))
    assert (public["rating"]["note"], public["rating"]["comment"]) == (3, None)
    line = waiting(moderator, complaint)
    assert (line["review"], "crime_accusation" in line["findings"]) == ("comment", True)

    case = moderator.get(f"/complaints/{complaint['complaint_id']}").json()
    body = {"decision": "publish", "version": case["moderation"]["version"]}
    preview = moderator.done(f"/moderation/{complaint['complaint_id']}/decision/preview", body)
    assert "escroc" in preview["text"]
    assert "06 12 34 56 78" not in preview["text"]
    assert world.decide(moderator, complaint, decision="publish").is_success
    shown = eventually(lambda: world.shown(complaint, "rated")["rating"]["comment"])
    assert shown == preview["text"]
    assert "visible de tous" in author.mail("commentaire publié")
    assert waiting(moderator, complaint) is None


@pytest.mark.promise("C5", "C9")
def test_a_refused_comment_stays_off_the_site_and_its_author_reads_why(world, rated):
    complaint, author = rated
    reasons = {"ground": "crime-accusation", "explanation": "Le passage affirme une infraction."}
    assert world.decide(world.moderator(), complaint, decision="refuse", **reasons).is_success
    assert "Votre note compte toujours" in author.mail("commentaire non publié")
    case = author.get(f"/complaints/{complaint['complaint_id']}").json()
    assert (case["status"], case["rating"]["comment_state"], case["rating"]["comment"]) == ("rated", "refused", None)
    assert [(each["subject"], each["ground"]) for each in case["statements"]] == [("comment", "crime-accusation")]
    assert world.shown(complaint, "rated")["rating"]["comment"] is None


@pytest.mark.promise("C5")
def test_a_case_is_one_moderators_at_a_time_and_a_decision_on_what_changed_since_is_refused(world):
    brand, author = world.brand(), world.consumer()
    first, second = world.moderator(), world.staff("moderator").sign_in()
    text = "Le gérant de cette boutique est un escroc : il a volé mon acompte et falsifié le bon de commande."
    complaint = world.complaint(author, brand, text=text)
    author.mail("contrôle en cours")
    path = f"/complaints/{complaint['complaint_id']}"
    assert first.get(path).json()["moderation"]["opened_by_colleague"] is None
    opened = second.get(path).json()["moderation"]["opened_by_colleague"]
    assert waiting(second, complaint)["opened_by_colleague"] == opened
    assert waiting(first, complaint)["opened_by_colleague"] is None
    taken = world.decide(second, complaint, decision="publish")
    assert (taken.status_code, "Déjà ouvert par un collègue" in taken.json()["detail"]) == (409, True)

    version = first.get(path).json()["moderation"]["version"]
    author.done(f"{path}/withdrawal")
    changed = first.post(
        f"/moderation/{complaint['complaint_id']}/decision", {"decision": "publish", "version": version}
    )
    assert changed.status_code == 409
    assert changed.json()["type"].endswith("case-changed")
    assert "retirée par son auteur" in changed.json()["detail"]


@pytest.mark.promise("C5")
def test_on_the_pages_a_decision_is_read_again_and_one_on_a_changed_case_shows_its_present_state(world):
    brand, author, moderator = world.brand(), world.consumer(), world.moderator()
    text = "Leur gérant est un escroc qui a volé mon acompte. Appelez-moi au 06 12 34 56 78, j’attends depuis lundi."
    complaint = world.complaint(author, brand, text=text)
    author.mail("contrôle en cours")
    path = f"/moderation/{complaint['complaint_id']}"
    desk = world.browser(moderator).open(path)
    colleague = world.browser(world.staff("moderator")).open(path)
    assert "Déjà ouvert par un collègue à" in colleague.text
    assert not colleague.page.main.find("form", action=re.compile("/decision"))

    desk.send("/decision", decision="refuse", step="preview")
    assert (desk.status, "Choisissez un des motifs publiés." in desk.text) == (422, True)
    desk.send("/decision", decision="publish-masked", step="preview")
    shown = desk.page.main.find(class_="user-text").text
    assert "[masqué\u00a0: accusation d’un délit]" in shown
    assert "06 12" not in shown

    author.done(f"/complaints/{complaint['complaint_id']}/withdrawal")
    desk.send("/decision", step="confirm")
    assert desk.status == 409
    assert "a changé depuis que vous l’avez lu. Cette réclamation a été retirée par son auteur." in desk.text
    assert "rien à décider" in desk.text


@pytest.mark.promise("C9")
def test_a_suspended_complaint_loses_its_words_until_it_is_reinstated(world, eventually):
    brand, author, moderator = world.brand(), world.consumer(), world.moderator()
    complaint = world.complaint(author, brand)
    world.published(complaint)
    reasons = {"ground": "false", "explanation": "Faits contestés, pièces demandées."}
    assert world.decide(moderator, complaint, decision="suspend", **reasons).is_success
    suspended = eventually(lambda: world.shown(complaint, "suspended"))
    assert suspended["text"] == suspended["title"] == suspended["pseudonym"] == ""
    assert "n’est plus visible" in author.mail("suspendue")
    assert world.decide(moderator, complaint, decision="reinstate").is_success
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
