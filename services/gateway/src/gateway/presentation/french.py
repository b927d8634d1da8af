"""French formats of dates, numbers and money, as Jinja filters. Days and hours are those of Paris."""

import unicodedata
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_timedelta
from babel.numbers import format_decimal, format_percent

PARIS = ZoneInfo("Europe/Paris")
LOCALE = "fr"
NBSP = "\u00a0"
"""Before a colon, € and %, between a number and its unit, inside « »."""

KIB = 1024


def paris_day(moment: date | datetime) -> date:
    """The calendar day in Paris of a moment; a day is its own.

    Raises:
        ValueError: the datetime is naive.
    """
    return _paris(moment).date() if isinstance(moment, datetime) else moment


def _paris(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("a moment shown to a reader needs a time zone")
    return moment.astimezone(PARIS)


def day(moment: date | datetime) -> str:
    """« 1er mars 2026 »."""
    on = paris_day(moment)
    return _first(on, str(format_date(on, f"d{NBSP}MMMM y", locale=LOCALE)))


def weekday(moment: date | datetime) -> str:
    """« jeudi 12 mars 2026 »."""
    on = paris_day(moment)
    return f"{format_date(on, 'EEEE', locale=LOCALE)} {day(on)}"


def short_day(moment: date | datetime) -> str:
    """« 1er mars », where the year is said nearby."""
    on = paris_day(moment)
    return _first(on, str(format_date(on, f"d{NBSP}MMMM", locale=LOCALE)))


def _first(on: date, text: str) -> str:
    return text.replace("1", "1er", 1) if on.day == 1 else text


def hour(moment: datetime) -> str:
    """« 14 h 30 »."""
    local = _paris(moment)
    return f"{local.hour}{NBSP}h{NBSP}{local.minute:02}"


def moment(at: datetime) -> str:
    """« 2 mars 2026, 14 h 30 »."""
    return f"{day(at)}, {hour(at)}"


def deadline(at: datetime) -> str:
    """« jeudi 12 mars 2026, 23 h 59 »: the last minute of a window, never rounded up to the next day."""
    return f"{weekday(at)}, {hour(at)}"


def ago(at: datetime, now: datetime) -> str:
    """« il y a 3 jours (2 mars 2026) »: a relative date always carries the real one."""
    days = (paris_day(at) - paris_day(now)).days
    return f"{_relative(days)} ({day(at)})"


def _relative(days: int) -> str:
    named = {-1: "hier", 0: "aujourd’hui", 1: "demain"}
    if days in named:
        return named[days]
    distance = format_timedelta(_days(abs(days)), locale=LOCALE, threshold=1.4)
    return f"il y a {distance}" if days < 0 else f"dans {distance}"


def _days(count: int) -> Any:
    return date.fromordinal(count + 1) - date.min


def waiting(since: datetime, now: datetime) -> str:
    """« depuis 3 jours (2 mars 2026) », « depuis aujourd’hui, 8 h 05 »."""
    days = (paris_day(now) - paris_day(since)).days
    if days < 1:
        return f"depuis aujourd’hui, {hour(since)}"
    return f"depuis {span(days)} ({day(since)})"


def month(code: str) -> str:
    """« novembre 2026 » from `2026-11`."""
    return str(format_date(date.fromisoformat(f"{code}-01"), "MMMM y", locale=LOCALE))


def month_tick(code: str) -> str:
    """« nov. 26 » from `2026-11`, for a chart's axis."""
    return str(format_date(date.fromisoformat(f"{code}-01"), f"MMM{NBSP}yy", locale=LOCALE))


def number(value: int | Decimal) -> str:
    """« 1 250 », with a narrow no-break space between thousands."""
    return str(format_decimal(value, locale=LOCALE))


def note(value: int | Decimal) -> str:
    """« 7,4 » with one decimal; an integer note stays « 7 »."""
    return str(format_decimal(value, format="0" if isinstance(value, int) else "0.0", locale=LOCALE))


def decimals(value: Decimal) -> str:
    """« 0,677 »: three decimals, for a calculation."""
    return str(format_decimal(value, format="0.000", locale=LOCALE))


def share(part: int, whole: int) -> str:
    """« 69 % » of a whole; a dash when there is nothing to divide by."""
    return str(format_percent(part / whole, locale=LOCALE)) if whole else "–"


def amount(cents: int) -> str:
    """« 289 € », cents only where they are not zero: what a consumer claims."""
    return _euros(cents, "#,##0.00" if cents % 100 else "#,##0")


def fee(cents: int) -> str:
    """« 289,00 € », always to the cent: what somebody has to pay."""
    return _euros(cents, "#,##0.00")


def rate(basis_points: int | Fraction) -> str:
    """« 12,5 % » from hundredths of a percent, with all their digits."""
    exact = Fraction(basis_points)
    shown = Decimal(exact.numerator) / (exact.denominator * 100)
    return f"{shown.normalize():f}{NBSP}%".replace(".", ",")


def _euros(cents: int, pattern: str) -> str:
    return f"{format_decimal(Decimal(cents) / 100, format=pattern, locale=LOCALE)}{NBSP}€"


def siren(digits: str) -> str:
    """« 204 123 456 »: a SIREN by threes, and a SIRET with its last five apart."""
    parts = [digits[:3], digits[3:6], digits[6:9], digits[9:]]
    return NBSP.join(part for part in parts if part)


def size(octets: int) -> str:
    """« 412 Ko », « 1,4 Mo »."""
    if octets < KIB * KIB:
        return f"{max(1, round(octets / KIB))}{NBSP}Ko"
    return f"{format_decimal(Decimal(octets) / KIB**2, format='0.#', locale=LOCALE)}{NBSP}Mo"


def span(days: Decimal | int) -> str:
    """« 3 jours », « 1 jour », « moins d’un jour »: a delay as people say it."""
    rounded = round(days)
    if rounded < 1:
        return "moins d’un jour"
    return f"{number(rounded)}{NBSP}{'jour' if rounded == 1 else 'jours'}"


LAPSES = ((86_400_000, "j"), (3_600_000, "h"), (60_000, "min"), (1_000, "s"))
"""Units of a lapse, in milliseconds."""


def lapse(milliseconds: int) -> str:
    """« 40 ms », « 12 s », « 4 j »: how much later, in the largest unit that fits at least twice."""
    size, unit = next((each for each in LAPSES if milliseconds >= 2 * each[0]), (1, "ms"))
    return f"{number(milliseconds // size)}{NBSP}{unit}"


def plural(count: int, one: str, many: str) -> str:
    """« 0 avis », « 1 réclamation », « 12 réclamations »: French counts zero as singular."""
    return f"{number(count)}{NBSP}{one if abs(count) < 2 else many}"


def capitalised(sentence: str) -> str:
    """« médiation gratuite » → « Médiation gratuite »; the rest of the letters stay as they are."""
    return sentence[:1].upper() + sentence[1:]


FILTERS: dict[str, Callable[..., Any]] = {
    "ago": ago,
    "amount": amount,
    "capitalised": capitalised,
    "day": day,
    "deadline": deadline,
    "decimals": decimals,
    "fee": fee,
    "rate": rate,
    "hour": hour,
    "moment": moment,
    "month": month,
    "month_tick": month_tick,
    "note": note,
    "lapse": lapse,
    "number": number,
    "plural": plural,
    "share": share,
    "short_day": short_day,
    "siren": siren,
    "size": size,
    "span": span,
    "waiting": waiting,
    "weekday": weekday,
}


def folded(text: str) -> str:
    """For an order that people expect: without accents or capitals."""
    return "".join(sign for sign in unicodedata.normalize("NFD", text.casefold()) if not unicodedata.combining(sign))
