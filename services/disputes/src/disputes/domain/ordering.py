"""What a consumer decides about a quote: to order, and to withdraw."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from disputes.domain.days import day_of
from disputes.domain.errors import (
    NotOrderedError,
    QuoteOverError,
    QuoteTextChangedError,
    WithdrawalOverError,
    WorkDoneError,
)
from disputes.domain.quote import Quote, QuoteAccepted, QuoteWithdrawn, Source, Status
from disputes.domain.quote_text import hash_of, order_of, text_of


def accept(
    quote: Quote, replaced: Sequence[Quote], *, ordered: bool, text_hash: str, early_start: bool, now: datetime
) -> QuoteAccepted:
    """The consumer orders.

    What was asked under the orders that are replaced counts under this one: it is part of the new price.

    Args:
        replaced: the orders that this one takes the place of.
        ordered: the button with the words of the law was pressed (C. conso. L221-14).

    Raises:
        QuoteOverError: it was accepted, withdrawn from, or is too old.
        QuoteTextChangedError: another text was read.
        NotOrderedError: the order was not confirmed.
    """
    if quote.status_on(day_of(now)) is not Status.OFFERED:
        raise QuoteOverError
    if text_hash != hash_of(text_of(quote, replaced)):
        raise QuoteTextChangedError
    if not ordered:
        raise NotOrderedError
    text = order_of(quote, replaced, early_start=early_start, now=now)
    return QuoteAccepted(now, text, early_start, _asked(replaced))


def _asked(quotes: Sequence[Quote]) -> Mapping[Source, int]:
    sums = {source: sum(each.asked.get(source, 0) for each in quotes) for source in Source}
    return {source: cents for source, cents in sums.items() if cents}


def withdraw(quote: Quote, now: datetime) -> QuoteWithdrawn:
    """The consumer withdraws, without a reason, and owes nothing, whatever was begun.

    Raises:
        QuoteOverError: nothing was ordered, or it was withdrawn from.
        WithdrawalOverError: the fourteen days are over.
        WorkDoneError: the work that was to begin at once has its result.
    """
    if quote.status is not Status.ACCEPTED:
        raise QuoteOverError
    last = quote.withdraw_until_on
    if last is None:
        raise WorkDoneError
    if day_of(now) > last:
        raise WithdrawalOverError
    return QuoteWithdrawn(now)
