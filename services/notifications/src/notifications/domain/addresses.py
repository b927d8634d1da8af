"""What may be shown of an address."""


def masked(address: str) -> str:
    """Enough for whoever knows the address to recognise it: `camille@filandre.example` → `c…@filandre.example`."""
    name, _, domain = address.rpartition("@")
    return f"{name[:1]}…@{domain}"
