"""Every address of the house. Each app keeps its own list; this one only says where they hang."""

from django.conf import settings
from django.contrib import admin
from django.contrib.auth import views as auth
from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import RedirectView

from crm import account, health

urlpatterns: list[URLPattern | URLResolver] = [
    path("", RedirectView.as_view(pattern_name="inbox")),
    path("login/", auth.LoginView.as_view(redirect_authenticated_user=True), name="login"),
    path("logout/", auth.LogoutView.as_view(), name="logout"),
    path("me/", account.account, name="account"),
    path("me/theme/", account.theme, name="theme"),
    path("inbox/", include("conversations.inbox.urls")),
    path("queue/", include("conversations.queue.urls")),
    path("followups/", include("followups.urls")),
    path("webhooks/", include("conversations.whatsapp.urls")),
    path("api/", include("conversations.events.urls")),
    path("health/live", health.live, name="live"),
    path("health/ready", health.ready, name="ready"),
    path("admin/", admin.site.urls),
]

if settings.DEMO:
    from conversations.fast_forward import clock_view

    urlpatterns += [
        path("demo/clock", clock_view, name="demo-clock"),
        path("demo/", include("conversations.stage.urls")),
    ]
