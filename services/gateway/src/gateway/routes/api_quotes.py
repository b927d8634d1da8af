"""JSON API v1, paid help: quotes, orders, withdrawals, fees that nobody announced."""

from fastapi import APIRouter
from fastapi.responses import Response

from contracts.http import quotes as http
from gateway.routes.caller import REFUSALS, AnyCaller, Key, Offset
from gateway.web import private_file

router = APIRouter(prefix="/api/v1", responses=REFUSALS)


@router.get("/quotes", summary="Lire mes devis", tags=["quotes"])
async def get_quotes(caller: AnyCaller) -> http.QuoteList:
    """The caller's quotes, newest first, each with three worked examples."""
    return await caller.read("disputes", "/quotes", http.QuoteList)


@router.get("/quotes/{quote_id}", summary="Lire un devis", tags=["quotes"])
async def get_quote(quote_id: str, caller: AnyCaller) -> http.QuoteView:
    """One of the caller's quotes."""
    return await caller.read("disputes", f"/quotes/{quote_id}", http.QuoteView)


@router.post("/quotes/{quote_id}/order", summary="Commander avec obligation de paiement", tags=["quotes"])
async def post_order(quote_id: str, body: http.AcceptQuote, caller: AnyCaller, key: Key = None) -> http.QuoteRef:
    """Orders what the text says, with an obligation to pay; fourteen days to withdraw."""
    return await caller.command("disputes", f"/quotes/{quote_id}/order", body, key, http.QuoteRef)


@router.post("/quotes/{quote_id}/withdrawal", summary="Me rétracter d’un devis", tags=["quotes"])
async def post_withdrawal(quote_id: str, caller: AnyCaller, key: Key = None) -> http.QuoteRef:
    """Withdraws within the fourteen days, without a reason."""
    return await caller.command("disputes", f"/quotes/{quote_id}/withdrawal", None, key, http.QuoteRef)


@router.get("/quotes/{quote_id}/statement", summary="Télécharger le décompte d’un devis", tags=["quotes"])
async def get_statement(quote_id: str, caller: AnyCaller) -> Response:
    """The fee statement once the result is known, or the receipt of a withdrawal (PDF)."""
    path = f"/quotes/{quote_id}/statement.pdf"
    found = await caller.backend("disputes").download(path, caller.visitor.principal())
    return private_file(found.content, "application/pdf")


@router.post("/fees", summary="Signaler une somme demandée", status_code=201, tags=["quotes"])
async def post_fee(body: http.ReportFee, caller: AnyCaller, key: Key = None) -> http.FeeChecked:
    """Money was asked: held against the accepted quotes, an alert is raised where none covers it."""
    return await caller.command("disputes", "/fees", body, key, http.FeeChecked)


@router.get("/fee-alerts", summary="Lire les alertes sur des sommes demandées", tags=["quotes"])
async def get_alerts(caller: AnyCaller, offset: Offset = 0) -> http.AlertList:
    """The caller's alerts; for staff everyone's, open ones first, 50 at once."""
    return await caller.read("disputes", "/alerts", http.AlertList, offset=offset)


@router.post("/fee-alerts/{alert_id}/contact", summary="Laisser un moyen de me joindre", tags=["quotes"])
async def post_contact(alert_id: str, body: http.LeaveContact, caller: AnyCaller, key: Key = None) -> http.AlertRef:
    """How staff reaches the caller about an alert."""
    return await caller.command("disputes", f"/alerts/{alert_id}/contact", body, key, http.AlertRef)


@router.post("/fee-alerts/{alert_id}/closing", summary="Clore une alerte", tags=["quotes"])
async def post_closing(alert_id: str, body: http.CloseAlert, caller: AnyCaller, key: Key = None) -> http.AlertRef:
    """Staff's word on an alert (staff)."""
    return await caller.command("disputes", f"/alerts/{alert_id}/closing", body, key, http.AlertRef)
