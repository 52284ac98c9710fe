"""What every page knows: whose pages these are, and whether this is the sample."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from lantoa.org.policies import CAPABILITIES
from lantoa.org.requests import actor_of


def site(request: HttpRequest) -> dict[str, Any]:
    """Organisation, actor and the sample's mark for templates."""
    return {
        "organisation": getattr(request, "organisation", None),
        "actor": getattr(request, "actor", None),
        "sample": settings.SAMPLE_SIGN_IN,
        "field_bar": lambda: field_bar(request),
    }


def field_bar(request: HttpRequest) -> str:
    """The template of the bar below a page of a unit's people that another app shows; empty for everybody else."""
    roles = {grant.role for grant in actor_of(request).grants}
    return "work/parts/bar.html" if roles & CAPABILITIES["field.enter"] else ""
