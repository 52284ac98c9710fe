"""URLs of this app outside the desk."""

from django.urls import URLPattern

app_name = "plans"
urlpatterns: list[URLPattern] = []
