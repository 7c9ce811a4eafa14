"""The web application: pages and API over one set of services."""

from flask import Flask

import web
from api.app import register as register_api
from bootstrap.container import House


def create_app(house: House) -> Flask:
    """Build the WSGI application of a house."""
    app = Flask("redbee", static_folder=None, template_folder=None)
    app.config["SECRET_KEY"] = house.services.secret_key
    app.config["SESSION_COOKIE_SECURE"] = house.config.secure_cookies
    register_api(app, house.services)
    if hasattr(web, "register"):
        web.register(app, house.services, secure_cookies=house.config.secure_cookies)
    return app
