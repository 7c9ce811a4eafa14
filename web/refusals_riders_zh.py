"""Every "no" of part-time grid work and of notifications; read with the others."""

from typing import Final

RIDERS: Final = """
grid_consent_missing | 骑手还没有点“我愿意”。请本人在手机上点，一任点一次。 | 知道了 | back
grid_training_missing | 还没有培训记录。先培训并记下来，再聘任。 | 记培训 | back
grid_training_date | 培训日期不对。只能记今天以前一年内的培训。 | 改日期 | back
grid_term_runs | 这位骑手已经有一个网格。到期前 30 天可以续聘。 | 知道了 | back
grid_term_not_found | 没有在任的聘期，可能已经结束。请刷新再看。 | 刷新 | back
grid_term_date | 开始日期不对。只能从今天起 31 天内开始。 | 改日期 | back
grid_renewal_early | 现在续聘太早。到期前 30 天再来续。 | 知道了 | back
grid_not_named | 这不是网格。请填网格的编号。 | 改编号 | back
push_service_unknown | 这个浏览器的通知这里发不了。消息里照样看得到。 | 看消息 | messages
paid_work_not_service | 拿报酬的巡查不算志愿服务。别的志愿活动照常记。 | 看活动 | activities
"""
