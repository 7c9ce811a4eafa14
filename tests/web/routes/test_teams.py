"""Pages of teams, files, stars, the national system and spot checks, without scripts."""

import re
import zipfile
from datetime import timedelta
from io import BytesIO
from uuid import UUID

from api.csv_files import csv_text
from ledger.registry.consent_purposes import Purpose
from ledger.volunteering.file_commands import ApplyForStar
from ledger.volunteering.team_commands import FormTeam
from people.audit import AuditAction
from people.roles import Role
from tests.api.house import House
from tests.support.village import COMMUNITY
from tests.web.routes.conftest import Open
from web.messages_zh import refusal

CLERK, LEADER, VOLUNTEER = Role.CLERK, Role.TEAM_LEADER, Role.VOLUNTEER


def team(house: House, name: str = "红马甲") -> UUID:
    made = house.village.made("team_id", FormTeam, unit_code=COMMUNITY, name=name)
    house.project()
    return made


def test_a_clerk_forms_a_corps_and_a_team_below_it(browser_of: Open) -> None:
    clerk = browser_of(CLERK)
    assert "/teams" in clerk.open("/").links
    clerk.open("/teams")
    page = clerk.submit("/teams", name="巾帼志愿服务团", kind="corps", parent_id="")
    assert "志愿服务团 · 大召社区" in page.text
    corps = clerk.address.partition("?")[0].rpartition("/")[2]
    clerk.open("/teams")
    page = clerk.submit("/teams", name="巾帼一队", kind="team", parent_id=corps)
    assert f"/teams/{corps}" in page.links
    clerk.open("/teams")
    page = clerk.submit("/teams", name="又一团", kind="corps", parent_id=corps)
    assert refusal("team_parent_invalid").headline in page.text
    assert clerk.status == 422
    clerk.open(f"/teams/{corps}")
    page = clerk.submit(f"/teams/{corps}/renaming", name="巾帼团")
    assert "巾帼团" in page.text
    page = clerk.submit(f"/teams/{corps}/dissolution")
    assert "这支队伍已经解散" in page.text


def test_a_volunteer_asks_and_the_leader_sees_it_at_home(house: House, browser_of: Open) -> None:
    red = team(house)
    volunteer = browser_of(VOLUNTEER)
    assert "/me/teams" in volunteer.open("/me").links
    assert f"/teams/{red}" in volunteer.open("/me/teams").links
    volunteer.open(f"/teams/{red}")
    page = volunteer.submit(f"/teams/{red}/requests")
    assert "等答复" in page.text

    leader = browser_of(LEADER)
    home = leader.open("/")
    assert "有人等着入队" in home.text
    page = leader.open("/memberships")
    assert "想加入红马甲" in page.text
    me = house.persons[VOLUNTEER]
    page = leader.submit(f"/memberships/{red}/{me}/approval")
    assert "没有人等着入队" in page.text
    assert "红马甲" in volunteer.open("/me/teams").text
    volunteer.open(f"/teams/{red}")
    volunteer.submit(f"/teams/{red}/leaving")
    assert f"/teams/{red}" in volunteer.page.links  # among the teams nearby again


def test_whoever_is_declined_reads_why(house: House, browser_of: Open) -> None:
    red, me = team(house), house.persons[VOLUNTEER]
    volunteer, clerk = browser_of(VOLUNTEER), browser_of(CLERK)
    volunteer.open(f"/teams/{red}")
    volunteer.submit(f"/teams/{red}/requests")
    clerk.open("/memberships")
    page = clerk.submit(f"/memberships/{red}/{me}/decline", reason="")
    assert clerk.status == 422
    assert refusal("field_missing").headline in page.text
    clerk.submit(f"/memberships/{red}/{me}/decline", reason="needs_training")
    assert "请先参加培训" in volunteer.open("/me/teams").text


def test_nobody_sees_a_button_for_their_own_request(house: House, browser_of: Open) -> None:
    leader_id, red = house.persons[LEADER], team(house)
    house.village.register_volunteer(leader_id, "V000009")
    house.project()
    leader = browser_of(LEADER)
    leader.open(f"/teams/{red}")
    leader.submit(f"/teams/{red}/requests")
    page = leader.open("/memberships")
    assert "这是您自己的申请" in page.text
    assert not [it for it in page.forms if it.action.startswith("/memberships/")]


def test_a_training_comes_into_the_file(house: House, browser_of: Open) -> None:
    me = house.persons[VOLUNTEER]
    leader, volunteer = browser_of(LEADER), browser_of(VOLUNTEER)
    assert f"/persons/{me}/service-file" in leader.open(f"/persons/{me}").links
    leader.open(f"/persons/{me}/service-file")
    typed = {"title": "急救培训", "minutes": "90", "held_on": "2026-11-01"}
    page = leader.submit(f"/persons/{me}/trainings", **typed)
    assert "急救培训" in page.text
    page = leader.submit(f"/persons/{me}/trainings", **typed | {"minutes": "很久"})
    assert leader.status == 400
    page = leader.submit(
        f"/persons/{me}/honours", title="最美志愿者", level="county", granted_on="2099-01-01"
    )
    assert refusal("date_in_future").headline in page.text
    leader.open(f"/persons/{me}/service-file")
    withdraw = next(it.action for it in leader.page.forms if it.action.endswith("/withdrawal"))
    assert "已撤下" in leader.submit(withdraw).text

    file = volunteer.open("/me/service-file")
    for words in ("一、基本信息", "二、服务记录", "三、培训记录", "四、表彰奖励", "五、服务评价"):
        assert words in file.text
    assert "急救培训" in file.text
    assert "/me/service-file" in volunteer.open("/me/service-record").links


def test_skills_are_ticked(browser_of: Open) -> None:
    volunteer = browser_of(VOLUNTEER)
    volunteer.open("/me/skills")
    page = volunteer.submit("/me/skills", skills="haircut", categories="elder_care")
    assert "理发" in page.text
    assert "为老服务" in page.text


def test_a_star_is_shown_applied_for_and_granted(house: House, browser_of: Open) -> None:
    me = house.persons[VOLUNTEER]
    page = browser_of(VOLUNTEER).open("/me/stars")
    assert "到一星还差 100.0 小时" in page.text
    assert not [it for it in page.forms if it.action == "/me/stars"]
    house.village.activity = house.village.publish("别人带的", starts_at=house.now)
    for _ in range(25):
        house.village.serve(house.village.volunteers[1], 240)
        house.village.now += timedelta(days=1)
    house.now = house.village.now
    house.village.do(ApplyForStar, person_id=house.village.volunteers[1], level=1)
    house.project()
    leader = browser_of(LEADER)
    assert "有人等着授星" in leader.open("/").text
    page = leader.open("/stars")
    assert "一星志愿者" in page.text
    grant = next(it.action for it in page.forms if it.action.endswith("/grant"))
    assert "没有人等着授星" in leader.submit(grant).text
    assert house.services.views.stars.level_of(house.village.volunteers[1]) == 1
    assert me != house.village.volunteers[1]


def test_numbers_are_read_before_they_are_set(browser_of: Open) -> None:
    clerk = browser_of(CLERK)
    assert "/national" in clerk.open("/").links
    clerk.open("/national")
    text = csv_text(("本地编号", "全国编号"), [("V000001", "150104000001"), ("V9", "150104000002")])
    page = clerk.submit("/national/numbers", csv=text)
    assert "可以导入 1 行，共 2 行" in page.text
    assert "本地编号查不到" in page.text
    page = clerk.submit("/national/numbers/set")
    assert "改了 1 个编号" in page.text
    clerk.open("/national")
    page = clerk.submit("/national/numbers", csv="不是表")
    assert refusal("import_unreadable").headline in page.text


def test_the_package_asks_for_the_second_step(house: House, browser_of: Open) -> None:
    me = house.persons[VOLUNTEER]
    house.village.agree(me, Purpose.NATIONAL_SYNC)
    house.project()
    clerk = browser_of(CLERK)
    clerk.open("/national")
    clerk.submit("/national/package", purpose="national_sync", after="")
    with zipfile.ZipFile(BytesIO(clerk.answer.data)) as package:
        assert "manifest.json" in package.namelist()
    assert house.services.audit.about(me, actions=[AuditAction.NATIONAL_EXPORTED])
    house.now += timedelta(minutes=11)
    clerk.open("/national")
    clerk.submit("/national/package", purpose="national_sync", after="")
    assert clerk.address.startswith("/staff/step-up")


def test_a_street_draws_and_takes_the_sheet(house: House, browser_of: Open) -> None:
    house.village.serve(house.village.volunteers[1], 60)
    house.project()
    street = browser_of(Role.STREET)
    assert "/spot-checks" in street.open("/").links
    street.open("/spot-checks")
    page = street.submit(
        "/spot-checks", first_day="2026-11-01", last_day="2026-11-30", records="5", seed=""
    )
    assert "本人扫码" in page.text
    assert "欧**娜" in page.text
    assert "欧阳娜娜" not in page.text
    assert "一条不差" in page.text
    seed = re.search(r"抽查 (\d{8})", page.text)
    assert seed is not None
    sheet = next(it.action for it in page.forms if it.action.endswith("/sheet"))
    street.submit(sheet)
    assert "欧**娜" in street.answer.text
    street.open("/spot-checks")
    page = street.submit(
        "/spot-checks", first_day="2026-11-30", last_day="2026-11-01", records="5", seed=""
    )
    assert street.status == 422
    page = street.submit(
        "/spot-checks", first_day="2026-01-01", last_day="2026-01-02", records="5", seed="7"
    )
    assert refusal("spot_check_empty").headline in page.text
