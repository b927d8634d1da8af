"""How to tell that something answers."""

import httpx


def answers_http(url: str, *, any_status: bool = False) -> bool:
    """Whether the address answers with a success, or at all if `any_status`."""
    try:
        return httpx.get(url, timeout=2, trust_env=False).is_success or any_status
    except httpx.HTTPError:
        return False


def http_answer(url: str) -> str:
    """What the address answers, whatever its status, or why it does not."""
    try:
        return httpx.get(url, timeout=2, trust_env=False).text
    except httpx.HTTPError as error:
        return repr(error)
