"""Entry point of a web worker: ``bootstrap.wsgi:app``, as ``redbee serve`` starts it."""

import atexit

from bootstrap.app import create_app
from bootstrap.background import Background
from bootstrap.config import Config, Role
from bootstrap.container import build
from bootstrap.logs import configure_logs

configure_logs()
_house = build(Config.from_env())
app = create_app(_house)

if _house.config.role is Role.ALL:
    _background = Background(_house)
    _background.start()
    atexit.register(_background.stop)
