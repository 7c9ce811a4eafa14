"""Guard-rails: a rule that touches rights is refused with the law that forbids it (A13, 4.5).

Rules are read as people write them: full-width and traditional characters, spaces and dots between
characters change nothing. What is given for helping is harmless, whatever the help is about
(帮老人办低保手续, +2); what is taken, withheld, or made to depend on a score is not. No list of
words is complete, so the township reads every draft besides.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from ledger.moral.rights_words import (
    ARTICLES,
    BARTERS,
    BLAMES,
    FINE_ANYWHERE,
    FINE_STRICT,
    GIVES_UP,
    HARMLESS,
    HELPS,
    RIGHTS,
    SCORE_CONDITION,
    WITHHOLDS,
    ZERO_OUT,
    Topic,
)
from ledger.moral.rulebook_errors import RuleInfringesRightsError

ALLOWED = "bonus_from_public_welfare_fund"
"""What may be written in its place: a bonus out of the public welfare fund (公益金)."""

_TRADITIONAL = str.maketrans(
    "罰養醫療貼補戶證權選舉學發繳費錢歸減積資糧險貸當領關會員額對領辦養幣兌換應給與係後開"
    "參數據條為從內無個這時間實際達滿過還緩停處沒凍結銷東車電氣業產產農經濟組織紅報銷壓金廢"
    "銀賠償點鄉鎮園區護殘撫卹優撫宅職務義教獎奪長總處",
    "罚养医疗贴补户证权选举学发缴费钱归减积资粮险贷当领关会员额对领办养币兑换应给与系后开"
    "参数据条为从内无个这时间实际达满过还缓停处没冻结销东车电气业产产农经济组织红报销压金废"
    "银赔偿点乡镇园区护残抚恤优抚宅职务义教奖夺长总处",
)
_NOISE = re.compile(r"[^\u3400-\u9fff0-9A-Za-z<>=≤≥.;。；， ¥\n]+")
_CJK_GAP = re.compile(r"(?<=[\u3400-\u9fff0-9<>=≤≥])[ .]+(?=[\u3400-\u9fff0-9<>=≤≥])")
_SENTENCES = re.compile(r"[。；;\n]+|(?<=[A-Za-z])\.")


class Reading(StrEnum):
    """As what a text is read: the same words are harmless in one place and not in another."""

    GAIN = "gain"
    DEDUCTION = "deduction"
    LINKAGE = "linkage"


@dataclass(frozen=True, slots=True)
class Infringement:
    """Which right a rule touches, by which words of it."""

    topic: Topic
    found: str

    @property
    def articles(self) -> tuple[str, ...]:
        """The laws that forbid it, the closest first."""
        return ARTICLES[self.topic]


def refuse_infringing(text: str, reading: Reading, field: str) -> None:
    """Refuse a rule that touches rights; the facts say which, by which law, and what may be."""
    found = infringement(text, reading)
    if found is not None:
        raise RuleInfringesRightsError(
            field=field,
            topic=found.topic.value,
            found=found.found,
            article="、".join(found.articles),
            allowed=ALLOWED,
        )


def infringement(text: str, reading: Reading) -> Infringement | None:
    """Tell which right a rule touches, if any."""
    for sentence in _sentences(plain(text)):
        found = _in_sentence(sentence, reading)
        if found is not None:
            return found
    return None


def plain(text: str) -> str:
    """Write a text as it is read: one width, simplified, nothing between the characters."""
    folded = unicodedata.normalize("NFKC", text).lower().translate(_TRADITIONAL)
    folded = folded.replace(",", "，").replace("：", "，").replace(":", "，")
    folded = folded.replace("⇒", "，").replace("→", "，").replace("=>", "，")
    return _CJK_GAP.sub("", _NOISE.sub("", folded))


def _sentences(text: str) -> Iterator[str]:
    for sentence in _SENTENCES.split(text):
        kept = [it for it in sentence.split("，") if it.strip() and not HARMLESS.match(it.strip())]
        if kept:
            yield "，".join(it.strip() for it in kept)


def _in_sentence(sentence: str, reading: Reading) -> Infringement | None:
    bare = _joined(sentence.split("，"))
    if found := ZERO_OUT.search(bare):
        return Infringement(Topic.ZERO_OUT, found.group())
    if reading is Reading.GAIN:
        return _in_gain(sentence)
    if found := FINE_ANYWHERE.search(bare) or FINE_STRICT.search(bare):
        return Infringement(Topic.FINE, found.group())
    is_linkage = reading is Reading.LINKAGE
    turns = is_linkage or bool(_turns_on_rights(bare))
    if infringed := _right_in(bare, soft=turns):
        return infringed
    if is_linkage and (found := WITHHOLDS.search(bare)):
        return Infringement(Topic.WITHHOLDING, found.group())
    return None


def _in_gain(sentence: str) -> Infringement | None:
    """Judge what is given: only fines, and what is withheld or bought by points beside it."""
    clauses = sentence.split("，")
    harmful = [it for it in clauses if not HELPS.match(it) or _turns(it)]
    bare = _joined(harmful)
    if found := FINE_ANYWHERE.search(bare):
        return Infringement(Topic.FINE, found.group())
    if _turns_on_rights(bare):
        return _right_in(bare, soft=bool(WITHHOLDS.search(bare)))
    return None


def _joined(clauses: list[str]) -> str:
    return _CJK_GAP.sub("", " ".join(clauses))


def _turns(clause: str) -> bool:
    """Tell whether a clause about helping makes something depend on it."""
    return bool(SCORE_CONDITION.search(clause) or BLAMES.search(clause) or BARTERS.search(clause))


def _turns_on_rights(bare: str) -> bool:
    return any(it.search(bare) for it in (WITHHOLDS, GIVES_UP, SCORE_CONDITION, BARTERS))


def _right_in(bare: str, *, soft: bool) -> Infringement | None:
    for topic, words in RIGHTS.items():
        found = words.hard.search(bare) or (words.soft.search(bare) if soft else None)
        if found:
            return Infringement(topic, found.group())
    return None
