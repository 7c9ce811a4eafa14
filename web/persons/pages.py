"""Lists of people for those who work with them, and one person read in full for a purpose."""

from datetime import date
from typing import Any
from uuid import UUID

from flask import Response, request, url_for

from api.auth import caller
from api.permissions import Action, may, requires
from api.persons.names import names_for
from api.persons.reading import person_in_reach, read_in_full
from api.reach import scope_of
from api.refusals import PurposeRequiredError
from api.services import services
from people.masks import mask_name
from people.purposes import PURPOSES, Fact, Purpose, purpose_words, purposes_of
from web.blueprints import Pages, fresh
from web.errors import status_of_page
from web.messages_zh import refusal
from web.rendering import page

pages = Pages("persons")

SHOWN = 50
FACT_WORDS = {
    Fact.NAME: "姓名",
    Fact.PHONE: "手机号",
    Fact.ID_NUMBER: "证件号",
    Fact.BORN_ON: "出生日期",
}


@pages.get("/people")
@requires(Action.SEE_VOLUNTEERS)
@fresh
def people() -> Response:
    """List the volunteers of the own unit with masked names (名册)."""
    after_id = request.args.get("after_id", type=UUID)
    found = services().views.volunteers.page(scope_of(caller().grant.unit_code), SHOWN, after_id)
    names = names_for(row.person_id for row in found)
    rows = [
        {"person_id": it.person_id, "number": it.number, "name": names.get(it.person_id, "")}
        for it in found
    ]
    full = len(found) == SHOWN
    next_address = url_for(".people", after_id=found[-1].person_id) if full else ""
    return page("people.html", rows=rows, next_address=next_address)


@pages.get("/persons/<uuid:person_id>")
@requires(Action.READ_PERSON)
def person(person_id: UUID) -> Response:
    """Show somebody masked, and ask what their data are needed for (看全名)."""
    return _page(person_id)


@pages.post("/persons/<uuid:person_id>")
@requires(Action.READ_PERSON)
def read(person_id: UUID) -> Response:
    """Show what the stated purpose opens; the read is in the audit log by then."""
    purpose = request.form.get("purpose", "")
    facts = set(PURPOSES[Purpose(purpose)].facts) if purpose in set(Purpose) else {Fact.NAME}
    try:
        told = read_in_full(person_id, purpose, [it for it in Fact if it in facts])
    except PurposeRequiredError as no:
        return _page(person_id, no)
    shown = [(FACT_WORDS[it], _said(value)) for it, value in told.items()]
    return _page(person_id, shown=shown, purpose=purpose_words(purpose))


def _page(
    person_id: UUID,
    no: PurposeRequiredError | None = None,
    *,
    shown: list[tuple[str, str]] | None = None,
    purpose: str = "",
) -> Response:
    found, role = person_in_reach(person_id), caller().role
    needs = [(it.value, PURPOSES[it]) for it in purposes_of(role)]
    return page(
        "person.html",
        status_of_page(no),
        person={"person_id": person_id, "masked_name": mask_name(found.display_name)},
        purposes=[
            {"value": value, "words": need.chinese, "opens": _opens(need.facts)}
            for value, need in needs
        ],
        shown=shown or [],
        purpose=purpose,
        refusal=None if no is None else refusal(no.code),
        lists=may(role, Action.SEE_VOLUNTEERS),
        erases=may(role, Action.ERASE_BY_PROXY),
        files=may(role, Action.KEEP_FILES) and is_volunteer(person_id),
        certifies=may(role, Action.MANAGE_CERTIFICATES),
    )


def is_volunteer(person_id: UUID) -> bool:
    """Tell whether somebody is registered as a volunteer."""
    return services().views.volunteers.of(person_id) is not None


def _opens(facts: frozenset[Fact]) -> str:
    return "、".join(FACT_WORDS[it] for it in Fact if it in facts)


def _said(value: Any) -> str:
    if isinstance(value, date):
        return f"{value.year}年{value.month}月{value.day}日"
    return str(value) if value else "没有登记"
