"""A complaint becomes a dispute: the site says so, the score counts it, the brand may still settle."""

from datetime import UTC, datetime, timedelta

import pytest


def standing(world, complaint):
    """The public state of its dispute."""
    return world.site.get(f"/api/v1/complaints/{complaint['complaint_id']}/dispute").json()


@pytest.mark.promise("D1")
def test_a_dissatisfied_author_escalates_and_the_brand_settles(world, eventually):
    case = world.rated_badly()
    complaint, author, owner, brand = case.complaint, case.author, case.owner, case.brand
    page = world.browser(author).open(f"/mon-espace/reclamations/{complaint['number']}")
    page.open(f"/mon-espace/reclamations/{complaint['number']}/litige")
    assert "Ce que cela change" in page.text
    page.send("/litige")
    assert "Votre réclamation est en litige" in page.text

    eventually(lambda: standing(world, complaint).get("status") == "open")
    public = world.browser().open(f"/reclamations/{complaint['number']}").text
    assert "En litige" in public
    assert "la réponse de la marque ne convenait pas" in public
    told = owner.mail("passée en litige")
    assert "proposez un accord" in told
    eventually(lambda: disputed(world, brand) == 1)

    offer = "Nous échangeons la machine sous huit jours, port compris, avec nos excuses."
    agent = world.browser(owner).open(f"/marque-espace/reclamations/{complaint['number']}/litige")
    agent.send("/litige", text=offer)
    assert "Votre proposition est envoyée" in agent.text
    assert offer not in author.mail("un accord vous est proposé")
    assert "vous propose un accord" in page.open("/mon-espace").text
    page.open(f"/mon-espace/reclamations/{complaint['number']}/litige")
    assert offer in page.text
    better = offer + " Et un bon de dix euros."
    agent.open(f"/marque-espace/reclamations/{complaint['number']}/litige").send("/litige", text=better)
    page.send("/litige/accord", accept="yes")
    assert "La proposition de la marque a changé" in page.text
    page.send("/litige/accord", accept="yes")
    eventually(lambda: standing(world, complaint).get("outcome") == "settled")
    assert "Litige réglé" in world.browser().open(f"/reclamations/{complaint['number']}").text
    assert offer not in world.browser().open(f"/reclamations/{complaint['number']}").text
    for side, space in ((page, "mon-espace"), (agent, "marque-espace")):
        assert better in side.open(f"/{space}/reclamations/{complaint['number']}/litige").text
    assert "parvenus à un accord" in owner.mail("le litige est clos")
    refused = author.post("/disputes", {"complaint_id": complaint["complaint_id"]})
    assert (refused.status_code, refused.json()["detail"]) == (409, "Le litige de cette réclamation est clos.")


def disputed(world, brand):
    """How many of the brand's complaints its score counts as disputed."""
    return world.site.get(f"/api/v1/brands/{brand['slug']}/score").json()["disputed"]


@pytest.mark.promise("D1")
def test_a_dispute_that_is_withdrawn_no_longer_counts_and_the_complaint_stays(world, eventually):
    case = world.rated_badly()
    complaint, author, brand = case.complaint, case.author, case.brand
    dispute = author.done("/disputes", {"complaint_id": complaint["complaint_id"]})
    eventually(lambda: disputed(world, brand) == 1)
    here = f"/mon-espace/reclamations/{complaint['number']}/litige"
    page, late = world.browser(author).open(here), world.browser(author).open(here)
    page.send("/litige/retrait")
    eventually(lambda: disputed(world, brand) == 0)
    late.send("/litige/retrait")
    assert (late.status, "Ce litige est clos." in late.text) == (409, True)
    back = late.page.find("a", string="Revenir en arrière")["href"]
    assert "Passer en litige" in late.open(back).text, "a withdrawn one may be opened again"
    assert eventually(lambda: world.shown(complaint, "rated"))
    stranger = world.consumer()
    assert stranger.get(f"/disputes/{dispute['dispute_id']}").status_code == 404
    assert stranger.post("/disputes", {"complaint_id": complaint["complaint_id"]}).status_code == 404


@pytest.mark.promise("D1")
def test_silence_is_no_ground_before_the_brands_delay_is_over(world, eventually):
    author = world.consumer()
    complaint = world.complaint(author, world.brand())
    world.published(complaint)
    found = eventually(lambda: author.get(f"/complaints/{complaint['complaint_id']}/escalation").json().get("from_on"))
    assert found > complaint["number"][2:6]
    refused = author.post("/disputes", {"complaint_id": complaint["complaint_id"]})
    assert (refused.status_code, "15 jours" in refused.json()["detail"]) == (409, True)


@pytest.mark.promise("D1")
def test_a_complaint_that_nobody_answered_becomes_a_dispute_once_the_delay_is_over(world, eventually):
    author, filed_at = world.consumer(), datetime.now(UTC) - timedelta(days=20)
    author.headers["Reclameici-At"] = filed_at.isoformat()
    experience = filed_at - timedelta(days=5)
    complaint = world.complaint(author, world.brand(), experience_on=experience.date().isoformat())
    del author.headers["Reclameici-At"]
    world.published(complaint)
    path = f"/complaints/{complaint['complaint_id']}/escalation"
    eventually(lambda: author.get(path).json().get("ground") == "no-response")
    page = world.browser(author).open(f"/mon-espace/reclamations/{complaint['number']}/litige")
    page.send("/litige")
    assert "la marque n’a pas répondu dans son délai" in page.text
    eventually(lambda: standing(world, complaint).get("status") == "open")
