"""The read views and the search on a real PostgreSQL: newer wins, erasure erases, accents and typos are forgiven."""

import pytest
from services.gateway.tests.world import a_brand, a_complaint, after, changes_of

from gateway.storage.search import PublicViews, Wanted
from gateway.usecases.views import show_brands, show_complaints
from servicekit.handlers import Change

BRANDS = [
    a_brand("Filandre"),
    a_brand("Filandre Voyages", sector="air"),
    a_brand("Le Fil à Coudre"),
    a_brand("Clédouze"),
    a_brand("Œuvre & Cœur", id_="oeuvre"),
    a_brand("Tramontel", sector="telecom"),
    a_brand("Café de l’Été", id_="cafe"),
]


async def show(works, *states):
    async with works.open() as work:
        brands = [state for state in states if hasattr(state, "slug")]
        await show_brands(work, changes_of(brands))
        await show_complaints(work, changes_of([state for state in states if state not in brands]))


async def brands_found(works, text, limit=20, offset=0, sector=None):
    async with works.open() as work:
        found, total = await PublicViews(work.session).find_brands(text, sector, limit, offset)
        return [brand.name for brand in found], total


async def complaints_found(works, limit=20, offset=0, **wanted):
    async with works.open() as work:
        found, total = await PublicViews(work.session).find_complaints(Wanted(**wanted), limit, offset)
        return [complaint.complaint_id for complaint in found], total


@pytest.mark.promise("G1")
async def test_a_newer_state_replaces_an_older_one_an_older_changes_nothing_and_a_tombstone_erases(works):
    async def name():
        async with works.open() as work:
            brand = await PublicViews(work.session).brand("filandre")
            return brand and (brand.name, brand.version)

    await show(works, a_brand("Filandre", version=2))
    await show(works, a_brand("Filandre Maison", "filandre", version=3))
    assert await name() == ("Filandre Maison", 3)
    for late in (2, 3):
        await show(works, a_brand("Autre", "filandre", version=late))
    assert await name() == ("Filandre Maison", 3)
    async with works.open() as work:
        await show_brands(work, [Change("filandre", None), Change("unknown", None)])
    assert await name() is None

    await show(works, a_complaint("Canapé livré cassé", "Le canapé est arrivé sans pieds."))
    assert await complaints_found(works, query="canapé") == (["complaint-1"], 1)
    async with works.open() as work:
        await show_complaints(work, [Change("complaint-1", None)])
        assert await PublicViews(work.session).complaint_by_id("complaint-1") is None
    assert await complaints_found(works, query="canapé") == ([], 0)


@pytest.mark.promise("G1")
async def test_a_brand_is_found_by_its_name_whatever_accents_case_or_slips_are_typed(works):
    await show(works, *BRANDS)
    for typed in ("Clédouze", "cledouze", "CLÉDOUZE", "clédouse", "cledouz", " Cledouze "):
        assert (await brands_found(works, typed))[0][:1] == ["Clédouze"], typed
    for typed in ("oeuvre", "œuvre", "cœur", "Œuvre & Coeur"):
        assert (await brands_found(works, typed))[0][:1] == ["Œuvre & Cœur"], typed
    for typed in ("cafe", "ete", "Café de l’ete"):
        assert (await brands_found(works, typed))[0][:1] == ["Café de l’Été"], typed
    names, total = await brands_found(works, "filandre")
    assert names[:2] == ["Filandre", "Filandre Voyages"]
    assert total == len(names)
    assert await brands_found(works, "filandre", sector="air") == (["Filandre Voyages"], 1)
    assert await brands_found(works, "xyzzyq") == ([], 0)
    assert (await brands_found(works, ""))[1] == len(BRANDS)
    async with works.open() as work:
        assert await PublicViews(work.session).closest_name("tramontelle") == "Tramontel"
        assert await PublicViews(work.session).closest_name("xyzzyq") is None


async def test_signs_that_steer_a_query_are_only_text(works):
    await show(works, *BRANDS, a_complaint("Remboursement refusé"))
    for typed in ("'", "\"'; drop table brand_view; --", "\\", "a & b | c !", "(", ":*", "<->"):
        await brands_found(works, typed)
        await complaints_found(works, query=typed)
    assert (await brands_found(works, ""))[1] == len(BRANDS)


@pytest.mark.promise("G1")
async def test_complaints_are_found_by_their_words_in_a_stable_order_page_by_page(works):
    texts = {
        "title": a_complaint("Livraison jamais reçue", "Rien n’est venu.", "title"),
        "text": a_complaint("Silence complet", "La livraison n’est jamais venue.", "text", published_at=after(5)),
        "plural": a_complaint("Deux colis perdus", "Livrées nulle part.", "plural", published_at=after(1)),
        "hidden": a_complaint("", "", "hidden", status="suspended"),
        "other": a_complaint("Facture en double", "Prélevé deux fois.", "other", sector="energy", status="answered"),
    }
    await show(works, *texts.values())
    for typed in ("livraison", "LIVRAISONS", "les livraisons", "Les livraison"):
        assert await complaints_found(works, query=typed) == (["title", "text"], 2), typed
    assert (await complaints_found(works, query="prélevé"))[0] == (await complaints_found(works, query="preleve"))[0]
    assert await complaints_found(works, query="prelevé facture") == (["other"], 1)
    assert await complaints_found(works, query="facture -double") == ([], 0)
    assert await complaints_found(works, sector="energy") == (["other"], 1)
    assert await complaints_found(works, standing="answered") == (["other"], 1)

    everything, total = await complaints_found(works)
    assert (everything, total) == (["text", "plural", "other", "title"], 4)
    pages = [await complaints_found(works, limit=1, offset=place) for place in range(5)]
    assert [ids for ids, _ in pages] == [["text"], ["plural"], ["other"], ["title"], []]
    assert {total for _, total in pages} == {4}
