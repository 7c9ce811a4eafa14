"""The words of teams, service files, stars and spot checks, by the codes of the ledger."""

from typing import Final

KINDS: Final = {"corps": "志愿服务团", "team": "志愿服务队", "squad": "小分队"}
STATES: Final = {
    "waiting": ("等答复", "info"),
    "approved": ("同意了", "ok"),
    "granted": ("授星了", "ok"),
    "declined": ("没同意", "warn"),
    "withdrawn": ("撤回了", ""),
}
DECLINES: Final = {
    "team_full": "队里人满了",
    "other_unit": "请加入您所在社区的队伍",
    "needs_training": "请先参加培训",
}
STAR_DECLINES: Final = {
    "record_open": "时长还在核对",
    "complaint_open": "有投诉还没处理完",
    "other_organisation": "请向主要服务的单位申请",
}
LINE_STATES: Final = {
    "new": ("可以导入", "ok"),
    "changed": ("换成新编号", "ok"),
    "same": ("已经是这个号", ""),
    "number_unknown": ("本地编号查不到", "late"),
    "national_number_invalid": ("全国编号不对", "late"),
    "national_number_taken": ("别人在用这个全国编号", "late"),
    "twice": ("表里出现了两次", "late"),
}
SEX: Final = {"male": "男", "female": "女"}
STAR_NAMES: Final = ("一星", "二星", "三星", "四星", "五星")


def star_name(level: int) -> str:
    """Say a star: 三星志愿者."""
    return f"{STAR_NAMES[level - 1]}志愿者" if level else "还没有星级"
