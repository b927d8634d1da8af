"""The author's own dispute, as the pages about it need it."""

from typing import Annotated

from fastapi import Depends

from contracts.http import complaints as complaint_http
from contracts.http import disputes as dispute_http
from contracts.http import dossier as dossier_http
from contracts.http import mandates as mandate_http
from contracts.http import mediation as http
from gateway.backends import RefusedError
from gateway.domain.errors import NotFoundError
from gateway.presentation.questions import Question, questions_for, still_asked
from gateway.routes.consumer import Account
from gateway.web import Page

ASSISTANT = "/mon-espace/reclamations/{number}/litige/mediation"


class OwnDispute:
    """The author's dispute about a complaint, with what is known of its mediation."""

    def __init__(
        self,
        page: Page,
        case: complaint_http.ComplaintView,
        dispute: dispute_http.DisputeView,
        known: http.DisputeAssessment,
    ) -> None:
        self.page, self.case, self.dispute, self.known = page, case, dispute, known

    @property
    def path(self) -> str:
        """Its address in the service."""
        return f"/disputes/{self.dispute.dispute_id}"

    @property
    def href(self) -> str:
        """Its address on the site."""
        return ASSISTANT.format(number=self.case.number)

    @property
    def closed(self) -> bool:
        """It is over."""
        return self.dispute.closed_at is not None

    @property
    def questions(self) -> tuple[Question, ...]:
        """Those that its sector and the answers so far lead to."""
        return self.questions_after(self.known.facts)

    def questions_after(self, facts: http.MediationFacts) -> tuple[Question, ...]:
        """Those that these answers lead to."""
        return still_asked(questions_for(self.known.facts.sector), facts)

    async def file(self) -> dossier_http.FileView | None:
        """The file for its mediator, if it was prepared."""
        try:
            return await self.page.read("disputes", f"{self.path}/file", dossier_http.FileView)
        except RefusedError as error:
            if error.status != 404:
                raise
            return None

    async def mandates(self) -> tuple[mandate_http.MandateView, ...]:
        """Its mandates, oldest first."""
        return (await self.page.read("disputes", f"{self.path}/mandates", mandate_http.MandateList)).mandates


async def own_dispute(number: str, page: Account) -> OwnDispute:
    """Raises NotFoundError where the complaint has no dispute."""
    case = await page.read("complaints", f"/numbers/{number}", complaint_http.ComplaintView)
    path = f"/complaints/{case.complaint_id}/escalation"
    escalation = await page.read("disputes", path, dispute_http.EscalationView)
    if escalation.dispute_id is None:
        raise NotFoundError
    dispute = await page.read("disputes", f"/disputes/{escalation.dispute_id}", dispute_http.DisputeView)
    known = await page.read("disputes", f"/disputes/{escalation.dispute_id}/assessment", http.DisputeAssessment)
    return OwnDispute(page, case, dispute, known)


Own = Annotated[OwnDispute, Depends(own_dispute)]
