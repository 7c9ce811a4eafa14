"""Apps that served a house before: they serve the next one instead of being put together anew.

An app knows its house by what `install` gave it; its doors, templates and settings are the same
for every house of a kind. Putting one together took most of a test's time.
"""

from collections.abc import Callable
from typing import Any

from flask import Flask

from api.app import register
from api.services import EXTENSION, Services, install


class Shelf:
    """Apps of one kind; what a test changes in the settings of one does not reach the next."""

    def __init__(self, furnish: Callable[[Flask, Services], None]) -> None:
        self._furnish = furnish
        self._kept: list[Flask] = []
        self._settings: dict[str, Any] = {}

    def take(self, services: Services) -> Flask:
        """Return an app with these services: one from the shelf, or a new one."""
        if not self._kept:
            app = Flask("house")
            self._furnish(app, services)
            self._settings = dict(app.config)
            return app
        app = self._kept.pop()
        install(app, services)
        return app

    def put_back(self, app: Flask) -> None:
        """Keep an app for the next house, with the settings it was made with."""
        del app.extensions[EXTENSION]
        app.config.clear()
        app.config.update(self._settings)
        self._kept.append(app)


DOORS = Shelf(register)
"""Apps with the API alone."""
