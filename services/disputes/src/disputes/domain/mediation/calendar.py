"""Working days in France, by place (CPC 642)."""

from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from types import MappingProxyType

from holidays import country_holidays

SATURDAY = 5


class Place(StrEnum):
    """Where the same days are holidays."""

    METROPOLITAN = "metropolitan"
    ALSACE_MOSELLE = "alsace-moselle"
    GUADELOUPE = "guadeloupe"
    MARTINIQUE = "martinique"
    GUIANA = "guiana"
    REUNION = "reunion"
    MAYOTTE = "mayotte"
    SAINT_BARTHELEMY = "saint-barthelemy"
    SAINT_MARTIN = "saint-martin"
    SAINT_PIERRE_AND_MIQUELON = "saint-pierre-and-miquelon"
    WALLIS_AND_FUTUNA = "wallis-and-futuna"
    FRENCH_POLYNESIA = "french-polynesia"
    NEW_CALEDONIA = "new-caledonia"


SUBDIVISIONS = MappingProxyType(
    {
        Place.METROPOLITAN: None,
        Place.ALSACE_MOSELLE: "57",  # Moselle and Alsace have the same days
        Place.GUADELOUPE: "971",
        Place.MARTINIQUE: "972",
        Place.GUIANA: "973",
        Place.REUNION: "974",
        Place.MAYOTTE: "976",
        Place.SAINT_BARTHELEMY: "BL",
        Place.SAINT_MARTIN: "MF",
        Place.SAINT_PIERRE_AND_MIQUELON: "PM",
        Place.WALLIS_AND_FUTUNA: "WF",
        Place.FRENCH_POLYNESIA: "PF",
        Place.NEW_CALEDONIA: "NC",
    }
)
"""Each place in the words of the library `holidays`."""


@cache
def holidays_of(place: Place, year: int) -> frozenset[date]:
    """The holidays of a place in a year, those kept by custom included: "férié ou chômé", says the code."""
    return frozenset(country_holidays("FR", subdiv=SUBDIVISIONS[place], years=year))


def is_working_day(day: date, place: Place) -> bool:
    """Neither a weekend nor a holiday."""
    return day.weekday() < SATURDAY and day not in holidays_of(place, day.year)


def next_working_day(day: date, place: Place) -> date:
    """The day itself if one works on it, else the first day after on which one does."""
    while not is_working_day(day, place):
        day += timedelta(days=1)
    return day


def extended(day: date, place: Place | None) -> date:
    """A last day pushed to a working day (CPC 642); of an unknown place, as far as any place pushes it."""
    return max(next_working_day(day, each) for each in ([place] if place else Place))


def add_working_days(day: date, count: int, place: Place) -> date:
    """The last of so many working days after a day, which is out."""
    for _ in range(count):
        day = next_working_day(day + timedelta(days=1), place)
    return day
