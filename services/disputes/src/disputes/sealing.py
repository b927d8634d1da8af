"""The seal of a document: a PAdES signature (ETSI EN 319 142, level B-B) that no later change survives."""

import asyncio
import base64
import io
from datetime import datetime
from typing import Self

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.sign.ades.api import CAdESSignedAttrSpec
from pyhanko.sign.fields import MDPPerm, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes

FIELD = "Sceau"

ROOM = 32 * 1024
"""Hexadecimal digits kept in the document for the signature and its certificates."""


class _Appending(IncrementalPdfFileWriter):
    """Appends the seal and leaves what the document says of itself, its date above all, as it was."""

    def _update_meta(self) -> None:
        """Not here: the time of the seal is in the seal."""


class Sealer:
    """Seals with one key and its certificate. Its work is for a thread, outside any event loop."""

    def __init__(self, signer: SimpleSigner) -> None:
        """Args: signer: key and certificates."""
        self._signer = signer

    @classmethod
    def of(cls, key: str) -> Self:
        """Args: key: PKCS#12 without a passphrase, in base64. Raises ValueError."""
        signer = SimpleSigner.load_pkcs12_data(base64.b64decode(key, validate=True), other_certs=[])
        if signer is None:
            raise ValueError("the seal's key is no PKCS#12 file without a passphrase")
        return cls(signer)

    @property
    def certificate(self) -> bytes:
        """The certificate that the seal is checked with, DER."""
        certificate = self._signer.signing_cert
        assert certificate is not None  # it came with the key
        return bytes(certificate.dump())

    def seal(self, pdf: bytes, at: datetime) -> bytes:
        """The document with an invisible seal appended to it; `at` is what the seal says of its time."""
        return asyncio.run(self._seal(pdf, at))

    async def _seal(self, pdf: bytes, at: datetime) -> bytes:
        # PDF/A wants a line's end before the first object that is appended.
        writer = _Appending(io.BytesIO(pdf + b"\n"))
        session = self._pdf_signer().init_signing_session(writer)
        session.system_time = at
        document = session.prepare_tbs_document(validation_info=None, bytes_reserved=ROOM)
        digest, output = document.digest_tbs_document()
        sealed = await document.perform_signature(
            digest.document_digest,
            PdfCMSSignedAttributes(signing_time=at, cades_signed_attrs=CAdESSignedAttrSpec()),
        )
        await sealed.post_signature_processing(output)
        output.seek(0)
        return bytes(output.read())

    def _pdf_signer(self) -> PdfSigner:
        return PdfSigner(
            PdfSignatureMetadata(
                field_name=FIELD,
                md_algorithm="sha256",
                subfilter=SigSeedSubFilter.PADES,
                certify=True,
                docmdp_permissions=MDPPerm.NO_CHANGES,
            ),
            signer=self._signer,
            new_field_spec=SigFieldSpec(FIELD),
        )
