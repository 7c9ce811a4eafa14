"""What the demo tells of the village: households, acts by state, notices."""

from dataclasses import dataclass

from bootstrap.demo.village.people import NAME, VILLAGE
from ledger.moral.claim_kinds import ClaimState
from projections.catalogue import Views
from projections.reader import PAGE_MAX

STATES = {
    ClaimState.PROPOSED: "待审核",
    ClaimState.WARNED: "提醒中",
    ClaimState.SCREENED: "待评议",
    ClaimState.REVIEWED: "待公示",
    ClaimState.PUBLICISED: "公示中",
    ClaimState.OBJECTED: "有异议",
    ClaimState.POSTED: "已入账",
    ClaimState.REJECTED: "没通过",
    ClaimState.WITHDRAWN: "已撤回",
    ClaimState.REVERSED: "已撤销",
}


@dataclass(frozen=True, slots=True)
class Standing:
    """Households and their members, acts by state, public notices, points that can be spent."""

    households: int
    members: int
    claims: dict[str, int]
    notices: int
    points: int

    def as_lines(self) -> list[str]:
        """Return the lines that people read."""
        shown = "、".join(
            f"{STATES[ClaimState(state)]} {count}" for state, count in self.claims.items()
        )
        people = f"{self.households} 户 {self.members} 人，可用 {self.points} 分"
        return [
            f"{NAME}  {people}，公示 {self.notices} 张",
            f"申报  {sum(self.claims.values()):>6} 条 = {shown}",
        ]


def standing(views: Views) -> Standing:
    """Read the village from the read models; states in the order in which acts pass them."""
    totals, found = views.households.totals(VILLAGE), views.claims.counts(VILLAGE)
    return Standing(
        households=totals.households,
        members=totals.members,
        claims={it.value: found[it] for it in STATES if found.get(it)},
        notices=len(views.notices.page(VILLAGE, PAGE_MAX)),
        points=views.periods.total(VILLAGE),
    )
