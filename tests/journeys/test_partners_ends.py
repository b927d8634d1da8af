"""What may go wrong with a partner, or end: withdrawal, rotation, silence, broken reports, replay."""

import shutil
import time
from datetime import UTC, datetime, timedelta

import pytest
from tests.journeys.conftest import records
from tests.journeys.test_partners import PERSON, piece_of


def given(world, partner, *documents):
    """A consumer, and the case that was handed over for them."""
    author = world.consumer()
    complaint = world.complaint(author, world.brand())
    return author, world.consented(author, partner.slug, PERSON, documents, complaint_id=complaint["complaint_id"])


@pytest.mark.promise("P2", "P3")
def test_a_consent_that_is_withdrawn_kills_the_link_at_once_and_the_purge_is_confirmed_and_shown(
    world, eventually, sandbox, photo
):
    partner, author = sandbox(), world.consumer()
    complaint = world.complaint(author, world.brand())
    first, second = (
        world.consented(
            author, partner.slug, PERSON, [piece_of(author, each, photo)], complaint_id=each["complaint_id"]
        )
        for each in (complaint, world.complaint(author, world.brand()))
    )
    cases = eventually(lambda: len(found := partner.handed()) == 2 and found)
    (link,) = [each["documents"][0]["url"] for each in cases if each["referral_id"] == first]
    author.done(f"/referrals/{first}/withdrawal")
    withdrawn = time.monotonic()
    answer = world.site.get(link)
    assert (answer.status_code, time.monotonic() - withdrawn < 1) == (410, True)

    with partner.running():
        eventually(lambda: author.referral(first, purge="confirmed"))
        eventually(lambda: author.referral(second, status="acknowledged"))
        author.done(f"/referrals/{second}/withdrawal")
        confirmed = eventually(lambda: author.referral(second, purge="confirmed"))
    assert confirmed["purged_at"] >= confirmed["withdrawn_at"]
    kept = partner.listed()
    assert (kept["cases"], sorted(kept["gone"])) == ({}, sorted([first, second]))
    assert PERSON["name"].encode() not in (partner.folder / "cases.sqlite").read_bytes()
    assert list((partner.folder / "documents").glob("*")) == []
    # It met the dead link before the notice, and asked for a fresh one.
    assert partner.refused() == ["not-now"]


@pytest.mark.promise("P3")
def test_a_piece_whose_download_broke_comes_by_a_fresh_link_that_the_partner_asks_for_once(
    world, eventually, sandbox, photo
):
    partner, author = sandbox(), world.consumer()
    complaint = world.complaint(author, world.brand())
    piece = piece_of(author, complaint, photo)
    referral_id = world.consented(author, partner.slug, PERSON, [piece], complaint_id=complaint["complaint_id"])
    (case,) = eventually(partner.handed)
    (broken,) = [each["url"] for each in case["documents"]]
    assert world.site.get(broken).status_code == 200
    with partner.running():
        eventually(lambda: partner.listed()["cases"][referral_id]["documents"] == [piece["sha256"]])
    assert [each["type"] for each in partner.handed()] == ["partners.handoff.case.v1", "partners.handoff.links.v1"]
    assert "partners.documents.requested.v1" in partner.told(referral_id)
    assert len(author.referral(referral_id)["documents_requested_at"]) == 1
    assert "Nouveaux liens vers les pièces" in world.browser(author).open("/mon-espace/accords").text
    used = [each["documents"][0]["url"] for each in partner.handed()]
    assert [world.site.get(each).status_code for each in used] == [410, 410]
    assert partner.refused() == []


@pytest.mark.promise("P3")
def test_a_partner_that_is_silent_and_late_is_noted_and_asked_again(world, eventually, sandbox):
    partner = sandbox()
    author, referral_id = given(world, partner)
    eventually(lambda: "partners.referral.silence-noted.v1" in partner.told(referral_id))
    staff = world.browser(world.moderator()).open(f"/moderation/partenaires/{partner.slug}")
    assert "1 dossier n’a pas d’accusé dans le délai." in staff.text
    author.done(f"/referrals/{referral_id}/withdrawal")
    eventually(lambda: author.referral(referral_id, purge="overdue"))
    assert "1 suppression n’est pas confirmée dans le délai." in staff.open(staff.path).text
    notices = eventually(lambda: [e for e in partner.handed() if e["type"] == "partners.handoff.withdrawn.v1"][1:])
    assert notices[0]["referral_id"] == referral_id
    with partner.running():
        eventually(lambda: author.referral(referral_id, purge="confirmed"))
    assert "partners.purge.fell-overdue.v1" in partner.told(referral_id)


@pytest.mark.promise("P1", "P6")
def test_a_key_is_rotated_between_two_cases_and_the_old_one_still_opens_the_first(world, eventually, sandbox):
    partner = sandbox()
    one, first = given(world, partner)
    eventually(lambda: one.referral(first, status="handed-over"))
    registered = world.moderator().get("/partners").json()["partners"]
    (old,) = next(each["keys"] for each in registered if each["partner"] == partner.slug)
    partner.new_key()
    world.moderator().done(f"/partners/{partner.slug}/keys/{old['kid']}/retirement")
    two, second = given(world, partner)
    with partner.running():
        eventually(lambda: one.referral(first, status="acknowledged") and two.referral(second, status="acknowledged"))
    assert set(partner.listed()["cases"]) == {first, second}


@pytest.mark.promise("P4")
def test_reports_that_cannot_be_taken_go_to_the_dead_letters_and_the_partner_is_told_which(world, eventually, sandbox):
    partner, other = sandbox(), sandbox()
    author, referral_id = given(world, partner)
    eventually(lambda: author.referral(referral_id, status="handed-over"))
    partner.report(referral_id, "partner.case.eaten.v1")
    partner.report(referral_id, "partner.case.accepted.v1", "comment=Bonjour")
    partner.report(referral_id, "partner.purge.confirmed.v1")
    other.report(referral_id, "partner.case.accepted.v1")
    with partner.running(), other.running():
        eventually(lambda: len(partner.listed()["refused"]) == 3 and other.listed()["refused"])
    codes = ["unknown-type", "unreadable", "not-now"]
    assert partner.listed()["refused"] == {f"0/{number}": code for number, code in enumerate(codes)}
    assert other.listed()["refused"] == {"0/0": "unknown-case"}
    eventually(lambda: (partner.refused(), other.refused()) == (codes, ["unknown-case"]))
    assert author.referral(referral_id, status="acknowledged")


@pytest.mark.promise("P6")
def test_a_partner_that_lost_its_data_reads_again_from_a_date_and_says_nothing_twice(world, eventually, sandbox):
    partner = sandbox()
    author, kept = given(world, partner)
    person, ended = given(world, partner)
    with partner.running():
        eventually(
            lambda: author.referral(kept, status="acknowledged") and person.referral(ended, status="acknowledged")
        )
        person.done(f"/referrals/{ended}/withdrawal")
        eventually(lambda: person.referral(ended, purge="confirmed"))
    before = partner.listed()
    for lost in partner.folder.iterdir():
        if lost.name != "keys":
            shutil.rmtree(lost) if lost.is_dir() else lost.unlink()
    yesterday = (datetime.now(UTC) - timedelta(days=1)).date().isoformat()
    with partner.running("--since", yesterday):
        eventually(lambda: partner.listed() == before)
    assert set(before["cases"]) == {kept}

    said = len(records(world.platform, f"reports-{partner.slug}"))
    latest, case = given(world, partner)
    with partner.running("--since", yesterday):
        eventually(lambda: latest.referral(case, status="acknowledged"))
    assert set(partner.listed()["cases"]) == {kept, case}
    assert len(records(world.platform, f"reports-{partner.slug}")) == said + 1
    assert partner.refused() == []
