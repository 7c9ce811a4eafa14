"""What can be said, set or recorded is documented, and the documents are up to date."""

import re
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
