"""The functions of PDFium that are called for each line or drawing, with handles and places as plain integers.

The bindings of pypdfium2 make a pointer object of every handle and release the interpreter at each call, which costs
more than these small functions themselves. Handles come from pypdfium2's own objects by `handle`.
"""

import ctypes
from collections.abc import Callable
from typing import Any

import pypdfium2.raw as pdfium_c

_POINTER, _INT, _DOUBLE = ctypes.c_void_p, ctypes.c_int, ctypes.c_double


def _function(name: str, result: Any, *arguments: Any) -> Callable[..., Any]:
    address = ctypes.cast(getattr(pdfium_c, name), ctypes.c_void_p).value
    assert address is not None
    return ctypes.PYFUNCTYPE(result, *arguments)(address)


count_rects = _function("FPDFText_CountRects", _INT, _POINTER, _INT, _INT)
get_rect = _function("FPDFText_GetRect", _INT, _POINTER, _INT, _POINTER, _POINTER, _POINTER, _POINTER)
get_origin = _function("FPDFText_GetCharOrigin", _INT, _POINTER, _INT, _POINTER, _POINTER)
get_size = _function("FPDFText_GetFontSize", _DOUBLE, _POINTER, _INT)
get_angle = _function("FPDFText_GetCharAngle", ctypes.c_float, _POINTER, _INT)
get_text_object = _function("FPDFText_GetTextObject", _POINTER, _POINTER, _INT)
has_map_error = _function("FPDFText_HasUnicodeMapError", _INT, _POINTER, _INT)
is_generated = _function("FPDFText_IsGenerated", _INT, _POINTER, _INT)
get_unicode = _function("FPDFText_GetUnicode", ctypes.c_uint, _POINTER, _INT)
get_char_box = _function("FPDFText_GetCharBox", _INT, _POINTER, _INT, _POINTER, _POINTER, _POINTER, _POINTER)
get_font = _function("FPDFTextObj_GetFont", _POINTER, _POINTER)
get_render_mode = _function("FPDFTextObj_GetTextRenderMode", _INT, _POINTER)
get_object = _function("FPDFPage_GetObject", _POINTER, _POINTER, _INT)
get_object_type = _function("FPDFPageObj_GetType", _INT, _POINTER)


class Doubles:
    """Four numbers that PDFium writes, and their places."""

    def __init__(self) -> None:
        self.values = (ctypes.c_double * 4)()
        first = ctypes.addressof(self.values)
        self.places = (first, first + 8, first + 16, first + 24)


def handle(raw: Any) -> int:
    """Return a handle of pypdfium2 as an integer; 0 where there is none."""
    return ctypes.cast(raw, ctypes.c_void_p).value or 0
