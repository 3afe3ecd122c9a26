"""Acts of the next-step card."""

from django.urls import path

from followups import views

urlpatterns = [
    path("", views.due, name="followups"),
    path("<int:pk>/cancel/", views.cancel, name="follow-up-cancel"),
    path("<int:pk>/move/", views.move, name="follow-up-move"),
]
