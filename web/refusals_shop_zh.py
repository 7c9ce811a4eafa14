"""Every "no" of the points shop: baskets, vouchers, the counter; read with the others."""

from typing import Final

SHOP: Final = """
basket_empty | 篮子里还没有东西，或同一样放了两回。请重新选。 | 去选 | back
item_withdrawn | 这样东西现在不兑换了，积分没有动。看看别的。 | 看别的 | items
item_elsewhere | 篮子里有别家超市的东西，没有兑换。请拿掉它再办。 | 去选 | back
item_quarter_limit | 这样东西每户每季有限量，您家这一季换满了。 | 看别的 | items
not_reserved | 这张券没占住这么多，没有交付。请照券上的数量发。 | 重新核对 | back
relation_required | 代领的要写清是谁、什么关系。请补上再交付。 | 补上 | back
collector_not_family | 扫的码不是这一户的人，没有交付。请改选亲戚或邻居代领。 | 改选 | back
signature_photo_required | 签字没有拍照，还没办成。请拍下签好的纸再办。 | 去拍 | back
confirmation_required | 还没确认是本人的券。请输 4 位数，或出示码、纸卡。 | 去确认 | back
pickup_digits_wrong | 这 4 位数不对，没有交付。请领的人再看一遍。 | 再输一次 | back
pickup_locked | 4 位数输错 3 次，先停 15 分钟。请改用本人的码。 | 知道了 | back
voucher_at_counter | 这张券由另一个柜台带着，请到那个柜台领。 | 知道了 | back
handed_outside_lease | 交付时柜台没带着这张券，没有入账。请拿小票找监督委员会。 | 知道了 | back
voucher_not_collected | 这张券没有发出过，或已撤回，没有可退的。 | 知道了 | back
hand_over_undo_late | 过了 15 分钟，柜台不能撤回了。请监督委员会冲正。 | 知道了 | back
counter_ticket_over | 这位的码扫了太久，没有办。请再扫一次。 | 再扫一次 | back
"""
