"""The ten days pass without a word from the author; here they take seconds."""

import pytest
from tests.journeys.test_escalation import standing


@pytest.mark.promise("C8", "N1")
def test_silence_is_reminded_then_presumed_and_a_late_rating_corrects_it(world, eventually):
    brand = world.brand()
    owner, author = world.owner(brand), world.consumer()
    complaint = world.complaint(author, brand)
    world.published(complaint)
    path = f"/complaints/{complaint['complaint_id']}"
    owner.done(f"{path}/response", {"kind": "refusal", "text": "Bonjour, la garantie ne couvre pas ce cas."})

    eventually(lambda: len(author.mails("avis jusqu’au")) == 3)

    presumed = eventually(lambda: world.shown(complaint, "presumed"), 40)
    assert presumed["presumed_at"]
    assert presumed["rating"] is None
    assert "reste possible" in author.mail("satisfaction présumée")

    author.done(f"{path}/rating", {"note": 1, "solved": False, "would_buy_again": False})
    rated = eventually(lambda: world.shown(complaint, "rated"))
    assert rated["rating"]["late"] is True
    assert rated["presumed_at"] is None
    assert len(author.mails("avis jusqu’au")) == 3


@pytest.mark.promise("C10", "D1")
def test_the_author_is_asked_whether_a_promise_was_kept_and_may_escalate_one_that_was_not(world, eventually):
    brand = world.brand()
    owner, author = world.owner(brand), world.consumer()
    complaint = world.complaint(author, brand)
    world.published(complaint)
    path = f"/complaints/{complaint['complaint_id']}"
    last_week = {"Reclameici-At": "2026-11-16T10:00:00+00:00"}
    owner.headers = last_week
    body = {"kind": "proposal", "text": "Bonjour, remboursement sous trois jours.", "promise_due_on": "2026-11-18"}
    owner.done(f"{path}/response", body)
    view = eventually(lambda: (v := author.get(path).json())["responses"][0]["promise_asked"] and v, 40)
    author.done(f"{path}/promise", {"response_id": view["responses"][0]["response_id"], "kept": False})
    shown = eventually(lambda: (p := world.published(complaint))["responses"][0]["promise_kept"] is False and p)
    assert shown["responses"][0]["promise_due_on"] == "2026-11-18"
    eventually(lambda: author.get(f"{path}/escalation").json().get("ground") == "broken-promise")
    author.done("/disputes", {"complaint_id": complaint["complaint_id"]})
    assert eventually(lambda: standing(world, complaint).get("ground")) == "broken-promise"
