"""The order of day, month and year in a date of numbers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

Order = Literal["dmy", "mdy", "ymd"]

ORDERS: Mapping[str, Order] = {"day-first": "dmy", "month-first": "mdy", "year-first": "ymd"}
"""Each order by its value in the setting `date_order`."""
