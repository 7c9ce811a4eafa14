"""A25: after 91 days only "3 visits that day" remains of a rider's day, in every table."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from ledger.kernel.clock import local_date
from ledger.registry.proxy import Consent
from ledger.stations.visit_day import Method
from ledger.stations.visit_detail import VISIT_DETAIL_DAYS, ForgetVisitDetail
from ledger.wallets.wallet import Wallet, WalletKind
from projections.stations.views import RiderDay
from tests.projections.setting import Setting
from tests.support.ledgers import hohhot
from tests.support.village import Village

DAY = date(2026, 11, 20)


def a_riders_day(village: Village) -> UUID:
    """Play the visits of A25 that count: 13:41 and 18:05 at one station, 14:20 at another."""
    rider = village.riders[0]
    village.visit(rider, at=hohhot("2026-11-20 13:41"))
    village.refuse("visit_already_counted", hohhot("2026-11-20 13:43"))
    village.visit(rider, village.other_station, at=hohhot("2026-11-20 14:20"))
    by_card = {"operator_id": village.keeper, "consent": Consent.PRESENT_WITH_CARD}
    village.visit(rider, at=hohhot("2026-11-20 18:05"), method=Method.KEEPER, **by_card)
    return rider


def forget(village: Village, at: datetime) -> None:
    before = local_date(at) - timedelta(days=VISIT_DETAIL_DAYS)
    village.do(ForgetVisitDetail, at=at, before=before)


def traces(setting: Setting, rider: UUID) -> dict[str, list[dict[str, Any]]]:
    """Return every row that names the rider or their wallet with a station or a time of the day.

    Registration and the opening of a wallet are no visits; what counts is a moment of the day
    that is not the midnight it begins with.
    """
    own = {rider, Wallet.create_id(rider, WalletKind.RIDER)}
    stations = {setting.village.station, setting.village.other_station}
    found: dict[str, list[dict[str, Any]]] = {}
    for table, rows in setting.rows().items():
        for row in rows:
            values = set(map(_plain, row.values()))
            if not own & values:
                continue
            times = {it for it in values if isinstance(it, datetime) and _tells(it)}
            if stations & values or times:
                found.setdefault(table, []).append(row)
    return found


def _plain(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _tells(moment: datetime) -> bool:
    begins = hohhot("2026-11-20 00:00")
    return begins < moment < begins + timedelta(days=1)


def test_a25_after_91_days_only_the_count_of_the_day_remains_in_every_table(
    setting: Setting, village: Village
) -> None:
    rider = a_riders_day(village)
    setting.project()
    before = traces(setting, rider)
    assert before.keys() == {
        "stations.visits",
        "stations.station_riders",
        "stations.station_repeats",
        "wallets.entries",
        "registry.refused_scans",
        "proxies.acts",
    }, "the test finds what there is"

    forget(village, hohhot("2027-02-18 03:00"))  # the ninetieth day after
    setting.project()
    assert traces(setting, rider).keys() == before.keys(), "90 days are kept"

    forget(village, hohhot("2027-02-19 03:00"))
    views = setting.project()
    assert traces(setting, rider) == {}
    assert views.riders.days(rider, DAY, DAY) == [RiderDay(rider, DAY, 3, 1)]
    (entry,) = views.entries.page(Wallet.create_id(rider, WalletKind.RIDER))
    assert (entry.points, entry.source_id) == (1, None)
    assert entry.occurred_at == entry.recorded_at == hohhot("2026-11-20 00:00")


def test_a_read_model_that_is_built_anew_knows_no_more(setting: Setting, village: Village) -> None:
    rider = a_riders_day(village)
    setting.project()
    forget(village, hohhot("2027-02-19 03:00"))
    setting.runner(page_events=1).catch_up()
    live = setting.rows()
    setting.store.drop()
    setting.runner().catch_up()
    assert setting.rows() == live
    assert traces(setting, rider) == {}


def test_other_riders_and_younger_visits_keep_theirs(setting: Setting, village: Village) -> None:
    a_riders_day(village)
    late = hohhot("2026-11-22 09:00")
    village.visit(village.riders[1], at=late)
    forget(village, hohhot("2027-02-19 03:00"))
    views = setting.project()
    (entry,) = views.entries.page(Wallet.create_id(village.riders[1], WalletKind.RIDER))
    assert (entry.source_id, entry.occurred_at) == (village.station, late)
    assert [it.occurred_at for it in views.visits.of_rider(village.riders[1])] == [late]
