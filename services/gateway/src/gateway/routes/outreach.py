"""Staff tells brands without an owner of their complaints."""

from fastapi import APIRouter
from fastapi.responses import Response

from gateway.forms import FormReader
from gateway.presentation.views.form import EMPTY, FormState
from gateway.presentation.views.frame import Pagination
from gateway.presentation.views.outreach import TellPage, UntoldComplaint, UntoldPage
from gateway.routes.moderation import Staff
from gateway.usecases import outreach
from gateway.usecases.outreach import Case, Outreach
from gateway.web import Page, PageNumber, key_of

router = APIRouter(prefix="/moderation/prevenir", include_in_schema=False)


@router.get("")
async def get_untold(page: Staff, number: PageNumber = 1) -> Response:
    """Whom nobody was told for, the oldest complaint first."""
    found, total = await page.run(lambda work: outreach.list_untold(work, number))
    pages = Pagination(total, number, outreach.PER_PAGE)
    return page.show(UntoldPage(tuple(untold_view(each) for each in found), pages))


def untold_view(untold: Case) -> UntoldComplaint:
    """A complaint and its brand, as staff sees them."""
    complaint, brand = untold.complaint, untold.brand
    return UntoldComplaint(
        number=complaint.number,
        title=complaint.title or complaint.number,
        published_at=complaint.published_at,
        brand_name=brand.name,
        brand_href=f"/marques/{brand.slug}",
        website=brand.website,
        contacted_at=brand.contacted_at,
    )


@router.get("/{number}")
async def get_brand(number: str, page: Staff) -> Response:
    """Asks for the address that staff found."""
    return await show_brand(page, number, EMPTY)


async def show_brand(page: Page, number: str, form: FormState) -> Response:
    """The form, as it was refused."""
    untold = await page.run(lambda work: outreach.find_complaint(work, number))
    return page.show(TellPage(untold_view(untold), form), 422 if form.errors else 200)


@router.post("/{number}")
async def post_brand(number: str, page: Staff) -> Response:
    """The mail with the claim code goes out."""
    reader = FormReader(await page.form())
    email = reader.text("email", "Indiquez l’adresse de contact de la marque.")
    if not reader.errors:
        with reader.refusals(default="email"):
            await tell(page, number, email, key_of(reader.form))
    if reader.errors:
        return await show_brand(page, number, reader.state)
    return page.redirect("/moderation/prevenir", "brand-told")


async def tell(page: Page, number: str, email: str, key: str) -> None:
    """Sends the code about a complaint."""
    by: Outreach = page.request.app.state.outreach
    untold = await page.run(lambda work: outreach.find_complaint(work, number))
    await page.run(lambda work: outreach.tell_brand(work, by, untold.complaint, email, key))
