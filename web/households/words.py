"""Words of households."""

from typing import Any, Final

from api.households.roster import RELATIONS
from projections.households.views import HistoryRow

RELATION: Final = {it.value: words for words, it in RELATIONS.items()}

LEAVE: Final = {
    "moved_away": "迁走",
    "married": "嫁娶",
    "died": "去世",
    "entered_by_mistake": "登记错了",
    "moved_household": "转到别的户",
    "merge": "并户",
    "split": "分户",
    "closed": "销户",
}
CLOSE: Final = {
    "moved_away": "全家迁走",
    "died_out": "家里没有人了",
    "entered_by_mistake": "登记错了",
}
GATE: Final = {"lost": "丢了", "damaged": "坏了", "copied": "被人复制"}
BASIS: Final = {
    "register": "户口簿",
    "marriage": "结婚",
    "divorce": "离婚",
    "lives_together": "住到一起",
    "lives_apart": "分开住",
    "death": "家人去世",
    "entered_by_mistake": "登记错了",
}
REQUEST: Final = {
    "move": "有人要转到别的户",
    "leave": "有人要迁出",
    "merge": "跟别的户并户",
    "split": "分户",
    "correct": "名单不对，请改",
    "gate_code": "门牌坏了、丢了，要换",
    "paper_card": "要一张纸卡",
}
REQUEST_STATE: Final = {
    "open": ("等答复", "warn"),
    "done": ("办好了", "ok"),
    "declined": ("没办", "info"),
    "withdrawn": ("撤回了", "info"),
}
STATE: Final = {"open": "在册", "merged": "已并走", "closed": "已销户"}
FLAWS: Final = {
    "heads_unknown": "表头不对",
    "too_many_lines": "行数太多",
    "too_many_households": "户数太多",
    "number_invalid": "户号只能用数字、大写字母和短横",
    "number_taken": "户号已经用过",
    "group_too_long": "组名太长",
    "group_differs": "同一户写了两个组",
    "name_invalid": "姓名不对",
    "relation_unknown": "与户主关系不认识",
    "born_on_invalid": "出生日期要写成 1980-03-05",
    "phone_invalid": "手机号不对",
    "head_missing": "这一户没有户主",
    "head_twice": "这一户有两位户主",
    "household_full": "这一户人太多",
}
_PLAIN: Final = {
    "registered": "立户",
    "regrouped": "换到{detail}",
    "scheme_joined": "加入积分制",
    "scheme_left": "退出积分制",
    "publication_allowed": "同意公示户号",
    "publication_withdrawn": "不再公示户号",
    "merged": "并走了，带去 {points} 分",
    "took_in": "并进一户，带来 {points} 分",
    "divided": "分户（{detail}），分出 {points} 分",
}


def told(row: HistoryRow) -> str:
    """Say one step in the life of a household, without anybody's name."""
    if row.kind == "joined":
        return f"添人：{RELATION.get(row.detail, '')}"
    if row.kind == "left":
        return f"减人：{LEAVE.get(row.detail, '')}"
    if row.kind == "related":
        return f"改关系：{RELATION.get(row.detail, '')}"
    if row.kind == "gate_code_replaced":
        return f"换门牌码：{GATE.get(row.detail, '')}"
    if row.kind == "closed":
        return f"销户：{CLOSE.get(row.detail, '')}"
    return _PLAIN[row.kind].format(detail=row.detail, points=row.points)


def history_rows(rows: list[HistoryRow]) -> list[dict[str, Any]]:
    """Return the steps of a household in words."""
    return [{"words": told(it), "occurred_at": it.occurred_at} for it in rows]
