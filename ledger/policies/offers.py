"""What points may be good for: an offer that touches a right is refused with the law (4.5, VP-15).

Names, hints and categories are read as `ledger.moral.rights` reads what a rule book links points
to; what VP-15 leaves out for other reasons (cash, gift cards, alcohol, tobacco, medicine) is
refused besides. Priority is offered among equals only, and money only as a bonus of the public
welfare fund that says so.
"""

import re
from dataclasses import dataclass

from ledger.moral.rights import ALLOWED, Reading, infringement, plain
from ledger.moral.rights_words import Topic
from ledger.policies.offer_words import (
    AMONG_EQUALS,
    ARTICLES,
    BONUS_ELSE,
    FORBIDDEN,
    FUND,
    OVER_OTHERS,
    SPARED,
    Refused,
)
from ledger.shop.errors import OfferInfringesRightsError
from ledger.shop.kinds import ItemKind
from ledger.shop.offer import Offer

_TRADITIONAL = str.maketrans("購藥煙現禮話賬餘滷優", "购药烟现礼话账余卤优")
_SENTENCES = re.compile(r"[。；;\n]+")

KINDS = frozenset(it.value for it in ItemKind)


@dataclass(frozen=True, slots=True)
class Flaw:
    """Why an offer may not be made: which words of which field, and the law."""

    field: str
    topic: str
    found: str
    article: str


def refuse_offer(name: str, offer: Offer) -> None:
    """Refuse what points may not buy; the facts say which words, and by which law."""
    flaw = flaw_of(name, offer)
    if flaw is not None:
        raise OfferInfringesRightsError(
            field=flaw.field,
            topic=flaw.topic,
            found=flaw.found,
            article=flaw.article,
            allowed=ALLOWED,
        )


def flaw_of(name: str, offer: Offer) -> Flaw | None:
    """Tell why an offer may not be made, if so."""
    if offer.kind not in KINDS:
        return _flaw("kind", Refused.KIND, offer.kind)
    texts = {"name": name, "category": offer.category, "hint": offer.hint, "measure": offer.measure}
    for field, text in texts.items():
        found = _in_text(field, text, offer.kind)
        if found is not None:
            return found
    return _in_kind(offer.kind, f"{plain(name)}，{plain(offer.hint)}")


def _in_text(field: str, text: str, kind: str) -> Flaw | None:
    read = plain(text).translate(_TRADITIONAL)
    left = SPARED.sub("，", read)
    for topic, words in FORBIDDEN:
        if found := words.search(left):
            return _flaw(field, topic, found.group())
    # A bonus is out of the fund, which is not what members share: the word alone is innocent.
    judged = FUND.sub("", left) if kind == ItemKind.WELFARE_BONUS else left
    for sentence in _SENTENCES.split(judged):
        right = infringement(sentence, Reading.LINKAGE)
        # 售完停止兑换: whoever says when goods are not to be had keeps nobody from a right.
        harmless = kind == ItemKind.GOODS and right and right.topic is Topic.WITHHOLDING
        if right and not harmless:
            return Flaw(field, right.topic.value, right.found, "、".join(right.articles))
    return None


def _in_kind(kind: str, said: str) -> Flaw | None:
    among_equals = AMONG_EQUALS.search(said)
    if kind == ItemKind.PRIORITY:
        return None if among_equals else _flaw("hint", Refused.PRIORITY, kind)
    if kind == ItemKind.WELFARE_BONUS:
        return None if FUND.search(said) else _flaw("hint", Refused.WELFARE_BONUS, kind)
    if (found := OVER_OTHERS.search(said)) and not among_equals:
        return _flaw("hint", Refused.PRIORITY, found.group())
    if found := BONUS_ELSE.search(said):
        return _flaw("kind", Refused.WELFARE_BONUS, found.group())
    return None


def _flaw(field: str, topic: Refused, found: str) -> Flaw:
    return Flaw(field, topic.value, found, ARTICLES[topic])
