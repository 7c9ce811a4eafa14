"""Requests for what came with somebody else's check-ins."""

from typing import Any

CHECK_INS: dict[str, Any] = {
    "GET /api/v1/doubtful-visits": lambda it: {"query_string": {"unit": it.unit}},
    "GET /api/v1/phone-gaps": lambda it: {"query_string": {"unit": it.unit}},
    "GET /api/v1/stations/<uuid:station_id>/purposes": lambda _: {},
    "GET /stations/<uuid:station_id>/purposes": lambda _: {},
    "POST /api/v1/doubtful-visits/<uuid:doubtful_id>/settlement": lambda _: {
        "json": {"accepted": True}
    },
}
