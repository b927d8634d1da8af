"""The live site in Debian's chromium: filed by keyboard alone and without script, clean for axe in every space."""

import re

import pytest
from tests.browser.conftest import violations

pytestmark = pytest.mark.browser

TEXT = "Le colis est annoncé livré depuis trois semaines. Rien dans ma boîte, rien chez mes voisins, aucune réponse."


class Keyboard:
    """Somebody who has no mouse: Tab, arrows, Space, Enter, letters."""

    def __init__(self, tab):
        self.tab = tab

    def reach(self, selector: str, key: str = "Tab") -> None:
        for _ in range(90):
            self.tab.keyboard.press(key)
            if self.tab.evaluate("s => document.activeElement.matches(s)", selector):
                return
        raise AssertionError(f"{selector} cannot be reached by {key}")

    def write(self, name: str, text: str) -> None:
        self.reach(f"[name='{name}']")
        self.tab.keyboard.type(text)

    def choose(self, name: str, value: str) -> None:
        self.reach(f"[name='{name}']")
        if self.tab.evaluate("document.activeElement.value") == value:
            self.tab.keyboard.press("Space")
        else:
            self.reach(f"[name='{name}'][value='{value}']", "ArrowDown")

    def tick_all(self, name: str) -> None:
        for _ in range(self.tab.locator(f"[name='{name}']").count()):
            self.reach(f"[name='{name}']:not(:checked)")
            self.tab.keyboard.press("Space")

    def follow(self, href: str) -> None:
        self.reach(f"main a[href='{href}']")
        with self.tab.expect_navigation():
            self.tab.keyboard.press("Enter")

    def submit(self) -> None:
        self.reach("main form button:not(.button-link):not(.button-plain)")
        with self.tab.expect_navigation():
            self.tab.keyboard.press("Enter")


@pytest.mark.promise("G5", "C3")
def test_a_complaint_is_filed_by_keyboard_alone_and_without_script(world, browser):
    brand = world.brand()
    name = world.site.get(f"/api/v1/brands/{brand['slug']}").json()["name"]
    author = world.person()
    context = browser.new_context(java_script_enabled=False, base_url=str(world.site.base_url))
    tab = context.new_page()
    hand = Keyboard(tab)
    tab.goto("/reclamer")
    for question, answer in (
        ("counterpart", "business"),
        ("capacity", "consumer"),
        ("purchase", "yes"),
        ("accessibility", "no"),
    ):
        hand.choose(question, answer)
        hand.submit()
    hand.write("brand", name)
    hand.choose("category", "delivery")
    hand.submit()
    hand.choose("subject", "goods")
    hand.write("bought_on", "20 10 2026")
    hand.choose("repaired", "unknown")
    hand.submit()
    assert "Le vendeur, jusqu’au 20\u00a0octobre 2028" in tab.locator("main").inner_text()
    hand.follow("/reclamer/faits")
    hand.write("title", "Colis annoncé livré, jamais reçu")
    hand.write("text", TEXT)
    hand.submit()
    hand.write("experience_on", "2 11 2026")
    hand.write("amount", "45,90")
    hand.submit()
    hand.write("wish", "Le remboursement de la commande")
    hand.choose("first_note", "2")
    hand.submit()
    hand.submit()  # no evidence: an advised piece never blocks
    hand.write("pseudonym", "colis_fantome")
    hand.write("email", author.email)
    hand.tick_all("commitments")
    hand.submit()
    code = re.search(r"\b(\d{6})\b", author.mail("votre code"))
    hand.write("code", code.group(1))
    hand.submit()
    assert "Vérifiez avant d’envoyer" in tab.title()
    hand.submit()
    assert "Réclamation envoyée" in tab.title()
    number = re.search(r"R-2026-\d{6}", tab.content()).group(0)
    assert "bien reçue" in author.mails(number)[0]["subject"] if author.mails(number) else author.mail("bien reçue")
    context.close()


ASKED = {"experience_on", "amount", "point_of_sale", "product_name", "lot", "barcode", "expiry_on", "bought_at"}


@pytest.mark.promise("C2", "C3")
def test_a_network_is_asked_for_its_shop_and_food_for_its_packet(world, browser):
    brand = world.brand(sector="food", network=[{"name": "Cabassine Gare", "city": "Lyon"}])
    author = world.consumer()
    context = browser.new_context(java_script_enabled=False, base_url=str(world.site.base_url))
    context.add_cookies([{"name": "visitor", "value": author.token, "url": str(world.site.base_url)}])
    tab = context.new_page()

    def follow(selector):
        with tab.expect_navigation():
            tab.click(selector)

    def answer(choices=(), **typed):
        for name, value in choices:
            tab.check(f"[name='{name}'][value='{value}']")
        for name, value in typed.items():
            tab.fill(f"[name='{name}']", value)
        follow("main form button.button-large, main form button[value='next']")

    tab.goto(f"/reclamer?marque={brand['slug']}")
    for question in (
        ("counterpart", "business"),
        ("capacity", "consumer"),
        ("purchase", "yes"),
        ("accessibility", "no"),
    ):
        answer([question])
    answer([("category", "purchase-defect")])
    answer([("subject", "food")], bought_on="hier")
    assert "Erreur" in tab.title()
    answer(bought_on="20 10 2026")
    assert "La marque du produit, celle de l’emballage" in tab.locator("main").inner_text()
    follow("text=Continuer avec cette marque")
    answer(title="Un café moulu qui sent le savon", text=TEXT)
    fields = {each.get_attribute("name") for each in tab.locator("main .input").all()}
    assert fields == ASKED
    tab.select_option("[name='point_of_sale']", label="Cabassine Gare")
    answer(experience_on="2 11 2026", lot="L41")
    answer([("first_note", "2")], wish="Le remboursement du paquet")
    answer()
    for box in tab.locator("[name='commitments']").all():
        box.check()
    answer(pseudonym="tasse_vide")
    assert "Cabassine Gare" in tab.locator("[aria-labelledby='public']").inner_text()
    follow("#subject a")
    answer(bought_on="21 10 2026")
    follow("text=Continuer avec cette marque")
    assert {each.get_attribute("name") for each in tab.locator("main .input").all()} == ASKED
    answer()
    assert "Vérifiez avant d’envoyer" in tab.title()
    follow("#lot a")
    answer(lot="L42")
    assert "Vérifiez avant d’envoyer" in tab.title()
    assert "L42" in tab.locator("[aria-labelledby='confidentiel']").inner_text()
    follow("text=Envoyer ma réclamation")
    number = re.search(r"R-2026-\d{6}", tab.content()).group(0)
    assert author.get("/complaints").json()["complaints"][0]["number"] == number
    context.close()


@pytest.mark.promise("G1", "G3", "G5")
def test_every_space_of_the_live_site_is_clean_for_axe(world, browser):
    brand = world.brand()
    owner, author = world.owner(brand), world.consumer()
    complaint = world.complaint(author, brand)
    world.published(complaint)
    path = f"/complaints/{complaint['complaint_id']}"
    owner.done(f"{path}/messages", {"text": "Pouvez-vous envoyer une photo ?"})
    owner.done(f"{path}/response", {"kind": "proposal", "text": "Bonjour, une machine neuve part ce soir."})
    number, slug = complaint["number"], brand["slug"]
    held = world.complaint(author, brand, text=f"Le gérant est un escroc qui a volé mon acompte. {TEXT}")
    pages = {
        None: [
            "/",
            "/marques",
            "/recherche?q=machine",
            f"/marques/{slug}",
            f"/reclamations/{number}",
            "/classements",
            "/classements/e-commerce",
            "/partenaires",
            "/partenaires/rejoindre",
            "/connexion",
            "/inscription",
            "/reclamer",
            "/reclamer/achat",
            "/contact",
            "/cookies",
            "/api/docs",
            "/reclamations/R-0000-000000",
        ],
        author: [
            "/mon-espace",
            f"/mon-espace/reclamations/{number}",
            f"/mon-espace/reclamations/{number}/avis",
            f"/mon-espace/reclamations/{number}/partenaires",
            "/mon-espace/accords",
            "/mon-espace/messages",
            "/mon-espace/compte",
            f"/mon-espace/reclamations/{number}/retrait",
        ],
        owner: [
            "/marque-espace",
            "/marque-espace/reclamations",
            f"/marque-espace/reclamations/{number}",
            f"/marque-espace/reclamations/{number}/reponse",
            "/marque-espace/equipe",
            "/marque-espace/page",
            "/marque-espace/accuses",
        ],
        world.moderator(): [
            "/moderation",
            f"/moderation/{held['complaint_id']}",
            "/moderation/marques",
            "/moderation/partenaires",
            "/moderation/partenaires/selectra",
            "/moderation/partenaires/selectra/modifier",
            "/moderation/partenaires/selectra/releves",
        ],
        world.staff("operator"): ["/operateur", f"/operateur?numero={number}"],
    }
    for person, addresses in pages.items():
        context = browser.new_context(viewport={"width": 360, "height": 800}, base_url=str(world.site.base_url))
        if person:
            context.add_cookies([{"name": "visitor", "value": person.token, "url": str(world.site.base_url)}])
        tab = context.new_page()
        for address in addresses:
            answer = tab.goto(address)
            assert answer.status in (200, 404), address
            assert violations(tab) == [], address
            assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
        context.close()
