"""Every "no" of reports (随手拍); read with the others."""

from typing import Final

REPORTS: Final = """
report_not_found | 没找到这条上报。请回到列表再点一次。 | 回列表 | back
report_place_missing | 还不知道在哪。请选驿站、写明地点，或允许用一次定位。 | 填地点 | back
report_outside_city | 这个地方不在本市，没有收下。请检查地点再报。 | 改地点 | back
emergency_not_queued | 这条急报存得太久，没有收下。还有危险请马上打电话。 | 知道了 | back
report_too_old | 这条存了三天多，没有收下。问题还在请重拍一次。 | 重拍 | back
report_joined_enough | 这件事很多人报过了，正在办。谢谢您，不用再报。 | 知道了 | back
report_not_alike | 两条不是同一单位、同一类，没有合并。请另选一条。 | 另选一条 | back
report_filed_later | 那一条报得更晚，没有合并。请从晚的那条合过来。 | 另选一条 | back
report_state_changed | 这条上报已经有人办到下一步了。请刷新再看。 | 刷新 | back
own_report | 自己报的要由别人办。请找另一位网格员。 | 请人来办 | help
report_photo_missing | 没有办完的照片，没有办结。请拍一张再提交。 | 去拍照 | back
hazard_not_major | 这一类不算重大隐患。请取消勾选再提交。 | 改一下 | back
report_reopened_already | 您已经说过一次没解决，正在重办。请等结果。 | 知道了 | back
report_reopening_late | 办结超过 7 天，不能重开。问题还在请再报一次。 | 再报一次 | back
report_rated_already | 您评过这一条了，不用再评。谢谢您。 | 知道了 | back
report_replies_full | 这一条已答复 20 次，不能再写。请打电话说。 | 知道了 | back
report_photo_unknown | 这条上报里没有这张照片。请刷新再看。 | 刷新 | back
"""
