"""The way to file a complaint: triage, one question per page, check, confirmation."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar, Literal

from gateway.presentation.views.form import EMPTY, FormState, Option

Need = Literal["required", "advised", "accepted"]


@dataclass(frozen=True)
class TriagePage:
    """One question of the triage, « Avec qui avez-vous un problème ? » first."""

    template: ClassVar[str] = "pages/reclamer/orientation.html"
    choices: tuple[Option, ...]
    """From the triage rules, « Je ne sais pas » last."""
    form: FormState = EMPTY
    brand_slug: str | None = None
    """The brand whose page the person comes from, kept through the triage."""
    question: str = "counterpart"
    """Code of the question, name of its field."""
    text: str = "Avec qui avez-vous un problème ?"
    hint: str | None = "Nous vérifions d’abord que c’est la bonne porte."
    first: bool = True


@dataclass(frozen=True)
class Door:
    """Where to turn to when a case is out of scope."""

    name: str
    explanation: str
    href: str | None = None


@dataclass(frozen=True)
class OutOfScopePage:
    """The right door, before any form: never a field error."""

    template: ClassVar[str] = "pages/reclamer/hors-champ.html"
    reason: str
    doors: tuple[Door, ...]


@dataclass(frozen=True)
class BrandStep:
    """Which brand, what about."""

    template: ClassVar[str] = "pages/reclamer/marque.html"
    categories: tuple[Option, ...]
    form: FormState = EMPTY
    unknown: str | None = None
    """The name typed, where no page bears it: the form then offers to add the brand."""
    sectors: tuple[Option, ...] = ()
    """To choose from when a brand is added."""


@dataclass(frozen=True)
class PurchaseStep:
    """What was bought, as far as the author knows."""

    template: ClassVar[str] = "pages/reclamer/achat.html"
    subjects: tuple[Option, ...]
    repaired: tuple[Option, ...]
    form: FormState = EMPTY


@dataclass(frozen=True)
class AdvicePage:
    """To whom to complain first, with the way to change the brand and the way on."""

    template: ClassVar[str] = "pages/reclamer/conseil.html"
    brand_name: str
    who: str
    why: str
    article: str
    guarantee_ends_on: date | None = None
    from_check: bool = False
    """The brand or the purchase was changed from the check: what the addressee needs is asked next."""

    @property
    def next_href(self) -> str:
        """The way on."""
        return "/reclamer/date-et-montant?retour=verifier" if self.from_check else "/reclamer/faits"

    @property
    def change_href(self) -> str:
        """The brand's step."""
        return "/reclamer/marque?retour=verifier" if self.from_check else "/reclamer/marque"


@dataclass(frozen=True)
class FactsStep:
    """What happened."""

    template: ClassVar[str] = "pages/reclamer/faits.html"
    brand_name: str
    form: FormState = EMPTY
    after_purchase: bool = False
    """The purchase was asked about, so that the way back leads there."""


@dataclass(frozen=True)
class AskedField:
    """Something that the addressee needs to know."""

    code: str
    label: str
    help: str


@dataclass(frozen=True)
class DateStep:
    """When, what is at stake, and what the addressee needs to know."""

    template: ClassVar[str] = "pages/reclamer/date-et-montant.html"
    brand_name: str
    form: FormState = EMPTY
    asked: tuple[AskedField, ...] = ()
    shops: tuple[Option, ...] = ()
    """Where the point of sale is asked for."""


@dataclass(frozen=True)
class WishStep:
    """What the author asks for, and a first note of the brand."""

    template: ClassVar[str] = "pages/reclamer/souhait.html"
    brand_name: str
    form: FormState = EMPTY


@dataclass(frozen=True)
class EvidenceFile:
    """A file received or shown."""

    id: str
    name: str
    octets: int
    href: str | None = None


@dataclass(frozen=True)
class Piece:
    """One kind of evidence, with the files already received."""

    kind: str
    label: str
    need: Need
    why: str | None = None
    files: tuple[EvidenceFile, ...] = ()


@dataclass(frozen=True)
class EvidenceStep:
    """Which proofs."""

    template: ClassVar[str] = "pages/reclamer/preuves.html"
    pieces: tuple[Piece, ...]
    form: FormState = EMPTY

    @property
    def missing(self) -> bool:
        """True while a piece that is asked for has no file."""
        return any(piece.need != "accepted" and not piece.files for piece in self.pieces)


@dataclass(frozen=True)
class IdentityStep:
    """Pseudonym, e-mail address, region, the author's commitments."""

    template: ClassVar[str] = "pages/reclamer/identite.html"
    regions: tuple[Option, ...]
    form: FormState = EMPTY
    known_email: bool = False
    """Logged in: the address is not asked again."""


@dataclass(frozen=True)
class CodeStep:
    """The code that proves the address."""

    template: ClassVar[str] = "pages/reclamer/code.html"
    email: str
    form: FormState = EMPTY


@dataclass(frozen=True)
class Answer:
    """One answer to check, with the way to change it."""

    label: str
    value: str
    edit_href: str
    field: str
    """Where what is wrong with it is said."""


@dataclass(frozen=True)
class CheckPage:
    """All answers before sending, by who will see them."""

    template: ClassVar[str] = "pages/reclamer/verifier.html"
    public: tuple[Answer, ...]
    confidential: tuple[Answer, ...]
    form: FormState = EMPTY


@dataclass(frozen=True)
class NextStep:
    """What happens next, and by when."""

    label: str
    by: date | None = None


@dataclass(frozen=True)
class ConfirmationPage:
    """The complaint is filed: its number, who acts now."""

    template: ClassVar[str] = "pages/reclamer/confirmation.html"
    number: str
    filed_at: datetime
    brand_name: str
    steps: tuple[NextStep, ...]
    files_asked_again: tuple[str, ...] = ()
    """Names of the files that could not be kept."""
    pdf_href: str | None = None
