"""A case in the hands of partners: handed over with consent, reported on, paid for once."""

import pytest
from tests.conftest import TRIAGE
from tests.journeys.test_canaries import canary, is_traced, logs_with, topics_with

PERSON = {"name": "Camille Roux", "email": "camille@courriel.example"}


def piece_of(person, complaint, photo):
    """A piece of evidence, as a consent names it."""
    path = f"/complaints/{complaint['complaint_id']}"
    added = person.done(f"{path}/evidence", files={"file": ("rampe.jpg", photo)})
    named = {"id": added["evidence_id"], "name": "rampe.jpg", "media_type": "image/jpeg"}
    return named | {"size": added["size"], "sha256": added["sha256"]}


@pytest.mark.promise("P1", "P2", "P3", "P4", "P6")
def test_a_telecom_complaint_goes_to_selectra_with_two_consents_more_and_earns_one_fee(world, eventually, sandbox):
    selectra = sandbox("selectra")
    author = world.consumer()
    complaint = world.complaint(author, world.brand("telecom"))
    values, matter = PERSON | {"phone": "06 12 34 56 78"}, {"complaint_id": complaint["complaint_id"]}
    body = {"values": values} | matter
    screen = author.done("/partners/selectra/consent/preview", body)
    assert [box["code"] for box in screen["boxes"]] == ["transfer", "price", "this-case-only"]
    assert "Selectra est payée par le fournisseur" in screen["text"]
    half = body | {"boxes": ["transfer", "price"], "text_hash": screen["text_hash"]}
    assert author.post("/partners/selectra/consent", half).status_code == 422

    with selectra.running():
        referral_id = world.consented(author, "selectra", values, **matter)
        eventually(lambda: author.referral(referral_id, status="acknowledged"))
        assert selectra.listed()["cases"][referral_id] == {"fields": values, "documents": []}
        for _ in range(2):
            selectra.report(referral_id, "partner.case.accepted.v1")
        eventually(lambda: author.referral(referral_id, status="accepted"))
        selectra.report(referral_id, "partner.step.done.v1", "step=contacted-consumer")
        selectra.report(referral_id, "partner.outcome.reported.v1", "obtained_cents=12000")
        closed = eventually(lambda: author.referral(referral_id, status="closed"))
    assert closed["steps"] == ["contacted-consumer"]
    month = closed["decided_at"][:7]
    lines = world.moderator().get(f"/partners/selectra/fees/{month}").json()["lines"]
    assert [line["cents"] for line in lines if line["referral_id"] == referral_id] == [1500]
    assert selectra.refused() == []

    assert closed["same_price"] is True
    author.done(f"/referrals/{referral_id}/price-complaint")
    assert author.referral(referral_id)["price_complained_at"]
    assert referral_id in world.moderator().get("/partners").json()["pricier"]["selectra"]
    assert referral_id in world.browser(world.moderator()).open("/moderation/partenaires/selectra").text
    staff = world.browser(world.moderator()).open("/moderation/partenaires/selectra")
    staff.send(f"/prix/{referral_id}")
    assert (staff.status, "Écrivez votre réponse" in staff.text) == (422, True)
    staff.send(f"/prix/{referral_id}", **{f"answer-{referral_id}": "Selectra vous rembourse la différence."})
    assert referral_id not in staff.text
    assert "Selectra vous rembourse la différence." in world.browser(author).open("/mon-espace/accords").text
    assert "Notre équipe vous a répondu" in author.mail("Prix de Selectra")
    (entry,) = author.get("/consents").json()["entries"]
    assert (entry["text"], entry["boxes"]) == (screen["text"], ["price", "this-case-only", "transfer"])


@pytest.mark.promise("P3")
def test_an_accessibility_complaint_goes_to_the_association_with_a_piece_that_opens_once(
    world, eventually, sandbox, photo
):
    association = sandbox("acces-pour-tous")
    author = world.consumer()
    complaint = world.complaint(
        author, world.brand(), triage=TRIAGE | {"accessibility": "physical", "disability": "consent"}
    )
    matter = {"complaint_id": complaint["complaint_id"]}
    piece = piece_of(author, complaint, photo)
    need = canary("fauteuil")
    values = PERSON | {"accessibility-need": need}
    screen = author.done("/partners/acces-pour-tous/consent/preview", {"values": values, "documents": [piece]} | matter)
    assert [box["code"] for box in screen["boxes"]] == ["transfer", "sensitive"]
    with association.running():
        referral_id = world.consented(author, "acces-pour-tous", values, [piece], **matter)
        eventually(lambda: author.referral(referral_id, status="acknowledged"))
    assert association.listed()["cases"][referral_id] == {"fields": values, "documents": [piece["sha256"]]}
    (case,) = [each for each in association.handed() if each["referral_id"] == referral_id]
    again = world.site.get(case["documents"][0]["url"])
    assert (again.status_code, "a servi" in again.text) == (410, True)

    eventually(lambda: is_traced(world.platform, "/partenaires/pieces/"), 60)
    for secret in (need, case["documents"][0]["url"].rpartition("/")[2]):
        assert topics_with(world.platform, secret) == set()
        assert logs_with(world.platform, secret) == set()
        assert not is_traced(world.platform, secret)


@pytest.mark.promise("C4", "P3")
def test_a_consent_is_about_ones_own_complaint_which_stands_and_is_for_the_partner(world, eventually, sandbox, photo):
    partner = sandbox()
    author, stranger = world.consumer(), world.consumer()
    complaint = world.complaint(author, world.brand())
    matter = {"complaint_id": complaint["complaint_id"]}
    piece = piece_of(author, complaint, photo)

    def refused(person, slug, **about):
        body = {"values": PERSON, "documents": [piece] if about else []} | about
        given = body | {"boxes": ["transfer"], "text_hash": "0" * 64}
        answers = [
            person.post(f"/partners/{slug}/consent{end}", each) for end, each in (("/preview", body), ("", given))
        ]
        return [answer.status_code for answer in answers] == [404, 404]

    assert refused(stranger, partner.slug, **matter)
    assert refused(author, partner.slug, complaint_id="nobody-s")
    assert refused(author, partner.slug, dispute_id="nobody-s")
    assert refused(author, partner.slug)
    assert refused(author, "acces-pour-tous", **matter)
    assert refused(author, "selectra", **matter)
    world.consented(author, partner.slug, PERSON, [piece], **matter)
    author.done(f"/complaints/{complaint['complaint_id']}/withdrawal")
    assert refused(author, partner.slug, **matter)
    page = world.browser(author).open(f"/mon-espace/reclamations/{complaint['number']}/partenaires/{partner.slug}")
    assert page.status == 404


@pytest.mark.promise("C1", "P1")
def test_a_conflict_between_persons_goes_from_triage_to_avostart_without_a_complaint(world, eventually, sandbox):
    avostart = sandbox("avostart")
    person = world.consumer()
    found = person.done("/triage", {"answers": {"counterpart": "person"}})
    assert "Avostart" in found["refusal"]["doors"][0]["name"]
    values = PERSON | {"other-party": "Mon voisin", "facts": "Sa haie empiète sur mon terrain depuis mars."}
    with avostart.running():
        referral_id = world.consented(person, "avostart", values)
        found = eventually(lambda: person.referral(referral_id, status="acknowledged"))
    assert (found["complaint_id"], found["dispute_id"]) == (None, None)
    assert avostart.listed()["cases"][referral_id]["fields"] == values
