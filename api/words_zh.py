"""The words of closed lists, once for pages, papers and tables: a thing has one name everywhere.

Each is keyed by the codes of the ledger, which API answers and events carry.
"""

from collections.abc import Iterable, Mapping
from typing import Final

GRADES: Final = {
    "own_scan": "本人扫码",
    "own_code": "本人输码",
    "staff_scan": "现场代扫",
    "witness": "现场见证",
    "back_office": "事后补录",
}
"""How a moment or an interval is known (`Evidence`), the strongest first."""
ITEM_KINDS: Final = {
    "environment": "环境卫生",
    "neighbour": "邻里互助",
    "frugal": "移风易俗",
    "volunteer": "志愿服务",
    "safety": "平安巡防",
    "learning": "学习提升",
    "honour": "荣誉表彰",
    "collective": "集体事务",
    "broken_pledge": "违反承诺",
}
"""Classes of acts that are worth points."""
RECORDERS: Final = {
    "volunteer": "志愿者本人",
    "team_leader": "队长",
    "back_office": "后台补录",
}
"""Who wrote a record down."""
RELATIONS: Final = {
    "self": "本人",
    "family": "家人",
    "relative": "亲戚代领",
    "neighbour": "邻居代领",
    "carer": "村干部或志愿者代领",
}
"""Who came for a voucher (`ledger.shop.kinds.Relation`)."""
CATEGORIES: Final = {
    "cleaning": "清洁家园",
    "elderly": "为老服务",
    "disability": "助残",
    "children": "关爱儿童",
    "clinic": "义诊",
    "haircut": "理发",
    "repair": "便民维修",
    "lecture": "讲堂",
    "culture": "文体活动",
    "patrol": "巡逻防控",
    "civility": "文明引导",
    "legal_aid": "法律援助",
    "other": "其他",
}
"""What an activity is about (`Category`)."""
INTENTIONS: Final = {
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
"""What kinds of service a volunteer would like to give."""
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
"""What a volunteer says they are good at."""
LEVELS: Final = {
    "village": "村（社区）级",
    "township": "乡镇（街道）级",
    "county": "旗县区级",
    "city": "市级",
    "region": "自治区级",
    "nation": "国家级",
}
"""Who bestowed an honour."""


def said(codes: Iterable[str], words: Mapping[str, str]) -> list[str]:
    """Say codes of a closed list; one that is in it no more is left aside."""
    return [words[it] for it in codes if it in words]


PLACE_KINDS: Final = {
    "red_bee": "红蜂驿站",
    "party_centre": "党群服务中心",
    "member_station": "流动党员服务站",
    "other": "歇脚点",
}
"""What is written over the door of a station (domain.md 1.3), also on its poster."""
