"""Which signs of a text can be printed: those that the fonts of the documents hold."""

import re
import unicodedata

PRINTABLE = re.compile(
    "["
    "\n\u0020-\u007e\u00a0-\u00ac\u00ae-\u024f"  # Latin
    "\u0386\u0388-\u038a\u038c\u038e-\u03a1\u03a3-\u03ff"  # Greek
    "\u0400-\u0482\u048a-\u04ff"  # Cyrillic
    "\u05d0-\u05ea"  # Hebrew
    "\u060c\u061b\u061f\u0621-\u063a\u0641-\u0652\u0660-\u066a"  # Arabic
    "\u1e00-\u1eff"  # Latin again
    "\u2010-\u2015\u2018-\u201f\u2020-\u2022\u2026\u202f\u2030\u2032\u2033\u2039\u203a\u20ac\u2116\u2122"
    "\u2190-\u2193\u2212\u2248\u2260\u2264\u2265"
    "]"
)
"""A wider set would let through signs that no font has, which PDF/A forbids, and some that stop the typesetter."""

UNSEEN = {"Cc", "Cf", "Zl", "Zp"}
"""Categories of signs that show nothing, and may reorder or hide what stands beside them."""

SELECTORS = re.compile("[\ufe00-\ufe0f\U0001f3fb-\U0001f3ff]")
"""Variants and skin tones of the sign before them."""

LONGEST = 32
"""Signs that stand without a place to break a line: what the narrowest column of a table takes."""

UNBROKEN = re.compile(rf"(\S{{{LONGEST}}})(?=\S)")

BREAK = "\u200b"
"""A place to break a line that shows nothing."""


def printable(text: str) -> str:
    """The text with its unprintable signs by their number, « [U+1F600] », and lines that may break in any word."""
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "))
    return UNBROKEN.sub(rf"\1{BREAK}", "".join(map(_sign, composed)))


def _sign(sign: str) -> str:
    if PRINTABLE.match(sign):
        return sign
    if unicodedata.category(sign) in UNSEEN or SELECTORS.match(sign):
        return ""
    return " " if sign.isspace() else f"[U+{ord(sign):04X}]"
