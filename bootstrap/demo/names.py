"""Invented people: common surnames and given names, the same at every start."""

from random import Random

SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
GIVEN = [
    "秀兰",
    "桂英",
    "淑珍",
    "玉梅",
    "建国",
    "志强",
    "文军",
    "海燕",
    "晓红",
    "永福",
    "丽华",
    "德明",
    "春生",
    "金花",
    "国庆",
    "雪梅",
    "立新",
    "小龙",
    "凤英",
    "俊杰",
    "慧敏",
    "宝山",
    "玉兰",
    "振华",
    "爱民",
    "学文",
    "红梅",
    "长江",
    "翠萍",
    "卫东",
    "佳怡",
    "子轩",
    "思远",
    "浩然",
    "雨桐",
    "明哲",
    "欣怡",
    "天佑",
    "梦琪",
    "博文",
]
MONGOLIAN = [
    "巴特尔",
    "乌云其木格",
    "苏日娜",
    "阿拉坦",
    "其其格",
    "朝鲁",
    "萨仁",
    "布和",
    "娜仁花",
    "那日苏",
    "塔娜",
    "哈斯巴根",
    "乌兰图雅",
    "格日勒",
    "斯琴",
    "宝音",
]
MONGOLIAN_SHARE = 0.12


def person_name(random: Random) -> str:
    """Return one name, now and then a Mongolian one."""
    if random.random() < MONGOLIAN_SHARE:
        return random.choice(MONGOLIAN)
    return random.choice(SURNAMES) + random.choice(GIVEN)
