"""Paid help: a lawyer's quote, its order and withdrawal, a sum that nobody announced, a statement to the cent."""

import io

import pytest
from pypdf import PdfReader

PERSON = {"name": "Camille Roux", "email": "camille@courriel.example"}


def quoted(world, eventually, lawyers, case):
    """A case that a lawyer took, with a quote that waits."""
    referral_id = world.consented(case.author, "avostart", PERSON, complaint_id=case.complaint["complaint_id"])
    eventually(lambda: case.author.referral(referral_id, status="acknowledged"))
    lawyers.report(referral_id, "partner.case.accepted.v1")
    lawyers.report(
        referral_id, "partner.quote.proposed.v1", "success_basis_points=1500", "fixed_cents=9000", "cap_cents=30000"
    )
    quote = eventually(lambda: next(iter(case.author.get("/quotes").json()["quotes"]), None))
    return referral_id, quote


def words_of(content):
    return " ".join("".join(each.extract_text() for each in PdfReader(io.BytesIO(content)).pages).split())


@pytest.mark.promise("D3", "G7")
def test_a_lawyers_quote_is_ordered_and_withdrawn_from_within_fourteen_days(world, eventually, sandbox):
    case, lawyers = world.disputed(), sandbox("avostart")
    with lawyers.running():
        referral_id, quote = quoted(world, eventually, lawyers, case)
        lawyers.report(referral_id, "partner.quote.proposed.v1", "success_basis_points=1500")
        eventually(lambda: "price-not-allowed" in lawyers.refused())
    assert (quote["lawyer"], quote["on_failure_cents"]) == (True, 10800)
    assert [each["total_cents"] for each in quote["examples"]] == [12600, 19800, 46800]
    assert "Il ne vous engage à rien tant que vous ne l’avez pas accepté" in case.author.mail("Un devis")
    page = world.browser(case.author)
    assert "Avostart vous propose un devis" in page.open("/mon-espace").text
    page.open(f"/mon-espace/devis/{quote['quote_id']}")
    assert case.number in page.text
    assert "Commander avec obligation de paiement" in page.text
    page.send("/commande")
    assert (page.status, "Confirmez la commande" in page.text) == (422, True)
    page.send("/commande", order="yes")
    assert "Vous avez 14 jours pour vous rétracter" in page.text
    confirmed = case.author.mail("Devis accepté")
    ordered = ("108,00\u00a0€ TTC", "Formulaire de rétractation", "non demandé", case.number)
    assert all(part in confirmed for part in ordered)
    assert "jusqu’au" in page.text
    page.send("/retractation")
    assert "Vous ne devez rien." in page.text
    receipt = words_of(page.client.get(f"/mon-espace/devis/{quote['quote_id']}/decompte.pdf").content)
    assert quote["number"] in receipt
    assert case.author.post(f"/quotes/{quote['quote_id']}/withdrawal").status_code == 409
    assert world.consumer().get(f"/quotes/{quote['quote_id']}").status_code == 404


@pytest.mark.promise("D5")
def test_a_sum_that_nobody_announced_raises_an_alert_pay_nothing(world, eventually, sandbox):
    case, lawyers = world.disputed(), sandbox("avostart")
    with lawyers.running():
        referral_id, quote = quoted(world, eventually, lawyers, case)
        lawyers.report(referral_id, "partner.fee.asked.v1", "amount_cents=12000")
        alert = eventually(lambda: next(iter(case.author.get("/fee-alerts").json()["alerts"]), None))
    assert (alert["objection"], alert["source"], alert["amount_cents"]) == ("unannounced", "partner", 12000)
    assert "Ne réglez rien" in case.author.mail("Ne réglez rien")
    page = world.browser(case.author).open("/mon-espace/devis")
    assert "Ne réglez rien à Avostart." in page.text
    mobile, email = (f"{name}-{alert['alert_id']}" for name in ("mobile", "email"))
    page.send(f"/alertes/{alert['alert_id']}", **{mobile: "06"})
    assert (page.status, "Indiquez un numéro de mobile" in page.text) == (422, True)
    for number in ("06 39 98 00 01", "06 39 98 00 00"):
        page.send(f"/alertes/{alert['alert_id']}", **{mobile: number, email: "camille@courriel.example"})
    assert "06 39 98 00 00, camille@courriel.example" in page.text
    page.send("/sommes", quote_id=quote["quote_id"], amount="50")
    assert "notre équipe vérifie cette somme" in page.text
    staff = world.browser(world.moderator()).open("/moderation/sommes")
    assert "06 39 98 00 00" in staff.text
    assert case.number in staff.text
    staff.send(f"/sommes/{alert['alert_id']}", **{f"note-{alert['alert_id']}": "Le cabinet a renoncé à cette somme."})
    eventually(lambda: "a renoncé" in world.browser(case.author).open("/mon-espace/devis").text)


@pytest.mark.promise("D3", "D6")
def test_the_outcome_and_its_fee_are_stated_to_the_cent(world, eventually, sandbox):
    case, lawyers = world.disputed(), sandbox("avostart")
    with lawyers.running():
        referral_id, quote = quoted(world, eventually, lawyers, case)
        order = {"text_hash": quote["text_hash"], "order": True, "early_start": True}
        case.author.done(f"/quotes/{quote['quote_id']}/order", order)
        early = case.author.get(f"/quotes/{quote['quote_id']}/statement")
        assert early.status_code == 409
        lawyers.report(referral_id, "partner.outcome.reported.v1", "obtained_cents=50000")
        path = f"/quotes/{quote['quote_id']}"
        known = eventually(lambda: (q := case.author.get(path).json())["owed_cents"] is not None and q)
    assert known["owed_cents"] == 19800
    assert "Vérifiez le résultat déclaré avant de payer" in case.author.mail("déclare un résultat")
    text = words_of(case.author.get(f"{path}/statement").content).replace("\u202f", " ").replace("\u00a0", " ")
    assert all(amount in text for amount in ("500,00 €", "90,00 €", "75,00 €", "33,00 €", "198,00 €"))
    asked = {"provider": "avostart", "complaint_id": case.complaint["complaint_id"], "amount_cents": 19800}
    assert case.author.done("/fees", asked) == {"alert_id": None, "objection": None}
    assert case.author.done("/fees", asked)["objection"] == "too-much"
    assert case.author.post("/fees", asked | {"provider": "nobody"}).status_code == 422
    assert case.author.post("/fees", asked | {"complaint_id": "nobody-s"}).status_code == 404
    lawyers.report(referral_id, "partner.outcome.reported.v1", "obtained_cents=60000")
    staff, about = world.moderator(), (referral_id, "result-changed", 60000)
    told = ("referral_id", "objection", "amount_cents")
    eventually(lambda: about in [tuple(e[n] for n in told) for e in staff.get("/fee-alerts").json()["alerts"]])
    assert case.author.get(path).json()["owed_cents"] == 19800, "the first result counts"
    assert "not-now" not in lawyers.refused()
    assert "Contestez-le" in world.browser(case.author).open(f"/mon-espace/devis/{quote['quote_id']}").text


@pytest.mark.promise("G7")
def test_a_contribution_is_voluntary_and_no_case_asks_for_one(world):
    case = world.disputed()
    page = world.browser(case.author).open("/soutenir")
    assert "C’est facultatif" in page.text
    assert not page.page.main.find("form")
    asking = ("/mon-espace", f"/mon-espace/reclamations/{case.number}", case.page, "/mon-espace/devis")
    assert not [path for path in asking if "contribu" in page.open(path).text]
    assert not [mail["subject"] for mail in case.author.mails() if "contribu" in mail["subject"].lower()]
