"""Partners page by page: let in by staff, agreed to on sight of each field, taken back; what a partner reports."""

import hashlib
import json
from uuid import uuid4

import pytest
from joserfc.jwk import ECKey
from tests.journeys.conftest import opened
from tests.journeys.test_partners import PERSON, piece_of

from gateway.presentation.labels import SECTORS

BOXES = {"transfer": "yes", "price": "yes", "this-case-only": "yes"}
WHO = {"name": "Camille Exemple", "phone": "06 39 98 12 40"}
ACCORDS = "/mon-espace/accords"


def let_in(world, slug):
    """Staff's browser and the partner's fresh key, once it is registered and the partner may enter Kafka."""
    staff = world.browser(world.moderator()).open(f"/moderation/partenaires/{slug}")
    key = ECKey.generate_key("P-256")
    staff.send("/cles#", kid=f"k-{uuid4()}", jwk=json.dumps(key.as_dict(private=False)))
    assert "Vos changements sont enregistrés" in staff.text
    staff.send("/connexion")
    assert f"partner-{slug}" in staff.text
    return staff.open(f"/moderation/partenaires/{slug}"), key


def telecom_complaint(world):
    """A published complaint about a telecom brand, and its author."""
    author = world.consumer()
    complaint = world.complaint(author, world.brand(sector="telecom"))
    world.published(complaint)
    return complaint, author


def chosen(world, eventually, complaint, author, slug="selectra"):
    """The author's browser on « ce que vous transmettez », as soon as the partner may be chosen."""
    path = f"/mon-espace/reclamations/{complaint['number']}/partenaires"
    browser = world.browser(author)
    eventually(lambda: f"Choisir {slug.capitalize()}" in browser.open(path).text)
    return browser.open(f"{path}/{slug}")


@pytest.mark.promise("P1")
def test_staff_registers_a_partners_key_and_a_private_one_is_refused(world):
    staff = world.browser(world.moderator()).open("/moderation/partenaires")
    assert "Selectra" in staff.text
    staff.open("/moderation/partenaires/selectra")
    assert "Collez la clé au format JWK" in staff.send("/cles#", kid="k", jwk="{").text
    private = json.dumps(ECKey.generate_key("P-256").as_dict(private=True))
    assert "sans sa partie privée" in staff.send("/cles#", kid="k", jwk=private).text
    assert staff.status == 422
    let_in(world, "selectra")


@pytest.mark.promise("P2", "P3", "P4")
def test_a_telecom_case_goes_to_selectra_on_sight_of_each_field_and_the_consent_is_taken_back(world, eventually):
    let_in(world, "selectra")
    complaint, author = telecom_complaint(world)
    browser = chosen(world, eventually, complaint, author)
    assert browser.page.find("input", {"name": "sector"})["value"] == SECTORS["telecom"]
    assert not browser.page.find("textarea", {"name": "facts"}), "Selectra may not receive the facts"
    assert "Choisissez au moins une information" in browser.send("/selectra", step="preview").text

    browser.send("/selectra", **WHO, facts="Un secret", step="preview")
    assert WHO["phone"] in browser.text
    assert "Un secret" not in browser.text
    assert not browser.page.find("input", checked=True)
    browser.send("/selectra", step="give", transfer="yes")
    assert browser.status == 422
    assert {each["href"] for each in browser.page.select("#erreurs a")} <= {"#price", "#this-case-only"}
    browser.send("/selectra", **BOXES, text_hash="0" * 64, step="give")
    assert "Le texte de l’accord a changé" in browser.text
    assert not browser.page.find("input", checked=True)
    assert "Rien n’est transmis" in browser.send("/selectra", step="refuse").text

    browser = chosen(world, eventually, complaint, author).send("/selectra", **WHO, step="preview")
    assert browser.send("/selectra", **BOXES, step="give").path == ACCORDS
    eventually(lambda: "Dossier transmis, chiffré" in browser.open(ACCORDS).text)
    browser.send("/prix")
    assert "Vous avez signalé un prix différent" in browser.text
    browser.send("/retrait")
    assert "Nous avons demandé la suppression de la copie" in browser.text
    assert not browser.page.find("form", action=lambda value: value and value.endswith("/retrait"))
    entries = browser.client.get(f"{ACCORDS}/export").json()["entries"]
    assert [each["entry"] for each in entries] == ["given", "withdrawn"]
    assert entries[0]["fields"] == ["name", "phone"]


@pytest.mark.promise("C1", "P2")
def test_a_conflict_between_persons_goes_from_the_triage_to_avostart_once_signed_in(world, eventually):
    let_in(world, "avostart")
    visitor = world.browser().open("/mise-en-relation/avostart")
    assert visitor.path == "/connexion"
    browser = world.browser(world.consumer())
    eventually(lambda: browser.open("/mise-en-relation/avostart").status == 200)
    conflict = {"other-party": "Un voisin", "facts": "Sa haie dépasse de deux mètres.", "request": "Qu’il la taille."}
    browser.send("/avostart", **WHO, **conflict, step="preview").send("/avostart", **BOXES, step="give")
    assert browser.path == ACCORDS
    assert "Conflit avec une autre personne" in browser.text


@pytest.mark.promise("P4")
def test_somebody_of_a_partner_without_kafka_sees_its_cases_and_reports_on_the_site(world, eventually):
    staff, key = let_in(world, "selectra")
    member = world.person("conseil", "selectra.example")
    assert "Vos changements sont enregistrés" in staff.send("/comptes#", email=member.email).text
    member.sign_in()
    complaint, author = telecom_complaint(world)
    consumer = chosen(world, eventually, complaint, author).send("/selectra", **WHO, step="preview")
    consumer.send("/selectra", **BOXES, step="give")
    [case] = author.get("/referrals").json()["referrals"]
    address = f"/partenaire/dossiers/{case['referral_id']}"

    partner = world.browser(member)
    eventually(lambda: partner.open(address).status == 200)
    assert "Choisissez la raison" in partner.send(address, report="partner.case.declined.v1").text
    sealed = partner.client.get(f"{address}/message")
    assert json.loads(opened(sealed.content, key))["fields"]["phone"] == WHO["phone"]
    assert consumer.client.get(f"{address}/message").status_code == 403
    partner.send(address, report="partner.case.accepted.v1")
    assert "Votre compte rendu est enregistré" in partner.text
    assert "Indiquez le pourcentage" in partner.send(address, report="partner.quote.proposed.v1").text
    partner.send(address, report="partner.quote.proposed.v1", percent="12,5", cap="300")
    quote = eventually(lambda: next(iter(author.get("/quotes").json()["quotes"]), None))
    assert (quote["success_basis_points"], quote["cap_cents"]) == (1250, 30000)
    assert case["referral_id"] in partner.open("/partenaire/releves").text
    assert "Dossier accepté" in consumer.open(ACCORDS).text
    assert consumer.open(address).status == 403

    elsewhere = world.browser(world.moderator()).open("/moderation/partenaires/avostart")
    elsewhere.send("/comptes#", email=member.email)
    assert (elsewhere.status, "d’un autre partenaire" in elsewhere.text) == (422, True)
    staff.open("/moderation/partenaires/selectra")
    assert "c…@selectra.example" in staff.text
    assert member.email not in staff.text
    staff.send(f"/comptes/{member.account_id}/retrait")
    assert "Vos changements sont enregistrés" in staff.text
    assert partner.open(address).status == 404


@pytest.mark.promise("P3", "P4")
def test_a_partner_without_kafka_asks_for_the_documents_again_on_the_site_and_opens_the_fresh_links_at_its_place(
    world, eventually, sandbox, photo, tmp_path
):
    partner, member, author = sandbox(), world.person("conseil", "essai.example"), world.consumer()
    world.browser(world.moderator()).open(f"/moderation/partenaires/{partner.slug}").send(
        "/comptes", email=member.email
    )
    member.sign_in()
    complaint = world.complaint(author, world.brand())
    piece = piece_of(author, complaint, photo)
    case = world.consented(author, partner.slug, PERSON, [piece], complaint_id=complaint["complaint_id"])
    office, address = world.browser(member), f"/partenaire/dossiers/{case}"
    eventually(lambda: office.open(address).status == 200)
    assert office.client.get(f"{address}/liens").status_code == 410
    office.send(address, report="partner.documents.requested.v1")
    assert "Les nouveaux liens chiffrés" in office.text
    found = eventually(lambda: (answer := office.client.get(f"{address}/liens")).status_code == 200 and answer.content)
    assert member.get(f"/cases/{case}/links").content == found
    assert author.get(f"/cases/{case}/links").status_code == 403
    sealed = tmp_path / "liens.jwe"
    sealed.write_bytes(found)
    (document,) = json.loads(partner.program.call("open", str(sealed)))["documents"]
    fetched = world.site.get(document["url"])
    assert hashlib.sha256(fetched.content).hexdigest() == document["sha256"] == piece["sha256"]


@pytest.mark.promise("P1")
def test_staff_shuts_a_partner_out_of_kafka_and_of_the_site(world, sandbox):
    partner = sandbox()
    staff = world.browser(world.moderator()).open(f"/moderation/partenaires/{partner.slug}")
    assert "Accès ouvert." in staff.text
    staff.send("/coupure")
    assert "Vos changements sont enregistrés" in staff.text
    assert "Aucun accès." in staff.text
    path = f"/partners/{partner.slug}/disconnection"
    assert world.moderator().done(path)["on_kafka"] is False
    assert world.consumer().post(path).status_code == 403
