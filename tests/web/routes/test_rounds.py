"""Pages of rounds and of balances from older platforms, opened by their links."""

import io
from datetime import timedelta

from ledger.households.household import Household
from ledger.kernel.ids import subject_of
from people.roles import Role
from tests.api.house import House, fresh_key
from tests.support.homes import taking_part
from tests.support.pictures import jpeg
from tests.support.rules import enact_rules, item
from tests.support.village import COMMUNITY
from tests.web.routes.conftest import Open


def is_gate(address: str) -> bool:
    """Tell a gate's own page from the one that stands for any."""
    return address.startswith("/rounds/gates/") and not address.endswith("/any")


def test_a_grid_worker_walks_past_the_gates_and_the_clerk_sees_how_far(
    house: House, browser_of: Open
) -> None:
    village = house.village
    extra = [item("65", 4, evidence=["record"], text="院里没有杂物。柴草码齐了。")]
    enact_rules(village.record, COMMUNITY, village.now - timedelta(days=3), extra=extra)
    for n in (1, 2):
        taking_part(village.do, COMMUNITY, f"{n:04d}")
    house.project()
    worker = browser_of(Role.GRID_WORKER)
    assert "/rounds/today" in worker.open("/").links
    start = worker.open("/rounds/today")
    assert "0 / 2 户" in start.text
    assert "/rounds/today/gates" in start.links
    first, second = (it for it in start.links if is_gate(it))
    page = worker.open(f"{first}?item=65")
    assert "院里没有杂物" in page.text
    assert "院落月评达标" in page.text
    assert "国家级荣誉" not in page.text  # nobody earns that at a gate
    assert "参加环境整治" not in page.text  # which a list of ticks does not prove
    worker.submit(first, found="absent")
    assert worker.status == 200
    assert "没人在家，再来" in worker.open("/rounds/today/gates").text
    assert "1 / 2 户" in worker.open("/rounds/today").text
    assert second in worker.open("/rounds/today").links
    clerk = browser_of(Role.CLERK)
    assert "/desk/rounds" in clerk.open("/").links
    assert "1 户" in clerk.open("/desk/rounds").text


def test_a_gate_takes_photos_without_a_script_and_one_page_stands_for_all(
    house: House, browser_of: Open
) -> None:
    village = house.village
    extra = [item("65", 4, evidence=["record", "photo"], text="院里没有杂物。柴草码齐了。")]
    enact_rules(village.record, COMMUNITY, village.now - timedelta(days=3), extra=extra)
    homes = [taking_part(village.do, COMMUNITY, f"{n:04d}") for n in (1, 2)]
    house.project()
    worker = browser_of(Role.GRID_WORKER)
    address = f"/rounds/gates/{homes[0].id}"
    worker.open(f"{address}?item=65")
    photo = (io.BytesIO(jpeg()), "院子.jpg")
    worker.submit(address, item="65", tick=["1", "2"], found="good", photo=photo)  # type: ignore[arg-type]
    assert worker.status == 200
    (row,) = house.services.views.claims.of_household([homes[0].id], 5)
    assert len(row.photo_ids) == 1
    raw = house.client.get(
        "/rounds/gates/any", headers={"Authorization": f"Bearer {house.tokens[Role.GRID_WORKER]}"}
    ).get_data(as_text=True)
    for home in homes:
        subject = subject_of(Household.gate_id(home.id, 1)).hex()
        assert f'data-gate-id="{home.id}" data-plate="{subject}"' in raw
    assert raw.count('data-item="65"') == 1


def test_a_clerk_imports_and_the_supervisor_approves(house: House, browser_of: Open) -> None:
    taking_part(house.village.do, COMMUNITY, "0001")
    house.project()
    table = "户号,积分,有效期至\n1,120,2027-06-30\n0099,30,\n0001,7,\n"
    posted = house.client.post(
        "/desk/openings",
        headers={"Authorization": f"Bearer {house.tokens[Role.CLERK]}"},
        data={
            "idempotency_key": fresh_key(),
            "platform": "helin",
            "file": (io.BytesIO(table.encode("gb18030")), "old.csv"),
        },
    )
    assert posted.status_code == 303, posted.get_data(as_text=True)
    house.project()
    clerk, supervisor = browser_of(Role.CLERK), browser_of(Role.SUPERVISOR)
    assert "/desk/openings" in clerk.open("/").links
    (address,) = (it for it in clerk.open("/desk/openings").links if "/desk/openings/" in it)
    page = clerk.open(address)
    assert "没有这个户号" in page.text
    assert "户号重复，按第一行算" in page.text
    assert "157 分" in page.text
    assert not [it for it in page.forms if it.action.endswith("/approval")]
    supervisor.open(address)
    done = supervisor.submit(f"{address}/approval")
    assert supervisor.status == 200
    assert "已入账" in done.text
    report = house.client.get(
        f"{address}/report.csv",
        headers={"Authorization": f"Bearer {house.tokens[Role.SUPERVISOR]}"},
    ).get_data(as_text=True)
    assert "文件合计,157" in report
    assert "2027-06-30" in report
