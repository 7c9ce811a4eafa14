"""``redbee levels``: which levels a county's tree has, and what they are called there."""

import click

from bootstrap.console import Refused, as_json_option, opened_house, say
from ledger.kernel.clock import utc_now
from ledger.kernel.errors import LedgerError
from ledger.kernel.ids import new_id
from ledger.registry.commands import NameLevels
from ledger.registry.county_levels import DEFAULT_NAMES


@click.group()
def levels() -> None:
    """Levels of a county: county, street, community, and up to three below."""


@levels.command("set")
@click.option("--county", "county_code", required=True, help="Six digits of the county.")
@click.argument("names", nargs=-1, required=True)
@as_json_option
def set_levels(*, county_code: str, names: tuple[str, ...], as_json: bool) -> None:
    """Name the levels from the county down; so many NAMES, so many levels (3 to 6)."""
    pairs = tuple(zip(DEFAULT_NAMES, names, strict=False))
    if len(pairs) < len(names):
        raise Refused(f"there are {len(DEFAULT_NAMES)} levels at most")
    command = NameLevels(
        key=f"levels:{new_id()}",
        at=utc_now(),
        county_code=county_code,
        names=pairs,
        named_by=None,
    )
    with opened_house() as house:
        try:
            recorded = house.ledger.execute(command)
        except LedgerError as error:
            raise Refused(f"{error.code}: {error}") from error
    say({**recorded.answer, "position": recorded.position}, as_json=as_json, text="recorded")
