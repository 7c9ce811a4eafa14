"""How one-time codes are sent: to the city's message gateway, or onto the demo's own screen."""

import sys
from typing import Any, TextIO

import requests

from api.notifying.ports import MessagePush, NoMessagePush, Outcome
from api.signin.sending import CodeSender, NoSender, SmsUnavailableError
from bootstrap.config import Config
from people.formats import mask_phone

CONSOLE = "console:"
"""The address that means: show codes to whoever runs the service. For the demo only."""
CONNECT_S_MAX = 2.0
ANSWER_S_MAX = 5.0
VALID_MINUTES = 5


class ConsoleSender:
    """Shows codes on this process's own error output; never a line of the log."""

    def __init__(self, out: TextIO | None = None) -> None:
        self._out = out

    def send(self, phone: str, code: str) -> None:
        """Write the message as a phone would show it."""
        out = self._out or sys.stderr
        said = f"【演示短信】发给 {mask_phone(phone)}：验证码 {code}，{VALID_MINUTES} 分钟内有效"
        out.write(said + "\n")
        out.flush()


class GatewaySender:
    """Hands codes to a gateway by HTTP: one POST of JSON, with a bearer secret, no redirects.

    The gateway fills in the template it is told and answers 2xx once it has taken the message.
    Anything else, or no answer in time, is SmsUnavailableError.
    """

    def __init__(self, url: str, secret: str, template: str) -> None:
        self._url = url
        self._headers = {"Authorization": f"Bearer {secret}"} if secret else {}
        self._template = template

    def send(self, phone: str, code: str) -> None:
        """Hand one code over."""
        message = {
            "template_id": self._template,
            "phone": phone,
            "parameters": {"code": code, "minutes": str(VALID_MINUTES)},
        }
        if not _handed_over(self._url, self._headers, message):
            raise SmsUnavailableError


class GatewayPush:
    """Hands notifications to the same gateway, by a template of their own: SMS or WeChat.

    Which of the two a template is, the gateway knows. No name and no place goes out: the template
    says that there is news and where to read it.
    """

    is_there = True

    def __init__(self, url: str, secret: str, template: str) -> None:
        self._url = url
        self._headers = {"Authorization": f"Bearer {secret}"} if secret else {}
        self._template = template

    def send(self, phone: str, parameters: dict[str, str]) -> Outcome:
        """Hand one notification over; what does not go now is tried later."""
        message = {"template_id": self._template, "phone": phone, "parameters": parameters}
        return Outcome.TOLD if _handed_over(self._url, self._headers, message) else Outcome.LATER


def _handed_over(url: str, headers: dict[str, str], message: dict[str, Any]) -> bool:
    try:
        # A connection of its own each time: requests' sessions are not for many threads.
        answer = requests.post(
            url,
            json=message,
            headers=headers,
            timeout=(CONNECT_S_MAX, ANSWER_S_MAX),
            allow_redirects=False,
            stream=True,  # only the status counts; a long answer is not read
        )
    except requests.RequestException:
        return False  # its words may quote what was sent
    with answer:
        return bool(answer.ok and not answer.is_redirect)


def message_push(config: Config) -> MessagePush:
    """Return what sends notifications to phones: the gateway, if it has a template for them."""
    if config.sms_url is None or config.sms_url == CONSOLE or not config.notice_template:
        return NoMessagePush()
    return GatewayPush(config.sms_url, config.sms_secret, config.notice_template)


def code_sender(config: Config) -> CodeSender:
    """Return the sender that the settings name."""
    if config.sms_url is None:
        return NoSender()
    if config.sms_url == CONSOLE:
        return ConsoleSender()
    return GatewaySender(config.sms_url, config.sms_secret, config.sms_template)
