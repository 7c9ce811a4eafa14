"""How purposes are called on pages, and in which order they stand."""

from typing import Any, Final

from api.consents.standing import Standing, State
from ledger.registry.consent_purposes import Purpose

#: Headline and the line below it.
PURPOSES: Final = {
    Purpose.RED_BOARD: ("上红榜", "表扬时写姓名，90 天后自动撤下"),
    Purpose.RANKING: ("进排行", "只显示“王*兰”，只排前十"),
    Purpose.ID_NUMBER: ("留身份证号", "开证明要用，加密保存"),
    Purpose.LOCATION: ("上报时附位置", "只用于那一次上报"),
    Purpose.STATION: ("记录到哪个驿站", "90 天后只留次数"),
    Purpose.NATIONAL_SYNC: ("同步到全国志愿系统", "时长两边一致，不用重复登记"),
    Purpose.MINOR: ("让孩子参加志愿服务", "登记和使用孩子的信息，要监护人同意"),
    Purpose.BASE_SERVICE: ("登记和记账", "登记时已经说明"),
}
GROUPS: Final = (
    ("监护人同意", (Purpose.MINOR,)),
    ("公开", (Purpose.RED_BOARD, Purpose.RANKING)),
    ("使用", (Purpose.ID_NUMBER, Purpose.LOCATION, Purpose.STATION, Purpose.NATIONAL_SYNC)),
)
CLOSED_WORDS: Final = "满 18 岁才能打开"


def grouped(standings: list[Standing], *, open_to: frozenset[Purpose]) -> list[dict[str, Any]]:
    """Return switches under their headings; ``open_to`` are those the reader may turn."""
    by_purpose = {it.purpose: it for it in standings}
    groups = []
    for heading, purposes in GROUPS:
        shown = [by_purpose[it.value] for it in purposes if it.value in by_purpose]
        if shown:
            switches = [switch(it, open_to=open_to) for it in shown]
            groups.append({"heading": heading, "switches": switches})
    return groups


def switch(standing: Standing, *, open_to: frozenset[Purpose]) -> dict[str, Any]:
    """Return one switch: its words, whether it is on, and whether the reader may turn it."""
    purpose = Purpose(standing.purpose)
    title, words = PURPOSES[purpose]
    closed = standing.state == State.CLOSED
    return {
        "purpose": purpose.value,
        "title": title,
        "words": CLOSED_WORDS if closed else words,
        "on": standing.given,
        "changed": standing.state == State.CHANGED,
        "fixed": closed or purpose not in open_to,
    }


def agreed_notes(standings: list[Standing]) -> list[dict[str, Any]]:
    """Return what is agreed to now: the title, the moment, and the version of the notice."""
    return [
        {
            "title": PURPOSES[Purpose(it.purpose)][0],
            "at": it.decided_at,
            "version": it.notice_version,
        }
        for it in standings
        if it.given
    ]
