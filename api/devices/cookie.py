"""The cookie of a browser that is a device, and who it then is."""

from datetime import timedelta
from typing import Final

from flask import Response, request

from people.devices import DEVICE_LIFE
from people.grants import Grant, TokenKind

SCREEN_COOKIE: Final = "redbee_screen"


def screen_secret() -> str:
    """Return the secret of the device that asks; empty if it is none."""
    return request.cookies.get(SCREEN_COOKIE, "")


def is_device(grant: Grant | None) -> bool:
    """Tell whether a grant is that of a browser which is a device."""
    return grant is not None and grant.kind is TokenKind.DEVICE


def keep_secret(response: Response, secret: str, *, secure: bool) -> None:
    """Make the browser a device."""
    _set(response, secret, DEVICE_LIFE, secure=secure)


def drop_secret(response: Response) -> None:
    """Let the browser be none any more."""
    response.delete_cookie(SCREEN_COOKIE, path="/", samesite="Lax", httponly=True)


def _set(response: Response, secret: str, life: timedelta, *, secure: bool) -> None:
    response.set_cookie(
        SCREEN_COOKIE,
        secret,
        max_age=life,
        path="/",
        secure=secure,
        httponly=True,
        samesite="Lax",
    )
