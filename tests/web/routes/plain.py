"""A browser without scripts: it follows links, fills forms in, and keeps cookies."""

from collections.abc import Callable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from flask import Flask
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

VOID = {"input", "img", "br", "hr", "meta", "link"}


@dataclass
class Form:
    """A form as it stands in the page."""

    action: str
    method: str
    fields: dict[str, str] = field(default_factory=dict)


@dataclass
class Document(HTMLParser):
    """What a person finds in a page: links, forms, and the words that are shown."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.forms: list[Form] = []
        self.words: list[str] = []
        self.pictures: list[str] = []
        self._inside: Form | None = None
        self._hidden = 0
        self.feed(source)

    @property
    def text(self) -> str:
        """All words of the page."""
        return " ".join(self.words)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Collect links, forms and fields."""
        of = {name: value or "" for name, value in attrs}
        if tag in ("script", "style", "template", "noscript"):
            self._hidden += 1
        if tag == "a" and "href" in of:
            self.links.append(of["href"])
        elif tag == "img":
            self.pictures.append(of.get("src", ""))
        elif tag == "form":
            self._inside = Form(of.get("action", ""), of.get("method", "get"))
            self.forms.append(self._inside)
        elif tag == "input" and self._inside is not None and "name" in of:
            is_choice = of.get("type") in ("checkbox", "radio")
            if not is_choice or "checked" in of:
                self._inside.fields[of["name"]] = of.get("value", "on" if is_choice else "")

    def handle_endtag(self, tag: str) -> None:
        """Leave forms and what is not shown."""
        if tag in ("script", "style", "template", "noscript"):
            self._hidden -= 1
        if tag == "form":
            self._inside = None

    def handle_data(self, data: str) -> None:
        """Collect words."""
        if not self._hidden and data.strip():
            self.words.append(data.strip())


class PlainBrowser:
    """One person's browser. ``settle`` runs after each form, before the next page is fetched."""

    def __init__(self, app: Flask, settle: Callable[[], Any] = lambda: None) -> None:
        self._client = app.test_client()
        self._settle = settle
        self.answer: TestResponse
        self.page: Document
        self.address = ""

    def keep_cookie(self, name: str, value: str) -> None:
        """Put a cookie into the jar."""
        self._client.set_cookie(name, value)

    def cookie(self, name: str) -> str | None:
        """Return the value of a cookie in the jar."""
        found = self._client.get_cookie(name)
        return found.value if found else None

    def open(self, address: str, headers: dict[str, str] | None = None) -> Document:
        """Open an address and follow where it leads."""
        self.answer = self._client.get(address, headers=headers or {})
        self.address = address
        return self._arrive()

    def submit(self, action: str, /, **typed: Any) -> Document:
        """Fill the form with this action in, send it, and follow where it leads.

        A file is a ``FileStorage``.
        """
        form = next(it for it in self.page.forms if (it.action, it.method) == (action, "post"))
        self.post(form.action, **form.fields | typed)
        self._settle()
        return self._arrive()

    def post(self, address: str, /, headers: dict[str, str] | None = None, **fields: Any) -> int:
        """Send a form that need not stand in the page; return the status."""
        how: dict[str, Any] = {"data": fields}
        if any(isinstance(it, FileStorage) for it in fields.values()):
            # Written here: the client of the tests leaves the file open that it writes to.
            boundary, body = encode_multipart(fields)
            how = {"data": body, "content_type": f"multipart/form-data; boundary={boundary}"}
        self.answer = self._client.post(address, headers=headers or {}, **how)
        return self.answer.status_code

    @property
    def status(self) -> int:
        """The status of the last answer."""
        return self.answer.status_code

    def _arrive(self) -> Document:
        while self.answer.status_code in (301, 302, 303, 308):
            self.address = self.answer.headers["Location"]
            self.answer = self._client.get(self.address)
        is_html = self.answer.mimetype == "text/html"
        self.page = Document(self.answer.get_data(as_text=True) if is_html else "")
        return self.page
