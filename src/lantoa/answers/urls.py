"""URLs of the public pages. The place stands in them where one installation serves several communes."""

from django.urls import URLPattern, path

from lantoa.answers import views

app_name = "answers"
_PAGES = (
    ("van-ban/<int:pk>/", views.document, "document"),
    ("van-ban/<int:pk>/tep/", views.original, "original"),
    ("hoi-dap/<int:pk>/", views.question, "question"),
    ("thu-tuc/<int:pk>/", views.procedure, "procedure"),
)
urlpatterns: list[URLPattern] = [
    path(f"{place}{route}", view, name=name) for route, view, name in _PAGES for place in ("", "<str:place>/")
]
