"""French registration plates, of the present series (SIV, AB-123-CD) and the former one (FNI, 1234 AB 75)."""

import re
from collections.abc import Iterator

from complaints.domain.screening.folding import Folded
from complaints.domain.screening.model import Finding, Kind

LETTERS = r"(?:(?!ss)[a-hj-np-tv-z]{2})"
SIV = re.compile(rf"(?<![\w\-]){LETTERS}([ .\-·]?)\d{{3}}\1{LETTERS}(?![\w\-])")
DEPARTMENT = r"(?:0[1-9]|[1-8]\d|9[0-5]|97[1-6]|2[ab])"
FNI = re.compile(rf"(?<![\w\-])\d{{2,4}}([ \-]?)[a-hj-np-tv-z]{{2,3}}\1{DEPARTMENT}(?![\w\-])")
UNITS = re.compile(r"(?:gb|cm|mm|km|kg|ml|cl|mb|tb|ht|ttc|eme|kw|kwh|pcs|px)\Z")
"""Letters that follow a figure as a unit."""

VEHICLE_CUE = re.compile(
    r"\b(?:immatricul\w*|plaque|voiture|vehicule|moto|scooter|camion|camionnette|fourgon|utilitaire|auto|caravane"
    r"|remorque|citadine|berline)\b"
)
PRODUCT_CUE = re.compile(r"\b(?:article|ref|reference|modele|produit|commande|dossier|code|serie|colis|numero de)\b")
AROUND = 60
"""How far before a plate, in characters, the word that speaks of a vehicle is looked for."""


def find_plates(folded: Folded) -> Iterator[Finding]:
    """Plates written as on a vehicle (capitals), or in any way after a word that speaks of one."""
    for found in SIV.finditer(folded.text):
        if is_plate(folded, found, needs_cue=not found[1]):
            yield Finding(*folded.original_span(*found.span()), Kind.PLATE, "plate.siv")
    for found in FNI.finditer(folded.text):
        if is_plate(folded, found, needs_cue=True) and not UNITS.search(re.sub(r"[^a-z]", "", found[0])):
            yield Finding(*folded.original_span(*found.span()), Kind.PLATE, "plate.fni")


def is_plate(folded: Folded, found: re.Match[str], *, needs_cue: bool) -> bool:
    """A vehicle near makes it one; a product near, or small letters alone, do not."""
    before = folded.before(found.start(), AROUND)
    if VEHICLE_CUE.search(before):
        return True
    start, end = folded.original_span(*found.span())
    return not needs_cue and not PRODUCT_CUE.search(before) and folded.source[start:end].isupper()
