from django.urls import path

from conversations.events.views import EventsView

urlpatterns = [path("events", EventsView.as_view(), name="api-events"), path("events/", EventsView.as_view())]
