"""``redbee sso``: who of the city's single sign-on is whom here."""

from uuid import UUID

import click

from bootstrap.console import Refused, opened_house
from ledger.kernel.clock import utc_now
from people.audit import AuditAction, AuditEntry
from people.errors import PeopleError

_person = click.option("--person", "person_id", type=click.UUID, required=True, help="Who.")


@click.group()
def sso() -> None:
    """Single sign-on of a city: links between its numbers and staff here."""


@sso.command()
@_person
@click.option("--subject", required=True, help="What the provider calls them (claim `sub`).")
def link(*, person_id: UUID, subject: str) -> None:
    """Let somebody sign in through the provider of REDBEE_OIDC_ISSUER."""
    with opened_house() as house:
        given = house.services
        if given.sso is None:
            raise Refused("no REDBEE_OIDC_ISSUER: there is no single sign-on to link with")
        try:
            given.oidc_links.link(
                given.sso.issuer, subject, person_id, linked_by=None, now=utc_now()
            )
        except PeopleError as error:
            raise Refused(str(error)) from error
        given.audit.append(_entry(AuditAction.SSO_LINKED, person_id))
    click.echo("linked")


@sso.command()
@_person
def unlink(*, person_id: UUID) -> None:
    """Take all links of somebody away, and end their sessions."""
    with opened_house() as house:
        given = house.services
        gone = given.oidc_links.unlink(person_id)
        given.access.revoke_person(person_id, utc_now())
        given.audit.append(_entry(AuditAction.SSO_UNLINKED, person_id))
    click.echo(f"unlinked {gone}")


def _entry(action: AuditAction, person_id: UUID) -> AuditEntry:
    return AuditEntry(
        at=utc_now(), actor_id=None, actor_role="console", action=action, target_id=person_id
    )
