"""The score follows the ratings, and everyone sees how it is made."""

from fractions import Fraction

import pytest


@pytest.mark.promise("SC1", "B1", "G1")
def test_ten_ratings_make_a_score_that_everyone_can_add_up_again(world, eventually):
    brand = world.brand("parcel")
    owner, author = world.owner(brand), world.consumer()
    slug = brand["slug"]

    def rate(note: int) -> None:
        complaint = world.complaint(author, brand)
        world.published(complaint)
        path = f"/complaints/{complaint['complaint_id']}"
        owner.done(f"{path}/response", {"kind": "proposal", "text": "Bonjour, le colis repart aujourd’hui."})
        author.done(f"{path}/rating", {"note": note, "solved": note >= 5, "would_buy_again": note >= 5})

    def score() -> dict:
        return world.site.get(f"/api/v1/brands/{slug}/score").json()

    for note in (9, 8, 9, 7, 10, 8, 9, 6, 2):
        rate(note)
    assert eventually(lambda: (s := score()).get("rated") == 9 and s)["shown"] is False
    assert "Pas encore de score" in world.site.get(f"/marques/{slug}").text
    assert world.site.get(f"/api/v1/brands/{slug}/score/bill").status_code == 409

    rate(9)
    shown = eventually(lambda: (s := score()).get("shown") and s)
    assert shown["rated"] == 10
    assert shown["rated_solved"] == 9
    assert Fraction(shown["low"]) <= Fraction(shown["score"]) <= Fraction(shown["high"])
    page = world.site.get(f"/marques/{slug}").text
    assert shown["score"].replace(".", ",") in page
    assert "10 avis exprimés" in page.replace("\u00a0", " ")

    bill = world.site.get(f"/api/v1/brands/{slug}/score/bill").json()
    assert sum(Fraction(part["points"]["fraction"]) for part in bill["parts"]) == Fraction(bill["total"]["fraction"])
    assert len(bill["complaints"]) == 10
    assert world.site.get(f"/marques/{slug}/calcul").status_code == 200
