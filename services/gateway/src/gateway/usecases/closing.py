"""The end of a dispute, at the partners' gate."""

from collections.abc import Callable
from contextlib import suppress

from contracts.http import mandates as http
from contracts.http import partners as partner_http
from gateway.backends import Backend
from gateway.domain.errors import UnavailableError
from servicekit.ids import new_id
from servicekit.principal import Principal


async def close_gate(backend: Callable[[str], Backend], principal: Principal, dispute_id: str) -> None:
    """Stops at the gate every mandate that ended with its dispute, without waiting for the bus to tell it.

    The dispute has ended already, and the bus tells it too: a service that is away now is told by the bus alone.
    """
    with suppress(UnavailableError):
        found = await backend("disputes").get(f"/disputes/{dispute_id}/mandates", principal, http.MandateList)
        stop = partner_http.StopMandate(dispute_id=dispute_id, with_dispute=True)
        for each in found.mandates:
            if each.signed_at:
                path = f"/mandates/{each.mandate_id}/stop"
                await backend("partners").post(path, principal, stop, new_id(), partner_http.StoppedMandate)
