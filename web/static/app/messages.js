// Written by `python -m web.messages_zh` from the catalogue; do not edit.
export const REFUSALS = {
 "activity_not_found": {
  "headline": "没找到这个活动，可能已经撤下",
  "advice": "看看别的吧。",
  "button": "找活动",
  "to": "/activities"
 },
 "person_not_found": {
  "headline": "没找到这个人",
  "advice": "请核对手机号，或请工作人员帮忙。",
  "button": "再查一次",
  "to": ""
 },
 "household_not_found": {
  "headline": "没找到这户",
  "advice": "请核对门牌号，或问村文书。",
  "button": "再查一次",
  "to": ""
 },
 "station_not_found": {
  "headline": "这个驿站还没登记",
  "advice": "请换个码，或告诉驿站管理员。",
  "button": "再扫一次",
  "to": "/scan"
 },
 "item_not_found": {
  "headline": "这件东西下架了，积分没有动",
  "advice": "看看别的吧。",
  "button": "去兑换",
  "to": "/items"
 },
 "voucher_not_found": {
  "headline": "没找到这张券",
  "advice": "请核对 4 位数，或扫对方的二维码。",
  "button": "扫二维码",
  "to": "/scan"
 },
 "entry_not_found": {
  "headline": "没找到这笔明细",
  "advice": "请回到列表再点一次。",
  "button": "回列表",
  "to": "/me/entries"
 },
 "certificate_not_found": {
  "headline": "没查到这个证明编号",
  "advice": "请核对后再查一次。",
  "button": "再查一次",
  "to": ""
 },
 "already_signed_up": {
  "headline": "您已经报过名了，到时候直接来就行",
  "advice": "",
  "button": "看活动",
  "to": "/activities"
 },
 "already_checked_in": {
  "headline": "您已经签到了",
  "advice": "离开的时候再扫一次签退。",
  "button": "知道了",
  "to": "/"
 },
 "already_checked_out": {
  "headline": "您已经签退，时长记好了，不用再扫",
  "advice": "",
  "button": "看记录",
  "to": "/me/service-record"
 },
 "qr_already_used": {
  "headline": "这个码您刚用过",
  "advice": "请等新码出来再扫。",
  "button": "再扫一次",
  "to": "/scan"
 },
 "visit_already_counted": {
  "headline": "4 小时内到过这站，这次不重复记，请进来歇歇",
  "advice": "",
  "button": "知道了",
  "to": "/"
 },
 "activity_full": {
  "headline": "名额刚满",
  "advice": "可以候补，有人退出就通知您。",
  "button": "候补",
  "to": "/activities"
 },
 "out_of_stock": {
  "headline": "刚被换完，积分没有动",
  "advice": "到货可以提醒您。",
  "button": "到货提醒",
  "to": "/items"
 },
 "voucher_already_collected": {
  "headline": "这张券领过了",
  "advice": "不是您领的，请马上告诉管理员。",
  "button": "联系管理员",
  "to": "/help"
 },
 "claim_already_filed": {
  "headline": "这件事已经申报过，看看进度就行",
  "advice": "",
  "button": "看进度",
  "to": "/"
 },
 "photo_already_used": {
  "headline": "这张照片用过了，请重新拍一张",
  "advice": "",
  "button": "重拍",
  "to": ""
 },
 "already_reviewed": {
  "headline": "这一条您已经评过，不用再评",
  "advice": "",
  "button": "下一条",
  "to": "/"
 },
 "already_appealed": {
  "headline": "这笔正在申诉，请等答复，进度随时能看",
  "advice": "",
  "button": "看进度",
  "to": "/"
 },
 "period_closed": {
  "headline": "这个月已经结账，请记到本月，日期可写当时的",
  "advice": "",
  "button": "记到本月",
  "to": ""
 },
 "edit_outdated": {
  "headline": "刚有别人改过",
  "advice": "请看看新内容，再改一次。",
  "button": "看新内容",
  "to": ""
 },
 "idempotency_key_reused": {
  "headline": "这次内容和上次不一样",
  "advice": "请刷新后重新提交。",
  "button": "刷新",
  "to": ""
 },
 "qr_expired": {
  "headline": "这个码过期了",
  "advice": "屏幕上的码每 30 秒换新，请再扫。",
  "button": "再扫一次",
  "to": "/scan"
 },
 "qr_invalid": {
  "headline": "这个码认不出来",
  "advice": "请扫现场屏幕或门牌上的码。",
  "button": "再扫一次",
  "to": "/scan"
 },
 "qr_kind_mismatch": {
  "headline": "扫的不是这里要的码",
  "advice": "请换一个再扫。",
  "button": "再扫一次",
  "to": "/scan"
 },
 "qr_revoked": {
  "headline": "这个码已经停用",
  "advice": "请向工作人员要新的。",
  "button": "知道了",
  "to": "/"
 },
 "activity_not_started": {
  "headline": "还没到签到时间",
  "advice": "快开始时再来扫就行。",
  "button": "看活动",
  "to": "/activities"
 },
 "activity_ended": {
  "headline": "活动结束了，扫不上",
  "advice": "来过的话，请队长补录。",
  "button": "请队长补录",
  "to": "/help"
 },
 "not_checked_in": {
  "headline": "还没有签到",
  "advice": "请先签到，忘了扫可请队长补录。",
  "button": "去签到",
  "to": "/scan"
 },
 "not_volunteer_service": {
  "headline": "这项不是志愿服务，不计时长",
  "advice": "其他记录不受影响。",
  "button": "看记录",
  "to": "/me/service-record"
 },
 "supplement_exceeds_plan": {
  "headline": "补录不能超过计划时长",
  "advice": "请改短一些再提交。",
  "button": "改时长",
  "to": ""
 },
 "second_confirmer_required": {
  "headline": "这段时长要两个人确认",
  "advice": "请再请一位负责人。",
  "button": "请人确认",
  "to": "/help"
 },
 "scan_needs_review": {
  "headline": "这次扫码上传晚了，已交工作人员核对，不用再扫",
  "advice": "",
  "button": "知道了",
  "to": "/"
 },
 "certificate_no_minutes": {
  "headline": "这段时间没有已确认的时长",
  "advice": "换个时间段试试。",
  "button": "换时间段",
  "to": ""
 },
 "age_too_young": {
  "headline": "未满 8 岁还不能报名",
  "advice": "欢迎和家人一起来看看。",
  "button": "看活动",
  "to": "/activities"
 },
 "adults_only": {
  "headline": "这项有风险，满 18 岁才能报名",
  "advice": "看看别的吧。",
  "button": "找活动",
  "to": "/activities"
 },
 "guardian_consent_required": {
  "headline": "未满 18 岁，请先让监护人同意",
  "advice": "",
  "button": "请监护人同意",
  "to": "/help"
 },
 "companion_required": {
  "headline": "未满 14 岁要有大人陪",
  "advice": "请填上陪同人。",
  "button": "填陪同人",
  "to": ""
 },
 "insurance_required": {
  "headline": "这项活动要有保险",
  "advice": "请先填保险单号。",
  "button": "填保险单号",
  "to": ""
 },
 "consent_required": {
  "headline": "这一步要您先同意，可以随时收回",
  "advice": "",
  "button": "去看看",
  "to": "/me"
 },
 "insufficient_points": {
  "headline": "积分还不够，没有扣分",
  "advice": "先看看能换的。",
  "button": "看能换的",
  "to": "/items"
 },
 "redeem_day_limit": {
  "headline": "今天换满 200 分了",
  "advice": "明天再来，积分都在。",
  "button": "知道了",
  "to": "/"
 },
 "redeem_quarter_limit": {
  "headline": "这个季度换满 600 分了",
  "advice": "下季度再来，积分都在。",
  "button": "知道了",
  "to": "/"
 },
 "village_mismatch": {
  "headline": "这是别村的券",
  "advice": "请到自己村的积分超市领。",
  "button": "看地址",
  "to": "/help"
 },
 "voucher_expired": {
  "headline": "过了领取时间，积分已经退回，可以再换一次",
  "advice": "",
  "button": "去兑换",
  "to": "/items"
 },
 "points_not_transferable": {
  "headline": "积分不能转给别家，可以兑换东西",
  "advice": "",
  "button": "去兑换",
  "to": "/items"
 },
 "item_not_allowed": {
  "headline": "烟酒、药品和现金不能上架",
  "advice": "请换一件。",
  "button": "换一件",
  "to": ""
 },
 "fund_short": {
  "headline": "本村积分资金用完了",
  "advice": "请村委会批准后再加分。",
  "button": "报村委会",
  "to": "/help"
 },
 "rule_infringes_rights": {
  "headline": "这条会动到村民的法定权利，不能用",
  "advice": "请改成奖励。",
  "button": "改规则",
  "to": ""
 },
 "rulebook_not_approved": {
  "headline": "细则还没表决备案",
  "advice": "请先补会议记录和备案号。",
  "button": "补会议记录",
  "to": ""
 },
 "meeting_quorum_not_met": {
  "headline": "到会或同意的人数不够，不能生效",
  "advice": "请重新开会。",
  "button": "看要求",
  "to": "/help"
 },
 "deduction_over_limit": {
  "headline": "扣分超过上限：一次 20，一月 30",
  "advice": "请改小。",
  "button": "改分数",
  "to": ""
 },
 "warning_required": {
  "headline": "扣分前要先提醒，给 7 天改正",
  "advice": "请先发提醒。",
  "button": "发提醒",
  "to": ""
 },
 "objection_window_closed": {
  "headline": "公示结束了",
  "advice": "有意见，入账后 7 天内还能申诉。",
  "button": "看申诉",
  "to": "/help"
 },
 "appeal_window_closed": {
  "headline": "申诉时间过了",
  "advice": "有新情况，请找村务监督委员会。",
  "button": "看电话",
  "to": "/help"
 },
 "paper_entry_too_late": {
  "headline": "纸单超过 10 天，录不进去",
  "advice": "请向村文书说明。",
  "button": "联系村文书",
  "to": "/help"
 },
 "minor_not_published": {
  "headline": "未成年人不上榜",
  "advice": "请从名单里去掉再发布。",
  "button": "改名单",
  "to": ""
 },
 "calendar_year_missing": {
  "headline": "这一年的放假安排还没录，期限算不出",
  "advice": "请找管理员。",
  "button": "联系管理员",
  "to": "/help"
 },
 "emergency_call_first": {
  "headline": "紧急的事请先打 110、119、120，这里不排队",
  "advice": "",
  "button": "打电话",
  "to": "/help"
 },
 "sign_in_required": {
  "headline": "请先登录，登录后回到这一页",
  "advice": "",
  "button": "登录",
  "to": "/login"
 },
 "session_expired": {
  "headline": "登录过期了，填的内容还在",
  "advice": "请再登录一次。",
  "button": "登录",
  "to": "/login"
 },
 "second_factor_required": {
  "headline": "还要再验一步",
  "advice": "请输入动态口令或插入密钥。",
  "button": "继续验证",
  "to": "/login"
 },
 "identity_check_required": {
  "headline": "这个号很久没用了",
  "advice": "请核对姓名和证件后 6 位。",
  "button": "去核对",
  "to": "/help"
 },
 "role_required": {
  "headline": "这一步由别的岗位来办",
  "advice": "请找本单位负责人。",
  "button": "看谁能办",
  "to": "/help"
 },
 "outside_unit": {
  "headline": "这不在您负责的范围",
  "advice": "请转给当地工作人员。",
  "button": "转交",
  "to": "/help"
 },
 "own_minutes": {
  "headline": "自己的时长要由别人确认",
  "advice": "请找另一位负责人。",
  "button": "请人确认",
  "to": "/help"
 },
 "own_proposal": {
  "headline": "自己提的不能自己评",
  "advice": "已转给其他评议员。",
  "button": "下一条",
  "to": "/"
 },
 "reviewer_recused": {
  "headline": "您和这户有关系，需要回避",
  "advice": "由其他人来评。",
  "button": "下一条",
  "to": "/"
 },
 "keeper_own_household": {
  "headline": "自家的券要由另一位管理员发",
  "advice": "请找同事。",
  "button": "知道了",
  "to": "/"
 },
 "purpose_required": {
  "headline": "看姓名要先写明用途，会留下记录",
  "advice": "",
  "button": "写用途",
  "to": ""
 },
 "device_not_registered": {
  "headline": "这台设备还没登记",
  "advice": "请管理员登记后再用。",
  "button": "看怎么登记",
  "to": "/help"
 },
 "field_missing": {
  "headline": "还有一处没填，已经标出来，补上就行",
  "advice": "",
  "button": "去补上",
  "to": ""
 },
 "phone_invalid": {
  "headline": "手机号要 11 位",
  "advice": "请再看一眼。",
  "button": "改号码",
  "to": ""
 },
 "sms_code_wrong": {
  "headline": "验证码不对",
  "advice": "请看最新一条短信。",
  "button": "再输一次",
  "to": ""
 },
 "sms_code_expired": {
  "headline": "验证码过期了",
  "advice": "点重发，再收一条。",
  "button": "重发",
  "to": ""
 },
 "id_number_invalid": {
  "headline": "证件号对不上",
  "advice": "请照着证件再填一次。",
  "button": "改证件号",
  "to": ""
 },
 "amount_invalid": {
  "headline": "分数要填大于 0 的整数",
  "advice": "",
  "button": "改分数",
  "to": ""
 },
 "date_in_future": {
  "headline": "日期还没到",
  "advice": "请选今天或以前。",
  "button": "改日期",
  "to": ""
 },
 "text_too_long": {
  "headline": "字数多了",
  "advice": "请写短一些。",
  "button": "改短",
  "to": ""
 },
 "photo_required": {
  "headline": "还缺一张照片",
  "advice": "请拍一张再提交。",
  "button": "拍照",
  "to": ""
 },
 "photo_too_large": {
  "headline": "照片太大，传不上去",
  "advice": "请重拍一张。",
  "button": "重拍",
  "to": ""
 },
 "photo_unreadable": {
  "headline": "照片打不开",
  "advice": "请重拍一张。",
  "button": "重拍",
  "to": ""
 },
 "too_many_requests": {
  "headline": "点得有点快",
  "advice": "请等几秒再试。",
  "button": "再试",
  "to": ""
 },
 "login_locked": {
  "headline": "输错了 5 次",
  "advice": "请 15 分钟后再试，或到服务台。",
  "button": "知道了",
  "to": "/"
 },
 "sms_unavailable": {
  "headline": "短信暂时发不出",
  "advice": "请稍后再试，或到服务台登录。",
  "button": "稍后再试",
  "to": ""
 },
 "service_busy": {
  "headline": "现在人多",
  "advice": "内容存在手机里，会自动再试。",
  "button": "知道了",
  "to": "/"
 },
 "storage_unavailable": {
  "headline": "系统暂时存不了",
  "advice": "内容在手机里，好了自动上传。",
  "button": "知道了",
  "to": "/"
 },
 "read_model_behind": {
  "headline": "刚交的正在登记",
  "advice": "几秒后刷新就能看到。",
  "button": "刷新",
  "to": ""
 },
 "sign_in_failed": {
  "headline": "编号或口令不对",
  "advice": "请看着卡片再输一次。",
  "button": "再输一次",
  "to": "/login"
 },
 "idempotency_key_missing": {
  "headline": "这次提交少了编号，没有记账",
  "advice": "请刷新后再交。",
  "button": "刷新",
  "to": ""
 },
 "request_malformed": {
  "headline": "交上来的内容读不懂，没有记账",
  "advice": "请刷新后再交。",
  "button": "刷新",
  "to": ""
 },
 "request_too_large": {
  "headline": "内容太大，传不上去",
  "advice": "请减少一些再提交。",
  "button": "再试",
  "to": ""
 },
 "request_invalid": {
  "headline": "有一处填得不对，已经标出来，改好再提交",
  "advice": "",
  "button": "去改",
  "to": ""
 },
 "not_found": {
  "headline": "没找到这一页，地址可能变了",
  "advice": "请回首页看看。",
  "button": "回首页",
  "to": "/"
 },
 "method_not_allowed": {
  "headline": "这个地址不能这样用",
  "advice": "请从首页重新进来。",
  "button": "回首页",
  "to": "/"
 },
 "csrf_failed": {
  "headline": "这一页放久了，什么都没有提交",
  "advice": "请刷新再来。",
  "button": "刷新",
  "to": ""
 },
 "unit_not_found": {
  "headline": "没找到这个村或社区",
  "advice": "请核对后再查一次。",
  "button": "再查一次",
  "to": ""
 },
 "shop_not_found": {
  "headline": "没找到这个积分超市",
  "advice": "看看别的地方能换的。",
  "button": "去兑换",
  "to": "/items"
 },
 "wallet_not_found": {
  "headline": "还没有积分账户",
  "advice": "扫一次码就会自动开好。",
  "button": "去扫码",
  "to": "/scan"
 },
 "activity_exists": {
  "headline": "这个活动已经发布过，不用再发",
  "advice": "",
  "button": "看活动",
  "to": "/activities"
 },
 "already_registered": {
  "headline": "已经登记过了，不用再登",
  "advice": "",
  "button": "知道了",
  "to": "/"
 },
 "internal_error": {
  "headline": "系统出了差错，这次没有记账",
  "advice": "请过一会儿再试。",
  "button": "再试",
  "to": ""
 },
 "voucher_cancelled": {
  "headline": "这张券已经取消，积分也退回了",
  "advice": "可以再换一次。",
  "button": "去兑换",
  "to": "/items"
 }
};
export const RESULTS = {
 "checked_in": [
  "签到好了",
  "离开的时候再扫一次签退"
 ],
 "checked_out": [
  "签退好了",
  "今天辛苦了"
 ],
 "visit_counted": [
  "到站了",
  "路上慢点，注意安全"
 ],
 "visit_declared": [
  "记了到站，没有分",
  "扫屏幕上会变的码才有积分"
 ],
 "person_found": [
  "认出来了",
  "请接着往下办"
 ],
 "voucher_found": [
  "券是好的",
  "请核对后交货"
 ],
 "voucher_collected": [
  "领好了",
  "积分已经扣划"
 ]
};
export const ALREADY = [
 "visit_already_counted",
 "already_checked_in",
 "already_checked_out"
];
