"""URLs of the entrance."""

from django.urls import path

from lantoa.portal import views

app_name = "portal"
urlpatterns = [
    path("", views.entrance, name="entrance"),
    path("vao-viec/", views.after_sign_in, name="after_sign_in"),
]
