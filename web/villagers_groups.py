"""Villagers' groups in the order people count them: 一组, 二组, 三组, …, 十组, 十一组."""

from collections.abc import Iterable
from typing import Final

_DIGITS: Final = "〇一二三四五六七八九"
_TEN: Final = "十"
_NO_NUMBER: Final = 1_000


def in_order(names: Iterable[str]) -> list[str]:
    """Return the groups that are named, each once; those without a number come last."""
    return sorted({it for it in names if it}, key=lambda it: (_number(it), it))


def _number(name: str) -> int:
    """Read the number a group's name begins with, written in Chinese or in figures."""
    figures = "".join(it for it in name if it.isascii() and it.isdigit())
    if figures:
        return int(figures[:3])
    written = "".join(it for it in name if it in _DIGITS or it == _TEN)
    if not written:
        return _NO_NUMBER
    tens, has_tens, ones = written.rpartition(_TEN)
    ten = 10 * (_DIGITS.find(tens) if tens else 1) if has_tens else 0
    return ten + (_DIGITS.find(ones[-1]) if ones else 0)
