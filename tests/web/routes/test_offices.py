"""The office of the own unit: found from the clerk's home, saved, and refused without loss."""

from people.roles import Role
from tests.api.house import House
from tests.web.routes.conftest import Open
from tests.web.routes.plain import Document, Form
from web.messages_zh import refusal


def office_form(page: Document) -> Form:
    """Return the form of the office as it stands in the page."""
    return next(it for it in page.forms if it.action == "/office")


def test_a_clerk_finds_the_office_and_saves_it(house: House, browser_of: Open) -> None:
    clerk = browser_of(Role.CLERK)
    assert "/office" in clerk.open("/").links
    clerk.open("/office")
    page = clerk.submit(
        "/office", in_charge=str(house.persons[Role.CLERK]), telephone="0471-6311112"
    )
    assert clerk.status == 200
    assert office_form(page).fields["telephone"] == "0471-6311112"
    chosen = f'value="{house.persons[Role.CLERK]}" selected'
    assert chosen in clerk.answer.get_data(as_text=True)


def test_a_mobile_number_is_refused_and_stays_in_the_form(house: House, browser_of: Open) -> None:
    clerk = browser_of(Role.CLERK)
    clerk.open("/office")
    page = clerk.submit("/office", in_charge="", telephone="13847120000")
    assert clerk.status == 422
    assert refusal("office_telephone_invalid").headline in page.text
    assert office_form(page).fields["telephone"] == "13847120000"


def test_somebody_without_a_role_here_is_refused_and_the_telephone_stays(
    house: House, browser_of: Open
) -> None:
    clerk, rider = browser_of(Role.CLERK), str(house.persons[Role.RIDER])
    clerk.open("/office")
    page = clerk.submit("/office", in_charge=rider, telephone="0471-6311112")
    assert clerk.status == 404
    assert refusal("role_term_not_found").headline in page.text
    assert office_form(page).fields["telephone"] == "0471-6311112"
