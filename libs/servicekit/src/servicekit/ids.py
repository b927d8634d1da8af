"""Identifiers: opaque, ordered in time, made by the service itself."""

import uuid_utils


def new_id() -> str:
    """A UUIDv7 (RFC 9562) in its canonical text form."""
    return str(uuid_utils.uuid7())
