"""JSON API v1, partners: consents, what was handed over, the registry, a partner's cases."""

from fastapi import APIRouter
from fastapi.responses import Response

from contracts.http import complaints as complaint_http
from contracts.http import disputes as dispute_http
from contracts.http import mandates as mandate_http
from contracts.http import mediation as mediation_http
from contracts.http import partners as http
from contracts.message import Contract
from contracts.partners import PublicPartner
from gateway.domain.errors import NotFoundError
from gateway.routes.caller import REFUSALS, AnyCaller, Caller, Key, Offset
from gateway.usecases import accounts, partners
from gateway.usecases.partners import ConnectionWithPassword, connect
from gateway.web import private_file

router = APIRouter(prefix="/api/v1", responses=REFUSALS)


async def _require_fit(caller: Caller, slug: str, body: http.PreviewConsent) -> None:
    """The matter is the caller's own, and the partner is for it, as on the pages.

    Raises:
        NotFoundError: it is not; whether it is somebody else's is not said.
    """
    caller.visitor.require()
    partner = await caller.run(lambda work: partners.partner(work, slug))
    dispute = await _own_dispute(caller, body) if body.dispute_id else None
    complaint_id = dispute.complaint_id if dispute else body.complaint_id
    if complaint_id is None:
        fits = partners.fits_persons(partner)
    elif dispute and partner.kind == "mediator":
        fits = await _is_mediator_of(caller, dispute, partner)
    else:
        fits = await _fits_complaint(caller, complaint_id, dispute, partner)
    if not fits:
        raise NotFoundError


async def _own_dispute(caller: Caller, body: http.PreviewConsent) -> dispute_http.DisputeView:
    """The dispute that is named, which is the caller's own and about the complaint that is. Raises NotFoundError."""
    dispute = await caller.read("disputes", f"/disputes/{body.dispute_id}", dispute_http.DisputeView)
    if dispute.viewer != "consumer" or body.complaint_id not in (None, dispute.complaint_id):
        raise NotFoundError
    return dispute


async def _is_mediator_of(caller: Caller, dispute: dispute_http.DisputeView, partner: PublicPartner) -> bool:
    path = f"/disputes/{dispute.dispute_id}/assessment"
    found = (await caller.read("disputes", path, mediation_http.DisputeAssessment)).assessment
    return partner.name == partners.mediator_to_ask(dispute, found)


async def _fits_complaint(
    caller: Caller, complaint_id: str, dispute: dispute_http.DisputeView | None, partner: PublicPartner
) -> bool:
    complaint = await caller.read("complaints", f"/complaints/{complaint_id}", complaint_http.ComplaintView)
    mandates: tuple[mandate_http.MandateView, ...] = ()
    if dispute and partner.needs_mandate:
        path = f"/disputes/{dispute.dispute_id}/mandates"
        mandates = (await caller.read("disputes", path, mandate_http.MandateList)).mandates
    case = await caller.run(lambda work: partners.case_of(work, complaint, mandates=mandates))
    return complaint.viewer == "consumer" and partners.fits(partner, case)


@router.post("/partners/{partner}/consent/preview", summary="Relire un accord avant de le donner", tags=["partners"])
async def post_preview(partner: str, body: http.PreviewConsent, caller: AnyCaller) -> http.ConsentScreen:
    """Exactly what would be handed over, at which price, on which basis, and the boxes to tick; nothing is kept."""
    await _require_fit(caller, partner, body)
    return await caller.command("partners", f"/partners/{partner}/consent/preview", body, None, http.ConsentScreen)


@router.post("/partners/{partner}/consent", summary="Donner un accord", status_code=201, tags=["partners"])
async def post_consent(partner: str, body: http.GiveConsent, caller: AnyCaller, key: Key = None) -> http.ReferralRef:
    """Agrees to what the preview showed, by the hash of its text; the case leaves next, encrypted to the partner."""
    await _require_fit(caller, partner, body)
    consent = body.model_copy(update={"channel": "api"})
    return await caller.command("partners", f"/partners/{partner}/consent", consent, key, http.ReferralRef)


@router.get("/referrals", summary="Lire ce qui a été transmis, et à qui", tags=["partners"])
async def get_referrals(caller: AnyCaller) -> http.ReferralList:
    """Everything the caller agreed to, with what became of it, newest first."""
    return await caller.read("partners", "/referrals", http.ReferralList)


@router.get("/consents", summary="Exporter mes accords", tags=["partners"])
async def get_consents(caller: AnyCaller) -> http.LedgerExport:
    """The caller's part of the ledger, word for word, oldest first."""
    return await caller.read("partners", "/ledger", http.LedgerExport)


@router.post("/referrals/{referral_id}/withdrawal", summary="Retirer un accord", tags=["partners"])
async def post_withdrawal(referral_id: str, caller: AnyCaller, key: Key = None) -> http.ReferralRef:
    """Nothing more is sent, links are dead at once, the partner is asked to delete its copy."""
    body = http.WithdrawConsent(channel="api")
    return await caller.command("partners", f"/referrals/{referral_id}/withdrawal", body, key, http.ReferralRef)


@router.post("/referrals/{referral_id}/price-complaint", summary="Signaler un prix non tenu", tags=["partners"])
async def post_price_complaint(referral_id: str, caller: AnyCaller, key: Key = None) -> http.ReferralRef:
    """The partner's price was not the same as without RéclameICI."""
    return await caller.command("partners", f"/referrals/{referral_id}/price-complaint", None, key, http.ReferralRef)


@router.post(
    "/referrals/{referral_id}/price-complaint/settlement", summary="Répondre sur un prix non tenu", tags=["partners"]
)
async def post_price_settlement(
    referral_id: str, body: http.SettlePrice, caller: AnyCaller, key: Key = None
) -> http.ReferralRef:
    """The answer that its consumer reads; nobody waits any more (staff)."""
    path = f"/referrals/{referral_id}/price-complaint/settlement"
    return await caller.command("partners", path, body, key, http.ReferralRef)


@router.get("/partners", summary="Lire le registre des partenaires", tags=["partners"])
async def get_partners(caller: AnyCaller) -> http.PartnerList:
    """The whole registry (staff)."""
    return await caller.read("partners", "/partners", http.PartnerList)


@router.post("/partners", summary="Inscrire un partenaire", status_code=201, tags=["partners"])
async def post_partner(body: http.RegisterPartner, caller: AnyCaller, key: Key = None) -> http.RegisteredPartner:
    """Adds a partner, or changes what the registry says of it (staff)."""
    return await caller.command("partners", "/partners", body, key, http.RegisteredPartner)


@router.post("/partners/{partner}/keys", summary="Ajouter la clé d’un partenaire", status_code=201, tags=["partners"])
async def post_key(partner: str, body: http.AddKey, caller: AnyCaller, key: Key = None) -> http.RegisteredPartner:
    """A new public key: what leaves from now on is encrypted to it (staff)."""
    return await caller.command("partners", f"/partners/{partner}/keys", body, key, http.RegisteredPartner)


@router.post("/partners/{partner}/keys/{kid}/retirement", summary="Retirer la clé d’un partenaire", tags=["partners"])
async def post_retirement(partner: str, kid: str, caller: AnyCaller, key: Key = None) -> http.RegisteredPartner:
    """A key is no longer used (staff)."""
    path = f"/partners/{partner}/keys/{kid}/retirement"
    return await caller.command("partners", path, None, key, http.RegisteredPartner)


@router.post(
    "/partners/{partner}/connection", summary="Ouvrir Kafka à un partenaire", status_code=201, tags=["partners"]
)
async def post_connection(partner: str, caller: AnyCaller) -> ConnectionWithPassword:
    """Topics, user and rights; a new password at each call, which ends the old one (staff)."""
    caller.visitor.require("moderator")
    return await connect(caller.backend("partners"), caller.visitor.principal(), partner)


@router.post("/partners/{partner}/disconnection", summary="Couper l’accès d’un partenaire", tags=["partners"])
async def post_disconnection(partner: str, caller: AnyCaller) -> http.RegisteredPartner:
    """Ends its user and rights in Kafka, and what its accounts see on the site; may be asked again (staff)."""
    path = f"/partners/{partner}/disconnection"
    return await caller.command("partners", path, None, None, http.RegisteredPartner)


class InvitePartner(Contract):
    """Somebody of a partner who sees its cases on the site."""

    email: str


@router.post("/partners/{partner}/accounts", summary="Inviter un partenaire", status_code=201, tags=["partners"])
async def post_account(partner: str, body: InvitePartner, caller: AnyCaller, key: Key = None) -> http.RegisteredPartner:
    """Lets somebody of the partner see its cases on the site (staff)."""
    caller.visitor.require("moderator")
    account = await caller.run(lambda work: accounts.partner_account(work, caller.sign_in, body.email))
    path, admit = f"/partners/{partner}/accounts", http.AdmitAccount(account_id=account.id)
    registered = await caller.command("partners", path, admit, key, http.RegisteredPartner)
    await caller.run(lambda work: accounts.invite_partner(work, caller.sign_in, account))
    return registered


@router.get("/partners/{partner}/accounts", summary="Lire qui a accès aux dossiers d’un partenaire", tags=["partners"])
async def get_accounts(partner: str, caller: AnyCaller) -> http.PartnerAccounts:
    """The accounts that see its cases on the site (staff)."""
    return await caller.read("partners", f"/partners/{partner}/accounts", http.PartnerAccounts)


@router.post(
    "/partners/{partner}/accounts/{account_id}/removal", summary="Retirer un accès aux dossiers", tags=["partners"]
)
async def post_removal(partner: str, account_id: str, caller: AnyCaller, key: Key = None) -> http.RegisteredPartner:
    """One account sees the partner's cases no more; the others keep their access (staff)."""
    path = f"/partners/{partner}/accounts/{account_id}/removal"
    return await caller.command("partners", path, None, key, http.RegisteredPartner)


@router.get("/partners/{partner}/fees/{month}", summary="Lire le relevé d’un mois", tags=["partners"])
async def get_fees(partner: str, month: str, caller: AnyCaller) -> http.FeeStatement:
    """What a partner owes for a month, `2026-11` (staff, and the partner itself)."""
    return await caller.read("partners", f"/partners/{partner}/fees/{month}", http.FeeStatement)


@router.get("/cases", summary="Lire les dossiers reçus", tags=["partners"])
async def get_cases(caller: AnyCaller, offset: Offset = 0) -> http.CasePage:
    """The cases of the caller's partner, newest first, fifty at a time (partners)."""
    return await caller.read("partners", "/cases", http.CasePage, offset=offset)


@router.get("/cases/{referral_id}", summary="Lire un dossier reçu", tags=["partners"])
async def get_case(referral_id: str, caller: AnyCaller) -> http.ReferralView:
    """One of them: where it stands, not what it holds (partners)."""
    return await caller.read("partners", f"/cases/{referral_id}", http.ReferralView)


@router.get("/cases/{referral_id}/message", summary="Lire un dossier, chiffré", tags=["partners"])
async def get_message(referral_id: str, caller: AnyCaller) -> Response:
    """The case as it was handed over, a JWE for the partner's key, while its consent stands (partners)."""
    found = await caller.backend("partners").download(f"/cases/{referral_id}/message", caller.visitor.principal())
    return private_file(found.content, "application/jose")


@router.get("/cases/{referral_id}/links", summary="Lire de nouveaux liens vers les pièces, chiffrés", tags=["partners"])
async def get_links(referral_id: str, caller: AnyCaller) -> Response:
    """The newest links to the documents of a case, once they were asked for again, a JWE as the case is (partners)."""
    found = await caller.backend("partners").download(f"/cases/{referral_id}/links", caller.visitor.principal())
    return private_file(found.content, "application/jose")


@router.post("/cases/reports", summary="Rendre compte d’un dossier", tags=["partners"])
async def post_report(body: http.ReportByHand, caller: AnyCaller, key: Key = None) -> http.ReferralRef:
    """A report, for partners without Kafka: the same types as on the reports topic (partners)."""
    return await caller.command("partners", "/cases/reports", body, key, http.ReferralRef)
