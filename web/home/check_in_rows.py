"""What waits at stations: visits to look at, and scans that phones left out."""

from api.auth import Caller
from api.check_ins.reviewing import gaps_near
from api.permissions import Action, may
from api.services import services
from web.check_ins.reviews import SHOWN, waits_for
from web.home.rows import row
from web.rendering import Context


def check_in_rows(who: Caller) -> list[Context]:
    """Return the way to doubtful visits and to gaps, where there are any."""
    if not may(who.role, Action.SEE_PHONE_GAPS):
        return []
    rows = []
    if may(who.role, Action.REVIEW_VISIT) and (count := waits_for(who)):
        words = "上传晚了、手机时间不准的"
        rows.append(row("/doubtful-visits", "clock", "到站待核对", words, count=count))
    if count := len(gaps_near(services(), who, SHOWN)):
        rows.append(row("/phone-gaps", "warn", "漏传的扫码", "手机里还有没传上来的", count=count))
    return rows
