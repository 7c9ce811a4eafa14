"""``redbee import``: shows what a file of divisions would change, and does it."""

from datetime import date, datetime
from pathlib import Path

import click

from bootstrap import divisions
from bootstrap.console import Refused, as_json_option, opened_house, say
from bootstrap.division_plan import Plan, changes, plan, registrations
from bootstrap.divisions import Division
from bootstrap.known_units import known_units
from bootstrap.progress import bar, each
from ledger.kernel.application import Ledger
from ledger.kernel.clock import local_date, utc_now
from ledger.kernel.errors import LedgerError


@click.command("import")
@click.argument("path", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Only show what would change.")
@click.option(
    "--valid-from",
    type=click.DateTime(["%Y-%m-%d"]),
    help="First day of the changes: today if not said, or that of the file that ships with us"
    " if there are no units yet.",
)
@as_json_option
def import_(path: Path, *, dry_run: bool, valid_from: datetime | None, as_json: bool) -> None:
    """Import divisions from a CSV of code,name,level,parent_code. Again changes nothing.

    Adds, renames and moves units. What the file does not name is told and stays.
    """
    try:
        units = divisions.read_divisions(path)
        with opened_house() as house:
            known = known_units(house.ledger)
            day = valid_from.date() if valid_from else _first_day(is_empty=not known)
            made = plan(units, known, day)
            _show(made)
            if not dry_run:
                _apply(house.ledger, made, units)
    except divisions.DivisionsError as error:
        raise Refused(f"nothing was changed:\n{error}") from error
    except LedgerError as error:
        raise Refused(f"stopped; import again to go on:\n{error.code}: {error}") from error
    counts = made.counts()
    told = ", ".join([f"{len(units)} units", *(f"{n} {name}" for name, n in counts.items())])
    answer = {"units": len(units), **counts} | ({"dry_run": True} if dry_run else {})
    say(answer, as_json=as_json, text=f"{told}{' (nothing was changed)' if dry_run else ''}")


def _first_day(*, is_empty: bool) -> date:
    return divisions.PUBLISHED_ON if is_empty else local_date(utc_now())


def _show(made: Plan) -> None:
    """Tell people on standard error; programs read the counts."""
    for line in made.lines():
        click.echo(line, err=True)


def _apply(ledger: Ledger, made: Plan, units: list[Division]) -> None:
    """Add new units many at a time; change others one by one, for their order matters."""
    now = utc_now()
    each("行政区划", ledger.execute, list(registrations(made.added, now, made.valid_from)))
    following = list(changes(made, units, now))
    for command in bar(following, "更名划转", len(following)):
        ledger.execute(command)
