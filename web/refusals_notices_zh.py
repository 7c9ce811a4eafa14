"""Every "no" of public notices and objections; read with the others."""

from typing import Final

NOTICES: Final = """
claim_not_found | 没找到这条申报。请回到列表再点一次。 | 回列表 | back
notice_not_found | 没找到这张公示，可能地址抄错了。看看正在公示的吧。 | 看公示 | notices
notice_lines_invalid | 一张公示要有 1 到 200 条，不能重复。请重新勾选。 | 重新勾选 | back
notice_kinds_mixed | 公示 3 天、公示 7 天和扣分要分开张贴。请分开勾选。 | 重新勾选 | back
claim_not_reviewed | 这条还没评议通过，或者已经公示。请刷新再看。 | 刷新 | back
claim_elsewhere | 有一条是别的村的，不能放进来。请重新勾选。 | 重新勾选 | back
notice_month_open | 这个月还没过完，或有下个月的事。请改成随时公示。 | 重新勾选 | back
notice_not_deliverable | 这条不用再送达，或者已经送到。请刷新再看。 | 刷新 | back
delivery_date_invalid | 送达日期要在公示之后，两天内登记。请核对日期。 | 改日期 | back
claim_objected | 已经有人提出异议，这条停着。请等监督委员会答复。 | 看公示 | notices
objection_not_found | 这条异议已经答复，或者不在这里。请刷新再看。 | 刷新 | back
objection_not_allowed | 本村的人才能提，扣分只有本户能提。有事请找村文书。 | 知道了 | notices
claim_not_due | 公示还没满，或者有人提出异议。请等公示结束。 | 看公示 | notices
"""
