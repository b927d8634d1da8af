"""Who plays: accounts, logins, and what is kept of an interrupted load."""

from datetime import date

from reclameici.demo.people import CAMILLE, CAMILLES, MODERATOR, PASSWORD, author_of, cast_of, logins, owner_of
from reclameici.demo.plan import expected_status
from reclameici.demo.progress import Account, Page, Progress
from reclameici.demo.stories import read_brands, read_stories

BRANDS, STORIES = read_brands(), read_stories()


def test_an_owner_has_an_address_of_the_brand_s_site():
    for brand in BRANDS:
        assert owner_of(brand).email.endswith(f"@{brand.domain}")
        assert brand.domain == f"{brand.slug}.example"


def test_each_pseudonym_has_an_account_of_its_own_but_for_camille_s():
    authors = [author_of(each) for each in STORIES if each.id not in CAMILLES]
    assert len(set(authors)) == len(authors) == len(STORIES) - len(CAMILLES)
    assert author_of(next(each for each in STORIES if each.id in CAMILLES)) is CAMILLE


def test_camille_sees_a_complaint_of_each_outcome():
    hers = [each for each in STORIES if each.id in CAMILLES]
    assert len(hers) == len(CAMILLES)
    assert {expected_status(each) for each in hers} == {"published", "answered", "rated", "presumed"}


def test_everybody_signs_up_once_staff_first():
    cast = cast_of(BRANDS, STORIES)
    assert len({each.email for each in cast}) == len(cast)
    assert cast[0] is MODERATOR


def test_every_address_is_a_fictional_one():
    assert all(each.email.endswith(".example") for each in cast_of(BRANDS, STORIES))


def test_printed_logins_have_a_password_that_the_site_takes():
    shown = logins(BRANDS)
    assert [title for title, _ in shown] == [
        "Consommatrice",
        "Marque Filandre",
        "Marque Cabassine",
        "Partenaire Avostart",
        "Partenaire Selectra",
        "Modération",
        "Exploitation",
    ]
    assert {person.password for _, person in shown} == {PASSWORD}
    assert len(PASSWORD) >= 12


def test_nobody_else_has_a_password():
    shown = {person for _, person in logins(BRANDS)}
    assert all(each.password is None for each in cast_of(BRANDS, STORIES) if each not in shown)


def test_a_load_goes_on_where_it_was_and_from_the_same_today(tmp_path):
    progress = Progress(date(2026, 11, 22))
    progress.accounts["camille@demo.example"] = Account("account", "token")
    progress.pages["filandre"] = Page("brand", {"Filandre Boutique Nîmes": "shop"})
    progress.steps["c001"] = 3
    progress.save(tmp_path)
    assert Progress.load(tmp_path, date(2026, 11, 24)) == progress


def test_the_progress_with_its_sessions_is_its_owner_s_only(tmp_path):
    Progress(date(2026, 11, 22)).save(tmp_path)
    (file,) = tmp_path.iterdir()
    assert file.stat().st_mode & 0o077 == 0


def test_a_load_that_never_began_starts_today(tmp_path):
    assert Progress.load(tmp_path, date(2026, 11, 24)) == Progress(date(2026, 11, 24))
