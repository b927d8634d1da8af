"""HTTP in, from the gateway only."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import JSONResponse, Response

from contracts.http import partners as http
from partners.handoffs import Handoffs
from partners.usecases import consenting, gate, mandates, registry, reporting
from partners.usecases.gate import Gate
from servicekit.edge import AnyEdge, Edge, Offset, with_role

router = APIRouter()

Account = Annotated[Edge, with_role("consumer", "agent", "moderator", "partner")]
Gateway = Annotated[Edge, with_role("gateway")]
Moderator = Annotated[Edge, with_role("moderator")]
PartnerAccount = Annotated[Edge, with_role("partner")]


async def gate_of(request: Request) -> Gate:
    """What the gate works with."""
    found: Gate = request.app.state.gate
    return found


TheGate = Annotated[Gate, Depends(gate_of)]


async def handoffs_of(request: Request) -> Handoffs:
    """What was handed over."""
    found: Handoffs = request.app.state.handoffs
    return found


TheHandoffs = Annotated[Handoffs, Depends(handoffs_of)]


@router.post("/partners/{slug}/consent/preview")
async def post_preview(slug: str, body: http.PreviewConsent, edge: Account) -> http.ConsentScreen:
    """What the consent screen shows; nothing is kept."""
    screen: http.ConsentScreen = await edge.query(lambda work: consenting.preview(work, slug, body))
    return screen


@router.post("/partners/{slug}/consent")
async def post_consent(slug: str, body: http.GiveConsent, edge: Account) -> JSONResponse:
    """The consumer agrees."""
    return await edge.command(lambda work: consenting.give(work, slug, body), 201)


@router.get("/referrals")
async def get_referrals(edge: Account) -> http.ReferralList:
    """Everything the caller agreed to."""
    found: http.ReferralList = await edge.query(consenting.list_own)
    return found


@router.get("/ledger")
async def get_ledger(edge: Account) -> http.LedgerExport:
    """The caller's part of the ledger, word for word."""
    found: http.LedgerExport = await edge.query(consenting.export_own)
    return found


@router.post("/referrals/{referral_id}/withdrawal")
async def post_withdrawal(
    referral_id: str, body: http.WithdrawConsent, edge: Account, the_gate: TheGate
) -> JSONResponse:
    """The consumer takes a consent back."""
    return await edge.command(lambda work: consenting.withdraw(work, referral_id, body, the_gate))


@router.post("/referrals/{referral_id}/price-complaint")
async def post_price_complaint(referral_id: str, edge: Account) -> JSONResponse:
    """The consumer reports that the same price was not kept."""
    return await edge.command(lambda work: consenting.complain_of_price(work, referral_id))


@router.post("/referrals/{referral_id}/price-complaint/settlement")
async def post_price_settlement(referral_id: str, body: http.SettlePrice, edge: Moderator) -> JSONResponse:
    """Staff answers it."""
    return await edge.command(lambda work: consenting.settle_price(work, referral_id, body))


@router.post("/mandates/{mandate_id}/stop")
async def post_stop(mandate_id: str, body: http.StopMandate, edge: Account, the_gate: TheGate) -> JSONResponse:
    """The consumer revokes a mandate: the gate closes first."""
    return await edge.command(lambda work: mandates.stop_own(work, mandate_id, body, the_gate))


@router.post("/links/look")
async def post_look(body: http.RedeemLink, edge: Gateway) -> http.RedeemedDocument:
    """Whether a document's link lives, without using it."""
    found: http.RedeemedDocument = await edge.query(lambda work: gate.open_link(work, body, use=False))
    return found


@router.post("/links/use")
async def post_use(body: http.RedeemLink, edge: Gateway) -> JSONResponse:
    """The one use of a document's link."""
    return await edge.command(lambda work: gate.open_link(work, body, use=True))


@router.get("/partners")
async def get_partners(edge: Moderator, the_gate: TheGate) -> http.PartnerList:
    """The registry."""
    found: http.PartnerList = await edge.query(lambda work: registry.list_all(work, the_gate))
    return found


@router.post("/partners")
async def post_partner(body: http.RegisterPartner, edge: Moderator) -> JSONResponse:
    """Staff adds or changes a partner."""
    return await edge.command(lambda work: registry.register(work, body), 201)


@router.post("/partners/{slug}/keys")
async def post_key(slug: str, body: http.AddKey, edge: Moderator, the_gate: TheGate, request: Request) -> JSONResponse:
    """A new public key. Its topics come first: a case that is sent to an absent topic would hold up all others."""
    await edge.query(lambda work: registry.require_partner(work, slug))
    await request.app.state.provisioner.open_topics(slug)
    return await edge.command(lambda work: registry.add_key(work, slug, body, the_gate), 201)


@router.post("/partners/{slug}/keys/{kid}/retirement")
async def post_retirement(slug: str, kid: str, edge: Moderator) -> JSONResponse:
    """A key is no longer used."""
    return await edge.command(lambda work: registry.retire_key(work, slug, kid))


@router.post("/partners/{slug}/connection")
async def post_connection(slug: str, body: http.ConnectPartner, edge: Moderator, request: Request) -> http.Connection:
    """Lets a partner into Kafka. No idempotency key: it may be repeated, and its password must not be kept."""
    state = request.app.state
    await edge.query(lambda work: registry.let_in(work, slug))
    return await registry.connect(slug, body, state.provisioner, state.partners_bootstrap)


@router.post("/partners/{slug}/disconnection")
async def post_disconnection(slug: str, edge: Moderator, request: Request) -> http.RegisteredPartner:
    """Shuts a partner out of Kafka and of the site. No idempotency key: asked again, it finishes what was begun."""
    partner: http.RegisteredPartner = await edge.query(lambda work: registry.shut_out(work, slug))
    await request.app.state.provisioner.disconnect(slug)
    return partner


@router.post("/partners/{slug}/accounts")
async def post_account(slug: str, body: http.AdmitAccount, edge: Moderator) -> JSONResponse:
    """Lets an account see a partner's cases."""
    return await edge.command(lambda work: registry.admit(work, slug, body))


@router.get("/partners/{slug}/accounts")
async def get_accounts(slug: str, edge: Moderator) -> http.PartnerAccounts:
    """Who sees a partner's cases on the site."""
    found: http.PartnerAccounts = await edge.query(lambda work: registry.list_accounts(work, slug))
    return found


@router.post("/partners/{slug}/accounts/{account_id}/removal")
async def post_removal(slug: str, account_id: str, edge: Moderator) -> JSONResponse:
    """An account sees the partner's cases no more."""
    return await edge.command(lambda work: registry.dismiss(work, slug, account_id))


@router.get("/partners/{slug}/fees/{month}")
async def get_fees(slug: str, month: str, edge: AnyEdge) -> http.FeeStatement:
    """What a partner owes for a month."""
    found: http.FeeStatement = await edge.query(lambda work: registry.statement(work, slug, month))
    return found


@router.get("/fees/{month}")
async def get_own_fees(month: str, edge: PartnerAccount) -> http.FeeStatement:
    """What the caller's partner owes for a month."""
    found: http.FeeStatement = await edge.query(lambda work: registry.own_statement(work, month))
    return found


@router.get("/cases")
async def get_cases(edge: PartnerAccount, offset: Offset = 0) -> http.CasePage:
    """The cases of the caller's partner."""
    found: http.CasePage = await edge.query(lambda work: registry.list_cases(work, offset))
    return found


@router.get("/cases/{referral_id}")
async def get_case(referral_id: str, edge: PartnerAccount) -> http.ReferralView:
    """One of them."""
    found: http.ReferralView = await edge.query(lambda work: registry.view_case(work, referral_id))
    return found


@router.get("/cases/{referral_id}/message")
async def get_message(referral_id: str, edge: PartnerAccount, handoffs: TheHandoffs) -> Response:
    """The case as it was handed over: a JWE that the partner's key alone opens."""
    case = await edge.query(lambda work: registry.handed_case(work, referral_id))
    return Response(await registry.read_message(case, handoffs), media_type="application/jose")


@router.get("/cases/{referral_id}/links")
async def get_links(referral_id: str, edge: PartnerAccount, handoffs: TheHandoffs) -> Response:
    """Fresh links to the documents of a case, as they were handed over."""
    case = await edge.query(lambda work: registry.handed_case(work, referral_id))
    return Response(await registry.read_links(case, handoffs), media_type="application/jose")


@router.post("/cases/reports")
async def post_report(body: http.ReportByHand, edge: PartnerAccount, the_gate: TheGate) -> JSONResponse:
    """A report typed on the site."""
    return await edge.command(lambda work: reporting.report_by_hand(work, body, the_gate))
