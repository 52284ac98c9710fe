"""Filters of the reports' templates."""

from __future__ import annotations

from decimal import Decimal

from django import template

from lantoakit.writing.numbers import format_number

register = template.Library()


@register.filter
def vietnamese(value: Decimal | int) -> str:
    """A number as Vietnamese documents print it: 1.234,5."""
    return format_number(value)
