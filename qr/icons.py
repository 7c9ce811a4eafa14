"""The line drawings of a station poster: the bee and what a station offers, on a grid of 24."""

_BOLT = '<path d="M13 2.5 5 13.5h6l-1 8 8-11h-6z"/>'
_OVEN = (
    '<rect x="2.5" y="5" width="19" height="14" rx="2"/><rect x="5" y="8" width="10" height="8"/>'
    '<path d="M18.5 9v.5M18.5 12v.5M18.5 15v.5"/>'
)
_CUP = (
    '<path d="M5 9h11v8a3 3 0 0 1-3 3H8a3 3 0 0 1-3-3zM16 11h2a2 2 0 0 1 0 5h-2'
    'M8 6c0-1.5 1-1.5 1-3M12 6c0-1.5 1-1.5 1-3"/>'
)
_CHAIR = (
    '<path d="M5 11V7a3 3 0 0 1 3-3h8a3 3 0 0 1 3 3v4M2.5 12.5a2 2 0 0 1 4 0V15h11v-2.5'
    'a2 2 0 0 1 4 0V18h-19zM5 18v2.5M19 18v2.5"/>'
)
_MEDICINE = (
    '<rect x="3" y="7" width="18" height="13" rx="2"/><path d="M9 7V4h6v3M12 10.5v6M9 13.5h6"/>'
)
_UMBRELLA = '<path d="M3 13a9 9 0 0 1 18 0zM12 13v6a2 2 0 0 0 4 0M12 2.5V4"/>'
_WAVES = (
    '<path d="M3 9.5a13 13 0 0 1 18 0M6 13a8.5 8.5 0 0 1 12 0M9 16.3a4.3 4.3 0 0 1 6 0'
    'M12 19.5v.2"/>'
)
_DOOR = '<path d="M6 21V4h12v17M3.5 21h17M14.5 12v1.5"/>'
_BOOK = (
    '<path d="M4 5c3-1.5 5.5-1.5 8 0 2.5-1.5 5-1.5 8 0v14c-3-1.5-5.5-1.5-8 0-2.5-1.5-5-1.5-8 0z'
    'M12 5v14"/>'
)
_TOOLS = (
    '<rect x="2.5" y="8.5" width="19" height="11.5" rx="2"/>'
    '<path d="M8.5 8.5V5.5h7v3M2.5 13.5h7M14.5 13.5h7M9.5 12h5v3.2h-5z"/>'
)
_FRIDGE = (
    '<rect x="5.5" y="2.5" width="13" height="19" rx="2"/><path d="M5.5 10h13M9 5.5v2M9 13v3"/>'
)
_SUN = (
    '<circle cx="12" cy="12" r="3.8"/><path d="M12 3.5v1.8M12 18.7v1.8M3.5 12h1.8M18.7 12h1.8'
    'M6 6l1.3 1.3M16.7 16.7 18 18M18 6l-1.3 1.3M7.3 16.7 6 18"/>'
)
_COMB = '<path d="M12 3.5 19.5 8v8.5L12 21l-7.5-4.5V8z"/>'

# First match wins: the word of a service, in Chinese as keepers write it.
_BY_WORD = {
    "微波": _OVEN,
    "冰箱": _FRIDGE,
    "工具": _TOOLS,
    "暖": _SUN,
    "书": _BOOK,
    "电": _BOLT,
    "饭": _OVEN,
    "餐": _OVEN,
    "水": _CUP,
    "茶": _CUP,
    "歇": _CHAIR,
    "座": _CHAIR,
    "休息": _CHAIR,
    "药": _MEDICINE,
    "急救": _MEDICINE,
    "雨": _UMBRELLA,
    "伞": _UMBRELLA,
    "网": _WAVES,
    "Wi": _WAVES,
    "卫生间": _DOOR,
    "厕": _DOOR,
}


def service_icon(service: str, *, x: float, y: float, size: float, stroke: str) -> str:
    """Draw what a service offers; one we have no drawing for gets a cell of the comb."""
    shape = next((icon for word, icon in _BY_WORD.items() if word in service), _COMB)
    return (
        f'<g transform="translate({x:g} {y:g}) scale({size / 24:.4f})" fill="none"'
        f' stroke="{stroke}" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round">'
        f"{shape}</g>"
    )


def bee(*, x: float, y: float, size: float, body: str, bands: str) -> str:
    """Draw the red bee in a single colour, its bands in that of the ground."""
    return (
        f'<g transform="translate({x:g} {y:g}) scale({size / 24:.4f})" fill="none"'
        f' stroke="{body}" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round">'
        f'<path d="M12 6.5l5 2.9v5.7l-5 2.9-5-2.9V9.4z" fill="{body}" stroke="none"/>'
        f'<path d="M8 11.5h8M8.5 14.5h7" stroke="{bands}" stroke-width="1.5"/>'
        '<path d="M9.5 6.5 7.5 3M14.5 6.5l2-3.5M7 11C3.5 8 1.5 9.5 2 12s3 3 5 1.5'
        'M17 11c3.5-3 5.5-1.5 5 1s-3 3-5 1.5M12 18v3"/></g>'
    )
