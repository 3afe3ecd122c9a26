"""The inbox and its threads. `changes` answers 204 while nothing has changed."""

from django.urls import path

from conversations.inbox import acts, attachments, views

urlpatterns = [
    path("", views.inbox, name="inbox"),
    path("rows/", views.older_rows, name="inbox-rows"),
    path("changes/", views.list_changes, name="inbox-changes"),
    path("attachments/<int:pk>/", attachments.attachment, name="attachment"),
    path("<int:pk>/", views.thread, name="thread"),
    path("<int:pk>/changes/", views.thread_changes, name="thread-changes"),
    path("<int:pk>/earlier/", views.earlier, name="thread-earlier"),
    path("<int:pk>/reply/", acts.reply, name="thread-reply"),
    path("<int:pk>/take-over/", acts.take_over, name="thread-take-over"),
    path("<int:pk>/hand-back/", acts.hand_back, name="thread-hand-back"),
]
