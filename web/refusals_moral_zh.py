"""Every "no" of households and moral points, a table for each part; read with the others."""

from typing import Final

REGISTRY: Final = """
office_telephone_invalid | 单位电话要写座机（带区号）或短号。请改好再存。 | 改电话 | back
"""

MORAL: Final = (REGISTRY,)
