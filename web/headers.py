"""Security headers of every answer: nothing from elsewhere, nothing inline, nobody frames us."""

from typing import Final

from flask import Response, current_app

from api.signin.opening import SECURE_SETTING

CONTENT_SECURITY_POLICY: Final = (
    "default-src 'self'; "
    # Reading codes in the browser is WebAssembly; 'unsafe-eval' is not needed for it.
    "script-src 'self' 'wasm-unsafe-eval'; "
    "style-src 'self'; "
    "img-src 'self' data: blob:; "
    "media-src 'self' blob:; "
    "connect-src 'self'; "
    "worker-src 'self'; "
    "manifest-src 'self'; "
    "frame-ancestors 'none'; "
    "base-uri 'none'; "
    "form-action 'self'; "
    "object-src 'none'"
)
TLS_ONLY: Final = "max-age=31536000"
CAMERA_AND_PLACE: Final = "camera=(self), microphone=(), geolocation=(self)"
"""``Permissions-Policy`` of the pages that may ask where the phone is."""
SECURITY_HEADERS: Final = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Permissions-Policy": "camera=(self), microphone=(), geolocation=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def may_ask_for_place(response: Response) -> Response:
    """Let this page ask where the phone is; the person still has to agree."""
    response.headers["Permissions-Policy"] = CAMERA_AND_PLACE
    return response


def secure(response: Response) -> Response:
    """Put the security headers on an answer; for `after_request`.

    Where cookies are for TLS only, browsers are told to come by TLS only for a year.
    """
    for name, value in SECURITY_HEADERS.items():
        response.headers.setdefault(name, value)
    if current_app.config.get(SECURE_SETTING):
        response.headers.setdefault("Strict-Transport-Security", TLS_ONLY)
    return response
