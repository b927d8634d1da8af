"""The published data of each version of the formula. A version never changes; a new one gets a new name."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

MILLION = 1_000_000
"""What the tables of a formula count in: 1,000,000 is one."""


class Part(StrEnum):
    """The three parts of a score."""

    SATISFACTION = "satisfaction"
    DELAY = "delay"
    DISPUTES = "disputes"


@dataclass(frozen=True)
class Belief:
    """What is expected of one complaint in one part before it is seen: mean and variance, between 0 and 1."""

    mean: Fraction
    variance: Fraction


Prior = Mapping[Part, Belief]
"""The beliefs of a sector."""


@dataclass(frozen=True)
class Formula:
    """One version of the formula.

    Score = 10 x the sum of each part's share x its value. The value of a part is the mean of the brand's complaints and
    of `prior_weight` virtual ones that are as the sector's mean of the previous day's end.

    The 90 % interval is that of a normal posterior: complaints of a part are taken as independent draws around the
    brand's true value with the variance of the sector, known; the prior is worth `prior_weight` of them; so the
    variance of a part is (variance of the sector) / (weight of the complaints + prior weight), that of the score is
    100 x the sum of share squared x variance, and the interval is the score plus or minus `interval_factor` standard
    deviations, cut at 0 and 10. The sector's variance includes `prior_weight` virtual complaints of the `start`
    variance, so that a few equal values never look certain. A sector without any complaint has the `start` mean.
    """

    name: str
    shares: Mapping[Part, Fraction]
    decay: tuple[int, ...]
    """Millionths that a complaint weighs, by the age of its month of publication; older months weigh nothing."""
    delay: tuple[int, ...]
    """Millionths that a delay is worth, by calendar days of Paris; longer ones are worth nothing."""
    prior_weight: int
    """How many virtual complaints the sector's mean stands for."""
    presumed_quarters: int
    """Quarters that a presumed satisfaction weighs; an explicit rating weighs four."""
    shown_from: int
    """Explicit ratings from which a number is shown."""
    interval_factor: Fraction
    """Standard deviations on each side of a 90 % interval."""
    start: Prior
    """What is believed of a sector nobody complained about yet."""
    bands: tuple[tuple[str, int], ...]
    """Each word with the first tenth of a point of its band, lowest first."""


# fmt: off
_HALF_LIFE_OF_6_MONTHS = (
    1_000_000, 890_899, 793_701, 707_107, 629_961, 561_231,
    500_000, 445_449, 396_850, 353_553, 314_980, 280_616,
)
"""2 ** (-months / 6) for the twelve months of the window, rounded to a millionth."""

_LOGARITHM_OF_60_DAYS = (
    1_000_000,
    1_000_000, 830_706, 731_676, 661_412, 606_912, 562_382, 524_732, 492_119, 463_351, 437_618,
    414_340, 393_088, 373_538, 355_438, 338_588, 322_825, 308_018, 294_058, 280_852, 268_324,
    256_408, 245_046, 234_189, 223_794, 213_824, 204_245, 195_027, 186_145, 177_574, 169_294,
    161_285, 153_531, 146_015, 138_724, 131_644, 124_764, 118_072, 111_558, 105_214, 99_031,
    93_000, 87_114, 81_367, 75_752, 70_263, 64_895, 59_643, 54_500, 49_464, 44_530,
    39_694, 34_951, 30_299, 25_733, 21_252, 16_851, 12_528, 8_280, 4_105, 0,
)
"""1 - log(days) / log(60), 1 up to one day, rounded to a millionth."""
# fmt: on

V1 = Formula(
    name="v1",
    shares={Part.SATISFACTION: Fraction(50, 100), Part.DELAY: Fraction(30, 100), Part.DISPUTES: Fraction(20, 100)},
    decay=_HALF_LIFE_OF_6_MONTHS,
    delay=_LOGARITHM_OF_60_DAYS,
    prior_weight=10,
    presumed_quarters=1,
    shown_from=10,
    interval_factor=Fraction(1_645, 1_000),
    # Every value from 0 to 1 as likely as another; no dispute until one is seen.
    start={
        Part.SATISFACTION: Belief(Fraction(1, 2), Fraction(1, 12)),
        Part.DELAY: Belief(Fraction(1, 2), Fraction(1, 12)),
        Part.DISPUTES: Belief(Fraction(1), Fraction(0)),
    },
    bands=(("very-low", 0), ("low", 30), ("fair", 50), ("good", 65), ("very-good", 80)),
)
"""Formula v1."""

FORMULAS: Mapping[str, Formula] = {V1.name: V1}
"""Every version ever used, so that a past score can be computed again."""

CURRENT = V1
"""The version in force."""


def tenths(value: Fraction) -> int:
    """A number from 0 on in tenths, half up: the one rounding of what is shown."""
    return (value * 20 + 1) // 2


def band_of(shown_tenths: int, formula: Formula) -> str:
    """The word beside a shown number."""
    return next(word for word, first in reversed(formula.bands) if shown_tenths >= first)
