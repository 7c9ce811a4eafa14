"""Codes as web addresses: `HTTPS://HOST/Q/TOKEN`, in capitals, so that any camera opens them.

Capitals and digits fit the tight alphabet of QR codes: 61 characters make a version 3 code at
level M, the largest that cheap cameras read at half a metre. A rotating token takes 36 of them
and `HTTPS://` and `/Q/` 11, so a host has at most 14 characters, port included.
"""

import re

from qr.layout import TOKEN_LENGTHS, unbase32

URL_LENGTH_MAX = 61
HOST_LENGTH_MAX = 14
TEXT_LENGTH_MAX = 200  # of a scanned text: other people's codes may carry whole essays

_HOST = re.compile(r"[A-Z0-9](?:[A-Z0-9.-]*[A-Z0-9])?(?::[0-9]{1,5})?")
_ADDRESS = re.compile(r"https?://[^/?#@\s]+/q/([a-z2-7]+)", re.ASCII | re.IGNORECASE)


def url(host: str, token: str) -> str:
    """Return the address that goes into a code; a host that would not fit is refused."""
    capitals = host.upper() if host.isascii() else host
    if len(host) > HOST_LENGTH_MAX:
        raise ValueError(
            f"host {host!r} has {len(host)} characters, and a code holds {HOST_LENGTH_MAX}:"
            f" the whole address must stay within {URL_LENGTH_MAX} (QR version 3)"
        )
    if not _HOST.fullmatch(capitals):
        raise ValueError(f"host {host!r} is not a name or IPv4 address with an optional port")
    if len(token) not in TOKEN_LENGTHS or unbase32(token) is None:
        raise ValueError("this is not the text of a token")
    return f"HTTPS://{capitals}/Q/{token.upper()}"


def device_url(host: str, code: str) -> str:
    """Return the address that enrols a device by its code: capitals, as for tokens."""
    return f"HTTPS://{host.upper()}/D/{code}"


def token_text(scanned: str) -> str | None:
    """Return the token in a scanned text, bare or as an address; None if there is none."""
    if len(scanned) > TEXT_LENGTH_MAX:
        return None
    text = scanned.strip()
    if "/" not in text:
        return text
    address = _ADDRESS.fullmatch(text)
    return address[1] if address else None
