"""Tags of the desk's frame."""

from __future__ import annotations

from typing import Any

from django import template

from lantoa.org.desk.menu import Link, links_for, person_links_for
from lantoa.org.desk.tabs import tabs_for

register = template.Library()


@register.simple_tag(takes_context=True)
def desk_menu(context: dict[str, Any]) -> list[Link]:
    """The parts of the desk that this person has, the current one marked."""
    return links_for(context["request"])


@register.simple_tag(takes_context=True)
def person_menu(context: dict[str, Any]) -> list[Link]:
    """What the person does with their own account."""
    return person_links_for(context["request"])


@register.simple_tag(takes_context=True)
def organisation_tabs(context: dict[str, Any]) -> list[Link]:
    """The tabs of "Tổ chức"."""
    return tabs_for(context["request"])
