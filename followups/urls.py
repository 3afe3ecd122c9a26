"""Acts of the next-step card."""

from django.urls import path

from followups import made, views

urlpatterns = [
    path("", views.due, name="followups"),
    path("owed/<int:pk>/made/", made.made_view, name="deliverable-made"),
    path("<int:pk>/cancel/", views.cancel, name="follow-up-cancel"),
    path("<int:pk>/move/", views.move, name="follow-up-move"),
]
