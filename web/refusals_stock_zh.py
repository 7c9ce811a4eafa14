"""Every "no" of the catalogue and of stock; read with the others."""

from typing import Final

STOCK: Final = """
offer_infringes_rights | 这样不能拿积分换，没有上架。请看依据，改好再提。 | 改内容 | back
best_before_past | 这批已过保质期，没有入库。请退回或另行处理。 | 改日期 | back
stock_gone_off | 占住的货过了保质期，没有交付。请换一批或退分。 | 知道了 | back
not_gone_off | 过保质期的没有这么多，账没有动。请核对件数或改原因。 | 改件数 | back
not_enough_free | 没被占住的不够这么多，账没有动。请改少一点。 | 改件数 | back
count_without_reason | 实盘和账面不一样，没有记下。请选一个原因。 | 写原因 | back
count_pending | 上一次盘点还在等批，这次没有记。请等批完再盘。 | 知道了 | back
no_count_pending | 这次盘点已经有人批过，或不在了。请刷新再看。 | 刷新 | back
transfer_to_itself | 只能调给别的店里同名的货，账没有动。请重新选。 | 重新选 | back
price_out_of_range | 积分要填 1 到 100000 的整数。请改好再提。 | 改积分 | back
quantity_out_of_range | 件数要填整数，最多 10000。请改好再提。 | 改件数 | back
cost_out_of_range | 单价要在 0 到 10 万元之间。请改好再提。 | 改单价 | back
"""
