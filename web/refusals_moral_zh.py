"""Every "no" of households and moral points, a table for each part; read with the others."""

from typing import Final

REGISTRY: Final = """
office_telephone_invalid | 单位电话要写座机（带区号）或短号。请改好再存。 | 改电话 | back
"""

RULES: Final = """
rulebook_not_in_force | 那天村里还没有生效的积分细则。请问村文书。 | 知道了 | back
rule_item_not_found | 细则里没有这一条。请刷新再看。 | 刷新 | back
rule_item_taken | 这个编号有条文在用了。请换一个编号。 | 换编号 | back
rule_item_invalid | 这一条还不合规矩，没有保存。请照下面的提示改。 | 去改 | back
deductions_off | 村里的细则没有启用扣分。这一条不能用。 | 知道了 | back
rulebook_version_not_found | 没找到这一版细则。请从细则页重新进。 | 返回 | back
rulebook_draft_open | 已经有一份草案在办。请先办完或放弃它。 | 看草案 | rulebook
rulebook_step_wrong | 这份草案走到别的步骤了。请刷新再看。 | 刷新 | back
meeting_invalid | 会议的数目或日子对不上。请照下面的提示核对。 | 去核对 | back
filing_invalid | 备案号或备案日期不对。备案要在表决之后。 | 去改 | back
rulebook_day_taken | 生效日要从今天起，也要晚于上一版。请换一天。 | 换一天 | back
pledge_still_sample | 承诺书还是样稿。请改成村里自己的话再送审。 | 去改 | rulebook
pledge_missing | 现在的细则里没有承诺书，不用签。 | 知道了 | back
pledge_already_signed | 您家已经签过这一版承诺书，不用再签。 | 看承诺书 | back
pledge_paper_required | 纸上签的要由别人代录，并附照片。请补上照片。 | 补照片 | back
"""

MORAL: Final = (REGISTRY, RULES)
