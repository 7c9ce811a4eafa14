"""Every "no" of teams, service files, stars and spot checks; read with the others."""

from typing import Final

TEAMS: Final = """
team_name_taken | 这个单位有过这个名字的队伍。请换一个名字。 | 换名字 | back
team_dissolved | 这支队伍已经解散，不再收人。看看别的队伍吧。 | 看队伍 | teams
team_parent_invalid | 上级队伍要更大一级，也要在本单位或上级单位。请换一个。 | 换一个 | back
too_many_teams | 一个人最多参加 5 支队伍。先退出一支再申请。 | 看队伍 | teams
already_member | 您已经在这支队伍里，或者正等答复，不用再申请。 | 看队伍 | teams
not_member | 您不在这支队伍里，不用退出。 | 看队伍 | teams
membership_not_requested | 这份申请已经有人答复，或者本人撤回了。请刷新再看。 | 刷新 | back
own_request | 自己的事要由别人办。请找另一位负责人。 | 请人来办 | help
file_record_not_found | 没找到这条记录，可能已经撤下。请刷新再看。 | 刷新 | back
file_full | 档案里的培训和荣誉记满 500 条了。请告诉管理员。 | 知道了 | back
star_not_reached | 已确认的时长还不到这一星。再参加几次就够了。 | 看进度 | stars
star_held | 这一星您已经有了。可以申请更高一星。 | 看进度 | stars
star_applied | 您的申请正等答复，不用再交。 | 看进度 | stars
star_not_applied | 这份申请已经有人答复。请刷新再看。 | 刷新 | back
spot_check_not_found | 没找到这次抽查。请回到抽查页看看。 | 看抽查 | spot_checks
spot_check_empty | 这段时间没有可抽的记录，或者太多抽不完。换个时间段试试。 | 换时间段 | back
import_unreadable | 这份表读不出来。请用导出的样子，一行一个人。 | 换一份 | back
import_too_long | 一份表最多 500 行。请分成几份再导。 | 知道了 | back
"""
