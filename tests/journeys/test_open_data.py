"""A month that is over becomes open data, without anybody in it."""

import csv
import io

import pytest

SEPTEMBER = {"Reclameici-At": "2026-09-15T10:00:00+00:00"}


@pytest.mark.promise("P5")
def test_twelve_complaints_of_a_past_month_become_one_line_that_tells_no_region(world, eventually):
    brands = [world.brand("fitness") for _ in range(3)]
    owner = world.owner(brands[0])
    authors = [world.consumer() for _ in range(12)]

    def file(nth: int) -> dict:
        authors[nth].headers = SEPTEMBER
        said = {"region": "94", "experience_on": "2026-09-02", "category": "termination"}
        complaint = world.complaint(authors[nth], brands[nth % 3], **said)
        authors[nth].headers = {}
        return complaint | {"shown": world.published(complaint)}

    for nth in (0, 3):
        path = f"/complaints/{file(nth)['complaint_id']}"
        owner.done(f"{path}/response", {"kind": "proposal", "text": "Bonjour, votre abonnement est résilié."})
        authors[nth].done(f"{path}/rating", {"note": 8, "solved": True, "would_buy_again": True})
    filed = [file(nth) for nth in range(12) if nth not in (0, 3)]

    def lines() -> list[dict]:
        answer = world.site.get("/api/v1/open-data/aggregates", params={"month": "2026-09"})
        return answer.json()["items"]

    (line,) = eventually(lines)
    assert (line["sector"], line["category"], line["region"]) == ("fitness", "termination", None)
    assert (line["complaints"], line["answered"], line["solved"], line["open"]) == (12, 2, 2, 10)
    file_ = world.site.get("/donnees-ouvertes/reclamations.csv").text
    assert [each["complaints"] for each in csv.DictReader(io.StringIO(file_)) if each["month"] == "2026-09"] == ["12"]
    assert "septembre 2026" in world.site.get("/donnees-ouvertes").text.lower()
    for each in filed[:2]:
        assert "region" not in each["shown"]
        assert "Corse" not in world.site.get(f"/reclamations/{each['number']}").text
