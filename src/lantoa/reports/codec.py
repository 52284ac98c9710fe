"""Frozen dataclasses to JSON and back without loss: dates as ISO text, decimals as text, tuples as lists."""

from __future__ import annotations

import dataclasses
import types
import typing
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any, TypeVar, Union

T = TypeVar("T")


def dump(value: Any) -> Any:
    """`value` as what `json` can write. Raises TypeError for anything but dataclasses, tuples and plain values."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: dump(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, tuple):
        return [dump(one) for one in value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if value is None or isinstance(value, str | int | bool):
        return value
    raise TypeError(f"no form in JSON for {type(value).__name__}")


def load(kind: type[T], value: Any) -> T:
    """What `dump` wrote, as `kind` again; a field that was added since takes its default.

    Raises TypeError or ValueError for JSON that `kind` did not write.
    """
    loaded: T = _load(kind, value)
    return loaded


@cache
def _fields(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind)


def _load(kind: Any, value: Any) -> Any:
    origin = typing.get_origin(kind)
    if origin in (Union, types.UnionType):
        return None if value is None else _load(next(a for a in typing.get_args(kind) if a is not type(None)), value)
    if origin is tuple:
        inner = typing.get_args(kind)[0]
        return tuple(_load(inner, one) for one in value)
    if isinstance(kind, type) and dataclasses.is_dataclass(kind):
        return kind(**{name: _load(hint, value[name]) for name, hint in _fields(kind).items() if name in value})
    if kind in (date, datetime):
        return kind.fromisoformat(value)
    return Decimal(value) if kind is Decimal else value
