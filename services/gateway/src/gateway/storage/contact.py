"""Messages to RéclameICI: counted here by subject, sent to staff by notifications, kept nowhere."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import Field

from gateway.storage.base import Table
from servicekit.ids import new_id
from servicekit.rows import moment


class ContactRow(Table, table=True):
    """That somebody wrote about a subject: wishes for a version between professionals are counted so."""

    __tablename__ = "contact"

    id: str = Field(primary_key=True)
    subject: str = Field(index=True)
    sent_at: datetime = moment()


def count(session: AsyncSession, subject: str, now: datetime) -> None:
    """Counts a message."""
    session.add(ContactRow(id=new_id(), subject=subject[:40], sent_at=now))
