"""Dresses a Flask application for pages: filters, icons, static addresses, security headers."""

from dataclasses import dataclass

from flask import Flask
from jinja2 import StrictUndefined

from web import formats, messages_zh
from web.assets import asset, assets
from web.desk_menu import desk_menu, searches_households
from web.headers import secure
from web.icons import icon


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What surrounds every page: who reads it, how it should look, the token of its forms."""

    csrf_token: str = ""
    signed_in: bool = False
    role: str = ""
    name: str = ""
    unit_name: str = ""
    theme: str = "light"
    large: bool = False
    scans: bool = True
    """Whether this role scans codes at all."""
    sso: bool = False
    """Whether staff may sign in through the city."""
    owner: str = ""
    """Role and random ID of who reads it: what a phone keeps without a network is theirs alone."""

    @property
    def role_name(self) -> str:
        """The role in words, such as 志愿者."""
        return messages_zh.ROLES.get(self.role, "")

    @property
    def tabs(self) -> tuple[messages_zh.Tab, ...]:
        """The three or four root pages of this role."""
        tabs = messages_zh.TABS.get(self.role, ())
        return tuple(tab for tab in tabs if self.scans or tab.address != messages_zh.SCAN_ADDRESS)


def dress(app: Flask) -> None:
    """Give `app` everything the templates use; every page is rendered with a `frame`."""
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update(formats.FILTERS)
    app.jinja_env.globals.update(formats.GLOBALS)
    app.jinja_env.globals.update(icon=icon, asset=asset, words=messages_zh)
    app.jinja_env.globals.update(desk_menu=desk_menu, searches_households=searches_households)
    app.register_blueprint(assets)
    app.after_request(secure)
