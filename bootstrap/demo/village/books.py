"""What households brought along from older platforms (期初导入)."""

from datetime import date, datetime, timedelta

from api.moral.opening_files import digest_of, read_openings
from bootstrap.demo.village.people import OUR_HOME, VILLAGE
from bootstrap.demo.village.telling import Village
from ledger.moral.opening_handlers import ApproveOpenings, ImportOpenings
from ledger.moral.opening_rows import Platform
from people.roles import Role

ENDING_SOON_DAYS = 24
MORE = {OUR_HOME: 24}
ODD_LINES = (
    "0999,14,",  # nobody has this number
    "0003,0,",
    "0007,约20,",
    "0012,35,",  # stands in the file twice
)


def bring_along(village: Village, on: datetime) -> None:
    """Import the balances of 掌上和林: the clerk hands the file in, the committee approves it."""
    raw = _file(village, village.today + timedelta(days=ENDING_SOON_DAYS))
    number = _hand_in(village, Platform.HELIN, raw, on)
    of = {"unit_code": VILLAGE, "platform": Platform.HELIN, "number": number}
    by = village.one(Role.SUPERVISOR)
    village.tell(ApproveOpenings, at=on + timedelta(hours=5), **of, approved_by=by)


def leave_a_file(village: Village) -> None:
    """Leave the paper book of a group for the committee to approve."""
    lines = [f"{n:04d},{6 + n % 5}," for n in range(94, 101)]
    _hand_in(village, Platform.PAPER, _csv(lines), village.ago(hours=9))


def _hand_in(village: Village, platform: Platform, raw: bytes, on: datetime) -> int:
    of = {"unit_code": VILLAGE, "platform": platform, "digest": digest_of(raw)}
    clerk = village.one(Role.CLERK)
    told = village.tell(ImportOpenings, at=on, **of, rows=read_openings(raw), imported_by=clerk)
    return int(told["number"])


def _file(village: Village, soon: date) -> bytes:
    """Write the file as the platform gives it, with the slips that such files have."""
    lines = []
    for n, number in enumerate(village.homes, 1):
        ends = f"{soon}" if n % 9 == 2 else ""  # noqa: PLR2004 - some end soon
        lines.append(f"{number},{12 + n * 7 % 40 + MORE.get(number, 0)},{ends}")
    return _csv([*lines, *ODD_LINES])


def _csv(lines: list[str]) -> bytes:
    return ("\n".join(["户号,积分余额,有效期至", *lines]) + "\n").encode("gb18030")
