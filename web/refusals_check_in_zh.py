"""What check-ins refuse, and what to do then."""

from typing import Final

CHECK_IN: Final = """
visit_not_found | 没找到这次到站，不用再点。想改，请再扫一次码。 | 再扫一次 | scan
visit_undo_too_late | 过了 15 分钟，撤不了，这次到站还算。记错了请找驿站。 | 回首页 | home
doubtful_visit_not_found | 没找到这条待核对的到站，可能已经过期。请回列表看看。 | 回首页 | home
doubtful_visit_settled | 这条到站已经有人核对过，不用再办。 | 回首页 | home
"""
