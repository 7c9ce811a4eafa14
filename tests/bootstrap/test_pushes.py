"""From an event to a browser's screen: once, with consent, never in quiet hours (RD-8, A25)."""

import json
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest

from bootstrap import pushing
from bootstrap.config import Config
from bootstrap.container import House, build, prepare
from bootstrap.pushing import PushJobs
from ledger.kernel.ids import new_id
from ledger.stations.commands import RegisterRider
from people.directory import Person
from tests.support.grid_scenes import appoint, enter_grid
from tests.support.houses import BOTH_STORES, StandingClock, run_jobs, store_of
from tests.support.ledgers import hohhot
from tests.support.push_service import Browser, PushService
from tests.support.village import CITY, Village

PHONE = "13900000001"


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock(hohhot("2026-11-20 09:00"))


@pytest.fixture
def service() -> Iterator[PushService]:
    server = PushService()
    thread = threading.Thread(target=server.serve_forever, args=[0.02])
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join(10)


@pytest.fixture(params=BOTH_STORES)
def house(
    request: pytest.FixtureRequest, tmp_path: Path, clock: StandingClock, service: PushService
) -> Iterator[House]:
    """A house whose settings name the push service and the gateway of this machine."""
    settings = {
        "REDBEE_DATA_DIR": str(tmp_path),
        "REDBEE_PUSH_HOSTS": service.host,
        "REDBEE_SMS_URL": f"http://{service.host}/gateway",
        "REDBEE_NOTICE_TEMPLATE": "WX_1",
    }
    if url := store_of(request):
        settings["REDBEE_DATABASE_URL"] = url
    config = Config.from_env(settings)
    prepare(config)
    it = build(config, clock)
    run_jobs(it)
    yield it
    it.close()


class Rider:
    """A rider with a browser, who may turn things on and off."""

    def __init__(self, house: House, service: PushService) -> None:
        self.house, self.service = house, service
        self.person: UUID = new_id()
        self.browser = Browser()
        self.village = Village(house.ledger, name="pushes", now=house.services.clock())
        self.village.riders = [self.person]
        who = Person(self.person, "巴特尔", CITY, phone=PHONE)
        house.services.directory.enrol([who])

    def register(self) -> "Rider":
        number = f"R{self.person.int % 10**6:06d}"
        self.village.do(RegisterRider, person_id=self.person, number=number, unit_code=CITY)
        return self

    def subscribe(self, name: str = "a") -> None:
        address = self.browser.at(self.service.endpoint(name))
        given = self.house.services
        given.pushes.subscribe(self.person, address, given.clock())

    def is_appointed(self) -> None:
        self.village.now = self.house.services.clock()
        appoint(self.village, self.person, enter_grid(self.village))

    def told(self) -> list[str]:
        """Return the headlines on the screen, and forget them."""
        pushed = [(path, body) for path, body, _ in self.service.got if path != "/gateway"]
        self.service.got.clear()
        return [json.loads(self.browser.read(body))["title"] for _, body in pushed]


@pytest.fixture
def rider(house: House, service: PushService) -> Rider:
    it = Rider(house, service)
    village = it.village
    village.register_unit(CITY, "呼和浩特市", "city", "")
    village.register_unit("150104", "玉泉区", "district", CITY)
    village.register_unit("150104003", "大召前街街道", "street", "150104")
    village.register_unit("150104003005", "大召社区", "community", "150104003")
    it.register()
    run_jobs(house)
    return it


def test_an_appointment_comes_to_the_screen_once(house: House, rider: Rider) -> None:
    rider.subscribe()
    rider.is_appointed()
    run_jobs(house)
    ((path, body, headers),) = rider.service.got
    news = json.loads(rider.browser.read(body))
    assert path == "/push/a"
    assert news["title"] == "您当上兼职网格员了"
    assert news["address"] == "/me/messages"
    assert news["tag"] == headers["Topic"]
    for private in ("巴特尔", "第一网格", str(rider.person), PHONE):
        assert private not in json.dumps(news, ensure_ascii=False), "a locked screen shows it"
    rider.service.got.clear()
    for _ in range(3):
        run_jobs(house)
    PushJobs(house.services).run()  # as another process would
    assert rider.service.got == [], "one event, one notification"


def test_reading_the_log_again_from_the_beginning_tells_nothing_twice(
    house: House, rider: Rider
) -> None:
    rider.subscribe()
    rider.is_appointed()
    run_jobs(house)
    assert rider.told() == ["您当上兼职网格员了"]
    given = house.services
    given.pushes.take([], 0, given.clock())
    run_jobs(house)
    assert rider.told() == []


@pytest.mark.parametrize(
    ("now", "free"),
    [
        ("11:00", "13:30"),
        ("13:29", "13:30"),
        ("17:00", "19:30"),
        ("19:29", "19:30"),
    ],
)
def test_a25_no_push_is_sent_in_quiet_hours_and_it_comes_after(
    house: House, rider: Rider, clock: StandingClock, now: str, free: str
) -> None:
    rider.subscribe()
    clock.now = hohhot(f"2026-11-20 {now}")
    rider.is_appointed()
    run_jobs(house)
    assert rider.told() == []
    clock.now = hohhot(f"2026-11-20 {free}")
    run_jobs(house)
    assert rider.told() == ["您当上兼职网格员了"]


@pytest.mark.parametrize("now", ["10:59", "13:30", "16:59", "19:30"])
def test_at_all_other_times_it_comes_at_once(
    house: House, rider: Rider, clock: StandingClock, now: str
) -> None:
    rider.subscribe()
    clock.now = hohhot(f"2026-11-20 {now}")
    rider.is_appointed()
    run_jobs(house)
    assert len(rider.told()) == 1


def test_a_round_that_runs_into_quiet_hours_stops(
    house: House, rider: Rider, clock: StandingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    rider.subscribe()
    rider.is_appointed()
    clock.now = hohhot("2026-11-20 10:59")
    due = house.services.pushes.due

    def slowly(*args: object) -> object:
        found = due(*args)  # type: ignore[arg-type]
        clock.now = hohhot("2026-11-20 11:00")
        return found

    monkeypatch.setattr(type(house.services.pushes), "due", lambda _, *args: slowly(*args))
    run_jobs(house)
    assert rider.told() == []


def test_nobody_is_told_who_did_not_turn_it_on_and_nobody_who_turned_it_off(
    house: House, rider: Rider
) -> None:
    rider.is_appointed()
    run_jobs(house)
    assert rider.service.got == []
    rider.subscribe()
    run_jobs(house)
    assert rider.told() == [], "what was before is in the inbox alone"
    (message,) = house.services.views.messages.of_person(rider.person)
    assert message.kind == "grid_appointed"


def test_what_waits_is_not_told_to_who_turned_it_off_meanwhile(
    house: House, rider: Rider, clock: StandingClock
) -> None:
    rider.subscribe()
    clock.now = hohhot("2026-11-20 12:00")
    rider.is_appointed()
    run_jobs(house)
    house.services.pushes.unsubscribe(rider.person)
    clock.now = hohhot("2026-11-20 14:00")
    run_jobs(house)
    assert rider.service.got == []


@pytest.mark.parametrize("status", [404, 410])
def test_a_browser_that_is_gone_is_forgotten(house: House, rider: Rider, status: int) -> None:
    rider.subscribe()
    rider.service.status = status
    rider.is_appointed()
    run_jobs(house)
    assert house.services.pushes.count(rider.person) == 0
    assert len(rider.service.got) == 1
    run_jobs(house)
    assert len(rider.service.got) == 1


def test_a_service_in_trouble_is_tried_later_and_at_last_given_up(
    house: House, rider: Rider, clock: StandingClock
) -> None:
    rider.subscribe()
    rider.service.status = 503
    rider.is_appointed()
    run_jobs(house)
    run_jobs(house)
    assert len(rider.service.got) == 1, "not at once again"
    for _ in range(20):
        clock.now += timedelta(minutes=1)
        if clock.now >= hohhot("2026-11-20 10:59"):
            break
        run_jobs(house)
    tried = len(rider.service.got)
    assert tried > 1
    clock.now = hohhot("2026-11-20 14:00")
    for _ in range(9):
        run_jobs(house)
        clock.now += timedelta(minutes=20)
    assert len(rider.service.got) == 5
    assert house.services.pushes.count(rider.person) == 1, "it may be back tomorrow"


def test_a_round_ends_when_nothing_leaves(
    house: House, rider: Rider, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pushing, "FAILURES_MAX", 2)
    rider.subscribe()
    rider.is_appointed()
    given = house.services
    run_jobs(house)
    rider.service.got.clear()
    rider.service.status = 500
    at = given.pushes.progress() or 0
    news = [pushing.News(rider.person, at + n, "held", n) for n in range(1, 6)]
    given.pushes.take(news, at, given.clock())
    run_jobs(house)
    assert len(rider.service.got) == 2


def test_a_message_to_the_phone_says_that_there_is_news_and_nothing_else(
    house: House, rider: Rider
) -> None:
    given = house.services
    given.pushes.wish_messages(rider.person, given.clock(), wanted=True)
    rider.is_appointed()
    run_jobs(house)
    ((path, body, _),) = rider.service.got
    assert path == "/gateway"
    assert json.loads(body) == {
        "template_id": "WX_1",
        "phone": PHONE,
        "parameters": {"news": "您当上兼职网格员了"},
    }
    given.pushes.wish_messages(rider.person, given.clock(), wanted=False)
    rider.service.got.clear()
    assert given.pushes.wanting([rider.person]) == set()


def test_whoever_is_erased_is_told_nothing_more(house: House, rider: Rider) -> None:
    rider.subscribe()
    rider.is_appointed()
    house.runner().catch_up()
    house.services.directory.erase(rider.person)
    run_jobs(house)
    assert rider.service.got == []


def test_a_sixth_browser_takes_the_place_of_the_oldest(
    house: House, rider: Rider, clock: StandingClock
) -> None:
    for name in "abcdef":
        clock.now += timedelta(seconds=1)
        rider.subscribe(name)
    addresses = house.services.pushes.addresses(rider.person)
    assert [it.endpoint[-1] for it in addresses] == ["f", "e", "d", "c", "b"]


def test_a_browser_belongs_to_who_signed_in_last(house: House, rider: Rider) -> None:
    other = Rider(house, rider.service)
    rider.subscribe()
    other.subscribe()
    pushes = house.services.pushes
    assert (pushes.count(rider.person), pushes.count(other.person)) == (0, 1)


def test_an_address_is_not_to_be_read_in_the_database(house: House, rider: Rider) -> None:
    rider.subscribe()
    from sqlalchemy import select  # noqa: PLC0415

    from people.push_tables import push_subscriptions  # noqa: PLC0415

    with house.people.reading() as connection:
        (row,) = connection.execute(select(push_subscriptions)).all()
    assert rider.service.host.encode() not in row.address_sealed
    assert rider.service.host not in str(tuple(row))
