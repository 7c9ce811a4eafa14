"""The account of the mockup: a quarter of a village of 324 households."""

from datetime import datetime
from typing import Any

from ledger.kernel.ids import new_id
from ledger.moral.account_figures import (
    Gain,
    Goods,
    Money,
    Month,
    Outcome,
    Statement,
    statement_hash,
)
from ledger.moral.period_figures import Figures
from projections.moral.accounts.views import AccountRow
from tests.support.ledgers import UNIT, hohhot

PUBLISHED = hohhot("2026-10-09 09:00")
POSITION = 35_871_402


def month(period: str, opening: int, *moved: int) -> Month:
    """State a month: earned, deducted, redeemed, undone; the closing figure follows."""
    earned, deducted, redeemed, undone = moved
    closing = opening + earned - deducted - redeemed + undone
    figures = Figures(
        opening=opening,
        earned=earned,
        deducted=deducted,
        redeemed=redeemed,
        expired=0,
        forfeited=0,
        reversed=undone,
        moved=0,
        closing=closing,
        uncollected=0,
        shortfall=0,
        entries=431,
    )
    return Month(period=period, version=1, report_hash="a91f" * 16, figures=figures)


def goods(name: str, measure: str, *figures: int) -> Goods:
    """State an item: opening, received, issued, corrected."""
    opening, received, issued, corrected = figures
    return Goods(
        item_id=new_id(),
        name=name,
        measure=measure,
        opening=opening,
        received=received,
        issued=issued,
        corrected=corrected,
        closing=opening + received - issued + corrected,
    )


KINDS = (
    ("environment", 612, 241, 1_224),
    ("neighbour", 318, 97, 702),
    ("volunteer", 224, 88, 548),
    ("safety", 96, 31, 288),
    ("honour", 9, 9, 260),
    ("learning", 182, 75, 250),
    ("frugal", 14, 14, 70),
)
OTHERS = ("香皂", "毛巾", "食盐", "酱油", "陈醋", "洗洁精", "手套", "水杯", "雨伞")
MOCKUP = Statement(
    unit_code=UNIT,
    quarter="2026Q3",
    households=324,
    months=[
        month("2026-07", 17_214, 1_102, 15, 764, 0),
        month("2026-08", 17_537, 1_166, 22, 790, -5),
        month("2026-09", 17_886, 1_074, 18, 840, 0),
    ],
    gains=[
        Gain(kind=kind, entries=entries, households=households, points=points)
        for kind, entries, households, points in KINDS
    ],
    goods=[
        goods("胡麻油", "桶", 18, 20, 11, 0),
        goods("白面", "袋", 22, 10, 14, 0),
        goods("洗衣粉", "袋", 30, 40, 28, 0),
        *(goods(name, "件", 34, 13, 13, -1) for name in OTHERS),
    ],
    goods_beyond=0,
    money=Money(
        opening_fen=1_919_400,
        collective_fen=400_000,
        partner_fen=0,
        donation_fen=220_000,
        fiscal_fen=0,
        paid_fen=239_400,
        available_fen=2_300_000,
        face_value_fen=100,
        permille=787,
    ),
    outcomes=[
        Outcome(subject="objection", outcome="kept", count=3),
        Outcome(subject="objection", outcome="upheld", count=1),
        Outcome(subject="appeal", outcome="upheld", count=1),
        Outcome(subject="alarm", outcome="reasonable", count=5),
        Outcome(subject="alarm", outcome="wrong", count=1),
    ],
    donors=[new_id(), new_id()],
)


def account_row(statement: Statement = MOCKUP, version: int = 1, **more: Any) -> AccountRow:
    """Return an account as the read model has it."""
    published: datetime = more.get("published_at", PUBLISHED)
    fingerprint = statement_hash(statement, version, POSITION)
    return AccountRow(
        unit_code=statement.unit_code,
        quarter=statement.quarter,
        version=version,
        statement=statement,
        position=POSITION,
        statement_hash=fingerprint,
        log_position=POSITION + 12,
        published_at=published,
    )
