"""Words of activities: what they are about, and where they are in their lives."""

from typing import Final

CAMPAIGNS: Final = {
    "waste_sorting": "垃圾分类",
    "civilised_city": "文明城市创建",
    "party_helps": "我是共产党员我帮你",
    "workers_at_home": "在职党员进社区",
    "lei_feng": "学雷锋",
    "ethnic_unity": "民族团结",
}
ACTIVITY_KINDS: Final = {
    "activity": "一般活动",
    "double_registration": "双报到",
    "help_pair": "结对帮扶",
    "theme_day": "主题党日",
}
CANCEL_REASONS: Final = {
    "weather": "天气不好",
    "too_few": "人太少",
    "leader_absent": "队长来不了",
    "place_lost": "场地用不了",
    "unsafe": "不安全",
    "other": "别的原因",
}
ACTIVITY_STATES: Final = {
    "draft": ("草稿", ""),
    "published": ("已发布", "ok"),
    "cancelled": ("已取消", "warn"),
    "ended": ("已结束", ""),
}
REPEATS: Final = {
    "": "只这一天",
    "weekly": "每周这一天",
    "monthly_by_weekday": "每月第几个周几（同这天）",
    "monthly_by_day": "每月这一号",
}
RISKS: Final = {
    "0": "没有，谁都能来",
    "1": "要小心，队长看好",
    "2": "有危险，满 18 岁才能来",
}
CLOSINGS: Final = {
    "0": "开始为止",
    "2": "开始前 2 小时",
    "12": "开始前 12 小时",
    "24": "提前 1 天",
    "48": "提前 2 天",
    "72": "提前 3 天",
}
