"""Words by which an offer shows that points may not buy it (VP-15, 4.5), and the laws behind it.

``SPARED`` is taken out of a text first: 料酒 is no drink, 酒精湿巾 no spirits, 药盒 no medicine.
What is left is searched for what is refused. No list of words is complete, so the committee reads
the catalogue besides.
"""

import re
from enum import StrEnum

from ledger.moral.rights_words import COLLECTIVE_LAW_42, ORGANIC_LAW_27


class Refused(StrEnum):
    """What points may not buy, beside what touches a right."""

    CASH = "cash"
    GIFT_CARD = "gift_card"
    ALCOHOL = "alcohol"
    TOBACCO = "tobacco"
    MEDICINE = "medicine"
    PRIORITY = "priority"
    """Priority that is not among equals."""
    WELFARE_BONUS = "welfare_bonus"
    """Money of the public welfare fund that is not called so, or something else that is."""
    KIND = "kind"
    """A kind that is none of those points may be good for."""


ARTICLES: dict[Refused, str] = {
    Refused.CASH: "中国人民银行法第二十条",
    Refused.GIFT_CARD: "中国人民银行法第二十条、单用途商业预付卡管理办法第十四条",
    Refused.ALCOHOL: "未成年人保护法第五十九条、积分管理办法不兑烟酒药",
    Refused.TOBACCO: "烟草专卖法第十六条、未成年人保护法第五十九条",
    Refused.MEDICINE: "药品管理法第五十一条",
    Refused.PRIORITY: ORGANIC_LAW_27,
    Refused.WELFARE_BONUS: f"{COLLECTIVE_LAW_42}、{ORGANIC_LAW_27}",
    Refused.KIND: ORGANIC_LAW_27,
}

SPARED = re.compile(
    r"(?:不|无|非|禁|戒|防|谢绝|拒绝|严禁)(?:得|能|可|可以|含|提供|兑换?|折|换|售|发|吸|是)*(?:成|为)?"
    r"(?:现金|现款|钱|香?烟|烟酒|酒精?|药品?|[和、或与])+"
    r"|酒精(?:湿巾|棉片?|消毒液|喷雾|免洗|凝胶|洗手液|块)?|料酒|酒酿|酒曲|酒店|酒窝|酒杯|酒壶|酒具|解酒|醒酒|酒架"
    r"|烟灰缸|[油抽排吸]{1,2}油?烟(?:机|净|罩|污|纸|管)?|烟(?:囱|道|花|雾|台|火|感)|炊烟|无烟|戒烟|防烟"
    r"|(?<=[生油厨排])烟"
    r"|药(?:盒|箱|皂|枕|膳|浴|店)|[农火山芍炸]药|(?:中药|草药|药物?)牙膏|(?:杀虫|灭鼠|老鼠|蟑螂|蚊|打|灭蝇)药|医药箱|急救(?:药)?包"
    r"|不(?:另|再)?收[^，。；]{0,2}费|免费"
    r"|红包[袋封套壳]|空红包"
)
FORBIDDEN: tuple[tuple[Refused, re.Pattern[str]], ...] = (
    (
        Refused.CASH,
        re.compile(
            r"现金|现款|人民币|钞票|红包|转账|提现|折现|变现|兑钱|换钱|(?:支付宝|微信|数字人民币|零钱)(?:余额|红包|转账|零钱)?"
            r"|^\d+(?:元|块)钱?$|\bcash\b|money"
        ),
    ),
    (
        Refused.GIFT_CARD,
        re.compile(
            r"(?:购物|礼品|超市|商场|商超|储值|预付|充值|加油|油|京东|天猫|沃尔玛|美团|苹果)[ec]?卡"
            r"|代金券|现金券|提货券|消费券|购物券|礼券|代币|话费|q币|游戏点卡|彩票|刮刮乐|比特币"
            r"|gift ?card"
        ),
    ),
    (
        Refused.ALCOHOL,
        re.compile(
            r"酒|茅台|五粮液|二锅头|老白干|河套王|蒙古王|闷倒驴|威士忌|伏特加|白兰地|\bbeer\b|\bwine\b|liquor|alcohol"
        ),
    ),
    (
        Refused.TOBACCO,
        re.compile(r"烟|雪茄|尼古丁|鼻烟|槟榔|\btobacco\b|cigar|vape"),
    ),
    (
        Refused.MEDICINE,
        re.compile(
            r"药|阿莫西林|头孢|布洛芬|阿司匹林|感冒灵|板蓝根|藿香正气|速效救心|(?:退烧|止痛|消炎|降压|降糖|安眠)[片贴剂]"
            r"|口服液|胶囊(?!咖啡|伞)|冲剂|疫苗|注射[液剂]|\bdrugs?\b|medicine|pills?\b"
        ),
    ),
)
AMONG_EQUALS = re.compile(r"同等(?:条件|情况|情形)?|条件(?:相同|相当|一样)|相同条件")
"""How an offer says that priority is among equals."""
OVER_OTHERS = re.compile(
    r"优先(?:于|录取|录用|入党|评定|评选|承包|贷款|办理|就医|看病|入学|安排|分配|选|报名|使用|预约|参加)|插队|免排队|优先权"
)
"""Priority by any kind of offer."""
FUND = re.compile(r"公益金|福利金")
BONUS_ELSE = re.compile(r"公益金|福利金|奖励金|奖金|慰问金|补助金|津贴|红利")
"""Money by other names: only as a bonus of the public welfare fund."""
