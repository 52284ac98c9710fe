"""What "Việc hôm nay" shows: every app registers panels, the page puts them in order.

    today.register(
        today.Panel("plans.review", _("Kế hoạch chờ soát"), capability="plans.read", order=20, build=plans_to_review)
    )

`build(actor, organisation)` returns a Content. It may run a fixed number of queries, whatever the number of items.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from django.utils.functional import Promise

from lantoa.org import policies
from lantoa.org.models import Organisation
from lantoa.shared.actors import Actor

Text = str | Promise


@dataclass(frozen=True, slots=True)
class Item:
    """One line: what it is, where it leads, and in `meta` why it is here. `tone` is "late", "wait",
    "soon", "unsure", "done" or "", `mark` its words."""

    text: Text
    url: str
    meta: Text = ""
    tone: str = ""
    mark: Text = ""


@dataclass(frozen=True, slots=True)
class Start:
    """The first thing to do where there is nothing at all yet."""

    title: Text
    text: Text
    label: Text
    url: str


@dataclass(frozen=True, slots=True)
class Content:
    """What a panel has today. `count` is the whole number, `items` the few that are shown, `more_url` the whole list.

    `empty` is the sentence for no items; `start` what to do first where the app holds nothing yet.
    """

    items: Sequence[Item] = field(default=())
    count: int = 0
    more_url: str = ""
    empty: Text = ""
    start: Start | None = None


@dataclass(frozen=True, slots=True)
class Panel:
    """A part of the page. `name` is unique; panels come by `order`; shown to who has `capability`."""

    name: str
    title: Text
    capability: str
    order: int
    build: Callable[[Actor, Organisation], Content]


_panels: dict[str, Panel] = {}


def register(panel: Panel) -> Panel:
    """Add a panel. Raises ValueError for a name or a capability that cannot be."""
    if panel.name in _panels:
        raise ValueError(f"panel {panel.name} is registered twice")
    if panel.capability not in policies.CAPABILITIES:
        raise ValueError(f"{panel.capability!r} has no row in org.policies")
    _panels[panel.name] = panel
    return panel


def panels_for(actor: Actor, organisation: Organisation) -> list[tuple[Panel, Content]]:
    """The panels that a person may see, built, in order."""
    shown = (p for p in _panels.values() if policies.may(actor, p.capability, organisation.pk))
    return [(panel, panel.build(actor, organisation)) for panel in sorted(shown, key=lambda p: p.order)]
