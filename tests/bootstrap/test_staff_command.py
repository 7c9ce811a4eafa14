"""``redbee init`` and ``redbee staff``: one-time codes, never passwords."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bootstrap.cli import main
from bootstrap.config import Config
from bootstrap.console import opened_house
from bootstrap.passkeys import relying_party
from ledger.kernel.clock import utc_now
from ledger.kernel.ids import new_id
from people.directory import Person
from people.passkeys import RelyingParty
from people.staff_errors import SetupCodeWrongError
from tests.support.staffing import staff_member

CODE = re.compile(r"^(?:[0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$")
PERSON = new_id()


@pytest.fixture
def city(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A ledger with one unit, and one person."""
    for name in ("REDBEE_DATABASE_URL", "REDBEE_REDIS_URL", "REDBEE_SECRET_KEY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("REDBEE_DATA_DIR", str(tmp_path / "data"))
    path = tmp_path / "divisions.csv"
    path.write_text("code,name,level,parent_code\n1501,呼和浩特市,city,\n", encoding="utf-8")
    redbee("init")
    redbee("import", str(path))
    with opened_house() as house:
        house.services.directory.enrol([Person(PERSON, "张三", "1501")])


def redbee(*args: str) -> Result:
    return CliRunner().invoke(main, list(args))


def told(*args: str) -> dict[str, str]:
    answer = redbee(*args, "--json")
    assert answer.exit_code == 0, answer.output
    return dict(json.loads(answer.output.splitlines()[-1]))


@pytest.mark.usefixtures("city")
def test_init_prints_a_code_until_somebody_is_set_up() -> None:
    first, second = told("init")["setup_code"], told("init")["setup_code"]
    assert CODE.match(first)
    assert first != second
    assert "one-time set-up code for /setup" in redbee("init").output
    with opened_house() as house:
        with pytest.raises(SetupCodeWrongError):
            house.services.staff.setup_codes.check(first, now=utc_now())
        staff_member(house.services.staff, PERSON, "zhangsan", now=utc_now())
    assert told("init")["setup_code"] is None


@pytest.mark.usefixtures("city")
def test_somebody_new_gets_role_account_and_code() -> None:
    given = ("--name", "王某", "--login", "wangmou", "--role", "clerk", "--unit", "1501")
    answer = told("staff", "add", *given)
    assert CODE.match(answer["setup_code"])
    with opened_house() as house:
        setup = house.services.staff.setup_codes.check(answer["setup_code"], now=utc_now())
        assert str(setup.person_id) == answer["person_id"]
        log = house.services.audit.page()
    assert [(it.entry.actor_role, it.entry.purpose) for it in log] == [("command_line", "added")]
    taken = redbee("staff", "add", *given)
    assert (taken.exit_code, "login_taken" in taken.output) == (2, True)


@pytest.mark.usefixtures("city")
@pytest.mark.parametrize(
    "given",
    [
        (),
        ("--name", "王某"),
        ("--name", "王某", "--person", str(PERSON)),
        ("--person", str(PERSON), "--role", "clerk"),
        ("--person", str(new_id())),
        ("--name", "王某", "--role", "clerk", "--unit", "9999"),
    ],
)
def test_what_cannot_be_is_refused_and_leaves_nothing(given: tuple[str, ...]) -> None:
    refused = redbee("staff", "add", "--login", "wangmou", *given)
    assert refused.exit_code == 2, refused.output
    assert redbee("staff", "add", "--login", "wangmou", "--person", str(PERSON)).exit_code == 0


@pytest.mark.usefixtures("city")
def test_the_three_administrators_are_three_people() -> None:
    for role, code in (("system_administrator", 0), ("audit_administrator", 2)):
        given = ("--person", str(PERSON), "--login", "x", "--role", role, "--unit", "1501")
        assert redbee("staff", "add", *given).exit_code == code


@pytest.mark.usefixtures("city")
def test_a_reset_ends_the_account_until_the_new_code_is_used() -> None:
    assert redbee("staff", "reset", "--person", str(PERSON)).exit_code == 2
    with opened_house() as house:
        staff_member(house.services.staff, PERSON, "zhangsan", now=utc_now())
    assert CODE.match(told("staff", "reset", "--person", str(PERSON))["setup_code"])
    with opened_house() as house:
        account = house.services.staff.accounts.find(PERSON)
    assert account is not None
    assert not account.is_ready


@pytest.mark.usefixtures("city")
@pytest.mark.parametrize("allowed", [True, False])
def test_a_token_steps_up_only_if_it_was_issued_for_that(*, allowed: bool) -> None:
    more = ["--step-up"] if allowed else []
    given = ("--role", "clerk", "--unit", "1501", "--name", "王某")
    token = told("token", "issue", *given, *more)["token"]
    with opened_house() as house:
        grant = house.services.access.find(token, now=utc_now())
        assert grant is not None
        assert house.services.staff.step_ups.are_allowed(grant.token_id) is allowed


@pytest.mark.parametrize(
    ("host", "secure", "party"),
    [
        ("127.0.0.1:8000", "no", RelyingParty("localhost", ("http://localhost:8000",))),
        ("127.1:81", "no", RelyingParty("localhost", ("http://localhost:81",))),
        ("localhost", "no", RelyingParty("localhost", ("http://localhost",))),
        ("HF.EXAMPLE.CN", "yes", RelyingParty("hf.example.cn", ("https://hf.example.cn",))),
    ],
)
def test_passkeys_are_bound_to_the_public_name(host: str, secure: str, party: RelyingParty) -> None:
    env = {"REDBEE_PUBLIC_HOST": host, "REDBEE_SECURE_COOKIES": secure}
    assert relying_party(Config.from_env(env)) == party
