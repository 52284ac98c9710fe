"""Frozen results as plain JSON and back, so that a process hands them over without pickle.

A dataclass is the list of its fields in order. What comes back is held to the types of the fields: whoever wrote it may
not be trusted.
"""

import dataclasses
import types
from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

ORDER = "LANTOAKIT_ORDER"
"""What the process is to do, as JSON: the variable of its environment."""
T = TypeVar("T")
_Reader = Callable[[Any], Any]


class NotThat(ValueError):
    """What came back is no such result."""


def plain(value: Any) -> Any:
    """Return a result as lists, strings, numbers and None.

    >>> from lantoakit.documents import Span
    >>> plain((Span(0, 4, 1, (1.0, 2.0, 3.0, 4.0)),))
    [[0, 4, 1, [1.0, 2.0, 3.0, 4.0], None]]
    """
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    kind: Any = type(value)
    names = _names(kind)
    if names is not None:
        return [plain(getattr(value, name)) for name in names]
    return value


@cache
def _names(kind: Any) -> tuple[str, ...] | None:
    return tuple(f.name for f in dataclasses.fields(kind) if f.init) if dataclasses.is_dataclass(kind) else None


def result(kind: type[T], value: Any) -> T:
    """Return the `kind` that `plain` made a value of. Raises NotThat."""
    wanted: Any = kind
    made: T = _reader(wanted)(value)
    return made


@cache
def _reader(kind: Any) -> _Reader:
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        return _dataclass_reader(kind)
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is tuple:
        return _tuple_reader(arguments)
    if origin in (Union, types.UnionType) and type(None) in arguments:
        inner = _reader(next(a for a in arguments if a is not type(None)))
        return lambda value: None if value is None else inner(value)
    if kind in (str, int, float, bool):
        return _plain_reader(kind)
    raise TypeError(f"no way to hand over {kind!r}")


def _dataclass_reader(kind: type) -> _Reader:
    hints = get_type_hints(kind)
    readers = tuple(_reader(hints[name]) for name in _names(kind) or ())

    def read(value: Any) -> Any:
        if not isinstance(value, list) or len(value) != len(readers):
            raise NotThat(kind.__name__)
        return kind(*[reader(item) for reader, item in zip(readers, value, strict=True)])

    return read


def _tuple_reader(arguments: tuple[Any, ...]) -> _Reader:
    if len(arguments) == 2 and arguments[1] is Ellipsis:
        inner = _reader(arguments[0])
        return lambda value: tuple([inner(item) for item in _list(value)])
    readers = tuple(_reader(a) for a in arguments)

    def read(value: Any) -> Any:
        if len(_list(value)) != len(readers):
            raise NotThat("tuple")
        return tuple([reader(item) for reader, item in zip(readers, value, strict=True)])

    return read


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise NotThat("list")
    return value


def _plain_reader(kind: type) -> _Reader:
    def read(value: Any) -> Any:
        if type(value) is kind:
            return value
        if kind is float and type(value) is int:
            return float(value)
        raise NotThat(kind.__name__)

    return read
