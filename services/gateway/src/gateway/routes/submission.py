"""The file of a dispute goes to its mediator through the site: what must stand first, then the consent."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi.responses import Response

from contracts.http import dossier as http
from contracts.http import partners as partner_http
from contracts.partners import PublicPartner
from gateway.domain.errors import NotFoundError
from gateway.presentation.views.mediation import Relay
from gateway.routes.consents import Sharing, show_prefilled, take_step
from gateway.routes.own_dispute import ASSISTANT, Own, OwnDispute
from gateway.usecases import partners
from gateway.usecases.partners import DisputeFile

router = APIRouter(include_in_schema=False)

SUBMISSION = ASSISTANT + "/transmission"


@dataclass(frozen=True)
class Submission:
    """A dispute that its mediator may take, and how far its author has come."""

    mediator: PublicPartner
    file: http.FileView | None
    """As prepared for this mediator."""
    has_mandate: bool
    is_given: bool
    """The consent stands: the mediator's receipt is awaited."""

    @property
    def relay(self) -> Relay:
        """What the page shows of it."""
        return Relay(self.mediator.name, self.file is not None, self.has_mandate, self.is_given)


async def submission_of(own: OwnDispute) -> Submission | None:
    """None where the mediator is not connected, may not take the dispute today, or has it."""
    name = partners.mediator_to_ask(own.dispute, own.known.assessment)
    if name is None:
        return None
    mediator = await own.page.run(lambda work: partners.mediator(work, name))
    if mediator is None:
        return None
    mine = await own.page.read_if_up("partners", "/referrals", partner_http.ReferralList)
    if mine is None:
        return None
    file = await own.file()
    given = {each.partner for each in mine.referrals if each.dispute_id == own.dispute.dispute_id and _awaited(each)}
    return Submission(
        mediator,
        file if file and file.mediator == name else None,
        any(each.status == "signed" and "mediate" in each.powers for each in await own.mandates()),
        mediator.partner in given,
    )


def _awaited(referral: partner_http.ReferralView) -> bool:
    return referral.withdrawn_at is None and referral.status in ("consented", "handed-over")


async def of_dispute(own: Own) -> Sharing:
    """A dispute whose file and mandate stand ready. Raises NotFoundError."""
    submission = await submission_of(own)
    if submission is None or submission.file is None or not submission.has_mandate:
        raise NotFoundError
    file = DisputeFile(own.dispute.dispute_id, submission.file)
    case = await own.page.run(lambda work: partners.case_of(work, own.case, file))
    href = SUBMISSION.format(number=own.case.number)
    return Sharing(own.page, submission.mediator, case, href, own.href)


OfDispute = Annotated[Sharing, Depends(of_dispute)]


@router.get(SUBMISSION)
async def get_fields(sharing: OfDispute) -> Response:
    """What of the dispute would be handed over: its file, its pieces, who its author is."""
    return show_prefilled(sharing)


@router.post(SUBMISSION)
async def post_step(sharing: OfDispute) -> Response:
    """One more step towards the mediator."""
    return await take_step(sharing)
