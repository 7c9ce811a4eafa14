"""``redbee audit``: is the audit log whole, and its entries for whoever investigates."""

import json
import sys
from dataclasses import asdict

import click

from bootstrap.console import as_json_option, opened_house, say

EXIT_FLAW = 1
"""``audit verify`` found an entry that does not follow from the one before."""


@click.group()
def audit() -> None:
    """Verify or print the audit log, which holds IDs and codes, never names."""


@audit.command()
@as_json_option
def verify(*, as_json: bool) -> None:
    """Compute every digest again; exit 1 if an entry was changed, added or taken out."""
    with opened_house() as house:
        log = house.services.audit
        flaw, entries = log.first_flaw(), log.size()
    state = "whole" if flaw is None else f"broken from entry {flaw} on"
    say(
        {"audit": state, "first_flaw": flaw, "entries": entries},
        as_json=as_json,
        text=f"{entries} entries: {state}",
    )
    sys.exit(0 if flaw is None else EXIT_FLAW)


@audit.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line (there is no other).")
def export(*, as_json: bool) -> None:  # noqa: ARG001 - said for symmetry with the others
    """Print every entry, the oldest first, one JSON object a line."""
    with opened_house() as house:
        for record in house.services.audit.entries():
            row = {"entry_id": record.entry_id, **asdict(record.entry)}
            click.echo(json.dumps(row | {"digest": record.digest.hex()}, default=str))
