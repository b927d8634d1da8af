"""JSON API v1, for programs: accounts, brands, moderation."""

from datetime import date, datetime
from functools import partial

from fastapi import APIRouter
from fastapi.responses import Response
from pydantic import Field

from contracts.brands import PublicBrand
from contracts.complaints import PublicComplaint
from contracts.http import brands as brands_http
from contracts.http import complaints as http
from contracts.http.moderation import DecideCase, DecisionPreview
from contracts.message import Contract
from contracts.scoring import PublicScore
from contracts.vocabulary import MembershipRole
from gateway.domain.accounts import Role
from gateway.domain.errors import WrongCodeError, WrongPasswordError
from gateway.routes.caller import REFUSALS, AnyCaller, Key, Offset
from gateway.usecases import accounts, api, outreach

router = APIRouter(prefix="/api/v1", responses=REFUSALS)


class OpenAccount(Contract):
    """Asks for an account, or for a code to come back."""

    email: str = Field(examples=["camille@exemple.fr"])
    pseudonym: str | None = Field(None, examples=["expresso_en_kit"])
    professional: bool = Field(False, description="An account to act for a brand.")


class VerifyAccount(Contract):
    """The code that was sent."""

    email: str = Field(examples=["camille@exemple.fr"])
    code: str = Field(examples=["482913"])
    password: str | None = Field(None, description="Optional for consumers: 12 signs at least.")


class OpenSession(Contract):
    """Signs in with a password."""

    email: str
    password: str


class CodeSent(Contract):
    """Always the same answer, whether the account existed or not."""

    sent: bool = True


class SessionOpened(Contract):
    """A bearer token."""

    token: str
    account_id: str
    role: str


@router.post("/accounts", summary="Demander un compte ou un code", status_code=202, tags=["accounts"])
async def post_account(body: OpenAccount, caller: AnyCaller) -> CodeSent:
    """Opens an account, or asks for a code to come back to it: a code goes to the address."""
    role = Role.AGENT if body.professional else Role.CONSUMER
    await caller.run(lambda work: accounts.ask_code(work, caller.sign_in, body.email, body.pseudonym, role))
    return CodeSent()


@router.post("/accounts/verify", summary="Ouvrir une session avec le code", tags=["accounts"])
async def post_verification(body: VerifyAccount, caller: AnyCaller) -> SessionOpened:
    """Opens a session with the code, and sets a password if one is given."""
    found = await caller.run(lambda work: accounts.verify_code(work, caller.sign_in, body.email, body.code))
    opened = accounts.require_opened(found, WrongCodeError())
    if body.password:
        password = body.password
        await caller.run(lambda work: accounts.set_password(work, opened.account.id, password))
    return SessionOpened(token=opened.token, account_id=opened.account.id, role=opened.account.role.value)


@router.post("/sessions", summary="Ouvrir une session avec un mot de passe", status_code=201, tags=["accounts"])
async def post_session(body: OpenSession, caller: AnyCaller) -> SessionOpened:
    """Opens a session with a password."""
    found = await caller.run(
        lambda work: accounts.sign_in_with_password(work, caller.sign_in, body.email, body.password, caller.host)
    )
    opened = accounts.require_opened(found, WrongPasswordError())
    return SessionOpened(token=opened.token, account_id=opened.account.id, role=opened.account.role.value)


class BrandItem(Contract):
    """A brand of a list."""

    brand_id: str
    slug: str
    name: str
    sector: str
    claimed: bool


class BrandItems(Contract):
    """Brands, best match first."""

    items: tuple[BrandItem, ...]
    total: int


class ComplaintItems(Contract):
    """Public complaints, newest first."""

    items: tuple[PublicComplaint, ...]
    total: int


@router.get("/brands", summary="Chercher une marque", tags=["brands"])
async def get_brands(caller: AnyCaller, q: str = "", sector: str | None = None, offset: Offset = 0) -> BrandItems:
    """Finds brands by name; accents and typos are forgiven."""
    brands, total = await caller.run(lambda work: api.find_brands(work, q.strip()[:200], sector, offset))
    items = tuple(BrandItem(**each.model_dump(include=set(BrandItem.model_fields))) for each in brands)
    return BrandItems(items=items, total=total)


@router.get("/brands/{slug}", summary="Lire la page d’une marque", tags=["brands"])
async def get_brand(slug: str, caller: AnyCaller) -> PublicBrand:
    """A brand's page."""
    return await caller.brand(slug)


@router.get("/brands/{slug}/score", summary="Lire le score d’une marque", tags=["brands"])
async def get_score(slug: str, caller: AnyCaller) -> PublicScore:
    """A brand's score, as shown."""
    score: PublicScore = await caller.run(lambda work: api.score(work, slug))
    return score


@router.get("/brands/{slug}/score/bill", summary="Lire le détail d’un score", tags=["brands"])
async def get_score_bill(slug: str, caller: AnyCaller, on: date | None = None) -> Response:
    """Everything that made the score of a day, today by default."""
    brand = await caller.brand(slug)
    suffix = f"?on={on.isoformat()}" if on else ""
    bill = await caller.backend("scoring").download(
        f"/subjects/{brand.brand_id}/bill{suffix}", caller.visitor.principal()
    )
    return Response(bill.content, media_type="application/json")


@router.get("/brands/{slug}/complaints", summary="Lire les réclamations d’une marque", tags=["brands"])
async def get_brand_complaints(slug: str, caller: AnyCaller, offset: Offset = 0) -> ComplaintItems:
    """A brand's public complaints."""
    found, total = await caller.run(lambda work: api.complaints_of(work, slug, offset))
    return ComplaintItems(items=tuple(found), total=total)


@router.post("/brands/suggestions", summary="Proposer une marque sans page", status_code=201, tags=["brands"])
async def post_suggestion(body: brands_http.SuggestBrand, caller: AnyCaller, key: Key = None) -> brands_http.BrandRef:
    """Names a brand that has no page; staff decides, a complaint about it waits."""
    return await caller.command("brands", "/suggestions", body, key, brands_http.BrandRef)


@router.post(
    "/brands/suggestions/{brand_id}/decision", summary="Accepter ou refuser une marque proposée", tags=["moderation"]
)
async def post_suggestion_decision(
    brand_id: str, body: brands_http.DecideSuggestion, caller: AnyCaller, key: Key = None
) -> brands_http.BrandRef:
    """Accepts a suggested brand, whose complaints appear, or refuses it (staff)."""
    path = f"/suggestions/{brand_id}/decision"
    return await caller.command("brands", path, body, key, brands_http.BrandRef)


@router.post("/brands", summary="Ouvrir la page d’une marque", status_code=201, tags=["moderation"])
async def post_brand(body: brands_http.ListBrand, caller: AnyCaller, key: Key = None) -> brands_http.BrandRef:
    """Opens a brand's page (staff)."""
    return await caller.command("brands", "/brands", body, key, brands_http.BrandRef)


class TellBrand(Contract):
    """Where staff found a brand without an owner."""

    complaint_id: str
    email: str = Field(examples=["contact@marque.example"])


class BrandTold(Contract):
    """The mail with the claim code is on its way."""

    valid_until: datetime


@router.post(
    "/brands/{slug}/outreach", summary="Prévenir une marque sans responsable", status_code=202, tags=["moderation"]
)
async def post_outreach(slug: str, body: TellBrand, caller: AnyCaller, key: Key = None) -> BrandTold:
    """Tells a brand without an owner of a complaint, with a claim code valid for 90 days (staff)."""
    caller.visitor.require("moderator")
    complaint: PublicComplaint = await caller.run(lambda work: api.complaint_of(work, slug, body.complaint_id))
    tell = partial(outreach.tell_brand, outreach=caller.state.outreach, complaint=complaint, email=body.email)
    return BrandTold(valid_until=await caller.run(lambda work: tell(work, key=key or "")))


class ClaimPage(brands_http.ClaimBrand):
    """Claims a page; a claim code stands for an address of the brand's site."""

    claim_code: str | None = None
    complaint_id: str | None = Field(None, description="The complaint that the claim code is about.")


@router.post("/brands/{slug}/claim", summary="Revendiquer une page", tags=["brands"])
async def post_claim(slug: str, body: ClaimPage, caller: AnyCaller, key: Key = None) -> brands_http.BrandRef:
    """Claims a page with a professional address, the session's, whose code was typed; or with a claim code."""
    brand = await caller.brand(slug)
    if body.claim_code and body.complaint_id:
        caller = await caller.holding(body.complaint_id, body.claim_code)
    claim = brands_http.ClaimBrand(charter=body.charter, recipient=body.recipient)
    path = f"/brands/{brand.brand_id}/claim"
    ref: brands_http.BrandRef = await caller.command("brands", path, claim, key, brands_http.BrandRef)
    await caller.run(lambda work: accounts.become_agent(work, caller.visitor))
    return ref


class InviteAgent(Contract):
    """Invites somebody to act for the brand."""

    email: str
    role: MembershipRole = "agent"
    point_of_sale_id: str | None = None


@router.post("/brands/{slug}/agents", summary="Inviter un agent", status_code=201, tags=["brands"])
async def post_agent(slug: str, body: InviteAgent, caller: AnyCaller, key: Key = None) -> brands_http.TeamView:
    """Invites an agent (owners)."""
    brand = await caller.brand(slug)
    invited = await caller.run(lambda work: accounts.invite(work, caller.sign_in, body.email))
    grant = brands_http.GrantMembership(account_id=invited.id, role=body.role, point_of_sale_id=body.point_of_sale_id)
    path = f"/brands/{brand.brand_id}/memberships"
    return await caller.command("brands", path, grant, key, brands_http.TeamView)


@router.get("/moderation/queue", summary="Lire la file de modération", tags=["moderation"])
async def get_queue(caller: AnyCaller, offset: Offset = 0) -> http.ComplaintPage:
    """What waits for a moderator, longest wait first."""
    return await caller.read("complaints", "/queue", http.ComplaintPage, offset=offset)


@router.post("/moderation/{complaint_id}/decision", summary="Décider d’une réclamation", tags=["moderation"])
async def post_decision(complaint_id: str, body: DecideCase, caller: AnyCaller, key: Key = None) -> http.ComplaintRef:
    """A moderator's decision with its reasons."""
    path = f"/complaints/{complaint_id}/decision"
    return await caller.command("complaints", path, body, key, http.ComplaintRef)


@router.post("/moderation/{complaint_id}/decision/preview", summary="Relire une décision", tags=["moderation"])
async def post_decision_preview(complaint_id: str, body: DecideCase, caller: AnyCaller) -> DecisionPreview:
    """What the decision would show, and its statement of reasons; nothing is kept."""
    path = f"/complaints/{complaint_id}/decision/preview"
    return await caller.command("complaints", path, body, None, DecisionPreview)
