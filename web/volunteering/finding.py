"""Finding activities: rows with what is left of their places, week by week."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from flask import request, url_for

from api.services import services
from ledger.volunteering.activity_kinds import Campaign, Category
from projections.volunteering.activities.rows import ActivityRow
from projections.volunteering.activities.views import Choice
from web.formats import local
from web.messages_zh import CAMPAIGNS, CATEGORIES

CHOOSABLE = tuple(it.value for it in Category)


def choice_of_request() -> Choice:
    """Return which activities the address asks for; what is no code does not matter."""
    category, campaign = (request.args.get(it) for it in ("category", "campaign"))
    return Choice(
        category=category if category in CHOOSABLE else None,
        campaign=campaign if campaign in [it.value for it in Campaign] else None,
    )


def chips(choice: Choice) -> list[dict[str, Any]]:
    """Return the ways to choose by what is done; the first is everything."""
    shown = [("", "全部"), *CATEGORIES.items()]
    return [
        {
            "words": words,
            "address": url_for(".activities", category=code or None),
            "chosen": code == (choice.category or "") and choice.campaign is None,
        }
        for code, words in shown
    ]


def chosen_words(choice: Choice) -> str:
    """Say in words what was chosen; empty for everything."""
    if choice.campaign is not None:
        return CAMPAIGNS[choice.campaign]
    return CATEGORIES[choice.category] if choice.category else ""


def rows_of(found: Sequence[ActivityRow]) -> list[dict[str, Any]]:
    """Return activities as a list shows them, with how many places are left."""
    counts = services().views.sign_ups.counts(it.activity_id for it in found)
    teams: dict[Any, str] = {}
    return [
        {
            "activity_id": it.activity_id,
            "title": it.title,
            "place": it.place,
            "team_name": team_name(it, teams),
            "starts_at": it.starts_at,
            "ends_at": it.ends_at,
            "has_quota": it.quota > 0,
            "free": counts[it.activity_id].free(it),
        }
        for it in found
    ]


def team_name(found: ActivityRow, known: dict[Any, str] | None = None) -> str:
    """Return the name of the team; empty if it is everybody's."""
    if found.team_id is None:
        return ""
    names = {} if known is None else known
    if found.team_id not in names:
        team = services().views.teams.of(found.team_id)
        names[found.team_id] = team.name if team else ""
    return names[found.team_id]


def by_week(rows: Sequence[dict[str, Any]], now: datetime) -> list[dict[str, Any]]:
    """Group rows by the weeks people speak of: this one, the next, later."""
    today = local(now).date()
    monday = today - timedelta(days=today.weekday())
    groups: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        weeks = (local(row["starts_at"]).date() - monday).days // 7
        words = "本周" if weeks <= 0 else "下周" if weeks == 1 else "以后"
        groups.setdefault(words, []).append(row)
    return [{"words": words, "rows": inside} for words, inside in groups.items()]
