"""The same way with each part killed (-9) once in the middle: same end, no mail twice."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from tests.conftest import Person
from tests.journeys.test_escalation import standing
from tests.journeys.test_partners import PERSON

PARTS = ("complaints", "brands", "scoring", "notifications", "gateway", "kafka", "postgresql")


@pytest.fixture(scope="module")
def people():
    """One brand, its owner and one author, for all kills: what is tested is the way, not the sign-up."""
    return {}


def subjects(person: Person) -> Counter[str]:
    """How often each subject stands in a person's mailbox."""
    return Counter(each["subject"] for each in person.mails())


@pytest.mark.timeout(300)
@pytest.mark.promise("C3", "C7", "C8", "N1")
@pytest.mark.parametrize("part", PARTS)
def test_a_killed_part_loses_nothing_and_doubles_nothing(world, eventually, people, part):
    if not people:
        brand = world.brand()
        people.update(brand=brand, owner=world.owner(brand), author=world.consumer())
    owner, author = people["owner"], people["author"]
    before = subjects(author)
    with ThreadPoolExecutor(1) as background:
        complaint = author.insist("/complaints", world.body(people["brand"]))
        world.platform.kill(part)
        back = background.submit(world.platform.restart, part)
        path = f"/complaints/{complaint['complaint_id']}"
        eventually(lambda: world.shown(complaint, "published"), 90)
        owner.insist(f"{path}/messages", {"text": "Pouvez-vous envoyer une photo ?"})
        owner.insist(f"{path}/response", {"kind": "proposal", "text": "Bonjour, une machine neuve part ce soir."})
        author.insist(f"{path}/rating", {"note": 9, "solved": True, "would_buy_again": True})
        back.result(timeout=60)
    rated = eventually(lambda: world.shown(complaint, "rated"), 60)
    assert rated["rating"]["note"] == 9
    assert len(rated["responses"]) == 1
    number, brand = complaint["number"], people["brand"]["name"]
    expected = {
        f"Réclamation {number}\u00a0: bien reçue": 1,
        f"Réclamation {number}\u00a0: publiée": 1,
        f"Réclamation {number}\u00a0: lue par {brand}": 1,
        f"Réclamation {number}\u00a0: un message vous attend": 1,
        # It names no complaint: one still on its way would be counted to the next part.
        f"{brand} vous a répondu\u00a0: votre avis est attendu": 1,
    }
    eventually(lambda: subjects(author) - before >= Counter(expected), 60)
    assert subjects(author) - before == expected
    assert len([each for each in owner.mails(number) if "Nouvelle réclamation" in each["subject"]]) == 1


@pytest.mark.timeout(300)
@pytest.mark.promise("D1", "P2", "P3")
@pytest.mark.parametrize("part", ["disputes", "partners", "kafka"])
def test_a_killed_part_loses_no_dispute_and_no_consent_and_hands_over_once(world, eventually, sandbox, part):
    partner, case = sandbox(), world.rated_badly()
    author, complaint_id = case.author, case.complaint["complaint_id"]
    with partner.running(), ThreadPoolExecutor(1) as background:
        dispute = author.insist("/disputes", {"complaint_id": complaint_id})
        world.platform.kill(part)
        back = background.submit(world.platform.restart, part)
        offer = {"text": "Nous échangeons la machine sous huit jours, port compris."}
        case.owner.insist(f"/disputes/{dispute['dispute_id']}/offer", offer)
        referral_id = world.consented(author, partner.slug, PERSON, ask=Person.insist, complaint_id=complaint_id)
        back.result(timeout=60)
        eventually(lambda: author.referral(referral_id, status="acknowledged"), 60)
        partner.report(referral_id, "partner.case.accepted.v1")
        eventually(lambda: author.referral(referral_id, status="accepted"), 60)
    eventually(lambda: standing(world, case.complaint).get("status") == "open", 60)
    eventually(lambda: author.mails("un accord vous est proposé"), 60)
    assert partner.listed()["cases"] == {referral_id: {"fields": PERSON, "documents": []}}
    assert [each["referral_id"] for each in partner.handed()] == [referral_id]
    assert len(author.get("/consents").json()["entries"]) == 1
    assert {subject: count for subject, count in subjects(author).items() if count > 1} == {}
