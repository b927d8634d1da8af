"""One async function per intention: load → decide → save + outbox."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from brands.domain import brand as rules
from brands.domain import claim_code as code_rules
from brands.domain import team as team_rules
from brands.domain.brand import Brand, Page, PointOfSale, Status
from brands.domain.errors import NotAllowedError, NotFoundError, SlugTakenError
from brands.domain.team import MODERATOR, MemberRole, Membership
from brands.messages import to_page, to_public, to_ref, to_shop, to_suggestions, to_team
from brands.storage import BrandStore, ClaimCodeStore, TeamStore
from contracts import brands as wire
from contracts.http import brands as http
from servicekit.ids import new_id
from servicekit.work import Work


async def suggest_brand(work: Work, body: http.SuggestBrand) -> http.BrandRef:
    """A consumer names a missing brand; staff decides, its complaint waits."""
    page = Page(name=body.name, sector=body.sector, website=body.website)
    brand = rules.suggest(new_id(), await _free_slug(work, rules.slug_of(body.name)), page, work.now)
    await BrandStore(work.session).save(brand)
    work.publish(wire.BrandSuggested(brand_id=brand.id, at=work.now))
    return to_ref(brand)


async def list_brand(work: Work, body: http.ListBrand) -> http.BrandRef:
    """Staff opens a page. Raises SlugTakenError."""
    _require_staff(work)
    slug = body.slug or rules.slug_of(body.name) or "marque"
    if not await BrandStore(work.session).slug_is_free(slug):
        raise SlugTakenError
    shops = tuple(to_shop(each) for each in body.network)
    brand = rules.list_(new_id(), slug, to_page(body), shops, work.now)
    await _save_listed(work, brand)
    return to_ref(brand)


OWN_SLUG = "reclameici"
OWN_PAGE = Page(
    name="RéclameICI",
    sector="platform",
    website="https://www.reclameici.example",
    description="La plateforme elle-même : on peut réclamer contre elle, elle répond comme les autres.",
)


async def list_own_page(work: Work) -> None:
    """Seed: the platform has its page too, so that one may complain about it."""
    if await BrandStore(work.session).slug_is_free(OWN_SLUG):
        await _save_listed(work, rules.list_(new_id(), OWN_SLUG, OWN_PAGE, (), work.now))


async def decide_suggestion(work: Work, brand_id: str, body: http.DecideSuggestion) -> http.BrandRef:
    """Staff accepts a suggested brand, whose complaints appear, or refuses it."""
    _require_staff(work)
    brand = rules.decide_suggestion(await _load(work, brand_id), body.accepted, work.now)
    if brand.status is Status.LISTED:
        await _save_listed(work, brand)
    else:
        await BrandStore(work.session).save(brand)
        work.publish(wire.BrandSuggestionRefused(brand_id=brand.id, at=work.now))
    return to_ref(brand)


async def list_suggestions(work: Work) -> http.SuggestionList:
    """What waits for staff."""
    _require_staff(work)
    return to_suggestions(await BrandStore(work.session).suggested())


async def claim_brand(work: Work, brand_id: str, body: http.ClaimBrand) -> http.BrandRef:
    """A professional claims the page and becomes its first owner, on the free plan."""
    brand = await _load(work, brand_id)
    held = work.principal.held_code
    holds_code = held is not None and held.brand_id == brand_id
    command = rules.ClaimBrand(work.principal.verified_domain, holds_code, body.charter, body.recipient, work.now)
    await _save(work, rules.claim(brand, command))
    await ClaimCodeStore(work.session).remove_of(brand_id)
    work.publish(wire.BrandClaimed(brand_id=brand_id, account_id=work.principal.account_id, at=work.now))
    work.publish(wire.PlanChosen(brand_id=brand_id, plan="freemium", at=work.now))
    owner = Membership(brand_id, work.principal.account_id, MemberRole.OWNER, None, work.now)
    await _grant(work, owner)
    return to_ref(brand)


async def edit_page(work: Work, brand_id: str, body: http.BrandPage) -> http.BrandRef:
    """An owner keeps the page up to date."""
    brand = await _load(work, brand_id)
    team_rules.require_owner(await TeamStore(work.session).of_brand(brand_id), work.principal.account_id)
    brand = rules.edit(brand, to_page(body))
    await _save(work, brand)
    return to_ref(brand)


async def open_point_of_sale(work: Work, brand_id: str, body: http.OpenPointOfSale) -> http.BrandRef:
    """An owner adds a shop."""
    brand = await _load(work, brand_id)
    team_rules.require_owner(await TeamStore(work.session).of_brand(brand_id), work.principal.account_id)
    shop = to_shop(body)
    brand = rules.open_point_of_sale(brand, shop)
    await _save(work, brand)
    _tell_opened(work, brand, shop)
    return to_ref(brand)


async def view_team(work: Work, brand_id: str) -> http.TeamView:
    """The team, for its members."""
    team = await TeamStore(work.session).of_brand(brand_id)
    team_rules.require_member(team, work.principal.account_id)
    return to_team(team)


async def grant_membership(work: Work, brand_id: str, body: http.GrantMembership) -> http.TeamView:
    """An owner lets an account act for the brand."""
    brand = await _load(work, brand_id)
    store = TeamStore(work.session)
    team = await store.of_brand(brand_id)
    team_rules.require_owner(team, work.principal.account_id)
    member = Membership(brand_id, body.account_id, MemberRole(body.role), body.point_of_sale_id, work.now)
    await _grant(work, team_rules.grant(brand, team, member))
    return to_team(await store.of_brand(brand_id))


async def revoke_membership(work: Work, brand_id: str, account_id: str) -> http.TeamView:
    """An owner ends a membership."""
    await _load(work, brand_id)
    store = TeamStore(work.session)
    team = await store.of_brand(brand_id)
    team_rules.require_owner(team, work.principal.account_id)
    await store.remove(team_rules.revoke(team, account_id))
    work.publish(wire.MembershipRevoked(brand_id=brand_id, account_id=account_id, at=work.now))
    return to_team(await store.of_brand(brand_id))


async def give_claim_code(work: Work, brand_id: str, body: http.GiveClaimCode) -> http.ClaimCodeGiven:
    """Staff is about to tell a brand without an owner of a complaint: its answer needs this code."""
    _require_staff(work)
    code = code_rules.give(await _load(work, brand_id), body.complaint_id, body.code_hash, work.now)
    await ClaimCodeStore(work.session).save(code)
    return http.ClaimCodeGiven(valid_until=code.valid_until)


async def check_claim_code(work: Work, complaint_id: str, body: http.CheckClaimCode) -> http.ClaimCodeChecked:
    """Whether a code is right; a wrong try is kept, which is why it is an answer and no refusal."""
    store = ClaimCodeStore(work.session)
    code = await store.load(complaint_id)
    if code is None:
        return http.ClaimCodeChecked(brand_id=None)
    code, right = code_rules.try_code(code, body.code_hash, work.now)
    await store.save(code)
    return http.ClaimCodeChecked(brand_id=code.brand_id if right else None)


async def note_contact(work: Work, brand_id: str, at: datetime) -> None:
    """The page says since when a brand without an owner knows."""
    brand = rules.note_contact(await _load(work, brand_id), at)
    if brand:
        await _save(work, brand)


async def render_public(session: AsyncSession, ids: Sequence[str]) -> Mapping[str, wire.PublicBrand]:
    """The public state of brands as it is now."""
    brands = await BrandStore(session).read(ids)
    states = {id_: to_public(each) for id_, each in brands.items()}
    return {id_: state for id_, state in states.items() if state}


async def _load(work: Work, brand_id: str) -> Brand:
    brand = await BrandStore(work.session).load(brand_id)
    if brand is None:
        raise NotFoundError
    return brand


async def _save(work: Work, brand: Brand) -> None:
    await BrandStore(work.session).save(brand)
    work.show(wire.PublicBrand, brand.id)


async def _save_listed(work: Work, brand: Brand) -> None:
    await _save(work, brand)
    listed = {"brand_id": brand.id, "sector": brand.page.sector, "at": work.now}
    work.publish(wire.BrandListed.model_validate(listed))
    for shop in brand.network:
        _tell_opened(work, brand, shop)


def _tell_opened(work: Work, brand: Brand, shop: PointOfSale) -> None:
    work.publish(wire.BrandPointOfSaleOpened(brand_id=brand.id, point_of_sale_id=shop.id, at=work.now))


async def _grant(work: Work, member: Membership) -> None:
    await TeamStore(work.session).save(member)
    await work.session.flush()
    work.publish(
        wire.MembershipGranted(
            brand_id=member.brand_id,
            account_id=member.account_id,
            role=member.role.value,
            point_of_sale_id=member.point_of_sale_id,
            at=work.now,
        )
    )


def _require_staff(work: Work) -> None:
    if work.principal.role != MODERATOR:
        raise NotAllowedError


async def _free_slug(work: Work, wanted: str) -> str:
    """The wanted address, or the first free one after it."""
    store, wanted, number = BrandStore(work.session), wanted or "marque", 1
    slug = wanted
    while not await store.slug_is_free(slug):
        number += 1
        slug = f"{wanted}-{number}"
    return slug
