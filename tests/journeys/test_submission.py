"""A dispute's file goes to its mediator through the site, in its author's name; a revocation calls it back."""

import pytest
from tests.journeys.test_mediation import MNE, SOUND, days_ago
from tests.journeys.test_partners import piece_of

MEDIATOR = "mediateur-national-de-l-energie"
WHO = {"name": "Camille Roux", "address": "2 rue des Lilas, Nancy", "email": "camille@courriel.example"}


def admissible(world):
    """A dispute that the energy mediator may take today."""
    case = world.disputed("energy")
    case.author.done(f"{case.path}/facts", {"facts": SOUND | {"complained_on": days_ago(100)}})
    return case


@pytest.mark.promise("D2", "D4", "P3")
def test_a_file_is_prepared_signed_for_and_handed_over_and_the_mediators_clocks_start(
    world, eventually, sandbox, photo
):
    mediator, case = sandbox(MEDIATOR), admissible(world)
    piece = piece_of(case.author, case.complaint, photo)
    page = world.browser(case.author)
    eventually(lambda: "Ou faites transmettre votre dossier" in page.open(f"{case.page}/mediation").text)
    assert page.text.count("(à faire)") == 2
    assert page.open(f"{case.page}/mediation/transmission").status == 404

    page.open(f"{case.page}/dossier")
    page.send("/dossier", mediator=MNE, facts="La facture a doublé.", pieces=[piece["id"]], **WHO)
    world.mandate(case, "mediate")
    page.open(f"{case.page}/mediation")
    assert page.text.count("(fait)") == 2
    page.open(f"{case.page}/mediation/transmission")
    filled = page.filled("/transmission")
    assert (filled["name"], len(filled["documents"]), "facts" in filled) == (WHO["name"], 2, False)
    page.send("/transmission", **filled, step="preview")
    assert all(name in page.text for name in ("dossier.pdf", "01-rampe.jpg", WHO["address"]))
    # The gate hears of the signature a moment after it: until then it says that the mandate is missing.
    eventually(lambda: page.send("/transmission", transfer="yes", step="give").path == "/mon-espace/accords")
    assert "Votre dossier est en route vers le médiateur" in page.open(f"{case.page}/mediation").text

    (referral,) = case.author.get("/referrals").json()["referrals"]
    with mediator.running():
        eventually(lambda: "Vous avez saisi un médiateur" in page.open(f"{case.page}/mediation").text)
        assert f": {MNE}." in page.text
    (handed,) = [each for each in mediator.handed() if each["referral_id"] == referral["referral_id"]]
    digests = [each["sha256"] for each in handed["documents"]]
    kept = mediator.listed()["cases"][referral["referral_id"]]
    assert (kept["documents"], kept["fields"]["name"]) == (sorted(digests), WHO["name"])
    assert digests[1] == piece["sha256"], "the file comes first, then its pieces"
    file = mediator.folder / "documents" / referral["referral_id"]
    assert any(each.read_bytes()[:5] == b"%PDF-" for each in file.parent.rglob("*") if each.is_file())
    assert "est saisi" in case.owner.mails("est saisi")[-1]["subject"]


@pytest.mark.promise("D4", "P3")
def test_a_mandate_that_is_revoked_in_the_middle_of_a_handoff_calls_the_case_back(world, eventually, sandbox, photo):
    mediator, case = sandbox(MEDIATOR), admissible(world)
    documents = [piece_of(case.author, case.complaint, photo)]
    matter = {"complaint_id": case.complaint["complaint_id"], "dispute_id": case.dispute_id}
    refused = _consent(case.author, matter)
    assert (refused.status_code, "mandat" in refused.json()["detail"]) == (409, True)
    letters = world.mandate(case, "write")
    assert _consent(case.author, matter).status_code == 409, "a mandate to write to the brand hands nothing over"
    case.author.done(f"/mandates/{letters}/revocation", {"dispute_id": case.dispute_id})

    mandate_id = world.mandate(case, "mediate")
    eventually(lambda: _consent(case.author, matter, documents).is_success)
    (referral_id,) = [each["referral_id"] for each in case.author.get("/referrals").json()["referrals"]]
    eventually(lambda: case.author.referral(referral_id, status="handed-over"))
    (handed,) = [each for each in mediator.handed() if each["referral_id"] == referral_id]
    case.author.done(f"/mandates/{mandate_id}/revocation", {"dispute_id": case.dispute_id})
    assert world.site.get(handed["documents"][0]["url"]).status_code == 410
    assert _consent(case.author, matter).status_code == 409
    with mediator.running():
        eventually(lambda: case.author.referral(referral_id, purge="confirmed"))
    assert referral_id not in mediator.listed()["cases"]
    assert case.author.get(case.path).json()["status"] == "open", "its clocks did not start"


@pytest.mark.promise("D2", "D4")
def test_neither_the_site_nor_the_api_hands_over_what_the_mediator_may_not_take_today_or_has(world, eventually):
    world.register_key(MEDIATOR)
    case = world.disputed("energy")
    too_early = SOUND | {"complained_on": days_ago(3)}
    case.author.done(f"{case.path}/facts", {"facts": too_early})
    matter = {"complaint_id": case.complaint["complaint_id"], "dispute_id": case.dispute_id}
    world.mandate(case, "mediate")
    preview = f"/partners/{MEDIATOR}/consent/preview"
    page = world.browser(case.author)
    for answer in (preview, f"/partners/{MEDIATOR}/consent"):
        body = {"values": WHO, "boxes": ["transfer"], "text_hash": "0" * 64} | matter
        assert case.author.post(answer, body).status_code == 404
    assert "Ou faites transmettre votre dossier" not in page.open(f"{case.page}/mediation").text

    case.author.done(f"{case.path}/facts", {"facts": {"complained_on": days_ago(100)}})
    eventually(lambda: case.author.post(preview, {"values": WHO} | matter).is_success)
    case.author.done(f"{case.path}/mediation", {"mediator": MNE, "sent_on": days_ago(0)})
    assert case.author.post(preview, {"values": WHO} | matter).status_code == 404, "its author wrote to it"
    assert page.open(f"{case.page}/mediation/transmission").status == 404


def _consent(author, matter, documents=()):
    body = {"values": WHO, "documents": list(documents)} | matter
    screen = author.done(f"/partners/{MEDIATOR}/consent/preview", body)
    return author.post(
        f"/partners/{MEDIATOR}/consent", body | {"boxes": ["transfer"], "text_hash": screen["text_hash"]}
    )
