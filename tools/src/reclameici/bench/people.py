"""Who a benchmark needs: a listed brand and authors with sessions, made through the API and the mailbox."""

import re
import secrets
import time
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import httpx

from reclameici.local.platform import LocalPlatform


@dataclass(frozen=True)
class Cast:
    """What the load is made with."""

    brand_id: str
    tokens: tuple[str, ...]

    @property
    def complaint(self) -> dict[str, Any]:
        """A complaint to file."""
        return {
            "brand_id": self.brand_id,
            "triage": {"counterpart": "business", "capacity": "consumer", "purchase": "yes", "accessibility": "no"},
            "category": "delivery",
            "title": "Colis annoncé livré, jamais reçu",
            "text": "Le suivi dit «\u00a0livré\u00a0» depuis trois semaines, rien dans ma boîte ni chez mes voisins. "
            * 3,
            "pseudonym": "colis_fantome",
            "experience_on": "2026-11-02",
            "amount_cents": 4590,
            "commitments": True,
        }


def gather(platform: LocalPlatform, authors: int) -> Cast:
    """A brand and so many authors."""
    with httpx.Client(base_url=platform.surroundings.public_url, timeout=20) as site:
        staff = sign_in(platform, site, "moderator")
        platform.grant_role(staff["account_id"], "moderator")
        headers = {"Authorization": f"Bearer {staff['token']}", "Idempotency-Key": str(uuid4())}
        body = {"name": f"Banc {secrets.token_hex(3)}", "sector": "parcel", "website": "https://banc.example"}
        brand = site.post("/api/v1/brands", json=body, headers=headers).raise_for_status().json()
        tokens = tuple(sign_in(platform, site, "author")["token"] for _ in range(authors))
        return Cast(brand["brand_id"], tokens)


def sign_in(platform: LocalPlatform, site: httpx.Client, name: str) -> dict[str, str]:
    """A session, with the code of the mailbox."""
    email = f"{name}-{secrets.token_hex(4)}@banc.example"
    site.post("/api/v1/accounts", json={"email": email}).raise_for_status()
    answer = site.post("/api/v1/accounts/verify", json={"email": email, "code": read_code(platform, email)})
    session: dict[str, str] = answer.raise_for_status().json()
    return session


def read_code(platform: LocalPlatform, email: str) -> str:
    """The code of the newest mail to an address, waited for."""
    for _ in range(200):
        for mail in httpx.get(f"{platform.mail.url}/messages/").json()["messages"]:
            found = re.match(r"\d{6}", mail["subject"])
            if email in mail["recipients"]["to"] and found:
                return found[0]
        time.sleep(0.05)
    raise TimeoutError(f"No code came for {email}.")
