"""What points may be good for, and what they may not."""

import pytest

from ledger.moral.rights_words import COLLECTIVE_LAW_42
from ledger.policies.offers import flaw_of
from ledger.shop.kinds import ItemKind
from ledger.shop.offer import Offer

GOODS, SERVICE, HONOUR, PRIORITY, BONUS = ItemKind


def topic_of(name: str, kind: str, category: str = "日用品", hint: str = "") -> str | None:
    found = flaw_of(name, Offer(category=category, kind=kind, hint=hint))
    return found.topic if found else None


@pytest.mark.parametrize(
    ("name", "kind", "hint"),
    [
        ("5 升胡麻油", GOODS, "每月15日，村委会"),
        ("洗衣粉 1 千克", GOODS, ""),
        ("肥皂", GOODS, "一人一块"),
        ("酒精湿巾", GOODS, ""),
        ("75%酒精消毒液", GOODS, "远离火源"),
        ("料酒 500 毫升", GOODS, ""),
        ("酒杯一套", GOODS, ""),
        ("药盒", GOODS, "七天分装"),
        ("家用药箱（空）", GOODS, "不含药品"),
        ("硫磺药皂", GOODS, ""),
        ("铁棍山药", GOODS, ""),
        ("中药牙膏", GOODS, ""),
        ("灭鼠药", GOODS, ""),
        ("烟灰缸", GOODS, ""),
        ("抽油烟机清洗", SERVICE, ""),
        ("厨房油烟净", GOODS, ""),
        ("烟雾报警器", GOODS, "装在厨房"),
        ("红包袋 10 个", GOODS, ""),
        ("鲜奶卡 5 次", GOODS, "合作社取奶"),
        ("公交卡 20 次", SERVICE, "市内公交"),
        ("理发一次", SERVICE, "每月5日，帮帮团"),
        ("代耕一亩", SERVICE, "春耕时先约"),
        ("收割一亩", SERVICE, ""),
        ("量血压一次", SERVICE, "卫生室"),
        ("家电维修一次", SERVICE, "不收费"),
        ("大米 5 千克", GOODS, "不兑现金，不找零"),
        ("笔记本", GOODS, "不能换钱"),
        ("抽纸", GOODS, "不兑换烟酒"),
        ("暖水袋", GOODS, "老人可以请人代领"),
        ("儿童书包", GOODS, ""),
        ("作业本", GOODS, ""),
        ("大米 10 千克", GOODS, "售完停止兑换"),
        ("苦荞茶", GOODS, "降低血压有讲究"),
        ("理发", SERVICE, "免费洗头"),
        ("好邻居荣誉证", HONOUR, "村里上红榜"),
        ("农机优先", PRIORITY, "同等条件下先排"),
        ("技能培训名额", PRIORITY, "条件相同的，积分高者先报"),
        ("年终奖励", BONUS, "村公益金支付，成员大会通过"),
        ("塑料扣 20 个", GOODS, ""),
        ("纽扣一包", GOODS, ""),
        ("停车牌", GOODS, ""),
        ("拖把", GOODS, ""),
        ("罐头", GOODS, ""),
        ("感冒期间送菜上门", SERVICE, ""),
        ("胶囊伞", GOODS, ""),
        ("口罩", GOODS, ""),
    ],
)
def test_what_villages_offer_may_be_offered(name: str, kind: str, hint: str) -> None:
    assert flaw_of(name, Offer(category="日用品", kind=kind, hint=hint)) is None


@pytest.mark.parametrize(
    ("name", "kind", "hint", "topic"),
    [
        ("现金 50 元", GOODS, "", "cash"),
        ("50元", GOODS, "", "cash"),
        ("微信红包", GOODS, "", "cash"),
        ("转账到银行卡", SERVICE, "", "cash"),
        ("大米", GOODS, "可以折现", "cash"),
        ("现 金", GOODS, "", "cash"),
        ("購物卡", GOODS, "", "gift_card"),
        ("超市卡 100 元", GOODS, "", "gift_card"),
        ("加油卡", GOODS, "", "gift_card"),
        ("话费 30 元", SERVICE, "", "gift_card"),
        ("白酒一瓶", GOODS, "", "alcohol"),
        ("蒙古王 500 毫升", GOODS, "", "alcohol"),
        ("啤酒", GOODS, "", "alcohol"),
        ("礼盒", GOODS, "内有红酒两支", "alcohol"),
        ("料酒和白酒", GOODS, "", "alcohol"),
        ("香烟一条", GOODS, "", "tobacco"),
        ("电子烟", GOODS, "", "tobacco"),
        ("烟灰缸送烟一包", GOODS, "", "tobacco"),
        ("感冒药", GOODS, "", "medicine"),
        ("降压药", GOODS, "凭处方", "medicine"),
        ("药盒加感冒药", GOODS, "", "medicine"),
        ("板蓝根冲剂", GOODS, "", "medicine"),
        ("布洛芬", GOODS, "", "medicine"),
        ("低保申请资格", SERVICE, "", "welfare"),
        ("养老金加发", SERVICE, "", "pension"),
        ("医保报销", SERVICE, "", "medical"),
        ("多分一份承包地", GOODS, "", "land"),
        ("宅基地审批", SERVICE, "", "homestead"),
        ("集体分红加一成", GOODS, "", "dividend"),
        ("年终奖励", BONUS, "从集体收益分红里出", "dividend"),
        ("入学名额", PRIORITY, "同等条件下", "school"),
        ("开具证明", SERVICE, "", "proof"),
        ("免交罚款一次", SERVICE, "", "fine"),
        ("免垃圾费", SERVICE, "", "fine"),
        ("米面", GOODS, "积分不到 60 分的不给办低保", "welfare"),
        ("米面", GOODS, "售完停止。不来的取消低保", "welfare"),
        ("卫生", SERVICE, "不打扫的暂停服务", "withholding"),
        ("煙 一條", GOODS, "", "tobacco"),
        ("农机优先", PRIORITY, "先到先得", "priority"),
        ("看病插队", PRIORITY, "", "medical"),
        ("优先报名培训", SERVICE, "", "priority"),
        ("年终奖金", BONUS, "村里发", "welfare_bonus"),
        ("奖金 200 元", GOODS, "", "welfare_bonus"),
        ("公益金补贴米面", GOODS, "", "welfare"),
        ("大米", "lottery", "", "kind"),
    ],
)
def test_what_points_may_not_buy_is_refused(name: str, kind: str, hint: str, topic: str) -> None:
    assert topic_of(name, kind, hint=hint) == topic


def test_a_category_is_read_like_a_name() -> None:
    assert topic_of("礼盒", GOODS, category="烟酒") == "alcohol"
    assert topic_of("礼盒", GOODS, category="烟酒茶") == "alcohol"


def test_a_refusal_names_the_words_and_the_law() -> None:
    found = flaw_of("集体分红加一成", Offer(category="福利"))
    assert found is not None
    assert (found.field, found.topic) == ("name", "dividend")
    assert COLLECTIVE_LAW_42 in found.article
    medicine = flaw_of("礼盒", Offer(category="日用品", hint="有感冒药"))
    assert medicine is not None
    assert (medicine.field, medicine.found) == ("hint", "药")
    assert "药品管理法" in medicine.article
