"""What a rule may not say, however it is written, and what it may although it sounds like it."""

import pytest

from ledger.moral.rights import Infringement, Reading, infringement
from ledger.moral.rights_words import ARTICLES, Topic
from ledger.moral.template import built_in, check_rules

G, D, L = Reading.GAIN, Reading.DEDUCTION, Reading.LINKAGE

BAD = [
    (D, "上访、缠访的扣 10 分"),
    (D, "不配合征地拆迁的扣 20 分"),
    (D, "酒席超过 10 桌的，每桌收取 300 元"),
    (D, "不参加义务劳动的，交误工费"),
    (G, "主动放弃低保"),
    (G, "自愿退出承包地"),
    (L, "积分低的家庭，年底少分钱"),
    (L, "连续三次不达标的，村里不给盖章"),
    (L, "未评上文明户的，不得领取慰问金"),
    (L, "积分低于60分列入黑榜，取消其享受村内各项福利"),
    (L, "积分可以捐给低保户，不捐的取消低保"),
    (L, "得分低于60的，暂缓发放土地分红"),
    (L, "score <60 ⇒ withhold land dividend"),
    (D, "litter ⇒ zero points"),
    (D, "fine 50 yuan"),
    (D, "乱倒垃圾，积分清零"),
    (D, "罚款50元"),
    (D, "罚５０元"),
    (D, "罰款五十元"),
    (L, "年度得分低於60分的，緩發土地分紅"),
    (D, "低 保 户 不参加扫雪的，取消低·保"),
    (D, "不交卫生费扣5分"),
    (D, "不交医保的扣5分"),
    (D, "不参加选举扣10分"),
    (D, "不投票的扣5分"),
    (L, "得分不足60分的，不予开具证明"),
    (L, "年度得分低于 60 的，暂缓发放土地分红"),
    (L, "积分为负的户，子女上学不予开证明"),
    (L, "高龄津贴按积分发放"),
    (L, "按积分分配集体收益"),
    (L, "按积分多少领分红"),
    (L, "前十名多分一份红利"),
    (L, "停水停电三天"),
    (L, "积分不够的不给批宅基地"),
    (D, "打架斗殴一票否决"),
    (D, "发现一次当年积分全部扣除"),
    (D, "扣除全部积分"),
    (D, "记零分"),
    (D, "缴纳保证金500元"),
    (D, "赔偿200元"),
    (D, "通报批评"),
    (G, "没参加的取消低保"),
    (G, "院落不干净，不再享受低保"),
    (G, "满80分才能领取养老金"),
    (G, "积分可抵扣医保缴费"),
    (G, "帮工不足三次的取消低保"),
    (G, "罚款100元"),
    (G, "帮忙的加分，没帮忙的停发粮补"),
    (L, "得分低于六十分的农户退出承包地"),
    (L, "不能参加评优"),
    (L, "取消评先资格"),
    (L, "优先批建宅基地"),
    (L, "不给办手续"),
    (L, "凭积分办低保"),
    (L, "得分 ＜ ６０ 者 不 發 養 老 金"),
    (D, "退还承包地"),
    (D, "扣发高龄补贴"),
    (D, "扣200元"),
    (D, "取消当年全部积分"),
    (D, "積分歸零"),
    (D, "低保对象不参加劳动的扣5分"),
    (D, "\u4f4e\u200b\u4fdd\u6237\uff0c\u5c11\u4e00\u6b21\u626b\u96ea\u5c31\u505c\u53d1"),
    (L, "𝟔𝟎分以下的，扣发粮补"),
    (D, "不缴卫生费的扣5分"),
    (L, "不还村里的欠款就停水"),
]
GOOD = [
    (L, "积分可以捐给低保户"),
    (L, "考上大学的户，从公益金发助学金"),
    (L, "年底按积分从高到低发放米面油"),
    (G, "调解投诉，双方满意"),
    (G, "主动交回捡到的医保卡"),
    (G, "帮老人办低保手续"),
    (G, "帮不能出门的老人办低保手续"),
    (G, "陪老人看病、报销"),
    (G, "帮老人缴医保"),
    (G, "参加村民会议投票"),
    (G, "照看同村独居或失能老人，每次不少于半小时，每日记一次。"),
    (G, "院落月评达标"),
    (G, "志愿服务满 60 分钟"),
    (G, "喜事简办、丧事简办"),
    (G, "有奖答题"),
    (D, "堆物不清，提醒 7 天后仍不清理的"),
    (D, "垃圾不入池、乱泼污水"),
    (D, "违反承诺书，大操大办"),
    (D, "公共土地上堆放杂物"),
    (G, "晚上学习普通话"),
    (L, "积分红榜"),
    (G, "不分高低、保护环境"),
    (G, "卫生承包责任区打扫干净"),
    (L, "积分超市的生活用品"),
    (L, "免费理发一次"),
    (L, "代耕地一亩"),
    (L, "从公益金里发年终奖金，不影响分红"),
    (L, "从公益金列支奖励，由成员会议通过"),
    (L, "积分不得兑换现金"),
    (L, "评为星级文明户，上红榜"),
    (L, "同等条件下优先安排公益岗位"),
    (L, "居家养老服务一次"),
    (G, "垃圾清零行动出工"),
    (G, "宣传低保政策"),
    (G, "给低保户送炭"),
    (G, "拾金不昧，上交500元以上"),
    (G, "主动清理门前积雪"),
    (G, "见义勇为"),
    (G, "防火巡查，发现一处隐患并处理"),
    (G, "帮邻居代缴水费、电费"),
    (G, "为五保户挑水"),
    (L, "年度得分前十名，公益金奖励200元"),
    (G, "按时缴纳医保"),
    (G, "停电时帮邻居接线"),
    (G, "协助办理养老保险认证"),
    (G, "劝阻焚烧秸秆"),
    (G, "不再燃放鞭炮，减少扰民"),
    (G, "取消大操大办，酒席不超过10桌"),
    (G, "不要彩礼或彩礼不超过3万元"),
    (G, "推迟婚期不办酒席"),
    (D, "宅基地外乱堆乱放"),
    (D, "耕地里乱倒垃圾"),
    (G, "拒绝邪教宣传"),
    (D, "牲畜散养，污染环境"),
    (G, "学生放学接送"),
    (L, "月积分排名前三的户，发流动红旗"),
    (L, "公交卡充值20元"),
    (L, "体检一次"),
    (G, "子女考上大学"),
    (G, "县级荣誉"),
    (G, "国家级荣誉"),
    (D, "垃圾分类，不达标的提醒"),
    (D, "私搭乱建影响消防通道"),
    (D, "停车占道"),
    (D, "不文明养犬，不清理粪便"),
    (D, "打麻将赌博"),
    (L, "公交卡充值 20 元"),
    (G, "上学期间护送孩子过马路"),
]


@pytest.mark.parametrize(("reading", "text"), BAD)
def test_a_rule_that_touches_a_right_is_seen(reading: Reading, text: str) -> None:
    found = infringement(text, reading)
    assert isinstance(found, Infringement), text
    assert found.articles


@pytest.mark.parametrize(("reading", "text"), GOOD)
def test_a_rule_that_only_sounds_like_it_passes(reading: Reading, text: str) -> None:
    assert infringement(text, reading) is None


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("得分低于60的停发养老金", Topic.PENSION),
        ("得分低于60的不予报销医药费", Topic.MEDICAL),
        ("得分低于60的收回承包地", Topic.LAND),
        ("得分低于60的不批宅基地", Topic.HOMESTEAD),
        ("得分低于60的不参与分红", Topic.DIVIDEND),
        ("得分低于60的取消选举资格", Topic.VOTING),
        ("得分低于60的，子女不得入学", Topic.SCHOOL),
        ("得分低于60的不开证明", Topic.PROOF),
        ("得分低于60的停电", Topic.UTILITIES),
        ("得分低于60的不得上访", Topic.PETITION),
        ("得分低于60的罚款", Topic.FINE),
        ("得分低于60的积分清零", Topic.ZERO_OUT),
        ("得分低于60的取消低保", Topic.WELFARE),
        ("得分低于60的不得参加评优，取消资格", Topic.WITHHOLDING),
    ],
)
def test_each_right_is_named_with_its_own_law(text: str, topic: Topic) -> None:
    found = infringement(text, Reading.LINKAGE)
    assert found is not None
    assert (found.topic, found.articles) == (topic, ARTICLES[topic])


def test_the_same_words_are_a_good_deed_or_a_threat() -> None:
    assert infringement("帮老人办低保手续", Reading.GAIN) is None
    assert infringement("得分高的才帮办低保手续", Reading.LINKAGE) is not None
    assert infringement("办低保的户少扫一次雪就扣分", Reading.DEDUCTION) is not None


def test_the_template_that_comes_with_the_house_touches_nothing() -> None:
    shipped = built_in()
    check_rules(shipped.items, shipped.linkages)
    assert len(shipped.items) == 32
