"""Mediation: simulated by anyone, then walked by the author of a dispute."""

import hashlib
import io
import json
import zipfile
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from pypdf import PdfReader

PARIS = ZoneInfo("Europe/Paris")
TODAY = datetime.now(PARIS).date()
"""The pages count in days of Paris."""

MNE = "Médiateur national de l’énergie"
SOUND = {
    "contract": True,
    "excluded_field": "none",
    "written": True,
    "contract_channel_kept": True,
    "examined_by": "nobody",
    "in_court": False,
    "place": "metropolitan",
}
"""Nothing stands in the way, but for the dates."""


def days_ago(days):
    return (TODAY - timedelta(days=days)).isoformat()


@pytest.mark.promise("D2")
def test_anyone_may_simulate_and_nothing_is_kept(world):
    facts = SOUND | {"claimant": "consumer", "against": "professional", "sector": "energy"}
    body = {"facts": facts | {"complained_on": "2026-06-15"}, "on": "2026-08-15"}
    found = world.site.post("/api/v1/mediation/admissibility", json=body).json()
    assert (found["verdict"], found["mediator"]["name"], found["earliest_on"]) == ("not-yet", MNE, "2026-08-16")
    later = world.site.post("/api/v1/mediation/admissibility", json=body | {"on": "2026-08-16"}).json()
    assert (later["verdict"], later["latest_on"]) == ("admissible", "2027-06-15")
    assert len(later["reminders_on"]) == 3
    assert all(rule["article"] and rule["evidence"] for rule in later["rules"])

    page = world.browser().open("/mediation")
    page.send("/mediation", sector="energy", contract="yes", excluded_field="none", written="yes", in_court="yes")
    assert (page.status, "Un médiateur de la consommation ne pourra pas prendre ce dossier" in page.text) == (200, True)
    page.send("/mediation", sector="energy", contract="peut-être", excluded_field="\x00", amount_cents="999999999")
    assert (page.status, "Il y a un problème" in page.text) == (422, True)
    page.send("/mediation", sector="", written="yes", complained_on="hier")
    assert (page.status, "Choisissez un secteur." in page.text, "Indiquez la date" in page.text) == (422, True, True)


@pytest.mark.promise("D2")
def test_an_energy_dispute_goes_to_the_energy_mediator_after_two_months(world, eventually, pdf):
    case = world.disputed("energy")
    path = f"/api/v1/complaints/{case.complaint['complaint_id']}/evidence"
    headers = {"Authorization": f"Bearer {case.author.token}", "Idempotency-Key": "facture-1"}
    file = {"file": ("facture.pdf", pdf, "application/pdf")}
    assert world.site.post(path, files=file, data={"kind": "invoice"}, headers=headers).status_code == 201
    page = world.browser(case.author).open(f"{case.page}/mediation")
    assert "Il manque des réponses" in page.text
    page.open(f"{case.page}/mediation/question/contract").send("/question/contract", contract="yes", step="next")
    assert "l’un de ces domaines" in page.text
    page.send("/question/excluded_field", excluded_field="none", step="next")
    page.send("/question/written", written="yes", step="next")
    page.send("/question/complained_on", complained_on="99 99 2026", step="next")
    assert (page.status, "Indiquez la date" in page.text) == (422, True)
    recent = TODAY - timedelta(days=10)
    page.send("/question/complained_on", complained_on=f"{recent:%d %m %Y}", step="stop")
    assert "Pas encore" in page.text

    case.author.done(f"{case.path}/facts", {"facts": SOUND | {"complained_on": days_ago(100)}})
    page.open(f"{case.page}/mediation")
    assert "Vous pouvez saisir un médiateur aujourd’hui." in page.text
    assert MNE in page.text
    _file_is_downloaded(world, case, page)
    page.open(f"{case.page}/mediation").send("/litige/mediation", mediator=MNE, sent_on=f"{TODAY:%d %m %Y}")
    assert "Vous avez saisi un médiateur le" in page.text
    assert f": {MNE}." in page.text
    _ninety_days_run_from_the_notice(case, page)
    assert "indique avoir saisi un médiateur" in case.owner.mail("est saisi")
    public = f"/reclamations/{case.number}"
    eventually(lambda: "Médiateur saisi par l’auteur" in world.browser().open(public).text)

    page.send("/mediation/issue", outcome="mediated", obtained="120,50")
    assert "Litige clos" in page.text
    eventually(lambda: "Litige résolu par médiation" in world.browser().open(public).text)
    assert "120,50" not in world.browser().open(public).text
    assert "Vous avez déclaré avoir obtenu 120,50" in page.open(case.page).text


def _ninety_days_run_from_the_notice(case, page):
    """The author says on which day the mediator told both sides that it has the case."""
    assert "Résultat de la médiation" not in page.text
    page.send("/mediation/avis", notified_on="1 1 2026")
    assert (page.status, "entre votre envoi et aujourd’hui" in page.text) == (422, True)
    page.send("/mediation/avis", notified_on=f"{TODAY:%d %m %Y}")
    assert "Résultat de la médiation" in page.text
    clocks = case.author.get(f"{case.path}/assessment").json()["assessment"]["clocks"]
    assert {each["kind"]: each["due_on"] for each in clocks}["outcome"] == (TODAY + timedelta(days=90)).isoformat()
    assert "Jugé à l’envoi selon les règles du" in page.text


@pytest.mark.promise("D2")
def test_each_answer_leads_to_the_question_that_it_opens_and_the_brands_word_stays_its_own(world):
    case = world.disputed("energy")
    page = world.browser(case.author).open(f"{case.page}/mediation/question/refused")
    page.send("/question/refused", refused="no", step="next")
    assert "Un autre médiateur a-t-il examiné" in page.text
    page.open(f"{case.page}/mediation/question/refused").send("/question/refused", refused="yes", step="next")
    assert "Quel jour le professionnel a-t-il refusé votre demande" in page.text
    page.send("/question/answered_on", answered_on=f"{TODAY:%d %m %Y}", step="next")
    assert "Un autre médiateur a-t-il examiné" in page.text
    read = {"name": "Médiateur du groupe Untel", "source": "facture", "declared_on": "2026-05-04"}
    case.author.done(f"{case.path}/facts", {"facts": {"declared": read}})
    page.open(f"{case.page}/mediation/question/declared")
    page.send("/question/declared", **page.filled("/question/declared"), step="next")
    assert case.author.get(f"{case.path}/assessment").json()["facts"]["declared"] == read
    page.open(f"{case.page}/mediation/question/declared").send("/question/declared", declared="CM2C", step="next")
    facts = case.author.get(f"{case.path}/assessment").json()["facts"]
    assert facts["declared"] == {"name": "CM2C", "source": "réponse du consommateur", "declared_on": f"{TODAY}"}
    assert (facts["refused"], facts["answered_on"]) == (True, f"{TODAY}")


@pytest.mark.promise("D2")
def test_a_declared_mediator_that_is_not_listed_is_to_be_checked(world, eventually):
    case = world.disputed("insurance")
    answers = SOUND | {"complained_on": days_ago(100), "declared": {"name": "Médiateur du groupe Untel"}}
    case.author.done(f"{case.path}/facts", {"facts": answers})
    page = world.browser(case.author).open(f"{case.page}/mediation")
    assert "Vérifiez le médiateur que la marque indique" in page.text
    assert "liste officielle de la CECMC" in page.text
    assert "La Médiation de l’Assurance" in page.text, "a candidate"
    _is_written_to_all_the_same_and_corrected(world, case, page, eventually)
    refused = case.author.post(f"{case.path}/facts", {"facts": {"sub_case": "zzz"}})
    assert (refused.status_code, refused.headers["content-type"]) == (422, "application/problem+json")
    assert refused.json()["errors"] == [{"field": "sub_case", "message": "Choisissez l’un des cas de ce secteur."}]


def _is_written_to_all_the_same_and_corrected(world, case, page, eventually):
    """Once checked, the brand's own mediator may be told, like any other; so may an error."""
    public, told = f"/reclamations/{case.number}", "Médiateur saisi par l’auteur"
    page.send("/litige/mediation", mediator="Médiateur du groupe Untel", sent_on=f"{TODAY:%d %m %Y}")
    assert "Vous avez saisi un médiateur le" in page.text
    eventually(lambda: told in world.browser().open(public).text)
    page.send("/mediation/fin")
    assert (page.status, "Dites pourquoi le médiateur n’a pas votre dossier." in page.text) == (422, True)
    page.send("/mediation/fin", why="mistaken")
    assert "Vous avez écrit à un médiateur" in page.text
    eventually(lambda: told not in world.browser().open(public).text)
    assert "corrige ce qu’il avait enregistré" in case.owner.mail("aucun médiateur n’est saisi")


def _file_is_downloaded(world, case, page):
    """One PDF, the pieces under their numbers, a list, and fingerprints that are right."""
    page.open(f"{case.page}/dossier")
    assert page.page.find("textarea", {"name": "facts"}).get_text().strip().startswith("Le carton était impeccable")
    page.send("/dossier", mediator=MNE, facts="Les faits.")
    assert (page.status, "Indiquez votre nom." in page.text) == (422, True)
    pieces = [each["value"] for each in page.page.find_all("input", {"name": "pieces"})]
    identity = {
        "name": "Camille Canari-Dossier",
        "address": "1 rue du Canari, Nancy",
        "email": "c@canari.example",
    }
    page.send("/dossier", mediator=MNE, facts="La machine est fendue.", wish="Un échange", pieces=pieces, **identity)
    assert "Votre dossier est prêt" in page.text
    pack = zipfile.ZipFile(io.BytesIO(page.client.get(f"{case.page}/dossier.zip").content))
    listed = json.loads(pack.read("manifest.json"))["files"]
    assert {each["name"] for each in listed} == set(pack.namelist()) - {"manifest.json"}
    assert all(hashlib.sha256(pack.read(each["name"])).hexdigest() == each["sha256"] for each in listed)
    assert [name for name in pack.namelist() if name.startswith("pieces/")] == ["pieces/01-facture.pdf"]
    text = "".join(each.extract_text() for each in PdfReader(io.BytesIO(pack.read("dossier.pdf"))).pages)
    assert all(words in text for words in ("Canari-Dossier", "La machine est fendue", case.number, "Pièce"))
    assert world.consumer().get(f"{case.path}/file").status_code == 404
    assert case.owner.get(f"{case.path}/file").status_code == 403


@pytest.mark.promise("D2")
def test_a_flight_must_be_taken_to_its_mediator_before_a_court(world):
    case = world.disputed("air")
    answers = SOUND | {"complained_on": days_ago(90), "ec261": True, "amount_cents": 25000}
    told = case.author.done(f"{case.path}/facts", {"facts": answers})
    assert set(told) == {"dispute_id", "complaint_id", "status"}, "an answer of the author's is repeated nowhere"
    found = case.author.get(f"{case.path}/assessment").json()["assessment"]
    assert (found["compulsory"], found["mediator"]["name"]) == (True, "Médiation Tourisme et Voyage")
    assert any("obligatoire" in notice for notice in found["notices"])
    assert "tentative de médiation est obligatoire" in world.browser(case.author).open(f"{case.page}/mediation").text


@pytest.mark.promise("D2")
def test_a_date_that_comes_near_is_told_by_mail(world):
    case = world.disputed("energy")
    # Answered three days ago, when the last day of the year was yesterday's: its morning has come since.
    over = TODAY - timedelta(days=367)
    case.author.headers["Reclameici-At"] = (datetime.now(UTC) - timedelta(days=3)).isoformat()
    case.author.done(f"{case.path}/facts", {"facts": SOUND | {"complained_on": over.isoformat()}})
    del case.author.headers["Reclameici-At"]
    assert "pour saisir un médiateur" in case.author.mail("une date de votre litige")


@pytest.mark.promise("D2")
def test_staff_replaces_the_data_of_mediators_as_a_whole_or_not_at_all(world):
    staff = world.moderator()
    data = staff.get("/mediators").json()
    assert (data["count"], data["stale"]) == (data["csv"].count("\n") - 1, False)
    refused = staff.post("/mediators", {"csv": "name,kind\nUn médiateur,inconnu\n", "version": data["version"]})
    assert (refused.status_code, "colonnes absentes" in refused.json()["detail"]) == (422, True)
    assert staff.get("/mediators").json()["version"] == data["version"]
    page = world.browser(staff).open("/moderation/mediateurs")
    assert f"{data['count']} médiateurs" in page.text
    assert world.consumer().get("/mediators").status_code == 403
    changed = staff.done("/mediators", {"csv": data["csv"], "version": data["version"]})
    assert (changed["count"], changed["version"] != data["version"]) == (data["count"], True)
    late = staff.post("/mediators", {"csv": data["csv"], "version": data["version"]})
    assert (late.status_code, "Ces données ont changé" in late.json()["detail"]) == (409, True)
    page.send("/moderation/mediateurs", csv=data["csv"])
    assert (page.status, "Ces données ont changé" in page.text) == (422, True)
    page.open("/moderation/mediateurs").send("/moderation/mediateurs", csv=data["csv"])
    assert f"{data['count']} médiateurs" in page.text
