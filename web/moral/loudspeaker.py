"""What is read out of a notice over the loudspeaker (广播稿): short, masked, twice the end."""

from collections.abc import Sequence

from api.moral.notice_shown import Line
from ledger.moral.notice_kinds import NoticeKind
from projections.moral.notices.rows import NoticeRow
from web.moral.notice_words import last_moment, number_of, posts_on

SPOKEN_LINES_MAX = 20
"""Longer lists are only summed up: nobody listens to more."""


def broadcast(village: str, row: NoticeRow, lines: Sequence[Line]) -> str:
    """Return the text; numbers are said by their last digits, and only of who agreed to that."""
    said = [f"{village}的乡亲们，现在播送积分公示，{number_of(row).replace('公-', '公示第')}号。"]
    if row.kind == NoticeKind.DEDUCTIONS:
        said.append("这次公示的是扣分。扣分只通知本户，不在广播里说是谁家。")
        said.append("收到通知的，七天里都可以找村务监督委员会提异议。")
        return "\n".join([*said, "播送完了。"])
    said.append(f"这次一共{row.lines}户次，合计加{row.points}分。")
    if len(lines) <= SPOKEN_LINES_MAX:
        said += [f"{_whose(it)}，{it.title}，加{it.points}分。" for it in lines]
    ends, posts = last_moment(row.closes_at), posts_on(row.closes_at)
    said.append(f"公示到{ends}。没有异议的，{posts}入账。")
    said.append("不同意的，找村务监督委员会，口头说也行。")
    said.append(f"再说一遍，公示到{ends}。播送完了。")
    return "\n".join(said)


def _whose(line: Line) -> str:
    if not line.masked:
        return "有一户"
    return f"{line.group}尾号{line.masked.removeprefix('**')}的人家"
