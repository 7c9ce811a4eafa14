"""Doors: blueprints whose requests are read strictly and whose answers are documented."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, NoReturn

import flask
import marshmallow
from flask_smorest import Blueprint  # type: ignore[import-untyped]
from webargs.core import missing
from webargs.flaskparser import FlaskParser

from api.bodies import read_json
from api.reading import wait_for
from api.refusals import RequestInvalidError
from api.services import services

PREFIX = "/api/v1"
SCHEMA_PATH = "_schema"

View = Callable[..., Any]


class StrictParser(FlaskParser):
    """Reads bodies with our own limits, refuses unknown fields everywhere, names field paths."""

    DEFAULT_UNKNOWN_BY_LOCATION = {  # noqa: RUF012 - the library's own declaration
        **FlaskParser.DEFAULT_UNKNOWN_BY_LOCATION,
        "query": marshmallow.RAISE,
    }

    def load_json(self, req: flask.Request, schema: marshmallow.Schema) -> Any:  # noqa: ARG002
        """Return the body, or the library's marker for none."""
        if not req.get_data(cache=True):
            return missing
        return read_json(req)

    def handle_error(
        self,
        error: marshmallow.ValidationError,
        req: flask.Request,  # noqa: ARG002
        schema: marshmallow.Schema,  # noqa: ARG002
        *,
        error_status_code: int | None,  # noqa: ARG002
        error_headers: Mapping[str, str] | None,  # noqa: ARG002
    ) -> NoReturn:
        """Refuse, naming each field by its path."""
        messages = error.normalized_messages()  # type: ignore[no-untyped-call]
        location = next(iter(messages.values()))
        raise RequestInvalidError(paths_of(location))


class Doors(Blueprint):  # type: ignore[misc]
    """A blueprint under /api/v1."""

    ARGUMENTS_PARSER = StrictParser()

    def __init__(self, name: str, description: str) -> None:
        super().__init__(name, name, url_prefix=PREFIX, description=description)

    def get(self, rule: str, **options: Any) -> Callable[[View], View]:
        """Put a view at an address, for reading."""
        return super().get(rule, **options)  # type: ignore[no-any-return]

    def post(self, rule: str, **options: Any) -> Callable[[View], View]:
        """Put a view at an address, for commands."""
        return super().post(rule, **options)  # type: ignore[no-any-return]

    def put(self, rule: str, **options: Any) -> Callable[[View], View]:
        """Put a view at an address, for what stands there from now on."""
        return super().put(rule, **options)  # type: ignore[no-any-return]

    def patch(self, rule: str, **options: Any) -> Callable[[View], View]:
        """Put a view at an address, for changing a setting."""
        return super().patch(rule, **options)  # type: ignore[no-any-return]

    def delete(self, rule: str, **options: Any) -> Callable[[View], View]:
        """Put a view at an address, for ending something."""
        return super().delete(rule, **options)  # type: ignore[no-any-return]

    def commands(self, schema: Any, answer: Any, *, status: int = 201) -> Callable[[View], View]:
        """Document and read a request with a body, and what it is answered with."""

        def decorate(view: View) -> View:
            return self.arguments(schema)(self.response(status, answer)(view))  # type: ignore[no-any-return]

        return decorate

    def takes(self, schema: Any, answer: Any, *, status: int = 201) -> Callable[[View], View]:
        """Document and read a form with files, and what it is answered with."""

        def decorate(view: View) -> View:
            answered = self.response(status, answer)(view)
            return self.arguments(schema, location="files")(answered)  # type: ignore[no-any-return]

        return decorate

    def answers(self, answer: Any, *, status: int = 200) -> Callable[[View], View]:
        """Document a request without a body, and what it is answered with."""
        return self.response(status, answer)  # type: ignore[no-any-return]

    def reads(self, query: Any, answer: Any) -> Callable[[View], View]:
        """Document and read a GET: its query, whose ``after`` is waited for, and its answer."""

        def decorate(view: View) -> View:
            @wraps(view)
            def waiting(asked: dict[str, Any], **path: Any) -> Any:
                wait_for(services(), asked.pop("after", None))
                return view(asked, **path)

            answered = self.response(200, answer)(waiting)
            return self.arguments(query, location="query")(answered)  # type: ignore[no-any-return]

        return decorate

    def draws(self) -> Callable[[View], View]:
        """Document a GET that is answered with a drawing."""
        drawing = {"type": "string"}
        return self.response(200, drawing, content_type="image/svg+xml")  # type: ignore[no-any-return]

    def prints(self, query: Any = None) -> Callable[[View], View]:
        """Document a GET that is answered with a paper, and read its query if it has one."""
        paper = {"type": "string", "format": "binary"}

        def decorate(view: View) -> View:
            answered = self.response(200, paper, content_type="application/pdf")(view)
            if query is None:
                return answered  # type: ignore[no-any-return]
            return self.arguments(query, location="query")(answered)  # type: ignore[no-any-return]

        return decorate

    def shows(self, content_type: str) -> Callable[[View], View]:
        """Document a GET that is answered with a picture."""
        picture = {"type": "string", "format": "binary"}
        return self.response(200, picture, content_type=content_type)  # type: ignore[no-any-return]

    def packs(self, schema: Any, content_type: str) -> Callable[[View], View]:
        """Document and read a request with a body that is answered with a file."""
        file = {"type": "string", "format": "binary"}

        def decorate(view: View) -> View:
            answered = self.response(200, file, content_type=content_type)(view)
            return self.arguments(schema)(answered)  # type: ignore[no-any-return]

        return decorate


def paths_of(messages: Any, path: str = "") -> dict[str, list[str]]:
    """Flatten nested messages: ``{"scans.0.token": ["Missing data…"]}``."""
    if not isinstance(messages, Mapping):
        said = messages if isinstance(messages, list) else [messages]
        return {path or SCHEMA_PATH: [str(each) for each in said]}
    flat: dict[str, list[str]] = {}
    for name, inner in messages.items():
        below = path if name == SCHEMA_PATH else f"{path}.{name}" if path else str(name)
        for at, said in paths_of(inner, below).items():
            flat.setdefault(at, []).extend(said)
    return flat
