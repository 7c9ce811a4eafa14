"""Words of rule books: kinds, evidence, steps, what cannot be and what may be instead."""

from typing import Final

PERS: Final = {"household": "户", "person": "人"}
EVIDENCE: Final = {
    "photo": "照片",
    "witness": "证人",
    "certificate": "证书",
    "record": "记录",
    "none": "不用证据",
}
PROPOSERS: Final = {
    "household": "本户",
    "neighbour": "邻居",
    "grid_worker": "网格员",
    "building_leader": "楼栋长",
    "entrance_leader": "单元长",
    "clerk": "村文书",
}
LINKAGES: Final = {
    "goods": "换物品",
    "service": "换服务",
    "honour": "评荣誉",
    "priority": "同等优先",
    "bonus_from_public_welfare_fund": "公益金奖励",
}
MEETINGS: Final = {
    "villagers": "村民会议（十八周岁以上村民）",
    "households": "村民会议（户代表）",
    "representatives": "村民代表会议",
}
COUNTED: Final = {"villagers": "人", "households": "户", "representatives": "人"}
STAGES: Final = {
    "consultation": "征求意见",
    "editing": "修改中",
    "review": "镇里审查中",
    "voting": "等着表决",
    "passed": "表决通过，等备案",
    "filed": "已备案，等公布",
    "enacted": "已公布",
    "dropped": "已放弃",
}
STEPS: Final = (
    ("征求意见", ("consultation",)),
    ("改条文，先试算", ("editing",)),
    ("镇里审查", ("review",)),
    ("村民会议表决", ("voting",)),
    ("备案公布，生效", ("passed", "filed")),
)
"""The way of a draft, and the stages that stand at each step."""
TOPICS: Final = {
    "welfare": "低保、救助、惠农补贴是国家给的，不能和积分挂钩",
    "pension": "养老金、社保不能和积分挂钩",
    "medical": "看病、报销、医保不能和积分挂钩",
    "land": "承包地、土地收益不能和积分挂钩",
    "homestead": "宅基地、建房审批不能和积分挂钩",
    "dividend": "成员按份额应得的收益不能和积分挂钩",
    "voting": "选举和表决的权利不能和积分挂钩",
    "school": "孩子上学不能和积分挂钩",
    "proof": "开证明、盖章不能和积分挂钩",
    "utilities": "不能停水停电",
    "petition": "上访、投诉、打官司是村民的权利，不能扣分",
    "fine": "村里没有权罚款、收费，也不能通报批评",
    "zero_out": "积分不能一次扣光、清零",
    "withholding": "挂钩只能多给，不能扣、停、取消",
}
ALLOWED: Final = "可改为：从公益金列支的额外奖励，或换物品、换服务、评荣誉、同等条件下优先。"
FLAWS: Final = {
    "code": "编号写两三位数字",
    "title": "事项写 1 到 30 个字",
    "text": "条文最多 200 个字，挂钩不能空着",
    "kind": "选一个类别",
    "per": "选户还是人",
    "decider": "由评议小组决定",
    "evidence": "至少选一样证据；选了不用证据就不选别的",
    "proposers": "至少选一种人申报",
    "points": "分值写 1 到 300",
    "caps": "封顶不能少于分值，日、月、年要一个比一个大",
    "notice_days": "公示 3 天或 7 天",
    "notice_days_too_few": "扣分和 50 分以上的，公示 7 天",
    "only_for_deductions": "违反承诺、安全免提醒只用于扣分",
    "deduction_kind": "只有环境卫生、平安巡防、违反承诺可以扣分",
    "deduction_points": "一次最多扣 20 分",
    "deduction_month_cap": "一个月最多扣 30 分",
    "safety_kind": "只有平安巡防可以不提醒就扣",
    "deduction_evidence": "扣分一定要有证据",
    "items_max": "条文最多 60 条",
    "linkages_max": "挂钩最多 20 条",
    "no_items": "一条条文也没有",
    "opinions": "意见条数不对",
    "face_value_fen": "一分值 1 分钱到 10 元",
    "pledge_title": "标题写 1 到 40 个字",
    "will_not_lines": "“不”要写七条",
    "will_lead_lines": "“带”要写七条",
    "will_not_length": "每条 1 到 60 个字",
    "will_lead_length": "每条 1 到 60 个字",
}
MEETING_FLAWS: Final = {
    "kind": "选一种会议",
    "in_future": "会议日期还没到",
    "before_text_was_fixed": "会议早于镇里审查通过的日子",
    "counts_negative": "人数不能是负数",
    "counts_too_large": "人数太大了",
    "nobody_eligible": "应到人数没写",
    "more_present_than_eligible": "实到多于应到",
    "votes_do_not_add_up": "同意、反对、弃权加起来不等于实到",
}
SIGNED_BY: Final = {"phone": "本人手机签", "paper": "纸上签，村里代录"}
