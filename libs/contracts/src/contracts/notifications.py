"""Facts of the notifications service."""

from pydantic import AwareDatetime

from contracts.message import Fact


class BrandNotified(Fact, type="notifications.brand.notified.v1", key="complaint_id"):
    """The mail server took the notification of a complaint to its brand."""

    complaint_id: str
    brand_id: str
    receipt_id: str
    at: AwareDatetime


class MailBounced(Fact, type="notifications.mail.bounced.v1", key="account_id"):
    """The mail server refused an account's address for good."""

    account_id: str
    at: AwareDatetime
