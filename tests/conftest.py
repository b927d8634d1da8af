"""People of the journeys: each speaks to the gateway and reads its own mailbox, nothing else."""

import io
import re
import secrets
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import uuid4

import httpx
import pytest
from joserfc.jwk import ECKey
from PIL import Image
from tests.browsing import Browser

TEXT = (
    "Le carton était impeccable, mais la machine est arrivée avec le réservoir fendu et une poignée cassée. "
    "J’ai écrit deux fois au service clients, sans réponse. Je demande l’échange de la machine."
)

TRIAGE = {"counterpart": "business", "capacity": "consumer", "purchase": "yes", "accessibility": "no"}


def eventually(look: Callable[[], Any], seconds: float = 20) -> Any:
    """What `look` finds, as soon as it finds something."""
    deadline, pause = time.monotonic() + seconds, 0.05
    while not (found := _look(look)):
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(pause)
        pause = min(0.5, pause * 1.4)
    return found


def _look(look: Callable[[], Any]) -> Any:
    """Nothing, while the platform is partly down."""
    try:
        return look()
    except (httpx.TransportError, ValueError, KeyError):
        return None


@dataclass(eq=False)
class Person:
    """Somebody with an address and a session."""

    site: httpx.Client
    mailbox: httpx.Client
    email: str
    token: str = ""
    account_id: str = ""
    headers: dict[str, str] = field(default_factory=dict)

    def get(self, path: str, **params: Any) -> httpx.Response:
        return self.site.get(f"/api/v1{path}", params=params, headers=self._headers())

    def post(self, path: str, body: Any = None, key: str | None = None, **options: Any) -> httpx.Response:
        headers = self._headers() | {"Idempotency-Key": key or str(uuid4())}
        return self.site.post(f"/api/v1{path}", json=body, headers=headers, **options)

    def insist(self, path: str, body: Any = None, seconds: float = 60) -> dict[str, Any]:
        """The answer of a command, asked again with the same key while the platform is partly down."""
        key, deadline = str(uuid4()), time.monotonic() + seconds
        while True:
            try:
                response = self.post(path, body, key)
                if response.is_success:
                    return response.json()
                assert response.status_code in (401, 404, 409, 500, 503), response.text
            except httpx.TransportError:
                pass
            assert time.monotonic() < deadline, "the platform did not come back in time"
            time.sleep(0.3)

    def done(self, path: str, body: Any = None, **options: Any) -> dict[str, Any]:
        """The answer of a command that must succeed."""
        response = self.post(path, body, **options)
        assert response.is_success, response.text
        return response.json()

    def referral(self, referral_id: str, **state: Any) -> dict[str, Any] | None:
        """A referral as its consumer sees it, once it stands as told."""
        everything = self.get("/referrals").json()["referrals"]
        found = next(each for each in everything if each["referral_id"] == referral_id)
        return found if found.items() >= state.items() else None

    def page(self, path: str) -> str:
        """A page of the site, as this person's browser gets it."""
        response = self.site.get(path, headers={"Cookie": f"visitor={self.token}"})
        assert response.is_success, response.text
        return response.text

    def _headers(self) -> dict[str, str]:
        return self.headers | ({"Authorization": f"Bearer {self.token}"} if self.token else {})

    def mails(self, word: str = "") -> list[dict[str, Any]]:
        """Mails to this person, oldest first, whose subject holds a word."""
        everything = self.mailbox.get("/messages/").json()["messages"]
        mine = [each for each in everything if self.email in each["recipients"]["to"]]
        return sorted((each for each in mine if word in each["subject"]), key=lambda each: each["id"])

    def mail(self, word: str) -> str:
        """The plain text of the newest mail with a word in its subject, waited for."""
        newest = eventually(lambda: self.mails(word))[-1]
        return self.mailbox.get(f"/messages/{newest['id']}.plain").text

    def fresh_code(self, word: str, ask: Callable[[], Any]) -> str:
        """The code of the mail that asking for it sends, known by a word in its subject."""
        before = len(self.mails(word))
        ask()
        eventually(lambda: len(self.mails(word)) > before)
        code = re.search(r"\b(\d{6})\b", self.mail(word))
        assert code
        return code.group(1)

    def sign_in(self, **more: Any) -> "Person":
        """Opens a session with the code of the mailbox."""

        def ask() -> None:
            assert self.post("/accounts", {"email": self.email, **more}).status_code == 202

        code = self.fresh_code("votre code", ask)
        session = self.done("/accounts/verify", {"email": self.email, "code": code})
        self.token, self.account_id = session["token"], session["account_id"]
        return self


@dataclass
class World:
    """The platform, and ways to meet people and brands."""

    platform: Any
    site: httpx.Client
    mailbox: httpx.Client
    regulars: dict[str, Person] = field(default_factory=dict)
    """Who is met in every test: signed in once."""

    def person(self, name: str = "camille", domain: str = "courriel.example") -> Person:
        return Person(self.site, self.mailbox, f"{name}-{secrets.token_hex(4)}@{domain}")

    def browser(self, person: Person | None = None) -> Browser:
        return Browser(self.platform.surroundings.public_url, person.token if person else "")

    def consumer(self) -> Person:
        return self.person().sign_in(pseudonym="expresso_en_kit")

    def moderator(self) -> Person:
        if "moderator" not in self.regulars:
            self.regulars["moderator"] = self.staff("moderator")
        return self.regulars["moderator"]

    def decide(self, moderator: Person, complaint: dict[str, Any], **decision: Any) -> httpx.Response:
        """A moderator's decision on the case as it is now."""
        case = moderator.get(f"/complaints/{complaint['complaint_id']}").json()
        body = {"version": case["moderation"]["version"]} | decision
        return moderator.post(f"/moderation/{complaint['complaint_id']}/decision", body)

    def staff(self, role: str) -> Person:
        """Somebody to whom the operator's command gave a role."""
        person = self.person(role, "reclameici.example").sign_in()
        self.platform.grant_role(person.account_id, role)
        return person

    def register_key(self, partner: str) -> None:
        """A partner that can be written to, with nobody at the other end."""
        kid = secrets.token_hex(6)
        key = ECKey.generate_key("P-256", {"kid": kid, "use": "enc"}).as_dict(private=False)
        self.moderator().done(f"/partners/{partner}/connection")
        self.moderator().done(f"/partners/{partner}/keys", {"kid": kid, "jwk": key})

    def consented(
        self,
        person: Person,
        partner: str,
        values: dict[str, str],
        documents: Sequence[Any] = (),
        ask: Callable[..., dict[str, Any]] = Person.done,
        **matter: Any,
    ) -> str:
        """A consent with every box ticked; the referral's id."""
        body = {"values": values, "documents": list(documents)} | matter
        screen = ask(person, f"/partners/{partner}/consent/preview", body)
        agreed = {"boxes": [box["code"] for box in screen["boxes"]], "text_hash": screen["text_hash"]}
        return ask(person, f"/partners/{partner}/consent", body | agreed)["referral_id"]

    def mandate(self, case: "Case", *powers: str, partner: str | None = None) -> str:
        """A mandate that the author of a dispute signed with the code of their mailbox; its id."""
        body = {"identity": {"name": "Camille Roux", "address": "2 rue des Lilas, Nancy", "email": case.author.email}}
        mandate_id: str = case.author.done(f"{case.path}/mandates", body | {"powers": powers, "partner": partner})[
            "mandate_id"
        ]
        code = case.author.fresh_code(
            "votre code pour signer", lambda: case.author.done(f"/mandates/{mandate_id}/code")
        )
        case.author.done(f"/mandates/{mandate_id}/signature", {"code": code})
        return mandate_id

    def brand(self, sector: str = "e-commerce", **more: Any) -> dict[str, Any]:
        """A listed brand with a page that everyone sees."""
        tag = secrets.token_hex(3)
        body = {"name": f"Cabassine {tag}", "sector": sector, "website": f"https://www.cabassine-{tag}.example"}
        brand = self.moderator().done("/brands", body | more)
        eventually(lambda: self.site.get(f"/api/v1/brands/{brand['slug']}").is_success)
        return brand | {"name": body["name"], "domain": f"cabassine-{tag}.example"}

    def owner(self, brand: dict[str, Any]) -> Person:
        """Who claimed the brand's page with an address of its domain."""
        person = self.person("sav", brand["domain"]).sign_in(professional=True)
        person.done(
            f"/brands/{brand['slug']}/claim", {"charter": True, "recipient": "Direction de la relation clients"}
        )
        eventually(lambda: self.site.get(f"/api/v1/brands/{brand['slug']}").json()["claimed"])
        return person

    def rated_badly(self, sector: str = "e-commerce", **more: Any) -> "Case":
        """A complaint whose author did not like the answer, and may escalate."""
        brand = self.brand(sector)
        owner, author = self.owner(brand), self.consumer()
        complaint = self.complaint(author, brand, **more)
        self.published(complaint)
        path = f"/complaints/{complaint['complaint_id']}"
        answer = {"kind": "refusal", "text": "Nous ne reprenons pas une machine qui a été déballée, désolés."}
        eventually(lambda: owner.post(f"{path}/response", answer).is_success)
        author.done(f"{path}/rating", {"note": 2, "solved": False, "would_buy_again": False})
        eventually(lambda: author.get(f"{path}/escalation").json().get("ground") == "dissatisfied")
        return Case(complaint, author, owner, brand)

    def disputed(self, sector: str = "e-commerce", **more: Any) -> "Case":
        """The same, escalated."""
        case = self.rated_badly(sector, **more)
        dispute = case.author.done("/disputes", {"complaint_id": case.complaint["complaint_id"]})
        return replace(case, dispute_id=dispute["dispute_id"])

    def complaint(self, person: Person, brand: dict[str, Any], **more: Any) -> dict[str, Any]:
        """A filed complaint."""
        return person.done("/complaints", self.body(brand, **more))

    def body(self, brand: dict[str, Any], **more: Any) -> dict[str, Any]:
        """What is posted to file a complaint."""
        return {
            "brand_id": brand["brand_id"],
            "triage": TRIAGE,
            "category": "purchase-defect",
            "title": "Machine à café livrée en deux morceaux",
            "text": TEXT,
            "pseudonym": "expresso_en_kit",
            "experience_on": "2026-11-02",
            "amount_cents": 28900,
            "first_note": 2,
            "commitments": True,
        } | more

    def published(self, complaint: dict[str, Any]) -> dict[str, Any]:
        """The public complaint, as soon as everyone sees it."""
        path = f"/api/v1/complaints/{complaint['complaint_id']}"
        found = eventually(lambda: (r := self.site.get(path)).is_success and r)
        return found.json()

    def shown(self, complaint: dict[str, Any], status: str) -> dict[str, Any] | None:
        """The public complaint, if it stands there now."""
        found = self.site.get(f"/api/v1/complaints/{complaint['complaint_id']}").json()
        return found if found.get("status") == status else None


@dataclass(frozen=True)
class Case:
    """A complaint with its people."""

    complaint: dict[str, Any]
    author: Person
    owner: Person
    brand: dict[str, Any]
    dispute_id: str = ""

    @property
    def number(self) -> str:
        return self.complaint["number"]

    @property
    def path(self) -> str:
        """Its dispute in the API."""
        return f"/disputes/{self.dispute_id}"

    @property
    def page(self) -> str:
        """Its dispute in its author's space."""
        return f"/mon-espace/reclamations/{self.number}/litige"


@pytest.fixture(name="eventually")
def eventually_fixture() -> Callable[..., Any]:
    return eventually


@pytest.fixture(scope="session")
def regulars() -> dict[str, Person]:
    """Shared by all worlds: giving somebody a role starts a command of the operator, which takes seconds."""
    return {}


@pytest.fixture
def world(platform, regulars) -> World:
    site = httpx.Client(base_url=platform.surroundings.public_url, timeout=20)
    mailbox = httpx.Client(base_url=platform.mail.url, timeout=20)
    # A look into the mailbox reads all of it.
    mailbox.delete("/messages/").raise_for_status()
    return World(platform, site, mailbox, regulars)


@pytest.fixture
def photo() -> bytes:
    """A picture with a place in its EXIF."""
    picture = Image.effect_noise((640, 480), 60).convert("RGB")
    exif = Image.Exif()
    exif[0x010F] = "Secret camera"
    exif[0x0112] = 6
    target = io.BytesIO()
    picture.save(target, "JPEG", exif=exif)
    return target.getvalue()


@pytest.fixture
def pdf() -> bytes:
    """A real PDF of one page."""
    target = io.BytesIO()
    Image.new("RGB", (200, 200), "white").save(target, "PDF")
    return target.getvalue()
