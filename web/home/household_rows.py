"""Rows of a home about households: the register, and what waits for a second person."""

from api.auth import Caller
from api.permissions import Action, may
from api.reach import scope_of
from api.services import services
from web.home.rows import row
from web.rendering import Context


def household_rows(who: Caller) -> list[Context]:
    """Return the way to the register, with how much waits there."""
    if not may(who.role, Action.SEE_HOUSEHOLDS):
        return []
    views, scope = services().views, scope_of(who.grant.unit_code)
    count = views.household_changes.count_waiting(scope)
    if may(who.role, Action.MANAGE_HOUSEHOLDS):
        count += views.household_requests.count_waiting(scope)
    words = "有并户、分户或申请等着办" if count else "立户、并户、分户、门牌"
    tone = "honey" if count else ""
    return [row("/desk/households", "home", "户籍账户", words, count=count or None, tone=tone)]
