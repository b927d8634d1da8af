"""Facts of the gateway, which owns accounts."""

from pydantic import AwareDatetime

from contracts.message import Fact
from contracts.vocabulary import Role


class AccountFact(Fact):
    """What every fact about an account carries."""

    account_id: str
    at: AwareDatetime


class AccountOpened(AccountFact, type="accounts.account.opened.v1", key="account_id"):
    """Somebody proved an e-mail address by its code."""

    role: Role


class RoleGranted(AccountFact, type="accounts.role.granted.v1", key="account_id"):
    """An operator gave an account another role."""

    role: Role


class AccountClosed(AccountFact, type="accounts.account.closed.v1", key="account_id"):
    """The person closed the account."""
