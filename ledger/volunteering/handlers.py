"""Handlers of volunteer service, under the name they had when there were few of them."""

from ledger.volunteering.activity_handlers import publish_activity
from ledger.volunteering.team_handlers import form_team, register_volunteer

__all__ = ["form_team", "publish_activity", "register_volunteer"]
