"""What a browser is called in the list of one's sessions: 安卓手机 · Chrome."""

USER_AGENT_LENGTH_MAX = 1_000
"""Characters of the header looked at; what is longer names nothing more."""

# The first mark that is found decides: many browsers also claim to be the ones below them.
_MACHINES = (
    ("HarmonyOS", "鸿蒙手机"),
    ("OpenHarmony", "鸿蒙手机"),
    ("iPad", "iPad"),
    ("iPhone", "iPhone"),
    ("Android", "安卓手机"),
    ("Windows", "Windows 电脑"),
    ("Macintosh", "苹果电脑"),
    ("CrOS", "Chrome 电脑"),
    ("Linux", "Linux 电脑"),
)
_BROWSERS = (
    ("MicroMessenger", "微信"),
    ("AlipayClient", "支付宝"),
    ("DingTalk", "钉钉"),
    ("HuaweiBrowser", "华为浏览器"),
    ("MiuiBrowser", "小米浏览器"),
    ("HeyTapBrowser", "OPPO 浏览器"),
    ("VivoBrowser", "vivo 浏览器"),
    ("QQBrowser", "QQ 浏览器"),
    ("UCBrowser", "UC 浏览器"),
    ("Edg", "Edge"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
UNKNOWN = "一台设备"


def device_label(user_agent: str) -> str:
    """Return what a person may recognise a device by; never anything the header itself says."""
    looked_at = user_agent[:USER_AGENT_LENGTH_MAX]
    machine, browser = _first(_MACHINES, looked_at), _first(_BROWSERS, looked_at)
    if machine == "安卓手机" and "Mobile" not in looked_at:
        machine = "安卓平板"
    return " · ".join(it for it in (machine, browser) if it) or UNKNOWN


def _first(marks: tuple[tuple[str, str], ...], text: str) -> str:
    return next((name for mark, name in marks if mark in text), "")
