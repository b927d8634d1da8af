"""A complaint's whole way, through HTTP and the mailbox, nothing mocked."""

import hashlib
import io

import pytest
from PIL import Image


@pytest.mark.promise("C3", "C6", "C7", "C8", "G4")
def test_a_complaint_is_filed_published_notified_answered_rated(world, photo, pdf):
    brand = world.brand()
    owner = world.owner(brand)
    author = world.consumer()

    complaint = world.complaint(author, brand)
    assert complaint["number"].startswith("R-2026-")
    public = world.published(complaint)
    assert public["status"] == "published"
    assert public["experience_on"] == "2026-11-02"
    assert "author_id" not in public

    assert complaint["number"] in author.mail("bien reçue")
    assert "réclamation" in owner.mail(complaint["number"])

    path = f"/complaints/{complaint['complaint_id']}"
    for name, content in (("photo.jpg", photo), ("facture.pdf", pdf)):
        added = author.done(f"{path}/evidence", files={"file": (name, content)})
        assert added["state"] == "kept"

    view = owner.get(path).json()
    assert view["viewer"] == "brand"
    assert [each["name"] for each in view["evidence"]] == ["photo.jpg", "facture.pdf"]

    owner.done(f"{path}/messages", {"text": "Pouvez-vous nous envoyer une photo du carton ?"})
    assert '"hidden-text">(</span>1<' in author.page("/mon-espace/compte")
    assert "expresso_en_kit" in author.page("/mon-espace/compte")
    assert "message privé" in author.mail("message vous attend")
    author.done(f"{path}/messages", {"text": "La voici, avec la facture."})

    owner.done(
        f"{path}/response",
        {"kind": "proposal", "text": "Bonjour, une machine neuve part ce soir.", "promise_due_on": "2099-12-01"},
    )
    assert "Vous avez jusqu" in author.mail("votre avis est attendu")
    author.done(f"{path}/rating", {"note": 9, "solved": True, "would_buy_again": True, "comment": "Échange fait."})

    seen = world.site.get(f"/reclamations/{complaint['number']}")
    assert seen.status_code == 200
    assert "une machine neuve part ce soir" in seen.text


@pytest.mark.promise("C4")
def test_a_picture_is_kept_without_its_metadata_and_read_by_its_sides_only(world, photo):
    brand = world.brand()
    owner, author, stranger = world.owner(brand), world.consumer(), world.consumer()
    complaint = world.complaint(author, brand)
    world.published(complaint)
    path = f"/complaints/{complaint['complaint_id']}"
    added = author.done(f"{path}/evidence", files={"file": ("photo.jpg", photo)})
    file = f"{path}/evidence/{added['evidence_id']}"
    content = owner.get(file).content
    assert hashlib.sha256(content).hexdigest() == added["sha256"]
    assert not Image.open(io.BytesIO(content)).getexif()
    assert b"Secret camera" not in content
    assert stranger.get(file).status_code == 404
    assert world.site.get(f"/api/v1{file}").status_code in (401, 404)


@pytest.mark.promise("C2")
def test_before_filing_one_is_told_whom_to_turn_to_and_a_network_is_asked_for_its_shop(world, eventually):
    shop = {"name": "Cabassine Gare", "city": "Lyon"}
    brand, visitor = world.brand(network=[shop]), world.person()
    bought = {"subject": "goods", "brand_id": brand["brand_id"], "bought_on": "2026-10-20"}
    seller = visitor.done("/addressee", bought)
    assert (seller["code"], seller["guarantee_ends_on"]) == ("seller", "2028-10-20")
    assert visitor.done("/addressee", bought | {"bought_on": "2020-10-20"})["code"] == "manufacturer"
    extended = bought | {"bought_on": "2020-10-20", "extension_ends_on": "2099-01-01"}
    assert visitor.done("/addressee", extended)["code"] == "seller-extension"

    air = visitor.get("/guidance", sector="air", category="delivery").json()
    plain = visitor.get("/guidance", sector="e-commerce", category="delivery").json()
    assert {"required", "advised"} >= {each["level"] for each in air["pieces"]} > set()
    assert air["pieces"] != plain["pieces"]
    assert all(plain[part] for part in ("pieces", "wishes", "notice", "rules_version"))
    assert visitor.get("/guidance", sector="nowhere", category="delivery").status_code == 422

    def asked():
        found = visitor.done("/addressee", {"subject": "food", "brand_id": brand["brand_id"]})
        return {field["code"] for field in found["fields"]}

    assert eventually(lambda: "point_of_sale" in (codes := asked()) and codes) >= {"lot", "barcode", "bought_at"}
    author, owner = world.consumer(), world.owner(brand)
    product = {"product_name": "Café moulu", "lot": "L42", "barcode": "3017620422003", "bought_on": "2026-10-20"}
    complaint = world.complaint(author, brand, product=product)
    world.published(complaint)
    assert "L42" in owner.page(f"/marque-espace/reclamations/{complaint['number']}")
    assert "L42" not in world.site.get(f"/reclamations/{complaint['number']}").text
