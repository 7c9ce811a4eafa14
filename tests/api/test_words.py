"""Closed lists have their words in one place, and all of them."""

import ast
from pathlib import Path

import api
from api import words_zh
from api.volunteering.sampling import RECORDERS
from ledger.volunteering.activity_kinds import Category
from ledger.volunteering.evidence import Evidence
from ledger.volunteering.service_lists import CATEGORIES, HONOUR_LEVELS, SKILLS

HOUSE = Path(api.__file__).parents[1]
LISTS = {
    "GRADES": list(Evidence),
    "CATEGORIES": list(Category),
    "INTENTIONS": list(CATEGORIES),
    "SKILLS": list(SKILLS),
    "LEVELS": list(HONOUR_LEVELS),
    "RECORDERS": list(dict.fromkeys(RECORDERS.values())),
}


def test_every_code_of_a_closed_list_has_words_in_its_order() -> None:
    assert {name: list(getattr(words_zh, name)) for name in LISTS} == LISTS


def test_a_code_that_left_its_list_is_left_aside() -> None:
    assert words_zh.said(["haircut", "alchemy"], words_zh.SKILLS) == ["理发"]


def test_no_other_module_writes_such_a_list_anew() -> None:
    own = Path(words_zh.__file__)
    lists = [set(it) for it in LISTS.values()]
    again = [
        f"{path.relative_to(HOUSE)}:{node.lineno}"
        for floor in ("api", "web")
        for path in sorted((HOUSE / floor).rglob("*.py"))
        if path != own
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Dict) and _codes(node) in lists and _says(node)
    ]
    assert again == []


def _codes(node: ast.Dict) -> set[object]:
    """Return the keys: written out, or named as members of an enum."""
    return {
        it.value if isinstance(it, ast.Constant) else it.attr.lower()
        for it in node.keys
        if isinstance(it, ast.Constant | ast.Attribute)
    }


def _says(node: ast.Dict) -> bool:
    """Tell whether the values are words for people."""
    values = [it.value for it in node.values if isinstance(it, ast.Constant)]
    return any(isinstance(it, str) and not it.isascii() for it in values)
