"""Telling people what they should know: from the inbox to their browsers and phones.

Read models say who is told of which event; here it is taken over once for each event and person,
waits out the quiet hours, and leaves by the ways somebody turned on. It ends in the inbox anyway:
nothing is lost if no way works.
"""

import json
from typing import Final

from api.consents.ages import age_of
from api.notifying.ports import BrowserPush, NoBrowserPush, Outcome
from api.notifying.quiet import is_quiet
from api.services import Services
from bootstrap.config import Config, ConfigError
from bootstrap.web_push import WebPush, read_key
from ledger.kernel.clock import Clock, local_date
from ledger.registry.consent_purposes import AgeBand
from people.pushes import News
from projections.reader import PAGE_MAX
from projections.volunteering.messages.views import MessageRow
from web.feedback.zh import MESSAGES, PLAIN_MESSAGE

READ_PAGES_MAX: Final = 50
"""Pages of messages that one round takes over; the next one goes on from there."""
SEND_MAX: Final = 100
"""So many notifications leave in one round; other jobs wait behind it."""
FAILURES_MAX: Final = 3
"""After so many that did not leave in a row the round ends: whoever is away is not hurried."""
INBOX: Final = "/me/messages"


class PushJobs:
    """Takes messages over and tells them; running twice or in two processes tells nothing twice."""

    def __init__(self, given: Services) -> None:
        self._given = given
        self._pushes, self._messages = given.pushes, given.views.messages

    def run(self) -> int:
        """Take over what is new and tell what is due; return how many were told."""
        if not (self._given.browser_push.public_key or self._given.message_push.is_there):
            return 0
        self._take_over()
        told = self._tell()
        self._pushes.prune(self._given.clock())
        return told

    def _take_over(self) -> None:
        at = self._pushes.progress()
        if at is None:  # nobody is told what was before notifications were turned on
            self._pushes.take([], self._messages.last_position(), self._given.clock())
            return
        for _ in range(READ_PAGES_MAX):
            found = self._messages.after(at, PAGE_MAX)
            if not found:
                return
            at = found[-1].position
            if len(found) == PAGE_MAX:  # the last event may have told more people than that
                found += self._rest_of(found[-1])
            self._take(found, at)
            if len(found) < PAGE_MAX:
                return

    def _rest_of(self, last: MessageRow) -> list[MessageRow]:
        """Return whom else the event of a message told, beyond the page that ended with it."""
        found: list[MessageRow] = []
        for _ in range(READ_PAGES_MAX):
            more = self._messages.of_event(last.position, last.person_id, PAGE_MAX)
            found += more
            if len(more) < PAGE_MAX:
                break
            last = more[-1]
        return found

    def _take(self, found: list[MessageRow], at: int) -> None:
        wanting = self._pushes.wanting(it.person_id for it in found)
        news = [
            News(it.person_id, it.position, it.kind, it.amount)
            for it in found
            if it.person_id in wanting
        ]
        self._pushes.take(news, at, self._given.clock())

    def _tell(self) -> int:
        told = failures = 0
        for it in self._pushes.due(self._given.clock(), SEND_MAX):
            now = self._given.clock()
            if is_quiet(now) or failures == FAILURES_MAX:
                break
            outcome = self._tell_one(it)
            if outcome is Outcome.LATER:
                self._pushes.put_off(it, now)
                failures += 1
                continue
            failures = 0
            self._pushes.done(it, now)
            told += outcome is Outcome.TOLD
        return told

    def _tell_one(self, news: News) -> Outcome:
        """Tell one person by every way that is on; the first that works is enough for ``told``."""
        day = local_date(self._given.clock())
        if age_of(self._given, news.person_id, day) is not AgeBand.ADULT:
            return Outcome.GONE  # minors read it in the inbox, as their guardians let them
        outcomes = [*self._to_browsers(news), *self._to_phone(news)]
        for outcome in (Outcome.TOLD, Outcome.LATER):
            if outcome in outcomes:
                return outcome
        return Outcome.GONE

    def _to_browsers(self, news: News) -> list[Outcome]:
        outcomes = []
        push = self._given.browser_push
        for address in self._pushes.addresses(news.person_id):
            outcome = push.push(address, _payload(news), topic=f"p{news.position}")
            if outcome is Outcome.GONE:
                self._pushes.drop(address.endpoint)
            outcomes.append(outcome)
        return outcomes

    def _to_phone(self, news: News) -> list[Outcome]:
        if not self._pushes.by_message(news.person_id):
            return []
        person = self._given.directory.find(news.person_id)
        if person is None or not person.phone:
            return []
        said = _said(news)
        return [self._given.message_push.send(person.phone, {"news": said["title"]})]


def _said(news: News) -> dict[str, str]:
    """Say it without names, places or points of anybody: a locked screen shows it to all."""
    message = MESSAGES.get(news.kind, PLAIN_MESSAGE)
    return {"title": message.headline.format(n=news.amount), "body": message.advice}


def _payload(news: News) -> bytes:
    body = {**_said(news), "address": INBOX, "tag": f"p{news.position}"}
    return json.dumps(body, ensure_ascii=False).encode()


def browser_push(config: Config, clock: Clock) -> BrowserPush:
    """Return what tells browsers: nothing, unless the settings name push services."""
    if not config.push_hosts:
        return NoBrowserPush()
    if not config.push_key_path.exists():
        raise ConfigError(f"no {config.push_key_path}: run `redbee init` first")
    try:
        key = read_key(config.push_key_path)
    except (ValueError, TypeError) as error:
        raise ConfigError(f"{config.push_key_path} holds no key of notifications") from error
    contact = config.push_contact or f"https://{config.public_host}"
    return WebPush(key, contact, config.push_hosts, clock)
