"""Words by which a rule shows that it touches a right (4.5), and the laws that forbid it.

``hard`` words have no innocent use in a rule about points being taken or being good for something.
``soft`` words have: they count only where something is withheld or depends on a score, and in what
points are good for.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

ORGANIC_LAW_27 = "村民委员会组织法第二十七条"
COLLECTIVE_LAW_13 = "农村集体经济组织法第十三条第七项"
COLLECTIVE_LAW_42 = "农村集体经济组织法第四十二条"
PENALTY_LAW_2_9_16 = "行政处罚法第二条、第九条、第十六条"
CREDIT_NOTICE_49 = "国办发〔2020〕49号"


class Topic(StrEnum):
    """What a rule must not touch."""

    WELFARE = "welfare"
    PENSION = "pension"
    MEDICAL = "medical"
    LAND = "land"
    HOMESTEAD = "homestead"
    DIVIDEND = "dividend"
    VOTING = "voting"
    SCHOOL = "school"
    PROOF = "proof"
    UTILITIES = "utilities"
    PETITION = "petition"
    FINE = "fine"
    ZERO_OUT = "zero_out"
    WITHHOLDING = "withholding"


ARTICLES: dict[Topic, tuple[str, ...]] = {
    Topic.WELFARE: (ORGANIC_LAW_27, CREDIT_NOTICE_49),
    Topic.PENSION: (ORGANIC_LAW_27, CREDIT_NOTICE_49),
    Topic.MEDICAL: (ORGANIC_LAW_27, CREDIT_NOTICE_49),
    Topic.LAND: (ORGANIC_LAW_27, COLLECTIVE_LAW_13),
    Topic.HOMESTEAD: (ORGANIC_LAW_27,),
    Topic.DIVIDEND: (COLLECTIVE_LAW_42, COLLECTIVE_LAW_13, ORGANIC_LAW_27),
    Topic.VOTING: (ORGANIC_LAW_27,),
    Topic.SCHOOL: (ORGANIC_LAW_27, CREDIT_NOTICE_49),
    Topic.PROOF: (ORGANIC_LAW_27, CREDIT_NOTICE_49),
    Topic.UTILITIES: (ORGANIC_LAW_27,),
    Topic.PETITION: (ORGANIC_LAW_27,),
    Topic.FINE: (PENALTY_LAW_2_9_16,),
    Topic.ZERO_OUT: (ORGANIC_LAW_27,),
    Topic.WITHHOLDING: (CREDIT_NOTICE_49, ORGANIC_LAW_27),
}
"""The closest law first."""


@dataclass(frozen=True, slots=True)
class Words:
    """How a topic is spoken of."""

    hard: re.Pattern[str]
    soft: re.Pattern[str]


def _words(hard: str, soft: str = r"(?!)") -> Words:
    return Words(re.compile(hard), re.compile(soft))


RIGHTS: dict[Topic, Words] = {
    Topic.WELFARE: _words(
        r"(?<!高)低保(?![护证持洁温])|最低生活保障|特困供养|五保(?:户|供养|金)|社会救助|临时救助"
        r"|救助金|救济(?:金|款|粮)|残疾人?(?:两项)?补贴|高龄(?:津贴|补贴)|优抚|抚恤金?|孤儿保障"
        r"|subsistence|social welfare",
        r"补贴|补助|救济|救助|惠农|福利待遇|村民待遇|待遇",
    ),
    Topic.PENSION: _words(r"养老(?:金|保险|待遇|补贴|钱)|退休(?:金|待遇)|社保|社会保险|pension"),
    Topic.MEDICAL: _words(
        r"医保|医疗(?:保险|救助|待遇|费|报销)|合作医疗|新农合|药费|medical|health insurance",
        r"报销|看病|就医|医疗|住院",
    ),
    Topic.DIVIDEND: _words(
        r"(?<!部)分红(?![榜旗色军枣])|股份|股权|股金|红利|集体收益|收益分配|成员份额|应得份额"
        r"|成员(?:资格|身份)|土地红利|dividend",
        r"份额|股(?=.{0,3}(?:钱|利))|收益|分配|分钱",
    ),
    Topic.LAND: _words(
        r"承包(?:地|权|经营|土地|合同|款|费)|土地(?:承包|流转|补偿|补贴|确权|分配|分红|收益|征收|使用)"
        r"|征地|拆迁|地力补贴|粮食?补贴|粮补|农业补贴|草原补(?:奖|助|贴)|收回[^。；]{0,4}(?:地|田)"
        r"|\bland\b",
        r"土地|(?<![代帮机翻犁])耕地|口粮田|草场|机动地|林地",
    ),
    Topic.HOMESTEAD: _words(
        r"宅基地?(?:审批|申请|使用权|资格|指标|面积|分配)|批(?:准)?(?:建|宅基)|建房(?:审批|申请|指标)"
        r"|危房改造|homestead",
        r"宅基|建房|盖房|翻建",
    ),
    Topic.VOTING: _words(
        r"选举|选民|候选人|参选|投票权|表决权|罢免|民主权利|[不未没拒]参?加?[^。；]{0,3}投票"
        r"|\bvot(?:e|es|ing)\b|election",
        r"投票|表决",
    ),
    Topic.SCHOOL: _words(
        r"(?<!线)上学(?!习)|入学(?!习)|学籍|学位|择校|入园|助学贷款|义务教育|school(?!ing)",
        r"就读|读书|升学|幼儿园|孩子上",
    ),
    Topic.PROOF: _words(
        r"(?:开|出)具?[^。；]{0,4}证明|办[^。；]{0,3}证明|盖公?章|公章|政审|介绍信|certificate of",
        r"证明|盖章|手续",
    ),
    Topic.PETITION: _words(
        r"上访|信访|缠访|缠诉|起诉|打官司|申诉|投诉|告状|提意见|反映问题|举报(?:村|干部|支书|主任)"
    ),
    Topic.UTILITIES: _words(r"[停断][水电暖气](?![^。；]{0,4}(?:时|期间|的时候))"),
}
"""Topics of rights that a rule must leave alone."""

_AMOUNT = r"(?:\d+|[一二两三四五六七八九十百千万]+)(?:元|块|¥|yuan)"
FINE_ANYWHERE = re.compile(
    rf"罚(?:款|金|钱|没)|罚{_AMOUNT}|处罚?{_AMOUNT}|违约金|滞纳金|\bfine[sd]?\b|penalt(?:y|ies)"
)
"""Fines: refused in every rule, unless it is about helping with one."""
FINE_STRICT = re.compile(
    rf"罚|(?:(?<!公)交|缴|收取?|扣|赔|付)[^。；]{{0,6}}{_AMOUNT}|保证金|押金|扣(?:除|减|发)?"
    r"(?:工资|款|钱|奖金|补贴)|行政处理|通报批评|拘留|没收"
    r"|(?:[交缴欠拖收][^。；]{0,6}|[水电垃圾卫生物业管理清运保洁])费(?!时|力|事|心)"
    r"|\bfees?\b|\bcharge[sd]?\b"
)
"""Fines, fees and penalties by other names: where points are taken, or are good for something."""
ZERO_OUT = re.compile(
    r"(?:积?分|得分|余额|分数)[^。；]{0,6}(?:清零|归零|清空|作废|归0|清0|为零|为0|扣[完光]|全扣|一笔勾销)"
    r"|(?:清零|归零|清空|取消|扣[完光除]|没收|收回|作废)[^。；]{0,6}(?:全部|所有|全年|当年|已有|剩余)?"
    r"(?:的)?(?:积分|得分|余额)|(?:全部|所有|全年|当年)积?分[^。；]{0,4}(?:扣|取消|收回|没收)"
    r"|一票否决|(?:记|计|得|按|打)(?:为)?(?:零|0)分|扣(?:至|到|为)(?:零|0)"
    r"|(?:扣除?|取消|收回)(?:全部|所有)|(?<![垃圾患题账欠])(?:清零|归零)"
    r"|\bzero\b[^.;]*\bpoints?\b|\bpoints?\b[^.;]*\bzero\b|zero[ -]?out|forfeit"
)
"""Rules that take everything at once (VP-10)."""
WITHHOLDS = re.compile(
    r"暂缓|缓[发办批]|[停减扣克少][发拨]|不[予再发给批办开]|不(?:准|许|让|得|能|可|可以|允许|给予)(?:再)?"
    r"(?:享受|领取?|办理?|申请|申报|参加?|得到|获得|开具?|拿|报|上学|入学|分|纳入|评为低保|批)"
    r"|停止|暂停|取消|剥夺|没收|冻结|收回|清退|核减|扣[减除留]|减[半少免]|降低|限制|拒绝|拒[发办]"
    r"|延[迟期缓]|推迟|一票否决|除名|挂钩|抵扣|折抵|冲抵|抵缴|withh[eo]ld|suspend|den(?:y|ied)|revoke"
    r"|withdraw|stop|\bno\b|cut off"
)
"""Verbs by which somebody is kept from something."""
GIVES_UP = re.compile(r"放弃|退出|(?:自愿|主动)交回(?![捡拾])")
"""Verbs by which somebody is asked to give a right up."""
SCORE_CONDITION = re.compile(
    r"(?:低于|不足|不到|少于|小于|不满|未满|未达|没有?达|没到|不够|<|<=|≤|高于|超过|大于|达到|满|≥|>=|>|不低于"
    r"|排名?|末位|倒数|最后)[^。；]{0,8}(?:\d+|[一二三四五六七八九十百]+|分|名|标)"
    r"|(?:\d+|[一二三四五六七八九十百]+)分(?:以下|以上|及以[上下])|按(?:照)?(?:积分|得分|分数|排名)"
    r"|(?:积分|得分|分数|排名)[^。；]{0,6}(?:作为|依据|条件|挂钩)|凭(?:积分|得分)|scores?"
)
"""What depends on a score or a place in a ranking."""
BARTERS = re.compile(
    r"(?:积?分|得分)[^。；]{0,8}(?:抵|兑换?|换取?|折)|(?:抵|兑换?|换取?|折)[^。；]{0,6}积?分"
)
"""Points paid for something."""
HELPS = re.compile(
    r"^(?:\d+)?(?:主动|义务|热心|经常|及时|自愿|免费|积极|无偿|长期|坚持)*"
    r"(?:帮(?!工)|陪|替|代(?!表)|协助|照[看顾料]|宣传|讲解|解答|接送|劝|调解|教|指导|带领|组织|拾|捡|捐|举报|给老人"
    r"|为(?:老人|邻居|残疾人|群众|村民|独居|五保|低保))"
)
"""A clause about helping somebody."""
BLAMES = re.compile(
    r"(?:的|者|户|人|则|就|将|一律|将被|要)(?:暂缓|停|取消|不|扣|罚|缓|收回|没收|剥夺|减)"
)
"""A clause that turns against somebody, however it begins."""
HARMLESS = re.compile(
    r"^(?:[且并但也均都绝对]|积分|本条|一律)*(?:不影响|不动用?|不涉及|不触及|不减少|不扣减|不得影响|不得动用"
    r"|(?:不|不得|不会|不能|不应)[与和跟同][^。；]*挂钩)[^。；]*$"
    r"|^(?!.*(?:取消|停|扣|不|减))[^。；]{0,10}(?:捐|送|赠)[给助]?[^。；]{0,6}(?:低保|五保|困难|残疾)[^。；]*$"
    r"|^(?:[且并但也均]|积分|一律)*(?:不得?能?可?以?)(?:转让|买卖|提现|(?:兑换?|换|折)[^。；]{0,3}"
    r"(?:现金|钱|烟|酒|药品))[^。；]*$"
)
"""A clause that says itself that it touches nothing."""
