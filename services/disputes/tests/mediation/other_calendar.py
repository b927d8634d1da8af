"""The dates of mediation a second time: nothing shared with the engine, no library, days counted one by one."""

from datetime import date, timedelta

ONE = timedelta(days=1)
LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def easter(year):
    """Easter Sunday, after Gauss as corrected for the Gregorian calendar."""
    a, b, c = year % 19, year % 4, year % 7
    century = year // 100
    p = (13 + 8 * century) // 25
    m = (15 - p + century - century // 4) % 30
    n = (4 + century - century // 4) % 7
    d = (19 * a + m) % 30
    e = (2 * b + 4 * c + 6 * d + n) % 7
    if d == 29 and e == 6:
        return date(year, 4, 19)
    if d == 28 and e == 6 and a > 10:
        return date(year, 4, 18)
    return date(year, 3, 22) + (d + e) * ONE


EVERYWHERE = ((1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25))
AFTER_EASTER = (1, 39, 50)  # Monday, Ascension, Whit Monday
OWN = {
    "metropolitan": ((), ()),
    "alsace-moselle": (((12, 26),), (-2,)),
    "guadeloupe": (((5, 27), (7, 21)), (-24, -2)),
    "martinique": (((5, 22), (7, 21)), ()),
    "guiana": (((6, 10),), ()),
    "reunion": (((12, 20),), ()),
    "mayotte": (((4, 27),), ()),
    "saint-barthelemy": (((10, 9),), ()),
    "saint-martin": (((5, 28), (7, 21)), ()),
    "saint-pierre-and-miquelon": ((), ()),
    "wallis-and-futuna": (((4, 28), (6, 29), (7, 29)), ()),
    "french-polynesia": (((3, 5), (11, 20)), (-2,)),
    "new-caledonia": (((9, 24),), ()),
}
"""Own holidays of each place from 2025 on: fixed days, and days counted from Easter."""


def is_off(day, place):
    """A Saturday, a Sunday or a holiday."""
    fixed, moving = OWN[place]
    from_easter = (day - easter(day.year)).days
    return day.isoweekday() > 5 or (day.month, day.day) in EVERYWHERE + fixed or from_easter in AFTER_EASTER + moving


def pushed(day, place):
    """The same day, or the first one after that is worked."""
    return pushed(day + ONE, place) if is_off(day, place) else day


def furthest(day):
    """As far as any place pushes it."""
    return max(pushed(day, place) for place in OWN)


def days_in(year, month):
    """Days of a month."""
    leap = year % 400 == 0 or (year % 4 == 0 and year % 100 != 0)
    return 29 if month == 2 and leap else LENGTHS[month - 1]


def months_later(day, months):
    """Month by month, the day number kept for the last one."""
    year, month = day.year, day.month
    for _ in range(months):
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    return date(year, month, min(day.day, days_in(year, month)))


def days_later(day, days):
    """Day by day."""
    for _ in range(days):
        day += ONE
    return day


def last_of_wait(start, wait):
    """The last day of a wait written (number, "months" or "days")."""
    number, unit = wait
    return months_later(start, number) if unit == "months" else days_later(start, number)


def earliest(start, wait):
    """The day after the midnight that ends the wait."""
    return last_of_wait(start, wait) + ONE


def latest(start):
    """The last day of the year."""
    return months_later(start, 12)
