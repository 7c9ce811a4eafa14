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

MORAL: Final = (REGISTRY, PHOTOS)
