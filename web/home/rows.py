"""Rows of a home: what waits, in words, and where it leads."""

from typing import Any

from web.rendering import Context


def row(address: str, icon: str, title: str, words: str, **more: Any) -> Context:
    """Return one row of what waits: where it leads, its words, a count or none, a tone."""
    shown = {"address": address, "icon": icon, "title": title, "words": words}
    return {**shown, "count": None, "tone": ""} | more
