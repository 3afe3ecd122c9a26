"""Follow-ups: the board, the calendar, what was not sent, and the acts of the next-step card."""

from django.urls import path

from followups import calendar_views, made, move_views, text_views, views
from followups.board import calendar_page, not_sent_page
from followups.board import views as board

urlpatterns = [
    path("", board.board, name="followups"),
    path("changes/", board.changes, name="followups-changes"),
    path("older/", board.older_cards, name="followups-older"),
    path("breaker/let-go/", board.let_go, name="breaker-let-go"),
    path("dry-run/", board.set_dry_run, name="dry-run"),
    path("calendar/", calendar_page.calendar, name="followups-calendar"),
    path("not-sent/", not_sent_page.not_sent, name="followups-not-sent"),
    path("feed/<str:secret>.ics", calendar_views.feed, name="calendar-feed"),
    path("feed/make/", calendar_views.make, name="calendar-make"),
    path("feed/off/", calendar_views.switch_off, name="calendar-off"),
    path("decisions/<int:pk>/", text_views.older_decisions, name="decisions"),
    path("owed/<int:pk>/made/", made.made_view, name="deliverable-made"),
    path("<int:pk>/cancel/", views.cancel, name="follow-up-cancel"),
    path("<int:pk>/move/", move_views.move, name="follow-up-move"),
    path("<int:pk>/echo/", move_views.echo, name="follow-up-echo"),
    path("<int:pk>/send-now/", views.send_now, name="follow-up-send-now"),
    path("<int:pk>/approve/", views.approve, name="follow-up-approve"),
    path("<int:pk>/release/", views.release, name="follow-up-release"),
    path("<int:pk>/text/", text_views.state, name="follow-up-text"),
    path("<int:pk>/text/ask/", text_views.ask, name="follow-up-text-ask"),
    path("<int:pk>/text/keep/", text_views.keep, name="follow-up-text-keep"),
    path("<int:pk>/text/drop/", text_views.drop, name="follow-up-text-drop"),
]
