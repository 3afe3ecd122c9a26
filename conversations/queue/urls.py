"""The queue and its briefs. `changes` answers 204 while nothing has changed."""

from django.urls import path

from conversations.queue import acts, views

urlpatterns = [
    path("", views.queue, name="queue"),
    path("changes/", views.changes, name="queue-changes"),
    path("<int:pk>/", views.brief, name="brief"),
    path("<int:pk>/claim/", acts.claim, name="queue-claim"),
    path("<int:pk>/release/", acts.release, name="queue-release"),
]
