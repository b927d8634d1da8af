"""HTTP in, from the gateway only."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import JSONResponse, Response

from contracts.http import disputes as http
from contracts.http import dossier as dossier_http
from contracts.http import mandates as mandate_http
from contracts.http import mediation as mediation_http
from contracts.http import quotes as quote_http
from disputes.usecases import assessing, closing, curating, escalating, filing, guarding, mandating, mediating, paying
from disputes.usecases.assessing import Law
from disputes.usecases.mandating import Notary
from servicekit.edge import AnyEdge, Edge, Offset, with_role

router = APIRouter()

Account = Annotated[Edge, with_role("consumer", "agent", "moderator")]
Moderator = Annotated[Edge, with_role("moderator")]


async def law_of(request: Request) -> Law:
    """The rules of mediation, and the mediators of the code."""
    law: Law = request.app.state.law
    return law


TheLaw = Annotated[Law, Depends(law_of)]


@router.get("/complaints/{complaint_id}/escalation")
async def get_escalation(complaint_id: str, edge: Account) -> http.EscalationView:
    """Whether the author may escalate."""
    found: http.EscalationView = await edge.query(lambda work: escalating.view_escalation(work, complaint_id))
    return found


@router.post("/disputes")
async def post_dispute(body: http.OpenDispute, edge: Account) -> JSONResponse:
    """The author escalates."""
    return await edge.command(lambda work: escalating.open_dispute(work, body), 201)


@router.get("/disputes")
async def get_disputes(edge: Account) -> http.DisputeList:
    """The caller's own disputes."""
    found: http.DisputeList = await edge.query(escalating.list_own)
    return found


@router.get("/disputes/{dispute_id}")
async def get_dispute(dispute_id: str, edge: Account) -> http.DisputeView:
    """A dispute, for its parties and staff."""
    found: http.DisputeView = await edge.query(lambda work: escalating.view_dispute(work, dispute_id))
    return found


@router.get("/brands/{brand_id}/disputes")
async def get_disputes_of_brand(
    brand_id: str, edge: Account, number: str | None = None, offset: Offset = 0
) -> http.DisputeList:
    """A brand's disputes, for those who act for it."""
    found: http.DisputeList = await edge.query(lambda work: escalating.list_of_brand(work, brand_id, number, offset))
    return found


@router.post("/disputes/{dispute_id}/offer")
async def post_offer(dispute_id: str, body: http.OfferSettlement, edge: Account) -> JSONResponse:
    """The brand offers to settle."""
    return await edge.command(lambda work: escalating.offer_settlement(work, dispute_id, body))


@router.post("/disputes/{dispute_id}/offer/answer")
async def post_offer_answer(dispute_id: str, body: http.AnswerOffer, edge: Account) -> JSONResponse:
    """The author accepts the offer, or goes on."""
    return await edge.command(lambda work: escalating.answer_offer(work, dispute_id, body))


@router.post("/disputes/{dispute_id}/withdrawal")
async def post_withdrawal(dispute_id: str, edge: Account) -> JSONResponse:
    """The author gives the dispute up."""
    return await edge.command(lambda work: escalating.withdraw(work, dispute_id))


@router.post("/mediation/admissibility")
async def post_admissibility(
    body: mediation_http.AskAdmissibility, edge: AnyEdge, law: TheLaw
) -> mediation_http.AssessmentView:
    """What the law says of facts on a day; nothing is kept."""
    found: mediation_http.AssessmentView = await edge.query(lambda work: assessing.ask(work, body, law))
    return found


@router.get("/disputes/{dispute_id}/assessment")
async def get_assessment(dispute_id: str, edge: Account, law: TheLaw) -> mediation_http.DisputeAssessment:
    """What the law says of a dispute."""
    found: mediation_http.DisputeAssessment = await edge.query(
        lambda work: assessing.view_assessment(work, dispute_id, law)
    )
    return found


@router.post("/disputes/{dispute_id}/facts")
async def post_facts(dispute_id: str, body: mediation_http.SaveFacts, edge: Account, law: TheLaw) -> JSONResponse:
    """The author answers some questions."""
    return await edge.command(lambda work: mediating.save_facts(work, dispute_id, body, law))


@router.post("/disputes/{dispute_id}/mediation")
async def post_mediation(
    dispute_id: str, body: mediation_http.RequestMediation, edge: Account, law: TheLaw
) -> JSONResponse:
    """The author wrote to a mediator."""
    return await edge.command(lambda work: mediating.request_mediation(work, dispute_id, body, law))


@router.post("/disputes/{dispute_id}/mediation/end")
async def post_mediation_end(
    dispute_id: str, body: mediation_http.LeaveMediator, edge: Account, law: TheLaw
) -> JSONResponse:
    """The author says that the mediator does not have the file."""
    return await edge.command(lambda work: mediating.leave_mediator(work, dispute_id, body, law))


@router.post("/disputes/{dispute_id}/outcome")
async def post_outcome(dispute_id: str, body: mediation_http.RecordOutcome, edge: Account) -> JSONResponse:
    """The author says how it ended."""
    return await edge.command(lambda work: closing.record_outcome(work, dispute_id, body))


@router.get("/mediators")
async def get_mediators(edge: Moderator, law: TheLaw) -> mediation_http.MediatorData:
    """The data of mediators in force."""
    found: mediation_http.MediatorData = await edge.query(lambda work: curating.view_mediators(work, law))
    return found


@router.post("/mediators")
async def post_mediators(body: mediation_http.MediatorRows, edge: Moderator, law: TheLaw) -> JSONResponse:
    """Staff puts other data in force."""
    return await edge.command(lambda work: curating.replace_mediators(work, body, law))


@router.post("/disputes/{dispute_id}/file")
async def post_file(dispute_id: str, body: dossier_http.PrepareFile, edge: Account, law: TheLaw) -> JSONResponse:
    """The author puts the file for a mediator together."""
    return await edge.command(lambda work: filing.prepare(work, dispute_id, body, law), 201)


@router.get("/disputes/{dispute_id}/file")
async def get_file(dispute_id: str, edge: Account) -> dossier_http.FileView:
    """The file with the index and the manifest of its ZIP."""
    found: dossier_http.FileView = await edge.query(lambda work: filing.view(work, dispute_id))
    return found


@router.get("/disputes/{dispute_id}/file.pdf")
async def get_file_pdf(dispute_id: str, edge: AnyEdge, sha256: str | None = None) -> Response:
    """The file's document, the last one by default."""
    return Response(await edge.query(lambda work: filing.pdf(work, dispute_id, sha256)), media_type="application/pdf")


async def notary_of(request: Request) -> Notary:
    """What mandates are made with."""
    notary: Notary = request.app.state.notary
    return notary


TheNotary = Annotated[Notary, Depends(notary_of)]


@router.get("/disputes/{dispute_id}/mandates")
async def get_mandates(dispute_id: str, edge: Account) -> mandate_http.MandateList:
    """The mandates of a dispute."""
    found: mandate_http.MandateList = await edge.query(lambda work: mandating.list_of_dispute(work, dispute_id))
    return found


@router.post("/disputes/{dispute_id}/mandates")
async def post_mandate(
    dispute_id: str, body: mandate_http.DraftMandate, edge: Account, notary: TheNotary
) -> JSONResponse:
    """What the author would sign."""
    return await edge.command(lambda work: mandating.draft(work, dispute_id, body, notary), 201)


@router.get("/mandates/{mandate_id}.pdf")
async def get_mandate_pdf(mandate_id: str, edge: Account, notary: TheNotary) -> Response:
    """The sealed document, or the draft."""
    content = await edge.query(lambda work: mandating.read_document(work, mandate_id, notary))
    return Response(content, media_type="application/pdf")


@router.post("/mandates/{mandate_id}/signature")
async def post_signature(mandate_id: str, edge: Account, notary: TheNotary) -> JSONResponse:
    """The author signs, with the code that the gateway checked."""
    return await edge.command(lambda work: mandating.sign(work, mandate_id, notary))


@router.post("/mandates/{mandate_id}/revocation")
async def post_revocation(mandate_id: str, edge: Account) -> JSONResponse:
    """The author revokes."""
    return await edge.command(lambda work: mandating.revoke(work, mandate_id))


@router.get("/quotes")
async def get_quotes(edge: Account) -> quote_http.QuoteList:
    """The caller's quotes."""
    found: quote_http.QuoteList = await edge.query(paying.list_quotes)
    return found


@router.get("/quotes/{quote_id}")
async def get_quote(quote_id: str, edge: Account) -> quote_http.QuoteView:
    """One of the caller's quotes."""
    found: quote_http.QuoteView = await edge.query(lambda work: paying.view_quote(work, quote_id))
    return found


@router.post("/quotes/{quote_id}/order")
async def post_order(quote_id: str, body: quote_http.AcceptQuote, edge: Account) -> JSONResponse:
    """The consumer orders, with an obligation to pay."""
    return await edge.command(lambda work: paying.accept(work, quote_id, body))


@router.post("/quotes/{quote_id}/withdrawal")
async def post_quote_withdrawal(quote_id: str, edge: Account) -> JSONResponse:
    """The consumer withdraws within the fourteen days."""
    return await edge.command(lambda work: paying.withdraw(work, quote_id))


@router.get("/quotes/{quote_id}/statement.pdf")
async def get_statement(quote_id: str, edge: Account) -> Response:
    """The fee statement, or the receipt of a withdrawal."""
    return Response(await edge.query(lambda work: paying.statement(work, quote_id)), media_type="application/pdf")


@router.post("/fees")
async def post_fee(body: quote_http.ReportFee, edge: Account) -> JSONResponse:
    """The consumer was asked for money."""
    return await edge.command(lambda work: guarding.report_fee(work, body), 201)


@router.get("/alerts")
async def get_alerts(edge: Account, offset: Offset = 0) -> quote_http.AlertList:
    """The caller's alerts; for staff a page of everyone's."""
    found: quote_http.AlertList = await edge.query(lambda work: guarding.list_alerts(work, offset))
    return found


@router.post("/alerts/{alert_id}/contact")
async def post_contact(alert_id: str, body: quote_http.LeaveContact, edge: Account) -> JSONResponse:
    """The consumer says how staff reaches them."""
    return await edge.command(lambda work: guarding.leave_contact(work, alert_id, body))


@router.post("/alerts/{alert_id}/closing")
async def post_closing(alert_id: str, body: quote_http.CloseAlert, edge: Moderator) -> JSONResponse:
    """Staff settled an alert."""
    return await edge.command(lambda work: guarding.close_alert(work, alert_id, body))
