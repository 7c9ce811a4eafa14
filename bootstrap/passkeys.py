"""Where passkeys are good: the name and the origins that browsers bind them to."""

from ipaddress import ip_address

from bootstrap.config import Config
from people.passkeys import RelyingParty

LOCALHOST = "localhost"


def relying_party(config: Config) -> RelyingParty:
    """Return the house as browsers know it, from REDBEE_PUBLIC_HOST.

    Browsers bind passkeys to names, never to bare addresses. A house on this very machine is
    reached as http://localhost, which they trust without TLS; any other address as a number has
    no passkeys, and staff use one-time codes.
    """
    host = config.public_host.lower()
    name, _, port = host.partition(":")
    if _is_loopback(name):
        name, host = LOCALHOST, f"{LOCALHOST}:{port}" if port else LOCALHOST
    scheme = "https" if config.secure_cookies else "http"
    return RelyingParty(name, (f"{scheme}://{host}",))


def _is_loopback(name: str) -> bool:
    # Codes may hold a short form such as 127.1, which the library does not read.
    if name == LOCALHOST or name.startswith("127."):
        return True
    try:
        return ip_address(name.strip("[]")).is_loopback
    except ValueError:
        return False
