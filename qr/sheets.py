"""The paper a poster is drawn on: A4 in millimetres, its margins, colours and typefaces."""

from dataclasses import dataclass

PAGE_WIDTH_MM, PAGE_HEIGHT_MM = 210, 297
MARGIN = 14
RIGHT = PAGE_WIDTH_MM - MARGIN
INNER = RIGHT - MARGIN

RED = "#b92b1b"
INK, INK_2 = "#241b16", "#5c5048"
HONEY, HONEY_SOFT, ON_HONEY = "#f6b73c", "#fff3d6", "#33220a"
SUNKEN, LINE, WHITE = "#f1ebe2", "#c9bdae", "#ffffff"
FONTS = (
    "PingFang SC, HarmonyOS Sans SC, Noto Sans CJK SC, Source Han Sans SC,"
    " Microsoft YaHei, WenQuanYi Micro Hei, sans-serif"
)


@dataclass(frozen=True, slots=True)
class Box:
    """A place on the sheet, in millimetres from its upper left corner."""

    x: float
    y: float
    width: float
    height: float

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.y + self.height

    def draw(self, *, fill: str, stroke: str = "none", radius: float = 0) -> str:
        """Draw the place as a rectangle."""
        return (
            f'<rect x="{self.x:g}" y="{self.y:g}" width="{self.width:g}"'
            f' height="{self.height:g}" rx="{radius:g}" fill="{fill}" stroke="{stroke}"'
            ' stroke-width="0.5"/>'
        )
