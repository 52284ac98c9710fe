"""The base of every set of staff pages over one model: list, add, change and what else it takes.

    class UnitViewSet(DeskViewSet):
        name, url_prefix = "org_units", "to-chuc/don-vi"
        pages = (
            Page("index", "", UnitList),
            Page("add", "them/", UnitAdd),
            Page("change", "<int:pk>/", UnitChange),
        )

        def get_queryset(self, actor, organisation):
            return selectors.units(organisation.pk, active_only=False)

Every view of the set gets `get_queryset` as its `selector` and reaches rows through it alone, so what belongs to
another organisation is not found. Wagtail's own copy, usage, history and bulk views are not part of it: they know
nothing of organisations. Views write through services only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path
from wagtail.admin.viewsets.base import ViewSet

from lantoa.org.desk.lists import Selector
from lantoa.org.desk.views import DeskMixin
from lantoa.org.models import Organisation
from lantoa.shared.actors import Actor
from lantoa.shared.errors import NotFound


class DeskObjectMixin(DeskMixin):
    """A view of one row, `self.object`, found by the `pk` of its address through `selector`. Raises NotFound."""

    selector: Selector | None = None
    object: Any

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.object = self.get_object()

    def get_object(self) -> Any:
        """The row. Raises NotFound for what is absent or foreign."""
        if self.selector is None:
            raise NotImplementedError(f"{type(self).__name__}.selector")
        found = self.selector(self.actor, self.organisation).filter(pk=self.kwargs["pk"]).first()
        if found is None:
            raise NotFound
        return found


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a set: the name of its URL, the end of its address, its view."""

    name: str
    route: str
    view: type[DeskMixin]


class DeskViewSet(ViewSet):
    """Pages over one model; register an instance with the hook `register_admin_viewset`."""

    pages: ClassVar[Sequence[Page]] = ()

    def get_queryset(self, actor: Actor, organisation: Organisation) -> QuerySet[Any]:
        """The rows that this person may meet."""
        raise NotImplementedError

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_common_view_kwargs(selector=self.get_queryset, **kwargs)

    def get_urlpatterns(self) -> list[URLPattern]:
        return [path(page.route, self.construct_view(page.view), name=page.name) for page in self.pages]
