"""The stage, in the demo only."""

from django.urls import path

from conversations.stage import views

urlpatterns = [
    path("", views.stage, name="stage"),
    path("now", views.now, name="stage-now"),
    path("play/begin", views.begin, name="stage-begin"),
    path("play/step", views.step, name="stage-step"),
]
