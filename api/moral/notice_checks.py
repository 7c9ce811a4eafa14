"""What must be done with notices before a month is closed: whatever ended in it is posted."""

from datetime import date, timedelta

from api.moral.period_checks import CHECKS, Check, CheckState, Month, Outcome
from api.services import Services
from ledger.kernel.clock import day_end

LOOKED_AT_MAX = 200


def _posted(given: Services, month: Month) -> Outcome:
    """Look for acts whose notice ended before the month was over, and that still wait."""
    first = date.fromisoformat(f"{month.period}-01")
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    # What ends at the last midnight itself is of the next month.
    ended = day_end(last) - timedelta(seconds=1)
    waits = given.views.notices.count_due(month.unit_code, ended, LOOKED_AT_MAX)
    state = CheckState.OPEN if waits else CheckState.MET
    return Outcome(state, f"{waits} 条还没入账" if waits else "都入账了")


POSTED = Check("notices_posted", "本月期满的公示都入账了", _posted)
CHECKS.append(POSTED)
