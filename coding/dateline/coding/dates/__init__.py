"""Dates: from the words of a sentence to the days that they stand for."""

from dateline.coding.dates.context import DateContext, choose_date
from dateline.coding.dates.expressions import find_dates
from dateline.coding.dates.model import DatedExpression, TimeExpression
from dateline.coding.dates.resolution import resolve_date
from dateline.coding.dates.timing import Timing

__all__ = ["DateContext", "DatedExpression", "TimeExpression", "Timing", "choose_date", "find_dates", "resolve_date"]
