"""Codes shared by several services. The French label of each is the gateway's; `docs/glossary.md` binds the two."""

from typing import Literal

Sector = Literal[
    "air",
    "banking",
    "building-works",
    "car-repair",
    "car-sale",
    "coach",
    "craft",
    "e-commerce",
    "electronics",
    "energy",
    "fitness",
    "food",
    "furniture",
    "hotel",
    "insurance",
    "notary",
    "parcel",
    "platform",
    "rail",
    "real-estate",
    "retail",
    "subscription-press",
    "telecom",
    "urban-transport",
    "water",
]
"""What a brand does; `platform` is RéclameICI itself, which may be complained about."""

Category = Literal[
    "accessibility",
    "advertising",
    "billing",
    "booking",
    "contract",
    "delay",
    "delivery",
    "no-purchase",
    "purchase-defect",
    "refund",
    "service-quality",
    "termination",
    "warranty",
]
"""What a complaint is about."""

Region = Literal[
    "01",
    "02",
    "03",
    "04",
    "06",
    "11",
    "24",
    "27",
    "28",
    "32",
    "44",
    "52",
    "53",
    "75",
    "76",
    "84",
    "93",
    "94",
]
"""Where an author lives, by the code of the French region (INSEE, code officiel géographique): for statistics only."""

Subject = Literal["goods", "food", "service", "package-travel"]
"""What was bought, which decides to whom a complaint goes first."""

ComplaintStatus = Literal[
    "filed",
    "held",
    "cleared",
    "published",
    "answered",
    "rated",
    "presumed",
    "suspended",
    "refused",
    "removed",
    "withdrawn",
]
"""Where a complaint stands: the states of the table in `complaints.domain.status`."""

Control = Literal["automatic", "automatic-masked", "moderator", "moderator-masked"]
"""How a published complaint was checked, shown near it (C. conso D111-9)."""

ResponseKind = Literal["proposal", "refusal", "not-concerned"]
"""A brand's official response: a proposal, a refusal with its reason, or "this is not us"."""

DisputeGround = Literal["no-response", "dissatisfied", "broken-promise"]
"""Why a complaint may become a dispute."""

DisputeStatus = Literal["open", "mediation", "closed"]
"""Where a dispute stands: `mediation` once a mediator has the file."""

DisputeOutcome = Literal["settled", "mediated", "unresolved", "inadmissible", "withdrawn"]
"""How a dispute ended: settled with the brand, settled by mediation, not settled, not for a mediator, given up."""

FeeObjection = Literal["unannounced", "too-early", "no-result", "too-much"]
"""Why an amount that was asked is not owed."""

AlertReason = Literal["unannounced", "too-early", "no-result", "too-much", "result-changed"]
"""Why staff looks into it: an amount is not owed, or a provider declares another result than it did first."""

MediationClock = Literal["earliest-mediation", "one-year-limit", "rejection", "outcome", "trader-answer"]
"""A date of mediation that somebody is reminded of."""

MandatePower = Literal["write", "receive", "mediate", "hand-over", "settle", "cash"]
"""What may be done in a consumer's name; `settle` and `cash` stand in former mandates alone, no new one gives them."""

PartnerKind = Literal["mediator", "switching", "lawyers", "association", "federation"]
"""What a partner does: mediates, finds another contract, finds a lawyer, helps, speaks for a sector."""

ConsentEnd = Literal["complaint", "mandate", "terms"]
"""What ended a consent that its giver did not take back: the complaint, the mandate, other terms of the partner."""

DelayBand = Literal["0-2", "3-7", "8-15", "16-30", "over-30"]
"""Calendar days to the first answer, as open data says them."""

FieldCode = Literal[
    "name",
    "address",
    "email",
    "phone",
    "complaint-number",
    "brand",
    "sector",
    "facts",
    "request",
    "amount",
    "contract-reference",
    "other-party",
    "accessibility-need",
]
"""Everything that may be handed over to a partner beside documents."""

Role = Literal["consumer", "agent", "moderator", "operator", "partner"]
"""What an account may be; `anonymous` and `gateway` exist for principals only."""

MembershipRole = Literal["owner", "agent"]
"""What an agent may do for a brand: an owner also manages the page and the team."""

Plan = Literal["freemium", "premium", "cxstats", "cxristal"]
"""What a brand pays for. It changes nothing that is shown, ranked, moderated or scored."""

Author = Literal["consumer", "brand", "staff"]
"""Who wrote a message of the private thread."""

ModerationGround = Literal[
    "insult",
    "hate",
    "threat",
    "crime-accusation",
    "personal-data",
    "not-an-experience",
    "out-of-scope",
    "duplicate",
    "false",
    "advertising",
    "brand-refused",
    "other",
]
"""Why a text is refused, suspended or removed: the published grounds of the moderation page."""

GivenBack = Literal["declined", "withdrawn"]
"""Why a mediator no longer has a file that we handed over: it declined it, or its author took it back."""
