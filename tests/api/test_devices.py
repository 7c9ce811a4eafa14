"""What a browser is called in the list of one's sessions."""

import pytest

from api.signin.devices import device_label

APPLE = "AppleWebKit/605.1.15 (KHTML, like Gecko)"
CHROME = "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0"


@pytest.mark.parametrize(
    ("user_agent", "label"),
    [
        (
            f"Mozilla/5.0 (Linux; Android 14; V2) {CHROME} Mobile Safari/537.36",
            "安卓手机 · Chrome",
        ),
        (f"Mozilla/5.0 (Linux; Android 14; SM-X710) {CHROME} Safari/537.36", "安卓平板 · Chrome"),
        (
            f"Mozilla/5.0 (Linux; Android 13) {CHROME} Mobile Safari/537.36 MicroMessenger/8.0.50",
            "安卓手机 · 微信",
        ),
        (
            f"Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) {APPLE} Safari/604.1",
            "iPhone · Safari",
        ),
        (
            f"Mozilla/5.0 (Windows NT 10.0) {CHROME} Safari/537.36 Edg/130",
            "Windows 电脑 · Edge",
        ),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko Firefox/130.0", "Linux 电脑 · Firefox"),
        (f"Mozilla/5.0 (Phone; OpenHarmony 5.0) {CHROME} HuaweiBrowser/5", "鸿蒙手机 · 华为浏览器"),
        ("curl/8.5.0", "一台设备"),
        ("", "一台设备"),
        ("<script>alert(1)</script>", "一台设备"),
        ("x" * 100_000 + "Firefox", "一台设备"),
    ],
)
def test_a_device_has_a_name_that_its_owner_knows(user_agent: str, label: str) -> None:
    assert device_label(user_agent) == label
