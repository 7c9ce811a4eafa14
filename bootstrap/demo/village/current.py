"""What is under way today: an act at every step, so that every page has something to show."""

from datetime import timedelta
from uuid import UUID

from bootstrap.demo.village import months
from bootstrap.demo.village.acts import DEEDS, Acts, Deed
from bootstrap.demo.village.people import OUR_HOME, VILLAGE
from bootstrap.demo.village.telling import Village
from ledger.moral.book_commands import RequestAdjustment
from ledger.moral.claim import Claim
from ledger.moral.claim_commands import ReturnClaim, WithdrawClaim
from ledger.moral.claim_kinds import Vote
from ledger.moral.items import EvidenceKind
from ledger.moral.notice_commands import ObjectToClaim
from ledger.moral.notice_kinds import ObjectionMethod
from people.roles import Role

GATES = 30
ON_NOTICE = ("0012", "0025", "0026", "0034", "0045")
WEDDING = Deed("21", "给儿子办喜事，事前报备，摆了八桌，没收高礼金。")
HELPS = Deed("12", "这几天都去看独居的老人，送了饭。", EvidenceKind.WITNESS)
HONOUR = Deed("52", "评上旗县级“最美家庭”，奖状在家里。", EvidenceKind.CERTIFICATE)


def play(village: Village, acts: Acts, posted: list[UUID]) -> None:
    """Play the last week; ``posted`` are acts that counted before."""
    _on_notice(village, acts)
    _coming_to_nothing(village, acts)
    _waiting_for_notice(village, acts)
    _waiting_for_votes(village, acts)
    _just_filed(village, acts)
    _posted_wrongly(village, posted[3])


def _on_notice(village: Village, acts: Acts) -> None:
    """Put six on notice, one of a certificate for seven days; a neighbour objects to one."""
    day = village.today - timedelta(days=6)
    wedding = acts.file(OUR_HOME, WEDDING, day)
    others = [acts.file(it, DEEDS[n], day) for n, it in enumerate(ON_NOTICE)]
    honour = acts.file("0024", HONOUR, day)
    claims = [wedding, *others, honour]
    acts.screen(claims, village.ago(days=5))
    acts.vote([wedding], village.ago(days=4), (Vote.AGAINST, *(Vote.FOR,) * 3, Vote.RECUSED)[:4])
    acts.vote(claims[1:], village.ago(days=4))
    acts.publish([wedding, *others], village.ago(days=2))
    acts.publish([honour], village.ago(days=2, minutes=-9))
    neighbour, on = village.homes["0033"].head, village.ago(days=1)
    of = {"claim_id": others[1], "objected_by": neighbour}
    text = village.words("那天下午他没在，是他兄弟去的。", neighbour, on, about=neighbour)
    village.tell(ObjectToClaim, at=on, **of, method=ObjectionMethod.PHONE_PAGE, text_id=text)


def _coming_to_nothing(village: Village, acts: Acts) -> None:
    """Let the panel turn one down, the clerk send one back, a household take one back."""
    day = village.today - timedelta(days=5)
    no, back, own = (acts.file(it, DEEDS[5], day) for it in ("0050", "0051", "0052"))
    acts.screen([no], village.ago(days=4))
    acts.vote([no], village.ago(days=3), (Vote.AGAINST,) * 3)
    clerk, on = village.one(Role.CLERK), village.ago(days=4, hours=1)
    text = village.words("培训是去年的，今年的有了再报。", clerk, on)
    village.tell(ReturnClaim, at=on, claim_id=back, returned_by=clerk, text_id=text)
    village.tell(WithdrawClaim, at=on, claim_id=own, withdrawn_by=village.homes["0052"].head)


def _waiting_for_notice(village: Village, acts: Acts) -> None:
    day = village.today - timedelta(days=4)
    claims = [acts.file(f"{20 + n:04d}", DEEDS[n], day) for n in range(4)]
    acts.screen(claims, village.ago(days=3))
    acts.vote(claims, village.ago(days=2))


def _waiting_for_votes(village: Village, acts: Acts) -> None:
    """Leave six to the panel; two of it have voted, the one who signs in has not."""
    day = village.today - timedelta(days=3)
    claims = [acts.file(f"{84 + n:04d}", DEEDS[n], day) for n in range(5)]
    claims.append(acts.by_grid_worker(OUR_HOME, HELPS, day))
    acts.screen(claims, village.ago(days=1))
    acts.vote(claims[:4], village.ago(hours=20), (Vote.FOR, Vote.FOR), first=1)


def _just_filed(village: Village, acts: Acts) -> None:
    """Leave to the clerk what was filed today, the gates of this month's round among it."""
    day = village.today - timedelta(days=1)
    acts.file(OUR_HOME, DEEDS[4], day)
    for n in range(5):
        acts.file(f"{92 + n:04d}", DEEDS[n], day)
    acts.by_neighbour("0005", "0006", DEEDS[7], day)
    # Others than last month: in the first hour of a month the walk began in the one before.
    acts.walk(GATES, village.ago(minutes=30), months.GATES)


def _posted_wrongly(village: Village, claim_id: UUID) -> None:
    """Ask that a posting on the wrong household be undone; a second person has to agree."""
    claim: Claim = village.house.ledger.repository.get(claim_id)
    clerk, on = village.one(Role.CLERK), village.ago(hours=7)
    wrong = {"household_id": claim.household_id, "entry_id": claim.entry_id, "claim_id": claim_id}
    village.tell(
        RequestAdjustment,
        at=on,
        unit_code=VILLAGE,
        **wrong,
        right_household_id=village.household("0016"),
        text_id=village.words("户号看错了一位，应记在 0016 户。", clerk, on),
        requested_by=clerk,
    )
