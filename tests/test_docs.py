"""What can be said, set or recorded is documented, and the documents are up to date."""

import re
from datetime import timedelta
from importlib import import_module
from pathlib import Path

import pytest

from ledger.catalogue import AGGREGATES
from tools import docs_events, docs_refusals
from web.refusals_zh import REFUSALS

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
PACKAGES = ("ledger", "qr", "people", "projections", "api", "web", "bootstrap")
DEPLOYED = ("Dockerfile", "docker-compose.yml", "tests/support/servers.py")
SETTING = re.compile(r"\bREDBEE_[A-Z][A-Z_]*[A-Z]\b")
EXAMPLES = {"REDBEE_X", "REDBEE_X_FILE"}
LINK = re.compile(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)")


def _settings() -> set[str]:
    sources = [path for package in PACKAGES for path in (ROOT / package).rglob("*.py")]
    sources += [ROOT / name for name in DEPLOYED]
    return {name for path in sources for name in SETTING.findall(path.read_text())} - EXAMPLES


def test_the_page_of_events_is_up_to_date() -> None:
    assert docs_events.PAGE.read_text() == docs_events.page(), "run `python -m tools.docs_events`"


@pytest.mark.parametrize(
    "topic", [it.TOPIC for one in AGGREGATES for it in docs_events.event_classes(one)]
)
def test_every_event_is_documented(topic: str) -> None:
    assert f"| `{topic}` |" in docs_events.PAGE.read_text()


def test_the_page_of_refusals_is_up_to_date() -> None:
    told = docs_refusals.page()
    assert docs_refusals.PAGE.read_text() == told, "run `python -m tools.docs_refusals`"


@pytest.mark.parametrize("code", list(docs_refusals.entries()))
def test_every_refusal_is_documented_and_has_words_for_people(code: str) -> None:
    (row,) = [it for it in docs_refusals.PAGE.read_text().splitlines() if f"| `{code}` |" in it]
    status, meaning, said = (it.strip() for it in row.strip("|").split("|")[1:])
    assert status in {
        "400",
        "401",
        "403",
        "404",
        "405",
        "409",
        "413",
        "415",
        "422",
        "429",
        "500",
        "503",
    }
    assert meaning.endswith((".", "."))
    assert said == REFUSALS[code].sentence


def test_every_setting_is_documented() -> None:
    page = (DOCS / "configuration.md").read_text()
    documented = set(SETTING.findall(page))
    assert len(documented) > 8
    assert _settings() - documented == set()


def test_no_setting_is_documented_that_nobody_reads() -> None:
    page = (DOCS / "configuration.md").read_text()
    read = _settings()
    known = read | {f"{name}_FILE" for name in read} | EXAMPLES
    assert set(SETTING.findall(page)) - known == set()


@pytest.mark.parametrize(
    "page", [*sorted(DOCS.rglob("*.md")), *sorted(ROOT.glob("*.md"))], ids=lambda it: it.name
)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    broken = [it for it in LINK.findall(page.read_text()) if not (page.parent / it).exists()]
    assert broken == []


LIMITS = re.findall(
    r"(?m)^\| ((?:`[^`]+`(?:, )?)+) \| ([^|]+) \|", (DOCS / "limits.md").read_text()
)
UNITS = (1, 60, 3600, 86_400, 1 << 10, 1 << 20, 1 << 30, 0.01)


def _limits() -> list[tuple[str, str]]:
    """Every limit that is named with its module, and what the page says of it."""
    found = []
    for names, said in LIMITS:
        place = ""
        for name in re.findall(r"`([\w.]+)`", names):
            place = name.rpartition(".")[0] or place
            if place:
                found.append((f"{place}.{name.rpartition('.')[2]}", said))
    return found


def _value_of(dotted: str) -> object:
    """Import what a dotted name stands for, a constant or one of a class."""
    parts = dotted.split(".")
    for at in range(len(parts) - 1, 0, -1):
        try:
            found: object = import_module(".".join(parts[:at]))
        except ModuleNotFoundError:
            continue
        for name in parts[at:]:
            found = getattr(found, name)
        return found
    raise AssertionError(dotted)


def _is_said(value: object, said: str) -> bool:
    if isinstance(value, timedelta):
        value = value.total_seconds()
    if not isinstance(value, int | float):
        return True  # a list or a table: its figures are in words
    figures = [float(it) for it in re.findall(r"\d+(?:\.\d+)?", said.replace(",", ""))]
    return any(abs(it * unit - value) < 1e-6 for it in figures for unit in UNITS)


def test_every_limit_stands_where_the_page_says_and_is_what_it_says() -> None:
    import_module("bootstrap.app")  # pages import one another; the roof knows the order
    limits = _limits()
    assert len(limits) > 400
    wrong = [(name, said) for name, said in limits if not _is_said(_value_of(name), said)]
    assert wrong == []
