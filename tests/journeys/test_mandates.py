"""A mandate: drafted, read, signed with the code of a mail, sealed, shown to the brand, revoked in one click."""

import io
import re

import pytest
from pypdf import PdfReader

IDENTITY = {"name": "Camille Canari-Mandat", "address": "2 rue du Canari, Nancy", "email": "c@canari.example"}


def words_of(content):
    return " ".join("".join(each.extract_text() for each in PdfReader(io.BytesIO(content)).pages).split())


@pytest.mark.promise("D4")
def test_a_mandate_is_read_signed_with_a_code_and_revoked_in_one_click(world, eventually):
    case = world.disputed()
    page = world.browser(case.author).open(f"{case.page}/mandat")
    assert "Mon mandat" in page.open(f"{case.page}/mandat/code").text, "a form's target leads to its page"
    page.send("/mandat", **IDENTITY)
    assert (page.status, "Cochez au moins un pouvoir." in page.text) == (422, True)
    page.send("/mandat", powers=["write", "hand-over"], **IDENTITY)
    assert (page.status, "Choisissez le partenaire" in page.text) == (422, True)
    page.send("/mandat", powers=["write", "receive"], **IDENTITY)
    assert "à relire puis à signer" in page.text
    draft = words_of(page.client.get(f"{case.page}/mandat.pdf").content)
    assert "Camille Canari-Mandat" in draft
    assert "n’est pas encore signé" in draft

    page.send("/mandat/code")
    page.open(f"{case.page}/mandat").send("/mandat/signature", code="000000")
    assert (page.status, "Code faux ou expiré" in page.text) == (422, True)
    code = re.search(r"\b(\d{6})\b", case.author.mail("votre code pour signer")).group(1)
    page.send("/mandat/signature", code=code)
    assert "Votre mandat est signé." in page.text
    (mandate,) = case.author.get(f"{case.path}/mandates").json()["mandates"]
    assert mandate["status"] == "signed"
    eventually(lambda: case.author.get(f"{case.path}/mandates").json()["mandates"][0]["sealed"])
    document = f"/mandates/{mandate['mandate_id']}/document"
    sealed = case.author.get(document).content
    assert b"/ByteRange" in sealed
    # A long digest may be broken at the end of a line: by a space, or by a sign without width.
    assert mandate["unsigned_sha256"] in re.sub(r"[ \u200b]", "", words_of(sealed))
    assert case.owner.get(document).content == sealed
    of_brand = f"/marque-espace/reclamations/{case.number}/litige"
    brand = world.browser(case.owner).open(of_brand)
    assert f"Mandat {mandate['number']}, signé le" in brand.text
    assert brand.client.get(f"{of_brand}/mandat.pdf").content == sealed
    assert world.consumer().get(document).status_code == 404

    page.open(f"{case.page}/mandat").send("/mandat/revocation")
    assert "Plus rien n’est fait en votre nom" in page.text
    assert case.owner.get(document).status_code == 404
    assert brand.client.get(f"{of_brand}/mandat.pdf").status_code == 404
    kept = page.open(f"{case.page}/mandat").page.find("a", string=re.compile("^Mandat M-"))["href"]
    assert page.client.get(kept).content == sealed, "its author may have to show what was signed"
    assert "nous a donné mandat" not in brand.open(of_brand).text
    assert "Plus personne ne vous écrit" in case.owner.mail("le mandat est révoqué")


@pytest.mark.promise("D4", "P3")
def test_a_partner_that_needs_a_mandate_is_named_in_one_reached_on_the_site_and_called_back(world, eventually, sandbox):
    partner, case = sandbox(needs_mandate=True), world.disputed()
    choice, page = f"/mon-espace/reclamations/{case.number}/partenaires", world.browser(case.author)
    eventually(lambda: partner.slug in page.open(f"{case.page}/mandat").text)
    assert partner.slug not in page.open(choice).text
    assert page.open(f"{choice}/{partner.slug}").status == 404
    refused = case.author.post(f"{case.path}/mandates", {"identity": IDENTITY, "powers": ["write", "cash"]})
    assert (refused.status_code, "retirez ces pouvoirs" in refused.json()["detail"]) == (422, True)

    world.mandate(case, "hand-over", partner=partner.slug)
    assert f"Partenaire nommé : {partner.slug}" in page.open(f"{case.page}/mandat").text
    eventually(lambda: f"Choisir {partner.slug}" in page.open(choice).text)
    page.open(f"{choice}/{partner.slug}").send(f"/{partner.slug}", name="Camille Roux", step="preview")
    # The gate hears of the signature a moment after it: until then it says that the mandate is missing.
    eventually(lambda: page.send(f"/{partner.slug}", transfer="yes", step="give").path == "/mon-espace/accords")
    (referral,) = case.author.get("/referrals").json()["referrals"]
    assert referral["dispute_id"] == case.dispute_id
    page.open(f"{case.page}/mandat").send("/mandat/revocation")
    assert case.author.referral(referral["referral_id"])["withdrawn_at"]
    assert page.open(f"{choice}/{partner.slug}").status == 404


@pytest.mark.promise("D4")
def test_a_signing_code_signs_one_document_and_opens_nothing_else(world):
    case, other = world.disputed(), world.disputed()
    body = {"identity": IDENTITY, "powers": ["write"]}
    mandate = case.author.done(f"{case.path}/mandates", body)
    other_mandate = other.author.done(f"{other.path}/mandates", body)
    ask = f"/mandates/{mandate['mandate_id']}/code"
    code = case.author.fresh_code("votre code pour signer", lambda: case.author.done(ask))
    assert case.author.post("/accounts/verify", {"email": case.author.email, "code": code}).status_code == 422
    stolen = f"/mandates/{other_mandate['mandate_id']}/signature"
    assert case.author.post(stolen, {"code": code}).status_code in (404, 422)
    signed = case.author.post(f"/mandates/{mandate['mandate_id']}/signature", {"code": code})
    assert signed.json()["status"] == "signed"
