"""How long a household takes at the counter, for the system's part: through the real pages.

Run with ``python -m bench.counter_pace``. A browser stands for the tablet, a served community on
SQLite for the house. Half of 30 households come with a voucher that was taken along (code, four
digits, slip), half with a card (code, two pieces, digits, slip). Nobody thinks, talks or fetches
goods here: a household's minute is theirs. The ratio tells how many bare page loads that is.
"""

import json
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import Page, expect, sync_playwright

from ledger.kernel.clock import utc_now
from qr.kinds import Kind
from tests.e2e.market import COUNTER, Comer, Market, scan, type_digits
from tests.e2e.world import world
from tests.support import binaries
from tests.web.conftest import QUIET

EACH = 15
BARE_LOADS = 15
RESULTS = Path(__file__).parent / "results" / "counter_pace.json"


def by_voucher(desk: Page, market: Market, comer: Comer) -> None:
    """Serve a household whose voucher was taken along, up to its slip."""
    scan(desk, market.shown(Kind.VOUCHER, comer.voucher))
    desk.locator("#hand-offline").wait_for()
    type_digits(desk, market.digits(comer.voucher))
    desk.locator("#hand-offline button[type=submit]").click()
    desk.locator("#slip:visible").wait_for()


def by_card(desk: Page, card: tuple[str, str]) -> None:
    """Serve a household that chooses two pieces, up to its slip."""
    scan(desk, card[0])
    for _ in range(2):
        desk.get_by_role("button", name="抽纸一包加一").click()
    desk.locator("#go").click()
    type_digits(desk, card[1])
    desk.locator("#hand-over").click()
    desk.locator("#slip:visible").wait_for()


def main() -> int:
    """Serve everybody; print the figures, write the JSON."""
    with tempfile.TemporaryDirectory() as folder, world(Path(folder)) as served:
        market = Market(served)
        with_voucher = [market.comer(("洗衣皂", 1)) for _ in range(EACH)]
        cards = [market.card(market.comer().home.head) for _ in range(EACH)]
        served.settle()
        with sync_playwright() as started:
            chromium = str(binaries.chromium())
            browser = started.chromium.launch(executable_path=chromium, args=QUIET)
            desk = market.opened_market(browser.new_context(**COUNTER))
            counter = f"{served.address}/shops/{served.shop}/counter"
            bare = [_timed(desk, counter, lambda: None) for _ in range(BARE_LOADS)]
            vouchers = [
                _timed(desk, counter, lambda it=it: by_voucher(desk, market, it))
                for it in with_voucher
            ]
            baskets = [_timed(desk, counter, lambda it=it: by_card(desk, it)) for it in cards]
            browser.close()
    figures = _told(bare, vouchers, baskets)
    print(json.dumps(figures, ensure_ascii=False))
    RESULTS.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    return 0


def _timed(desk: Page, counter: str, serve: Any) -> float:
    """Return the seconds from the press on 下一位 to the slip."""
    began = time.perf_counter()
    desk.goto(counter)
    expect(desk.locator("#cam-words")).to_contain_text("扫码枪")
    serve()
    return time.perf_counter() - began


def _told(bare: list[float], vouchers: list[float], baskets: list[float]) -> dict[str, Any]:
    load, both = median(bare), median([*vouchers, *baskets])
    return {
        "households": len(vouchers) + len(baskets),
        "page_load_s": round(load, 2),
        "voucher_s": round(median(vouchers), 2),
        "card_s": round(median(baskets), 2),
        "household_s": round(both, 2),
        "page_loads_per_household": round(both / load, 1),
        "measured_at": utc_now().date().isoformat(),
    }


if __name__ == "__main__":
    sys.exit(main())
