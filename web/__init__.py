"""Pages: what people see."""

from web.app import register

__all__ = ["register"]
