"""Pages of public accounts, with samples."""

from typing import Any

from msgspec.structs import replace

from api.moral.account_finding import changes
from api.moral.account_words import account_words, changed
from tests.support.accounts import MOCKUP, account_row, month
from tests.web.samples import NOW, STRANGER, Page, frame

ADDRESS = "/accounts/150104003005/2026Q3"
DONORS = ["云中粮油店", "一位热心人"]
LATER = replace(
    MOCKUP,
    months=[*MOCKUP.months[:2], month("2026-09", 17_886, 1_080, 18, 840, 0)],
    gains=[replace(MOCKUP.gains[0], entries=615, points=1_230), *MOCKUP.gains[1:]],
)
BARE = replace(MOCKUP, gains=[], goods=[], money=None, outcomes=[], donors=[])
LIST: dict[str, Any] = {
    "frame": STRANGER,
    "now": NOW,
    "unit_name": "青柳村",
    "above": {"name": "盛乐镇", "address": "/accounts?unit=150123"},
    "below": [],
    "accounts": [
        {
            "words": "2026 年第三季度",
            "version": 2,
            "published_at": account_row().published_at,
            "address": ADDRESS,
        },
        {
            "words": "2026 年第二季度",
            "version": 1,
            "published_at": account_row().published_at,
            "address": "/accounts/150104003005/2026Q2",
        },
    ],
}
ONE: dict[str, Any] = {
    "frame": STRANGER,
    "now": NOW,
    "back": "/accounts?unit=150104003005",
    "paper": f"{ADDRESS}/print?version=1",
    "account": account_words(account_row(), "青柳村", DONORS),
    "versions": [{"version": 1, "address": f"{ADDRESS}?version=1", "is_shown": True}],
    "changes": [],
}
SECOND = ONE | {
    "frame": frame("clerk", "云秀珍", "青柳村"),
    "account": account_words(account_row(LATER, 2), "青柳村", DONORS),
    "versions": [
        {"version": it, "address": f"{ADDRESS}?version={it}", "is_shown": it == 2} for it in (2, 1)
    ],
    "changes": changed(changes(MOCKUP, LATER)),
}
ACCOUNT_PAGES: dict[str, Page] = {
    "accounts": Page("accounts.html", LIST, public=True),
    "accounts-none": Page("accounts.html", LIST | {"accounts": []}, public=True),
    "account": Page("account.html", ONE, public=True),
    "account-desk": Page("account.html", ONE, (1366, 768), public=True),
    "account-second": Page("account.html", SECOND),
    "account-bare": Page(
        "account.html",
        ONE | {"account": account_words(account_row(BARE), "青柳村", [])},
        public=True,
    ),
}
