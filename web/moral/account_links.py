"""Ways to a village's public accounts, and what the next one waits for."""

from api.moral.account_waiting import waiting_for
from api.moral.account_words import PARTS, quarter_words
from api.reach import today
from api.services import services
from web.rendering import Context


def account_state(unit_code: str) -> Context:
    """Say for those who keep the books which account is public, and what the next one waits for."""
    latest, waits = latest_account(unit_code), waiting_for(services().views, unit_code, today())
    if waits is None:
        words = f"{latest['words']}的已经公布" if latest else "季度过完、三个月都月结了，自动公布"
        return {"words": words, "latest": latest, "is_waiting": False}
    quarter = quarter_words(waits.quarter)
    if waits.open_months:
        months = "、".join(f"{int(it[5:])} 月" for it in waits.open_months)
        words = f"{quarter}的在等：{months}还没月结"
    elif waits.unbalanced:
        parts = "、".join(PARTS[it] for it in waits.unbalanced)
        words = f"{quarter}的对不上账，没有公布：{parts}。请找系统管理员核对"
    else:
        words = f"{quarter}的正在生成"
    return {"words": words, "latest": latest, "is_waiting": True}


def latest_account(unit_code: str) -> Context | None:
    """Lead to the account that a village published last."""
    found = services().views.accounts.lines(unit_code, 1)
    if not found:
        return None
    words = quarter_words(found[0].quarter)
    return {"words": words, "address": f"/accounts/{unit_code}/{found[0].quarter}"}
