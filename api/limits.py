"""How much a caller may send or ask for at once."""

REQUEST_BYTES_MAX = 1 << 20
NESTING_MAX = 12
PAGE_ITEMS = 50
PAGE_ITEMS_MAX = 200
CURSOR_LENGTH_MAX = 300
BULK_SCANS_MAX = 500
TOKEN_LENGTH_MAX = 7_089
"""As much as any QR code holds: other people's codes are told to be none of ours, not too long."""
KEY_LENGTH_MIN = 8
KEY_LENGTH_MAX = 64
POSITION_MAX = (1 << 63) - 1
"""Positions are eight bytes wide in every store."""
AFTER_WAIT_S_MAX = 2.0
"""How long a read waits for the position it was asked to have seen."""
NUMBER_LENGTH_MAX = 32
"""Of a volunteer's or rider's number, which is also the login."""
SEARCH_LENGTH_MAX = 50
AWARD_POINTS_MAX = 10_000
CATEGORY_LENGTH_MAX = 30
SERVICE_LENGTH_MAX = 30
PERIOD_LENGTH_MAX = 7
