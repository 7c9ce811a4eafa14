"""Every "no" of households and moral points, a table for each part; read with the others."""

from typing import Final

REGISTRY: Final = """
office_telephone_invalid | 单位电话要写座机（带区号）或短号。请改好再存。 | 改电话 | back
"""

HOUSEHOLDS: Final = """
household_number_taken | 这个户号用过了，户号不重复使用。请换一个。 | 换户号 | back
household_closed | 这一户已经并走或销户，不能再改。请看它的来历。 | 返回 | back
household_member_required | 这不是您家的门牌，看不到里面的内容。 | 回首页 | home
household_adult_required | 要由家里满 18 岁的人来同意。请换一位家人。 | 换人 | back
lives_in_other_household | 这个人还在别的户里。请先办转户。 | 去转户 | back
already_in_household | 这个人已经在这一户里，不用再添。 | 知道了 | back
not_in_household | 这个人不在这一户里，可能已经迁出。请刷新再看。 | 刷新 | back
household_full | 一户最多 30 人。请先核对名单。 | 知道了 | back
household_head_required | 一户要有一位户主。请先定好户主。 | 定户主 | back
scheme_not_joined | 您家还没加入积分制。先加入，再选要不要公示。 | 去加入 | household
household_merge_self | 一户不能跟自己合并。请选另一户。 | 重选 | back
household_other_village | 只能在同一个村里办。请核对户号。 | 重选 | back
split_ratio_invalid | 比例两边都要是 1 到 100 的整数。请改一改。 | 改比例 | back
split_members_invalid | 分出去的人要有一位新户主，原户主留下。请重新选。 | 重选 | back
heads_agreement_required | 要写明两位户主都同意，或附上签字照片。 | 去补上 | back
household_change_pending | 这一户有并户或分户在等第二人。请先办完那一件。 | 看待办 | households
household_change_not_found | 这件事已经有人办过或撤回了。请刷新再看。 | 刷新 | back
household_vouchers_open | 这一户还有兑换券没领。领了或退了再办，最多等 7 天。 | 知道了 | back
household_request_pending | 您有一份申请正等答复。等答复后再交。 | 看申请 | household
household_request_not_found | 这份申请已经答复或撤回了。请刷新再看。 | 刷新 | back
roster_invalid | 名册里有几行不对，一户也没导入。请照提示改。 | 去改 | back
"""

MORAL: Final = (REGISTRY, HOUSEHOLDS)
