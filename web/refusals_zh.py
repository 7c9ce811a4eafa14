"""Every "no" the pages can say: what happened and what to do next, with one button.

One line a code: the code, the sentence, the words on the button, the place it leads to. A code
never changes its meaning; the sentence may be improved at any time. Sentences hold no placeholders:
figures come from the facts of the refusal and stand on a line of their own.
"""

from dataclasses import dataclass
from typing import Final

from web.refusal_targets import TARGETS
from web.refusals_check_in_zh import CHECK_IN
from web.refusals_moral_zh import MORAL
from web.refusals_reports_zh import REPORTS
from web.refusals_riders_zh import RIDERS
from web.refusals_shop_zh import SHOP
from web.refusals_stations_zh import STATIONS
from web.refusals_stock_zh import STOCK
from web.refusals_teams_zh import TEAMS

__all__ = ["REFUSALS", "TARGETS", "Refusal", "refusal"]

SENTENCE_LENGTH_MAX: Final = 40
BUTTON_LENGTH_MAX: Final = 6
#: What fits one line of a phone in the size of results.
HEADLINE_LENGTH_MAX: Final = 11


@dataclass(frozen=True, slots=True)
class Refusal:
    """A "no" in words."""

    code: str
    sentence: str
    button: str
    target: str

    @property
    def headline(self) -> str:
        """What happened: the first sentence, or its first clause where it is long."""
        first = self.sentence.partition("。")[0]
        return first.partition("，")[0] if len(first) > HEADLINE_LENGTH_MAX else first

    @property
    def advice(self) -> str:
        """What to do: the rest."""
        return self.sentence[len(self.headline) + 1 :]

    @property
    def address(self) -> str:
        """Where the button leads; empty for the page the person came from."""
        return TARGETS[self.target]


_TABLE: Final = """
activity_not_found | 没找到这个活动，可能已经撤下。看看别的吧。 | 找活动 | activities
office_telephone_invalid | 单位电话要写座机（带区号）或短号。请改好再存。 | 改电话 | back
person_not_found | 没找到这个人。请核对手机号，或请工作人员帮忙。 | 再查一次 | back
household_not_found | 没找到这户。请核对门牌号，或问村文书。 | 再查一次 | back
station_not_found | 这个驿站还没登记。请换个码，或告诉驿站管理员。 | 再扫一次 | scan
item_not_found | 这件东西下架了，积分没有动。看看别的吧。 | 去兑换 | items
voucher_not_found | 没找到这张券。请核对 4 位数，或扫对方的二维码。 | 扫二维码 | scan
entry_not_found | 没找到这笔明细。请回到列表再点一次。 | 回列表 | entries
certificate_not_found | 没查到这个证明编号。请核对后再查一次。 | 再查一次 | back
already_signed_up | 您已经报过名了，到时候直接来就行。 | 看活动 | activities
already_checked_in | 您已经签到了。离开的时候再扫一次签退。 | 知道了 | home
already_checked_out | 您已经签退，时长记好了，不用再扫。 | 看记录 | record
qr_already_used | 这个码您刚用过。请等新码出来再扫。 | 再扫一次 | scan
visit_already_counted | 4 小时内到过这站，这次不重复记，请进来歇歇。 | 知道了 | home
activity_full | 名额刚满。可以候补，有人退出就通知您。 | 候补 | activities
out_of_stock | 刚被换完，积分没有动。到货可以提醒您。 | 到货提醒 | items
voucher_already_collected | 这张券领过了。不是您领的，请马上告诉管理员。 | 联系管理员 | help
claim_already_filed | 这件事已经申报过，看看进度就行。 | 看进度 | claims
photo_already_used | 这张照片用过了，请重新拍一张。 | 重拍 | back
already_reviewed | 这一条您已经评过，不用再评。 | 下一条 | reviews
already_appealed | 这笔正在申诉，请等答复，进度随时能看。 | 看进度 | home
period_closed | 这个月已经结账，请记到本月，日期可写当时的。 | 记到本月 | back
edit_outdated | 刚有别人改过。请看看新内容，再改一次。 | 看新内容 | back
idempotency_key_reused | 这次内容和上次不一样。请刷新后重新提交。 | 刷新 | back
qr_expired | 这个码过期了。屏幕上的码每 30 秒换新，请再扫。 | 再扫一次 | scan
qr_invalid | 这个码认不出来。请扫现场屏幕或门牌上的码。 | 再扫一次 | scan
qr_kind_mismatch | 扫的不是这里要的码。请换一个再扫。 | 再扫一次 | scan
qr_revoked | 这个码已经停用。请向工作人员要新的。 | 知道了 | home
activity_not_started | 还没到签到时间。快开始时再来扫就行。 | 看活动 | activities
activity_ended | 活动结束了，扫不上。来过的话，请队长补录。 | 请队长补录 | help
activity_cancelled | 活动取消了。到了现场扫过的，码已留着，由队长核对。 | 找活动 | activities
attendance_counted | 签到签退都扫了，不用补录。时间不对，请提出更正。 | 回上一页 | back
attendance_not_found | 没找到这次签到。请回到名单再点一次。 | 回上一页 | back
doubtful_scan_not_found | 没找到这条待核对的扫码。请回到列表再点一次。 | 回上一页 | back
doubtful_scan_settled | 这条扫码已经有人核对过了。请看下一条。 | 回上一页 | back
nothing_held | 没有等着确认的时长，可能已经有人办了。请刷新再看。 | 回上一页 | back
nothing_to_undo | 没有可以撤销的扫码。时间不对，请提出更正。 | 看记录 | record
supplement_decided | 这条补录已经有人定了。请看下一条。 | 回上一页 | back
supplement_not_found | 没找到这条补录。请回到列表再点一次。 | 回上一页 | back
supplement_too_early | 活动还没结束，结束以后再补录。 | 回上一页 | back
supplement_waits | 这个人的时长补录过了，正等另一位确认。 | 看名单 | back
undo_too_late | 过了 15 分钟，撤不了。时间不对，请提出更正。 | 看记录 | record
witness_required | 点名要有在场的人作证。请选一位已经签到的人。 | 选见证人 | back
not_checked_in | 还没有签到。请先签到，忘了扫可请队长补录。 | 去签到 | scan
not_volunteer_service | 这项不是志愿服务，不计时长。其他记录不受影响。 | 看记录 | record
supplement_exceeds_plan | 补录不能超过计划时长。请改短一些再提交。 | 改时长 | back
second_confirmer_required | 这段时长要两个人确认。请再请一位负责人。 | 请人确认 | help
scan_needs_review | 这次扫码上传晚了，已交工作人员核对，不用再扫。 | 知道了 | home
age_too_young | 未满 8 岁还不能报名。欢迎和家人一起来看看。 | 看活动 | activities
adults_only | 这项有风险，满 18 岁才能报名。看看别的吧。 | 找活动 | activities
guardian_consent_required | 未满 18 岁，请先让监护人同意。 | 请监护人同意 | help
companion_required | 未满 14 岁要有大人陪。请填上陪同人。 | 填陪同人 | back
insurance_required | 这项活动要有保险。请先填保险单号。 | 填保险单号 | back
consent_required | 这一步要您先同意，可以随时收回。 | 去看看 | consents
insufficient_points | 积分还不够，没有扣分。先看看能换的。 | 看能换的 | items
redeem_day_limit | 今天换满 200 分了。明天再来，积分都在。 | 知道了 | home
redeem_quarter_limit | 这个季度换满 600 分了。下季度再来，积分都在。 | 知道了 | home
village_mismatch | 这是别村的券。请到自己村的积分超市领。 | 看地址 | help
voucher_expired | 过了领取时间，积分已经退回，可以再换一次。 | 去兑换 | items
points_not_transferable | 积分不能转给别家，可以兑换东西。 | 去兑换 | items
item_not_allowed | 烟酒、药品和现金不能上架。请换一件。 | 换一件 | back
fund_short | 本村积分资金用完了。请村委会批准后再加分。 | 报村委会 | help
rule_infringes_rights | 这条会动到村民的法定权利，不能用。请改成奖励。 | 改规则 | back
rulebook_not_approved | 细则还没表决备案。请先补会议记录和备案号。 | 补会议记录 | back
meeting_quorum_not_met | 到会或同意的人数不够，不能生效。请重新开会。 | 看要求 | help
deduction_over_limit | 扣分超过上限：一次 20，一月 30。请改小。 | 改分数 | back
warning_required | 扣分前要先提醒，给 7 天改正。请先发提醒。 | 发提醒 | back
objection_window_closed | 公示结束了。有意见，入账后 7 天内还能申诉。 | 看申诉 | help
appeal_window_closed | 申诉时间过了。有新情况，请找村务监督委员会。 | 看电话 | help
paper_entry_too_late | 纸单超过 10 天，录不进去。请向村文书说明。 | 联系村文书 | help
minor_not_published | 未成年人不上榜。请从名单里去掉再发布。 | 改名单 | back
calendar_year_missing | 这一年的放假安排还没录，期限算不出。请找管理员。 | 联系管理员 | help
calendar_notice_invalid | 这份放假安排有对不上的日期。请照着通知改好。 | 改日期 | back
calendar_proposal_not_found | 没有等着核对的放假安排，可能已经有人办了。 | 刷新 | calendar
correction_pending | 这次的更正正等答复，不用再提。可以先撤回再提。 | 看进度 | corrections
correction_not_found | 没有等着答复的更正，可能已经答复或撤回了。 | 看看更正 | corrections
correction_too_early | 活动还没结束。结束以后再提更正。 | 知道了 | record
correction_out_of_bounds | 改后的时间要在活动时间里，最多超 30 分钟。 | 改时间 | back
complaint_not_found | 没有等着答复的投诉，可能已经答复或撤回了。 | 知道了 | home
own_complaint | 这件投诉和您有关，要由别人来答复。请找同事。 | 知道了 | home
evaluation_not_open | 签退以后或活动结束以后，才能评价。 | 知道了 | back
evaluation_closed | 评价过了 7 天，不能再改。有话请跟社区说。 | 知道了 | back
own_evaluation | 自己带的活动、自己的服务，不能自己评。请别人来评。 | 知道了 | back
emergency_call_first | 紧急的事请先打 110、119、120，这里不排队。 | 打电话 | help
sign_in_required | 请先登录，登录后回到这一页。 | 登录 | login
session_expired | 登录过期了，填的内容还在。请再登录一次。 | 登录 | login
second_factor_required | 这一步要再验一次。请输入动态口令或用通行密钥。 | 继续验证 | step_up
identity_check_required | 这个号很久没用了。请核对姓名和证件后 6 位。 | 去核对 | help
role_required | 这一步由别的岗位来办。请找本单位负责人。 | 看谁能办 | help
role_ended | 这个岗位的任期结束了，进不去了。可以换个身份。 | 换身份 | hats
outside_unit | 这不在您负责的范围。请转给当地工作人员。 | 转交 | help
own_minutes | 自己的时长要由别人确认。请找另一位负责人。 | 请人确认 | help
own_entry | 自己的账、自己记的账，要由别人来办。请找同事。 | 请人来办 | help
own_role | 自己的岗位要由别人任命。请找另一位管理员。 | 请人来办 | help
own_proposal | 自己提的不能自己评。已转给其他评议员。 | 下一条 | home
reviewer_recused | 您和这件事有关系，需要回避。由其他人来看。 | 下一条 | home
keeper_own_household | 自家的券要由另一位管理员发。请找同事。 | 知道了 | home
purpose_required | 看姓名要先写明用途，会留下记录。 | 写用途 | back
field_missing | 还有一处没填，已经标出来，补上就行。 | 去补上 | back
phone_invalid | 手机号要 11 位。请再看一眼。 | 改号码 | back
sms_code_wrong | 验证码不对。请看最新一条短信。 | 再输一次 | back
sms_code_expired | 验证码过期了。点重发，再收一条。 | 重发 | back
id_number_invalid | 证件号对不上。请照着证件再填一次。 | 改证件号 | back
amount_invalid | 分数要填大于 0 的整数。 | 改分数 | back
date_in_future | 日期还没到。请选今天或以前。 | 改日期 | back
text_too_long | 字数多了。请写短一些。 | 改短 | back
photo_required | 还缺一张照片。请拍一张再提交。 | 拍照 | back
photo_too_large | 照片太大，传不上去。请重拍一张。 | 重拍 | back
photo_unreadable | 照片打不开。请重拍一张。 | 重拍 | back
too_many_requests | 点得有点快。请等几秒再试。 | 再试 | back
login_locked | 输错了 5 次。请 15 分钟后再试，或到服务台。 | 知道了 | home
phone_not_registered | 这个手机号还没登记。请到村或社区服务台登记。 | 看怎么办 | help
identity_desk_required | 这个号很久没用了。请带证件到服务台办。 | 看怎么办 | help
identity_mismatch | 姓名或证件后 6 位对不上。请照着证件再填。 | 再填一次 | back
sign_in_step_over | 等得久了，这一步作废了。请重新收验证码。 | 重新登录 | login
rebinding_not_found | 没找到这次换绑，可能已经办好。请看看列表。 | 看列表 | back
rebinding_expired | 提出超过一天，作废了。请重新提出。 | 重新提出 | back
second_clerk_required | 提出的人不能自己确认。请另一位同事来办。 | 知道了 | back
own_phone | 自己的手机号要由同事来换。请找另一位。 | 知道了 | back
sms_unavailable | 短信暂时发不出。请稍后再试，或到服务台登录。 | 稍后再试 | back
service_busy | 现在人多。内容存在手机里，会自动再试。 | 知道了 | home
storage_unavailable | 系统暂时存不了。内容在手机里，好了自动上传。 | 知道了 | home
read_model_behind | 刚交的正在登记。几秒后刷新就能看到。 | 刷新 | back

sign_in_failed | 编号或口令不对。请核对后再输一次。 | 再输一次 | back
password_too_simple | 密码太简单。要 8 位以上，含三种字符，不含登录名。 | 改密码 | back
password_breached | 这个密码常被人猜中。请换一个别人想不到的。 | 改密码 | back
password_reused | 这个密码最近用过。请换一个新的。 | 改密码 | back
password_expired | 密码用满 90 天了。请换一个新密码再登录。 | 换密码 | back
setup_unfinished | 还没设好第二步验证。请用启用码重新来一遍。 | 去设置 | setup
setup_code_wrong | 启用码不对。请核对后再输，或找管理员要新的。 | 再输一次 | setup
setup_code_expired | 启用码过期了。请找管理员要一个新的。 | 知道了 | home
second_factor_wrong | 口令不对或用过了。请等下一个口令再输。 | 再输一次 | back
staff_sign_in_required | 您有工作账号。请用登录名、密码和动态口令登录。 | 去登录 | staff
last_second_factor | 这是最后一种验证方式。请先加一种再删它。 | 知道了 | security
passkey_refused | 通行密钥没有通过。请再试一次，或换动态口令。 | 再试 | back
passkeys_full | 通行密钥已有 10 把。请先删掉不用的。 | 去看看 | security
staff_step_over | 登录停得久了。请从登录名和密码重新开始。 | 重新登录 | staff
staff_account_exists | 这个人的账号已经在用。忘了密码可以重置。 | 知道了 | back
staff_account_missing | 这里没有工作账号。请找安全管理员开通。 | 知道了 | home
units_missing | 还没有行政区划。请先导入区划，再来启用。 | 知道了 | home
idempotency_key_missing | 这次提交少了编号，没有记账。请刷新后再交。 | 刷新 | back
request_malformed | 交上来的内容读不懂，没有记账。请刷新后再交。 | 刷新 | back
request_too_large | 内容太大，传不上去。请减少一些再提交。 | 再试 | back
request_invalid | 有一处填得不对，已经标出来，改好再提交。 | 去改 | back
not_found | 没找到这一页，地址可能变了。请回首页看看。 | 回首页 | home
method_not_allowed | 这个地址不能这样用。请从首页重新进来。 | 回首页 | home
csrf_failed | 这一页放久了，什么都没有提交。请刷新再来。 | 刷新 | back
unit_not_found | 没找到这个村或社区。请核对后再查一次。 | 再查一次 | back
shop_not_found | 没找到这个积分超市。看看别的地方能换的。 | 去兑换 | items
wallet_not_found | 还没有积分账户。扫一次码就会自动开好。 | 去扫码 | scan
activity_exists | 这个活动已经发布过，不用再发。 | 看活动 | activities
already_registered | 已经登记过了，不用再登。 | 知道了 | home
internal_error | 系统出了差错，这次没有记账。请过一会儿再试。 | 再试 | back
activity_long_over | 活动结束 3 天以上了，不能再补发。请向街道说明情况。 | 改时间 | back
activity_times_invalid | 开始和结束的时间对不上。请改好再提交。 | 改时间 | back
already_reversed | 这一笔已经冲正过，不用再办。 | 知道了 | home
hold_not_found | 没找到这笔占住的积分。请刷新再看。 | 刷新 | back
login_taken | 这个编号已经有人用了。请换一个。 | 改编号 | back
media_type_unsupported | 交上来的格式认不了，没有记账。请刷新后再交。 | 刷新 | back
passcode_refused | 口令太短或太长。请换一个再试。 | 改口令 | back
people_unavailable | 人员信息暂时查不了，没有记账。请过一会儿再试。 | 再试 | back
team_not_found | 没找到这支队伍。请核对后再查一次。 | 再查一次 | back
unit_exists | 这个村或社区已经登记过，不用再登。 | 知道了 | home
unit_outside_parent | 上级单位对不上。请核对编号再提交。 | 改编号 | back
role_term_invalid | 任期的结束早于开始。请改好日期再提交。 | 改日期 | back
role_term_overlaps | 这段时间已经在任，不用再任命。请核对日期。 | 改日期 | back
role_term_not_found | 那一天不在任。请核对人员、单位和日期。 | 再查一次 | back
administrators_separate | 三种管理员要由三个人担任。请换一个人。 | 换一个人 | back
unit_closed | 这个单位已经撤并，不能再改。请核对编号。 | 改编号 | back
unit_cycle | 上级不能放到自己的下级里。请换一个上级。 | 换上级 | back
unit_change_too_early | 生效日期太早，和以前的变更对不上。请改日期。 | 改日期 | back
unit_level_unused | 这个旗县区不设这一级。请换一个层级。 | 换层级 | back
levels_invalid | 层级要从旗县区往下排，三到六级，名字不重复。 | 改层级 | back
unit_has_children | 下面还有单位没安排。请先给它们找好上级。 | 去安排 | back
unit_not_below | 有单位不归它直接管。请核对编号再提交。 | 改编号 | back
unknown_person | 没找到这个人，可能已经注销。请核对后再试。 | 再查一次 | back
erasure_not_found | 没有要注销的申请，或者已经撤回。不用再办。 | 知道了 | me
erasure_not_due | 还没到注销的日子，随时可以撤回。 | 知道了 | me
person_erased | 这个人已经注销，什么都不能再办。 | 知道了 | home
forfeit_consent_required | 还有积分没用完。请先勾选同意作废，或先去兑换。 | 再看看 | back
erasure_vouchers_open | 还有券没领，先领走或取消，再来注销。 | 看看券 | back
sso_refused | 统一登录没有通过。请再试，或用工号登录。 | 去登录 | login
sso_unavailable | 统一登录暂时连不上。请用工号和口令登录。 | 去登录 | login
card_revoked | 这张卡挂失了，不能再用。请到村委会换新卡。 | 知道了 | home
card_not_found | 没找到这张卡。请核对卡上的 8 个字。 | 再查一次 | back
proxy_consent_required | 代别人办，要写清怎么同意的。请补上。 | 去补上 | back
proxy_for_self | 不能给自己代办。请另一位工作人员来办。 | 知道了 | home
device_code_wrong | 登记码不对。请看清 8 个字再输一次。 | 再输一次 | enrol
device_code_expired | 登记码用过了，或者过了时间。请再要一个。 | 再输一次 | enrol
device_revoked | 这台设备停用了。要再用，请管理员重新登记。 | 重新登记 | enrol
device_not_registered | 这台设备还没登记。请管理员登记后再用。 | 去登记 | enrol
device_not_found | 没找到这台设备。请回到设备页看看。 | 看设备 | devices
voucher_not_due | 这张券还没过领取时间，现在还能领。 | 知道了 | home
voucher_cancelled | 这张券已经取消，积分也退回了。可以再换一次。 | 去兑换 | items
not_the_guardian | 这件事由本人或监护人来定。请到服务台登记监护关系。 | 给家人办 | dependants
not_a_minor | 这位不用监护人，可以自己办。请让本人来。 | 知道了 | back
guardian_not_adult | 监护人要满 18 岁，而且不能是本人。请换一位。 | 换一位 | back
own_guardianship | 自家的事要请同事来办。请换一位工作人员。 | 知道了 | back
guardians_full | 这个孩子已经登记了 4 位监护人。请先解除一位。 | 知道了 | back
activity_started | 马上开始或已经开始了，不能再改、再取消。 | 看活动 | activities
activity_fixed | 发布以后，计不计时长、风险和类型不能改。请另发一个。 | 知道了 | back
sign_up_terms_invalid | 名额要大于 0，报名截止要早于开始。请改好再提交。 | 去改 | back
rate_invalid | 积分和分钟都要填整数。请改好再提交。 | 改标准 | back
rate_above_symbolic | 一小时最多值 2 元，再多就成报酬了。请改小。 | 改标准 | back
waiting_list_full | 候补的人太多，等不到了。看看别的活动吧。 | 找活动 | activities
not_signed_up | 您没有报这个名，不用取消。 | 看活动 | activities
sign_up_closed | 报名已经截止。当天直接来，现场也能签到。 | 知道了 | back
sign_off_closed | 开始前 3 小时内不能取消了。来不了请告诉队长。 | 知道了 | back
quota_below_sign_ups | 报上名的人比这个名额多。请把名额改大。 | 改名额 | back
series_invalid | 一次排 2 到 12 场，时间不能重复。请改好再提交。 | 去改 | back
guardian_not_found | 没找到这份监护关系，可能已经解除。请刷新再看。 | 刷新 | back
flag_not_found | 没找到这条提示。请回到列表再点一次。 | 回列表 | flags
flag_reviewed | 这条提示已经核过了。请看下一条。 | 回列表 | flags
record_incomplete | 还有没办完的。请先补录、确认或核对。 | 去看看 | back
activity_recorded | 这次活动已经记完，不用再办。时长不对，请本人提更正。 | 知道了 | back
activity_code_wrong | 这 6 位数不对，或者换新了。请看屏幕再输一次。 | 再输一次 | scan
certificate_no_minutes | 这段时间没有已确认的时长。换个时间段试试。 | 换时间段 | certify
certificate_period_invalid | 起止日期对不上，要选到今天为止。请改好再试。 | 改日期 | certify
certificate_too_long | 这段时间的活动太多，一张写不下。请分两段开。 | 改日期 | certify
certificate_number_taken | 编号碰巧重了，没有开出来。请再点一次。 | 再开一次 | certify
certificate_revoked | 这张证明已经撤销，不能再用。请重新开一张。 | 重新开 | certify
"""


def _read(*tables: str) -> dict[str, Refusal]:
    """Read tables as one; a code that is written twice would say now this, now that."""
    found: dict[str, Refusal] = {}
    for line in "\n".join(tables).splitlines():
        if line:
            no = Refusal(*line.split(" | "))
            if no.code in found:
                raise ValueError(f"{no.code} has two sentences")
            found[no.code] = no
    return found


REFUSALS: Final = _read(_TABLE, TEAMS, SHOP, STOCK, REPORTS, STATIONS, CHECK_IN, RIDERS, *MORAL)
_UNKNOWN: Final = REFUSALS["internal_error"]


def refusal(code: str) -> Refusal:
    """Find the words for a code; one without words reads as our fault, and keeps its code."""
    found = REFUSALS.get(code, _UNKNOWN)
    return found if found.code == code else Refusal(code, found.sentence, found.button, "home")
