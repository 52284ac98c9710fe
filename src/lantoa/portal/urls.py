"""URLs of the entrance, and of what machines ask for."""

from django.urls import path

from lantoa.portal import views

app_name = "portal"
urlpatterns = [
    path("", views.entrance, name="entrance"),
    path("vao-viec/", views.after_sign_in, name="after_sign_in"),
    path("ngon-ngu/", views.choose_language, name="language"),
    path("suc-khoe/", views.how_it_is, name="health"),
    path("robots.txt", views.robots, name="robots"),
]
