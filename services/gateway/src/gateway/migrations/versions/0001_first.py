"""The first tables, and what search needs: accents forgiven, French words, trigrams."""

from alembic import op

from gateway.storage.accounts import AccountRow
from gateway.storage.contact import ContactRow
from gateway.storage.views import BrandViewRow
from servicekit.migrations import create_all

revision = "0001"
down_revision = None

SEARCH = (
    "create extension if not exists unaccent",
    "create extension if not exists pg_trgm",
    # unaccent() is only stable, since its dictionary may change; this one is fixed by name, so an index may use it.
    "create function folded(text) returns text language sql immutable strict parallel safe"
    " as $$ select lower(public.unaccent('public.unaccent'::regdictionary, $1)) $$",
    "create text search configuration french_folded (copy = french)",
    "alter text search configuration french_folded alter mapping for hword, hword_part, word"
    " with unaccent, french_stem",
)


def upgrade() -> None:
    """Creates the tables of the gateway and of servicekit."""
    for statement in SEARCH:
        op.execute(statement)
    create_all(AccountRow.metadata, BrandViewRow.metadata, ContactRow.metadata)
