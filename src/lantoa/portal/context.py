"""What every page knows: whose pages these are, and whether this is the sample."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, Any]:
    """Organisation, actor and the sample's mark for templates."""
    return {
        "organisation": getattr(request, "organisation", None),
        "actor": getattr(request, "actor", None),
        "sample": settings.SAMPLE_SIGN_IN,
    }
