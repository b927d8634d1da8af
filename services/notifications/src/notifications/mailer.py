"""The mail server, and what its answers mean."""

from dataclasses import dataclass
from datetime import timedelta
from email.message import EmailMessage

import aiosmtplib


class NotTakenError(Exception):
    """The server did not take the mail, for certain: it may be tried again without doubling it."""


class UncertainError(Exception):
    """The connection broke after the mail was given: the server may have it."""


class RefusedForGoodError(Exception):
    """The server refuses this address or mail for good."""


@dataclass(frozen=True)
class Mailer:
    """One SMTP server."""

    host: str
    port: int
    username: str | None
    password: str | None
    starttls: bool
    timeout: timedelta

    async def send(self, message: EmailMessage) -> str:
        """Hands a mail over and returns the server's answer, with its queue id.

        Raises:
            NotTakenError: no connection, or a temporary refusal.
            RefusedForGoodError: a permanent refusal.
            UncertainError: the answer to the mail itself never came.
        """
        client = aiosmtplib.SMTP(
            hostname=self.host,
            port=self.port,
            timeout=self.timeout.total_seconds(),
            start_tls=self.starttls,
            username=self.username,
            password=self.password,
        )
        try:
            await client.connect()
        except (aiosmtplib.SMTPException, OSError) as error:
            raise NotTakenError(type(error).__name__) from error
        try:
            return await self._hand_over(client, message)
        finally:
            client.close()

    async def _hand_over(self, client: aiosmtplib.SMTP, message: EmailMessage) -> str:
        try:
            _, reply = await client.send_message(message)
        except aiosmtplib.SMTPRecipientsRefused as error:
            raise _refusal(error.recipients[0]) from error
        except aiosmtplib.SMTPResponseException as error:
            # A refused sender or content says nothing of the reader: only a refused recipient is a bounce.
            raise NotTakenError(f"{error.code}") from error
        except (aiosmtplib.SMTPException, OSError) as error:
            raise UncertainError(type(error).__name__) from error
        return reply


def _refusal(error: aiosmtplib.SMTPResponseException) -> Exception:
    permanent = 500 <= error.code < 600
    return RefusedForGoodError(f"{error.code}") if permanent else NotTakenError(f"{error.code}")
