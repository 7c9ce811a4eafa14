"""Figures of reports, with the names they have in the table of defaults (domain.md 8.3)."""

from datetime import time, timedelta

POINTS_ACCEPTED, POINTS_RESOLVED, POINTS_MAJOR_HAZARD = 2, 3, 20
"""``report_points``: on acceptance, on resolution, and on top of it for a major hazard (RD-6)."""
PAID_PER_DAY_MAX = 5
"""``reports_paid_day``: of one person and local day; what is accepted beyond has 0 points (A26)."""
ACCEPT_MINUTES = 30
"""``report_accept_min``: working minutes until somebody has accepted or rejected a report."""
WORK_BEGINS, WORK_ENDS = time(9), time(18)
"""``report_work_hours``: Asia/Shanghai, on working days; outside them that clock waits."""
CLOSE_WORKDAYS = 3
"""``report_close_workdays``: until the end of so many working days it is resolved (RD-6)."""
SAME_METRES = 50
"""``report_same_metres``: so near, of one category, it is the same thing (RD-6) ..."""
SAME_WITHIN = timedelta(hours=24)
"""``report_same_h``: ... if it was seen within this time, before or after."""
REOPEN_DAYS = 7
"""``report_reopen_days``: so long the reporter may say that it is not resolved, once."""
EMERGENCY_FRESH = timedelta(minutes=10)
"""``report_emergency_min``: an emergency seen longer ago lay in a queue, where none may lie."""
PHOTOS_MAX = 3
"""With a report, with what somebody adds to it, and with its resolution."""
JOINS_MAX = 50
"""``report_joins_max``: by then everybody knows."""
REPLIES_MAX = 20
STARS_MAX = 5
