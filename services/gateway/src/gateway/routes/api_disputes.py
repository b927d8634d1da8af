"""JSON API v1, disputes: escalating, settling."""

from fastapi import APIRouter
from fastapi.responses import Response

from contracts.disputes import PublicDispute
from contracts.http import complaints as complaint_http
from contracts.http import disputes as http
from contracts.http import dossier as dossier_http
from contracts.http import mediation
from gateway.domain.errors import NotFoundError
from gateway.routes.caller import REFUSALS, AnyCaller, Key, Offset
from gateway.routes.dossier import send_zip
from gateway.usecases import api, dossier
from gateway.usecases.closing import close_gate

router = APIRouter(prefix="/api/v1", responses=REFUSALS)


@router.get("/complaints/{complaint_id}/dispute", summary="Lire le litige d’une réclamation", tags=["disputes"])
async def get_public_dispute(complaint_id: str, caller: AnyCaller) -> PublicDispute:
    """What everyone may read of a complaint's last dispute."""
    found: PublicDispute | None = await caller.run(lambda work: api.dispute(work, complaint_id))
    if found is None:
        raise NotFoundError
    return found


@router.get("/complaints/{complaint_id}/escalation", summary="Savoir si je peux passer en litige", tags=["disputes"])
async def get_escalation(complaint_id: str, caller: AnyCaller) -> http.EscalationView:
    """Whether the author may escalate today, and what it takes."""
    return await caller.read("disputes", f"/complaints/{complaint_id}/escalation", http.EscalationView)


@router.post("/disputes", summary="Passer en litige", status_code=201, tags=["disputes"])
async def post_dispute(body: http.OpenDispute, caller: AnyCaller, key: Key = None) -> http.DisputeRef:
    """The author escalates a complaint."""
    return await caller.command("disputes", "/disputes", body, key, http.DisputeRef)


@router.get("/disputes", summary="Lire mes litiges", tags=["disputes"])
async def get_disputes(caller: AnyCaller) -> http.DisputeList:
    """The caller's own disputes, oldest first."""
    return await caller.read("disputes", "/disputes", http.DisputeList)


@router.get("/disputes/{dispute_id}", summary="Lire un litige", tags=["disputes"])
async def get_dispute(dispute_id: str, caller: AnyCaller) -> http.DisputeView:
    """A dispute, for its author, its brand and staff."""
    return await caller.read("disputes", f"/disputes/{dispute_id}", http.DisputeView)


@router.get("/brands/{slug}/disputes", summary="Lire les litiges d’une marque", tags=["disputes"])
async def get_disputes_of_brand(slug: str, caller: AnyCaller, offset: Offset = 0) -> http.DisputeList:
    """A brand's disputes, for those who act for it: open ones first, 50 at once."""
    brand = await caller.brand(slug)
    return await caller.read("disputes", f"/brands/{brand.brand_id}/disputes", http.DisputeList, offset=offset)


@router.post("/disputes/{dispute_id}/offer", summary="Proposer un accord", tags=["disputes"])
async def post_offer(
    dispute_id: str, body: http.OfferSettlement, caller: AnyCaller, key: Key = None
) -> http.DisputeRef:
    """The brand offers to settle; the words are not public."""
    return await caller.command("disputes", f"/disputes/{dispute_id}/offer", body, key, http.DisputeRef)


@router.post("/disputes/{dispute_id}/offer/answer", summary="Répondre à un accord proposé", tags=["disputes"])
async def post_offer_answer(
    dispute_id: str, body: http.AnswerOffer, caller: AnyCaller, key: Key = None
) -> http.DisputeRef:
    """The author accepts, which ends the dispute, or goes on."""
    ref = await caller.command("disputes", f"/disputes/{dispute_id}/offer/answer", body, key, http.DisputeRef)
    return await _ended(caller, ref)


@router.post("/disputes/{dispute_id}/withdrawal", summary="Retirer un litige", tags=["disputes"])
async def post_withdrawal(dispute_id: str, caller: AnyCaller, key: Key = None) -> http.DisputeRef:
    """The author gives the dispute up; the complaint stays."""
    ref = await caller.command("disputes", f"/disputes/{dispute_id}/withdrawal", None, key, http.DisputeRef)
    return await _ended(caller, ref)


async def _ended(caller: AnyCaller, ref: http.DisputeRef) -> http.DisputeRef:
    if ref.status == "closed":
        await close_gate(caller.backend, caller.visitor.principal(), ref.dispute_id)
    return ref


@router.post("/mediation/admissibility", summary="Simuler une saisine du médiateur", tags=["disputes"])
async def post_admissibility(body: mediation.AskAdmissibility, caller: AnyCaller) -> mediation.AssessmentView:
    """Facts and a day in; verdict per rule with its article, mediator, dates and reminders out; nothing is kept."""
    return await caller.command("disputes", "/mediation/admissibility", body, None, mediation.AssessmentView)


@router.get("/disputes/{dispute_id}/assessment", summary="Savoir si un médiateur peut être saisi", tags=["disputes"])
async def get_assessment(dispute_id: str, caller: AnyCaller) -> mediation.DisputeAssessment:
    """The same for a dispute, from its author's answers (author, staff)."""
    return await caller.read("disputes", f"/disputes/{dispute_id}/assessment", mediation.DisputeAssessment)


@router.post("/disputes/{dispute_id}/facts", summary="Répondre aux questions sur la médiation", tags=["disputes"])
async def post_facts(dispute_id: str, body: mediation.SaveFacts, caller: AnyCaller, key: Key = None) -> http.DisputeRef:
    """Some answers of the author; what is left out stays as it was, the clocks are set anew.

    Once a mediator has the file, `notified_on` starts the ninety days.
    """
    return await caller.command("disputes", f"/disputes/{dispute_id}/facts", body, key, http.DisputeRef)


@router.post("/disputes/{dispute_id}/mediation", summary="Dire quel médiateur a été saisi", tags=["disputes"])
async def post_mediation(
    dispute_id: str, body: mediation.RequestMediation, caller: AnyCaller, key: Key = None
) -> http.DisputeRef:
    """The author wrote to a mediator: its three weeks run; `notified_on` among the facts starts the ninety days."""
    return await caller.command("disputes", f"/disputes/{dispute_id}/mediation", body, key, http.DisputeRef)


@router.post(
    "/disputes/{dispute_id}/mediation/end", summary="Dire qu’un médiateur n’a pas le dossier", tags=["disputes"]
)
async def post_mediation_end(
    dispute_id: str, body: mediation.LeaveMediator, caller: AnyCaller, key: Key = None
) -> http.DisputeRef:
    """The mediator refused the file, or its author had told a wrong one or a wrong day; another may then be told.

    A file that the site handed over is no mistake: it is taken back by withdrawing its consent (409 here).
    """
    return await caller.command("disputes", f"/disputes/{dispute_id}/mediation/end", body, key, http.DisputeRef)


@router.post("/disputes/{dispute_id}/outcome", summary="Dire comment le litige a fini", tags=["disputes"])
async def post_outcome(
    dispute_id: str, body: mediation.RecordOutcome, caller: AnyCaller, key: Key = None
) -> http.DisputeRef:
    """The author says how it ended; an amount stays confidential."""
    ref = await caller.command("disputes", f"/disputes/{dispute_id}/outcome", body, key, http.DisputeRef)
    return await _ended(caller, ref)


@router.get("/mediators", summary="Lire les données des médiateurs", tags=["disputes"])
async def get_mediators(caller: AnyCaller) -> mediation.MediatorData:
    """The data in force, and whether they are older than 180 days (staff)."""
    return await caller.read("disputes", "/mediators", mediation.MediatorData)


@router.post("/mediators", summary="Remplacer les données des médiateurs", tags=["disputes"])
async def post_mediators(body: mediation.MediatorRows, caller: AnyCaller, key: Key = None) -> mediation.MediatorDataRef:
    """Other data in force, checked as a whole, in place of those that were read (staff)."""
    return await caller.command("disputes", "/mediators", body, key, mediation.MediatorDataRef)


@router.post("/disputes/{dispute_id}/file", summary="Préparer le dossier", status_code=201, tags=["disputes"])
async def post_file(
    dispute_id: str, body: dossier_http.WriteFile, caller: AnyCaller, key: Key = None
) -> dossier_http.FileRef:
    """Puts the file for a mediator together; preparing it again replaces it."""
    dispute = await caller.read("disputes", f"/disputes/{dispute_id}", http.DisputeView)
    case = await caller.read("complaints", f"/complaints/{dispute.complaint_id}", complaint_http.ComplaintView)
    command = dossier.to_file(body, case)
    return await caller.command("disputes", f"/disputes/{dispute_id}/file", command, key, dossier_http.FileRef)


@router.get("/disputes/{dispute_id}/file", summary="Lire le dossier préparé", tags=["disputes"])
async def get_file(dispute_id: str, caller: AnyCaller) -> dossier_http.FileView:
    """The file, with the list and the fingerprints of its ZIP (author)."""
    return await caller.read("disputes", f"/disputes/{dispute_id}/file", dossier_http.FileView)


@router.get("/disputes/{dispute_id}/file.zip", summary="Télécharger le dossier et ses pièces", tags=["disputes"])
async def get_file_zip(dispute_id: str, caller: AnyCaller) -> Response:
    """One PDF (PDF/A, tagged), numbered pieces, list, manifest (author)."""
    dispute = await caller.read("disputes", f"/disputes/{dispute_id}", http.DisputeView)
    pack = dossier.Pack(caller.backend("disputes"), caller.backend("complaints"), caller.visitor.principal())
    return send_zip(await pack.packed(dispute_id, dispute.complaint_id), dispute.number)
