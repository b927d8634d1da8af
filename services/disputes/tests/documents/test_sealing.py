"""A seal holds what it seals: PAdES, valid, broken by any change; the standards survive it."""

import base64
import io
from datetime import timedelta
from functools import cache

import pytest
from asn1crypto.x509 import Certificate
from hypothesis import given, settings
from hypothesis import strategies as st
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.general import SigningError
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext
from services.disputes.tests.documents.world import T0, dossier, read, text_of
from tests.architecture.house import secrets

from disputes.documents.dossier import write_dossier
from disputes.sealing import Sealer
from reclameici.local.secrets import PlatformSecrets


@cache
def sealer():
    return Sealer.of(secrets().seal_key)


@cache
def sealed():
    return sealer().seal(write_dossier(dossier()), T0 + timedelta(minutes=5))


def status_of(pdf):
    certificate = Certificate.load(sealer().certificate)
    (signature,) = PdfFileReader(io.BytesIO(pdf)).embedded_signatures
    return validate_pdf_signature(signature, ValidationContext(trust_roots=[certificate], moment=T0))


def is_whole(pdf):
    """Whether anybody would believe it: one seal over all of it, valid and of our key."""
    try:
        return status_of(pdf).bottom_line
    except (PdfError, SigningError, ValueError, KeyError, TypeError, IndexError, AttributeError):
        return False


def test_a_sealed_document_is_valid_whole_and_ours():
    status = status_of(sealed())
    assert (status.valid, status.intact, status.trusted, status.bottom_line) == (True, True, True, True)
    assert status.coverage.name == "ENTIRE_FILE"
    assert status.signer_reported_dt == T0 + timedelta(minutes=5)


def test_the_seal_is_pades_and_allows_no_change():
    (signature,) = PdfFileReader(io.BytesIO(sealed())).embedded_signatures
    assert signature.sig_object["/SubFilter"] == "/ETSI.CAdES.detached"
    assert signature.docmdp_level.name == "NO_CHANGES"


@given(st.integers(0, 1_000_000), st.integers(1, 255))
@settings(deadline=None, max_examples=20)
def test_one_changed_byte_breaks_the_seal(place, change):
    changed = bytearray(sealed())
    start, length, *_ = PdfFileReader(io.BytesIO(sealed())).embedded_signatures[0].byte_range
    changed[start + place % length] ^= change
    assert not is_whole(bytes(changed))


def test_a_seal_of_another_key_is_not_ours(tmp_path):
    other = Sealer.of(PlatformSecrets.load_or_create(tmp_path / "secrets.json").seal_key)
    assert not is_whole(other.seal(write_dossier(dossier()), T0))


def test_what_was_sealed_is_still_there_byte_for_byte():
    assert sealed().startswith(write_dossier(dossier()))
    assert text_of(sealed()) == text_of(write_dossier(dossier()))


def test_tags_language_and_standards_survive_the_seal():
    before, after = (read(pdf).trailer["/Root"] for pdf in (write_dossier(dossier()), sealed()))
    assert after["/Metadata"].get_data() == before["/Metadata"].get_data()
    assert after["/Lang"] == before["/Lang"]
    assert "/StructTreeRoot" in after
    assert "/MarkInfo" in after


@pytest.mark.parametrize("key", ["", "no base64!", base64.b64encode(b"no key").decode()])
def test_a_key_that_is_none_is_refused(key):
    with pytest.raises(ValueError, match=r"."):
        Sealer.of(key)
