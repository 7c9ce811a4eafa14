"""Every "no" of households and moral points, a table for each part; read with the others."""

from typing import Final

REGISTRY: Final = """
office_telephone_invalid | 单位电话要写座机（带区号）或短号。请改好再存。 | 改电话 | back
"""

PHOTOS: Final = """
photo_type_unsupported | 这个文件不是能用的照片。请重拍一张，或另选一张。 | 重拍 | back
photo_not_found | 没找到这张照片，可能过期删了。请重拍一张。 | 重拍 | back
photo_in_use | 这张照片已经作了佐证，不能删。到期会自动删除。 | 知道了 | back
photos_busy | 传照片的人多。照片还在手机里，过一会儿再传。 | 再试 | back
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

MORAL: Final = (REGISTRY, PHOTOS, SHEETS)
