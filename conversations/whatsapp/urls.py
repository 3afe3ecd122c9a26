"""Where Twilio posts. Hung under `webhooks/`; the slashes belong to what is signed."""

from django.urls import path

from conversations.whatsapp import webhooks

urlpatterns = [
    path("twilio/whatsapp/", webhooks.inbound, name="twilio-inbound"),
    path("twilio/status/", webhooks.status, name="twilio-status"),
]
