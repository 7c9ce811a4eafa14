"""Doors of one's own consents, and of those one is guardian for."""

from typing import Any
from uuid import UUID

from flask import Response

from api.answers import pages_of
from api.auth import caller
from api.consents.deciding import decide_for_minor, decide_for_oneself
from api.consents.effects import require
from api.consents.guarding import dependants_of, request_link
from api.consents.schemas import (
    ConsentDecided,
    ConsentsAnswer,
    DecisionAnswer,
    DependantsAnswer,
    DependantSchema,
    GuardianLinked,
    GuardianRequested,
    IdNumberAnswer,
    IdNumberSchema,
    MinorSwitchSchema,
    SwitchSchema,
)
from api.consents.standing import standings_of
from api.doors import Doors
from api.execution import execute, json_response, told
from api.idempotency import stamp
from api.paging import PageQuery, page, read_cursor
from api.permissions import Action, requires
from api.reading import EmptySchema, ReadQuery
from api.services import services
from ledger.kernel.clock import local_date
from ledger.registry.consent_commands import EndGuardian
from ledger.registry.consent_purposes import Purpose
from people.formats import clean_id_number, mask_id_number
from people.notices import NOTICES

blp = Doors("consents", "Consents and guardians")


@blp.get("/me/consents")
@requires(Action.CONSENT)
@blp.reads(ReadQuery, ConsentsAnswer)
def see_my_consents(_asked: dict[str, Any]) -> Any:
    """Show what one agrees to, switch by switch (我同意什么)."""
    given = services()
    version = NOTICES.in_force(local_date(given.clock())).number
    return {"notice_version": version, "items": standings_of(given, caller().person_id)}


@blp.put("/me/consents")
@requires(Action.CONSENT)
@blp.commands(SwitchSchema, ConsentDecided, status=200)
def decide_my_consent(loaded: dict[str, Any]) -> Response:
    """Turn one switch on or off; either is one request and takes effect at once (同意、收回)."""
    purpose = Purpose(loaded["purpose"])
    recorded = decide_for_oneself(purpose, given=loaded["given"], stamp=stamp())
    return told(recorded, 200)


@blp.put("/me/id-number")
@requires(Action.CONSENT)
@blp.commands(IdNumberSchema, IdNumberAnswer, status=200)
def keep_my_id_number(loaded: dict[str, Any]) -> Any:
    """Keep one's ID number, sealed, for certificates; only while one agrees to it (留身份证号)."""
    given, person_id = services(), caller().person_id
    require(given, person_id, Purpose.ID_NUMBER)
    number = clean_id_number(loaded["id_number"])
    given.directory.keep_id_number(person_id, number)
    return {"id_number": mask_id_number(number)}


@blp.get("/me/consents/history")
@requires(Action.CONSENT)
@blp.reads(PageQuery, pages_of(DecisionAnswer))
def list_my_decisions(asked: dict[str, Any]) -> Any:
    """List every consent and withdrawal, the latest first (同意记录)."""
    limit, before = asked["limit"], read_cursor(asked["cursor"], int)
    found = services().views.consents.history(caller().person_id, limit, before)
    return page(found, found[-1].position if len(found) == limit else None)


@blp.get("/me/dependants")
@requires(Action.CONSENT)
@blp.reads(ReadQuery, DependantsAnswer)
def list_my_dependants(_asked: dict[str, Any]) -> Any:
    """List those one is guardian for, with their consents (给家人办)."""
    return dependants_of(services(), caller().person_id)


@blp.post("/me/dependants")
@requires(Action.CONSENT)
@blp.commands(DependantSchema, GuardianRequested)
def request_dependant(loaded: dict[str, Any]) -> Response:
    """Ask to be linked as the guardian of the holder of a card; the desk links (添加家人)."""
    own_stamp = stamp()
    request_link(services(), own_stamp, caller().person_id, loaded["number"])
    return json_response({"result": "requested"}, 201)


@blp.put("/me/dependants/<uuid:person_id>/consents")
@requires(Action.CONSENT)
@blp.commands(MinorSwitchSchema, ConsentDecided, status=200)
def decide_for_dependant(loaded: dict[str, Any], person_id: UUID) -> Response:
    """Turn one switch of a minor one is guardian for (替家人同意、收回)."""
    purpose = Purpose(loaded["purpose"])
    recorded = decide_for_minor(stamp(), person_id, purpose, given=loaded["given"])
    return told(recorded, 200)


@blp.post("/me/dependants/<uuid:person_id>/ending")
@requires(Action.CONSENT)
@blp.commands(EmptySchema, GuardianLinked)
def end_my_guardianship(_loaded: dict[str, Any], person_id: UUID) -> Response:
    """End being somebody's guardian, or take a request back (不再是监护人)."""
    own = caller().person_id
    return execute(EndGuardian(**stamp(), person_id=person_id, guardian_id=own, ended_by=own), 201)
