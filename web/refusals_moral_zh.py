"""Every "no" of households and moral points, a table for each part; read with the others."""

from typing import Final

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

SCORES: Final = """
item_cap_reached | 这一项的积分已经到上限。请看细则里的每日、每月、每年上限。 | 看细则 | rules
deduction_cap_reached | 一次最多扣 20 分，一月最多扣 30 分，这里已经扣满。 | 知道了 | back
score_entry_not_found | 没找到这笔积分，或者太久了不能再改。请核对后再试。 | 返回 | back
score_entry_reversed | 这笔积分已经冲正过，不用再做一次。请刷新再看。 | 刷新 | back
adjustment_not_found | 没有等着批准的这条更正。请刷新再看。 | 刷新 | back
adjustment_open | 这笔积分的更正已经提交，请等监督委员会批准。 | 返回 | back
adjustment_same_household | 积分本来就在这一户。请改成该得分的那一户，或只冲正。 | 去改 | back
deduction_not_moved | 扣分只能冲正，不能转到别的户。请不填该得分的户。 | 去改 | back
adjustment_changed | 这一户的积分变了，差额和您看到的不一样。请重新看一遍。 | 重新看 | back
own_adjustment | 申报、入账和提出更正的人不能自己批准。请另一位委员来办。 | 返回 | back
period_not_over | 这个月还没过完，过了月末 24:00 才能结账。 | 返回 | back
period_not_closed | 这个月还没有结账，不用重开。请刷新再看。 | 刷新 | back
period_not_next | 要一个月一个月地结账，重开从最近一个月起。请先办前面的。 | 返回 | back
period_not_signed | 村文书还没有在月报上签字。请先请文书签字。 | 返回 | back
period_figures_outdated | 账上的数字变了，和您看到的不一样。请重新核对。 | 重新核对 | back
period_blocked | 还有核对没通过，不能锁账。请先处理，或写明差异原因。 | 看核对 | back
period_second_signer_required | 要由另一个人来签。请换一位有权限的人。 | 返回 | back
account_unbalanced | 公开账有一处对不上，没有公布。请系统管理员核对账本。 | 返回 | back
account_published | 这个季度的公开账已经公布了，不再重做。请刷新再看。 | 刷新 | back
account_months_open | 这个季度还有月份没锁账。请先月结，公开账随后自动公布。 | 返回 | back
account_not_found | 这个季度还没有公开账，或者没有这一版。看看已经公布的吧。 | 看公开账 | accounts
"""

ALARMS: Final = """
alarm_not_found | 没找到这条提醒。请回到列表再点一次。 | 回列表 | back
alarm_running | 这个月或这一季还没过完。请过完再写结论。 | 知道了 | back
alarm_concluded | 这条已经有两个人签过结论。请刷新再看。 | 刷新 | back
alarm_draft_changed | 要签的结论换过了，或者还没写。请刷新再看。 | 刷新 | back
"""

CLAIMS: Final = """
claim_day_invalid | 这个日子不能报：只报今天和以前 31 天里的事。 | 改日期 | back
evidence_required | 这一条要有凭证，还没有附上。请照下面说的补一样。 | 去补 | back
proposer_not_allowed | 细则没让您的身份报这一条。请看下面谁能报。 | 知道了 | back
claim_points_invalid | 分值要从 1 分起，不能超过细则。请改一下。 | 改分值 | back
reason_required | 退回或减分要写明原因，家里人看得到。请补上。 | 写原因 | back
claim_step_wrong | 这条申报已经走到别的步骤了。请刷新再看。 | 刷新 | back
screening_final | 这条核实不能撤回了。评议员投过票，或者是别人核实的。 | 知道了 | back
claim_not_yours | 撤回要由申报的人办，加分也可以由本户办。 | 知道了 | back
not_on_panel | 您现在不是本村的评议员，不能评。请问村文书。 | 知道了 | back
kinship_too_many | 亲属户登记满了。请先删掉不用的。 | 去看看 | kinship
"""

PHOTOS: Final = """
photo_type_unsupported | 这个文件不是能用的照片。请重拍一张，或另选一张。 | 重拍 | back
photo_not_found | 没找到这张照片，可能过期删了。请重拍一张。 | 重拍 | back
photo_in_use | 这张照片已经作了佐证，不能删。到期会自动删除。 | 知道了 | back
photos_busy | 传照片的人多。照片还在手机里，过一会儿再传。 | 再试 | back
"""

FUNDS: Final = """
fund_not_found | 村里还没有登记资金。请先在预算偿付页登记第一笔。 | 去登记 | budget
fund_open | 村里已经开了资金账户，不用再开。请直接登记资金。 | 知道了 | back
face_value_same | 每分现在就值这么多，没有改动。 | 知道了 | back
received_day_invalid | 到账日期不对：要在今天和一年之内。请改日期。 | 改日期 | back
donor_missing | 写了公开致谢，没写捐赠方的名字。请补上，或去掉致谢。 | 去补 | back
fund_receipt_not_found | 没找到这笔资金，或者太久了不能再撤。请刷新再看。 | 刷新 | back
fund_receipt_returned | 这笔资金已经撤回过，不再计数。请刷新再看。 | 刷新 | back
budget_exhausted | 村里的钱已经全部对应了积分。这条得分要监督委员会批准才入账。 | 看预算 | budget
budget_free | 钱够用，得分会自己入账，不用批准。请刷新再看。 | 刷新 | back
gain_not_waiting | 这条得分不在等批准，可能已经入账或有异议。请刷新再看。 | 刷新 | back
gain_approved | 这条得分已经批准，下一轮就入账，不用再批。 | 刷新 | back
"""

APPEALS: Final = """
appeal_not_found | 没有等着答复的申诉，可能已经答复或撤回了。请刷新再看。 | 刷新 | back
appeal_closed | 这件申诉已经办完，或者过了向乡镇申诉的日子。请看答复。 | 知道了 | back
appeal_not_possible | 只有入了账的扣分能申诉。公示中的，请提异议。 | 看公示 | notices
"""

OPENINGS: Final = """
opening_import_not_found | 没找到这份文件。请回到列表再点一次。 | 回列表 | back
opening_import_settled | 这份已经批准、作废，或有了新的。请看最新的一份。 | 刷新 | back
opening_file_known | 这份文件导过了，不用再导。请看列表里的那一份。 | 看列表 | back
opening_file_invalid | 这份文件读不了。请照右边说的列名，存成 CSV 再导。 | 换文件 | back
"""

HOUSEHOLDS: Final = """
household_number_taken | 这个户号用过了，户号不重复使用。请换一个。 | 换户号 | back
household_closed | 这一户已经并走或销户，不能再改。请看它的来历。 | 返回 | back
household_member_required | 这不是您家的门牌，看不到里面的内容。 | 回首页 | home
household_adult_required | 要由家里满 18 岁的人来同意。请换一位家人。 | 换人 | back
lives_in_other_household | 这个人还在别的户里。请先在那一户办迁出。 | 找那一户 | households
already_in_household | 这个人已经在这一户里，不用再添。 | 知道了 | back
not_in_household | 这个人不在这一户里，可能已经迁出。请刷新再看。 | 刷新 | back
household_full | 一户最多 30 人。请先核对名单。 | 知道了 | back
household_head_required | 一户要有一位户主。请先定好户主。 | 定户主 | back
household_not_in_scheme | 这户没有加入积分制，不能申报。要先由家里的成年人加入。 | 知道了 | back
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

SHEETS: Final = """
sheet_required | 还没选表格。请选一份 CSV 或 XLSX 文件再提交。 | 选文件 | back
sheet_unreadable | 这份表格打不开，可能坏了。请重新存一份再传。 | 换一份 | back
sheet_type_unsupported | 只认 CSV 和 XLSX，不带密码。请另存以后再传。 | 换一份 | back
sheet_too_large | 表格太大，读不了。请删掉用不上的内容，或分成几份。 | 换一份 | back
sheet_too_long | 表格行数太多，一次导不完。请分成几份再传。 | 换一份 | back
sheet_empty | 表头下面一行内容也没有。请填好再传。 | 换一份 | back
sheet_columns_missing | 表里少了要有的列。请照模板补上表头再传。 | 换一份 | back
sheet_column_twice | 有两列表头是一个意思。请删掉一列再传。 | 换一份 | back
sheet_has_errors | 有的行还不对，没有导入。请改好再传，或勾选只导对的。 | 看哪里不对 | back
sheet_changed | 这份表格和刚才看的不一样。请重新看一遍再导。 | 再看一遍 | back
sheet_not_found | 刚才看的表格已经过期。请重新传一次。 | 重新传 | back
"""

ROUNDS: Final = """
gate_already_checked | 这一户这个月已经记过合格，不用再记。请走下一户。 | 下一户 | back
round_ticks_invalid | 合格要每一条都打勾，没人在家不用打勾。请再看一遍。 | 去改 | back
"""

MORAL: Final = (
    RULES,
    NOTICES,
    SCORES,
    ALARMS,
    CLAIMS,
    PHOTOS,
    FUNDS,
    APPEALS,
    OPENINGS,
    HOUSEHOLDS,
    SHEETS,
    ROUNDS,
)
