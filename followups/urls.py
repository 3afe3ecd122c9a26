"""Acts of the next-step card."""

from django.urls import path

from followups import calendar_views, made, views

urlpatterns = [
    path("", views.due, name="followups"),
    path("feed/<str:secret>.ics", calendar_views.feed, name="calendar-feed"),
    path("feed/make/", calendar_views.make, name="calendar-make"),
    path("feed/off/", calendar_views.switch_off, name="calendar-off"),
    path("owed/<int:pk>/made/", made.made_view, name="deliverable-made"),
    path("<int:pk>/cancel/", views.cancel, name="follow-up-cancel"),
    path("<int:pk>/move/", views.move, name="follow-up-move"),
]
