"""The pages of staff, by name: signing in, security, set-up."""

from typing import Any

from tests.web.samples import ID, KEY, NOW, QR, STRANGER, Page, at, frame
from web.messages_zh import refusal

ADMIN = frame("security_administrator", "赵建国", "呼和浩特市")
NOTHING: dict[str, Any] = {"refusal": None, "facts": ""}
OPTIONS = {"challenge": "AAAA", "rpId": "localhost", "allowCredentials": []}
LOGIN = {"frame": STRANGER, "login": "", "next_address": "/", **NOTHING}
SECOND = {
    "frame": STRANGER,
    "title": "再验一步",
    "why": "密码对了。还要再验一步，别人光有密码进不来。",
    "action": "/staff/second",
    "back": "/staff/login",
    "has_code": True,
    "passkey_options": OPTIONS,
    "needs_new_password": False,
    "next_address": "/",
    **NOTHING,
}
SECURITY = {
    "frame": ADMIN,
    "now": NOW,
    "password_set_at": at(1, 9),
    "password_expires_at": at(30, 9, month=12),
    "has_totp": True,
    "recovery_codes_left": 9,
    "passkeys": [
        {"passkey_id": ID, "label": "我的手机", "created_at": at(2, 9), "used_at": at(18, 9)},
        {"passkey_id": ID, "label": "单位电脑", "created_at": at(17, 9), "used_at": None},
    ],
    "said": "",
    **NOTHING,
}
APP = {
    "frame": STRANGER,
    "title": "第二步验证",
    "action": "/setup/factor",
    "back": "/setup",
    "qr_svg": QR,
    "secret": "JBSW Y3DP EHPK 3PXP JBSW Y3DP EHPK 3PXP",
    "passkey_options": OPTIONS,
    **NOTHING,
}
SETUP = {"frame": STRANGER, "code": "", "is_first": False, "name": "", "login": "", **NOTHING}
CODES = [f"{n}K7QX-9M3ZT" for n in range(10)]
ACCOUNTS = {
    "frame": ADMIN,
    "key": KEY,
    "typed": {"name": "", "login": "", "role": "clerk", "unit_code": ""},
    "roles": [("clerk", "村（社区）文书"), ("system_administrator", "系统管理员")],
    "login_length_max": 64,
    "name_length_max": 50,
    "added": None,
    **NOTHING,
}

STAFF_PAGES: dict[str, Page] = {
    "staff-login": Page("staff_login.html", LOGIN),
    "staff-login-locked": Page(
        "staff_login.html",
        LOGIN | {"login": "zhao", "refusal": refusal("login_locked"), "facts": "15 分钟后再试"},
    ),
    "staff-second": Page("staff_second.html", SECOND),
    "staff-second-expired": Page(
        "staff_second.html",
        SECOND | {"needs_new_password": True, "refusal": refusal("password_breached")},
    ),
    "security": Page("security.html", SECURITY),
    "security-said": Page(
        "security.html", SECURITY | {"said": "通行密钥删掉了", "passkeys": [], "has_totp": False}
    ),
    "staff-app": Page("staff_app.html", APP),
    "staff-app-refused": Page(
        "staff_app.html", APP | {"refusal": refusal("second_factor_wrong"), "passkey_options": None}
    ),
    "passkey-new": Page(
        "passkey_new.html",
        {"frame": ADMIN, "options": OPTIONS, "label": "", "label_length_max": 40, **NOTHING},
    ),
    "recovery-codes": Page(
        "recovery_codes.html",
        {"frame": ADMIN, "codes": CODES, "next_address": "/", "said": "账号启用了"},
    ),
    "setup": Page("setup.html", SETUP),
    "setup-refused": Page("setup.html", SETUP | {"refusal": refusal("setup_code_wrong")}),
    "setup-first": Page("setup.html", SETUP | {"code": "7K7Q", "is_first": True}),
    "staff-accounts": Page("staff_accounts.html", ACCOUNTS),
    "staff-accounts-added": Page(
        "staff_accounts.html",
        ACCOUNTS
        | {
            "added": {
                "name": "王小红",
                "code": "7K7Q-X9M3-ZT42-AAB0",
                "address": "127.0.0.1:8000/setup",
            }
        },
    ),
}
