"""What a rider's reports came to in a month and a quarter, as the ledger has it entry by entry."""

from datetime import timedelta
from uuid import UUID

from ledger.reports.report import Report
from ledger.wallets.wallet import Wallet, WalletKind
from people.roles import Role
from tests.api.house import House
from tests.api.reports.asking import GATE, act, file, filed, photo, resolved
from tests.support.ledgers import hohhot, read_log

RIDER = Role.RIDER

OF_REPORTS = {"report_accepted", "report_resolved", "major_hazard"}
IDLE = {"filed": 0, "accepted": 0, "resolved": 0, "points": 0}


def north(n: int) -> dict[str, float]:
    return {"latitude": GATE["latitude"] + 0.002 * n, "longitude": GATE["longitude"]}


def of_month(house: House, month: str) -> dict[str, object]:
    house.project()
    told: dict[str, object] = house.get(f"/me/statements/{month}", RIDER).json
    return told


def busy_months(house: House) -> None:
    """Six reports in November, of which five are paid, one in December; and others' beside."""
    reports = [filed(house, position=north(n), category="facility") for n in range(6)]
    for report_id in reports[:2]:
        resolved(house, report_id)
    for report_id in reports[2:]:
        act(house, report_id, "acceptance")
    file(house, Role.RESIDENT, position=north(0))
    others = filed(house, Role.RESIDENT, position=north(20))
    file(house, RIDER, position=north(20))
    resolved(house, others)
    act(house, reports[0], "reopening", RIDER)
    house.now = hohhot("2026-12-02 10:00")
    lane = filed(house, position=north(9))
    resolved(house, lane, is_major_hazard=True)


def ledger_says(house: House, first: str, until: str) -> dict[str, int]:
    """Add up the log itself: no read model is asked."""
    who, begins, ends = house.persons[RIDER], hohhot(first), hohhot(until)
    wallet = Wallet.create_id(who, WalletKind.RIDER)
    told, seen = dict(IDLE), set[UUID]()
    for event in read_log(house.ledger):
        at = getattr(event, "filed_at", None) or getattr(event, "occurred_at", None)
        if at is None or not begins <= at < ends:
            continue
        if isinstance(event, Wallet.Credited) and event.originator_id == wallet:
            told["points"] += event.amount if event.reason in OF_REPORTS else 0
        if getattr(event, "reporter_id", None) != who:
            continue
        told["filed"] += isinstance(event, Report.Filed)
        told["accepted"] += isinstance(event, Report.Accepted)
        if isinstance(event, Report.Resolved):
            told["resolved"] += event.originator_id not in seen
            seen.add(event.originator_id)
    return told


def test_months_and_quarter_say_what_the_ledger_has(house_on_both: House) -> None:
    house = house_on_both
    busy_months(house)
    november, december = of_month(house, "2026-11"), of_month(house, "2026-12")
    assert november["reports"] == ledger_says(house, "2026-11-01 00:00", "2026-12-01 00:00")
    assert december["reports"] == ledger_says(house, "2026-12-01 00:00", "2027-01-01 00:00")
    assert november["reports"] == {
        "filed": 6,
        "accepted": 6,
        "resolved": 2,
        "points": 5 * 2 + 2 * 3,
    }
    assert december["reports"] == {"filed": 1, "accepted": 1, "resolved": 1, "points": 25}
    for month in (november, december):
        sources = {it["reason"]: it["amount"] for it in month["sources"]}  # type: ignore[attr-defined]
        assert sum(sources[it] for it in OF_REPORTS & set(sources)) == month["reports"]["points"]  # type: ignore[index]
        assert month["gained"] == sum(sources.values())
    quarter = house.get("/me/grid-work?quarter=2026Q4", RIDER).json["quarter"]
    assert quarter["reports"] == {
        name: november["reports"][name] + december["reports"][name]  # type: ignore[index]
        for name in IDLE
    }
    assert house.get("/me/grid-work?quarter=2026Q3", RIDER).json["quarter"]["reports"] == IDLE


def test_a_report_opened_again_is_resolved_once_in_the_sums(house: House) -> None:
    report_id = filed(house)
    resolved(house, report_id)
    act(house, report_id, "reopening", RIDER)
    house.now += timedelta(days=1)
    shown = photo(house, Role.GRID_WORKER, seed=9)
    assert act(house, report_id, "resolution", photo_ids=[shown]).status_code == 201
    expected = {"filed": 1, "accepted": 1, "resolved": 1, "points": 5}
    assert of_month(house, "2026-11")["reports"] == expected


def test_whoever_only_confirmed_has_nothing_in_the_sums(house: House) -> None:
    report_id = filed(house, Role.RESIDENT)
    file(house, RIDER)
    resolved(house, report_id)
    assert of_month(house, "2026-11")["reports"] == IDLE
