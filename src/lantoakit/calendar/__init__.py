"""The Vietnamese calendar of the moon: a date as everybody's tear-off calendar has it at the foot of the leaf.

>>> from datetime import date
>>> str(lunar_date(date(2026, 2, 17)))
'1/1'
"""

from lantoakit.calendar.lunar import LunarDate, lunar_date

__all__ = ["LunarDate", "lunar_date"]
