"""The file of logins: who can sign in to the demo, how, and what is worth looking at as them."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bootstrap.demo import staff
from bootstrap.demo.rooms import Account
from bootstrap.demo.village.people import COUNTY, NAME, TOWNSHIP, VILLAGE
from people.roles import Role

FILE = "logins.json"
PLACES = {VILLAGE: NAME, TOWNSHIP: "双河镇", COUNTY: "托克托县"}
LOOK_AT = {
    Role.RESIDENT: "我家、申报、公示、申诉、快到期的积分、积分超市",
    Role.GRID_WORKER: "巡格、看不合适的、代人申报",
    Role.REVIEWER: "等我表决的、亲属回避",
    Role.SHOP_KEEPER: "柜台发货、库存、盘点（/shop/counter、/desk/stock）",
    Role.CLERK: "审核、公示、户籍、细则、月结、超市和资金（电脑上看）",
    Role.SUPERVISOR: "申诉、异议、异常提醒、月结第二签、盘点第二人",
    Role.STREET: "细则审查、二级申诉、并户分户",
    Role.COUNTY: "细则模板",
}


def write(folder: Path, accounts: list[Account], villagers: list[Account]) -> None:
    """Write one of each role, and everybody of the village; only the owner reads it."""
    first: dict[Role, Account] = {}
    for it in accounts:
        first.setdefault(it.role, it)
    _write(folder, [_row(it) for it in [*first.values(), *villagers]])


def add(folder: Path, villagers: list[Account]) -> None:
    """Add the village to the file of a demo that an older version played."""
    _write(folder, [*_read(folder), *map(_row, villagers)])


def of_village(folder: Path) -> list[dict[str, Any]]:
    """Return the rows of the village and of those above it."""
    return [it for it in _read(folder) if it["unit_code"] in PLACES]


def told(folder: Path) -> list[str]:
    """Return a line for the first of every role: login, passcode, and what to look at."""
    first: dict[str, dict[str, Any]] = {}
    for it in of_village(folder):
        first.setdefault(it["role"], it)
    return [
        f"    {it['login']:7} {it['passcode']}  "
        f"{PLACES[it['unit_code']]} {it['role_name']}：{LOOK_AT[Role(it['role'])]}"
        for it in first.values()
    ]


def _row(it: Account) -> dict[str, Any]:
    page = "/staff/login" if it.role in staff.LOGINS else "/login"
    return asdict(it) | {"role_name": it.role.chinese, "page": page}


def _read(folder: Path) -> list[dict[str, Any]]:
    path = folder / FILE
    found: list[dict[str, Any]] = json.loads(path.read_text()) if path.exists() else []
    return found


def _write(folder: Path, rows: list[dict[str, Any]]) -> None:
    path = folder / FILE
    path.touch(mode=0o600)
    path.write_text(json.dumps(rows, ensure_ascii=False, indent=2, default=str) + "\n")
