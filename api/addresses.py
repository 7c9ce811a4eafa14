"""Where a request comes from, as far as that can be believed."""

import hmac
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from flask import request

FORWARDED = ("Forwarded", "X-Forwarded-For", "Via")
_HOME_NETWORK_BITS = 64
_DIGEST_BYTES = 12


def asked_from_here() -> bool:
    """Tell whether this machine asks; what a proxy passed on came from somewhere else."""
    if any(name in request.headers for name in FORWARDED):
        return False
    nearest = _parse(request.remote_addr or "")
    return nearest is not None and nearest.is_loopback


def address_mark(secret_key: bytes) -> str:
    """Return what stands for the caller's address: keyed, so that it cannot be looked up.

    An IPv6 caller has a whole network of addresses: the network counts as one.
    """
    address = _believed()
    if isinstance(address, IPv6Address):
        text = str(ip_network((address, _HOME_NETWORK_BITS), strict=False))
    else:
        text = str(address)
    digest = hmac.digest(secret_key, b"address" + text.encode(), "sha256")
    return digest[:_DIGEST_BYTES].hex()


def _believed() -> IPv4Address | IPv6Address | None:
    """Return the address that the nearest proxy saw; a caller from the open net is no proxy."""
    nearest = _parse(request.remote_addr or "")
    if nearest is None or nearest.is_global:
        return nearest
    passed_on = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    return _parse(passed_on) or nearest


def _parse(text: str) -> IPv4Address | IPv6Address | None:
    try:
        address = ip_address(text)
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return mapped or address
