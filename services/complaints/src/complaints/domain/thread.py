"""The private thread between the consumer, the brand and staff."""

from dataclasses import dataclass
from datetime import datetime

from complaints.domain import facts
from complaints.domain.complaint import Complaint, require
from complaints.domain.errors import InvalidError
from complaints.domain.facts import By, MessagePosted
from complaints.domain.terms import MESSAGE_LENGTH


@dataclass(frozen=True)
class PostMessage:
    """Somebody writes in the thread."""

    message_id: str
    by: By
    text: str
    now: datetime


def post(complaint: Complaint, command: PostMessage) -> MessagePosted:
    """Raises NotInThisStateError where the thread is closed, InvalidError for an empty or endless text."""
    require(complaint, facts.MessagePosted)
    if not command.text.strip():
        raise InvalidError("Écrivez votre message.", "text")
    if len(command.text) > MESSAGE_LENGTH:
        raise InvalidError(f"Écrivez {MESSAGE_LENGTH} signes au plus par message.", "text")
    return MessagePosted(command.now, command.message_id, command.by)
