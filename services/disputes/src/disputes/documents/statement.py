"""What a paid help came to, and the receipt of who withdrew from its quote."""

from dataclasses import asdict, dataclass
from datetime import date, datetime

from disputes.documents import french
from disputes.documents.typesetting import typeset


@dataclass(frozen=True)
class Fee:
    """One line of a statement, as the accepted quote words it; cents before VAT."""

    label: str
    cents: int


@dataclass(frozen=True)
class Statement:
    """What was obtained, and what is owed for it. Amounts in cents, a rate in hundredths of a percent."""

    number: str
    issued_at: datetime
    provider: str
    """Whose quote it was."""
    subject: str
    """Which case it was for, in the quote's words."""
    declared_on: date
    """When the provider said what was obtained."""
    obtained: int
    quote: str
    """Reference of the accepted quote."""
    fees: tuple[Fee, ...]
    """None on failure, but for the fixed fee that was accepted."""
    vat_rate: int
    vat: int
    due_on: date | None
    """None where nothing is owed."""

    @property
    def before_vat(self) -> int:
        """Cents."""
        return sum(each.cents for each in self.fees)

    @property
    def total(self) -> int:
        """Cents, VAT included."""
        return self.before_vat + self.vat


@dataclass(frozen=True)
class Withdrawal:
    """A quote that was accepted and withdrawn from (C. conso. L221-18, -21): nothing is owed, whatever was begun."""

    number: str
    provider: str
    """Whose quote it was."""
    subject: str
    """Which case it was for, in the quote's words."""
    quote: str
    accepted_at: datetime
    withdrawn_at: datetime
    last_day: date
    """Of the fourteen days."""


def write_statement(statement: Statement) -> bytes:
    """The PDF; for a thread, see the package."""
    data = {
        **asdict(statement),
        "issued_at": french.day(statement.issued_at),
        "declared_on": french.day(statement.declared_on),
        "obtained": french.euros(statement.obtained) if statement.obtained else None,
        "fees": [{"label": each.label, "amount": french.euros(each.cents)} for each in statement.fees],
        "before_vat": french.euros(statement.before_vat),
        "vat_rate": french.percent(statement.vat_rate),
        "vat": french.euros(statement.vat),
        "total": french.euros(statement.total),
        "due_on": french.day(statement.due_on) if statement.due_on else None,
    }
    return typeset("statement", data, statement.issued_at)


def write_withdrawal(withdrawal: Withdrawal) -> bytes:
    """The PDF of the receipt; for a thread, see the package."""
    data = {
        **asdict(withdrawal),
        "accepted_at": french.moment(withdrawal.accepted_at),
        "withdrawn_at": french.moment(withdrawal.withdrawn_at),
        "last_day": french.day(withdrawal.last_day),
    }
    return typeset("withdrawal", data, withdrawal.withdrawn_at)
