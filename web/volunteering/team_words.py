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
SKILLS: Final = {
    "first_aid": "急救",
    "nursing": "护理",
    "teaching": "辅导功课",
    "law": "法律",
    "counselling": "心理疏导",
    "mediation": "调解",
    "mongolian": "蒙古语翻译",
    "foreign_language": "外语",
    "sign_language": "手语",
    "repair": "家电维修",
    "haircut": "理发",
    "cooking": "做饭",
    "driving": "开车",
    "computer": "电脑手机",
    "arts": "文艺",
    "sports": "体育",
    "photography": "摄影",
    "rescue": "应急救援",
}
CATEGORIES: Final = {
    "elder_care": "为老服务",
    "child_care": "关爱儿童",
    "disability_help": "助残",
    "neighbour_help": "邻里互助",
    "health": "义诊健康",
    "environment": "清洁家园",
    "civility": "文明劝导",
    "culture": "文化体育",
    "teaching": "讲堂教学",
    "law_mediation": "普法调解",
    "public_safety": "平安巡逻",
    "emergency": "应急救援",
    "proxy_errands": "帮办代办",
    "large_events": "大型活动",
}
LEVELS: Final = {
    "village": "村（社区）级",
    "township": "乡镇（街道）级",
    "county": "旗县区级",
    "city": "市级",
    "region": "自治区级",
    "nation": "国家级",
}
GRADES: Final = {
    "own_scan": "本人扫码",
    "own_code": "本人输码",
    "staff_scan": "现场代扫",
    "witness": "现场见证",
    "back_office": "事后补录",
}
RECORDERS: Final = {
    "volunteer": "志愿者本人",
    "team_leader": "队长",
    "back_office": "后台补录",
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


def said(codes: tuple[str, ...], words: dict[str, str]) -> list[str]:
    """Say codes of a closed list; one that is in it no more is left aside."""
    return [words[it] for it in codes if it in words]
