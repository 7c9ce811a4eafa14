"""The web application: pages and API over one set of services."""

from flask import Flask

from api.app import register as register_api
from bootstrap.container import House
from web.app import register as register_pages


def create_app(house: House) -> Flask:
    """Build the WSGI application of a house."""
    app = Flask("redbee", static_folder=None, template_folder=None)
    app.config["SECRET_KEY"] = house.services.secret_key
    app.config["SESSION_COOKIE_SECURE"] = house.config.secure_cookies
    register_api(app, house.services)
    register_pages(app, house.services, secure_cookies=house.config.secure_cookies)
    return app
