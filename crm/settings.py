"""Settings of the whole house. Everything that a deployment changes comes from the environment."""

import os
from pathlib import Path

from crm import database
from crm.admin_site import UNFOLD as UNFOLD  # the look of the admin is a setting

BASE_DIR = Path(__file__).resolve().parent.parent


def env(name: str, default: str = "") -> str:
    return os.environ.get(name, default).strip()


DEMO = env("FOLLOWTHROUGH_DEMO") == "1"  # set by `manage.py demo`: the stage, the movable clock, the simulator
CLOCK_MOVABLE = DEMO or env("FOLLOWTHROUGH_CLOCK") == "movable"
DEBUG = env("DEBUG") == "1"
# Sessions survive a restart of the demo because the embedded database keeps its own secret beside its data.
SECRET_KEY = env("SECRET_KEY") or database.local_secret()
PUBLIC_URL = env("PUBLIC_URL", "http://127.0.0.1:8000").rstrip("/")
ALLOWED_HOSTS = (
    ["*"] if DEMO or DEBUG else [PUBLIC_URL.split("://")[-1].split("/")[0].split(":")[0], "127.0.0.1", "localhost"]
)
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PUBLIC_URL.startswith("https://") else None
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PUBLIC_URL.startswith("https://")
APPEND_SLASH = True

INSTALLED_APPS = [
    "unfold",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django_htmx",
    "rest_framework",
    "rest_framework.authtoken",
    "crm",
    "django_q",  # after crm: the command `qcluster` is ours
    "conversations",
    "followups",
    "guidelines",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "crm.security.content_security_policy",
]

ROOT_URLCONF = "crm.urls"
ASGI_APPLICATION = "crm.asgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "crm.face.everywhere",
            ],
        },
    },
]

DATABASES = {"default": database.config(env("DATABASE_URL"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "crm.User"
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "/inbox/"
LOGOUT_REDIRECT_URL = "login"

LANGUAGE_CODE = "en"
TIME_ZONE = "UTC"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = BASE_DIR / "staticfiles"
WHITENOISE_USE_FINDERS = True

# --- The architecture: lists, in the manner of MIDDLEWARE. A team can add to each. -------------------------

TURN_STEPS = [
    "conversations.turns.gather.gather",
    "followups.turns.pending",
    "guidelines.turns.ask",
    "conversations.turns.read.read",
    "guidelines.turns.obey",
    "followups.turns.plan",
    "guidelines.turns.recall",
    "conversations.turns.compose.compose",
    "conversations.turns.check.check",
    "conversations.turns.suggest.suggest",
]
SEND_GATES = [
    "conversations.gates.opted_out",
    "conversations.gates.service_window",
    "conversations.gates.advertising",
    "conversations.gates.newer_inbound",
    "conversations.gates.held_by_person",
    "conversations.gates.duplicate_text",
    "followups.gates.no_contact_hold",
    "followups.gates.allowed_hours",
    "followups.gates.unanswered_cap",
    "followups.gates.gap_between",
    "followups.gates.day_limit",
    "followups.gates.approved",
    "followups.gates.breaker",
    "followups.gates.dry_run",
    "guidelines.gates.held_by_guideline",
    "guidelines.gates.caps",
    "guidelines.gates.min_gap",
    "guidelines.gates.quiet_hours",
    "guidelines.gates.never_say",
    "guidelines.gates.person_first",
]
THREAD_PANELS = [
    "conversations.panels.understood",
    "followups.panels.next_step",
    "guidelines.panels.citations",
    "guidelines.panels.why",
]

# Other apps' words in a brief of the queue, section to `part(request, conversation) -> SafeString`, empty for nothing.
QUEUE_BRIEFS = {
    "why": ["guidelines.briefs.behind"],
    "promised": ["followups.briefs.promised"],
    "prevent": ["guidelines.briefs.so_that_it_does_not_come_back"],
}
# What stands under our own bubbles, `sources(request, message_ids) -> {message id: [{digit, title, text, ...}]}`.
BUBBLE_SOURCES = ["guidelines.citations_panel.under_bubbles"]
# What a person sets for themselves, each `section(request) -> SafeString`, on their own page.
ACCOUNT_SECTIONS = ["followups.calendar_views.account_section"]

# Who may have what a customer asked for ("the pricing comparison"), each `source(what, language) -> Ready | None`.
DELIVERABLE_SOURCES = ["guidelines.deliver.article"]

# What `manage.py doctor` looks at, each `check() -> Iterable[Finding]`; the second list with `--twilio` only.
DOCTOR_CHECKS = [
    "crm.doctor.machine.check",
    "crm.doctor.database.check",
    "crm.doctor.policies.check",
    "crm.doctor.workers.check",
    "crm.doctor.models.check",
    "conversations.doctor.settings_check",
    "conversations.doctor.quiet_check",
    "conversations.doctor.senders_check",
    "conversations.doctor.pace_check",
    "conversations.doctor.templates_check",
]
DOCTOR_TWILIO_CHECKS = ["conversations.doctor.account_check"]

# What others do in the scripts of the demo's stage, each `act(conversation) -> None`.
STAGE_ACTS = {
    "colleague": "conversations.stage.acts.colleague",
    "settled_by_phone": "conversations.stage.acts.settled_by_phone",
    "made": "followups.stage.made_by_tomasz",
    "teach": "guidelines.stage.teach",
    "forget": "guidelines.stage.forget",
}

# What `/health/ready` tells beside database and workers, each `check() -> {name: words}`; none of it makes the house unready.
HEALTH_CHECKS = ["conversations.whatsapp.senders.health"]

# --- The API of other systems ----------------------------------------------------------------------------------------

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.TokenAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["crm.api.IntegrationsOnly"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_THROTTLE_CLASSES": ["crm.api.PerToken"],
    "DEFAULT_THROTTLE_RATES": {"token": env("API_RATE", "600/min")},  # for each token and web process
    "EXCEPTION_HANDLER": "crm.api.explained",
    "UNAUTHENTICATED_USER": None,
}

# --- Turns ---------------------------------------------------------------------------------------------------------

TURN_QUIET_SECONDS = float(env("TURN_QUIET_SECONDS", "3"))
TURN_QUIET_CAP_SECONDS = 12.0  # after the first unread message, however long they go on typing
TURN_MAX_SUPERSESSIONS = 2
FLOOD_MESSAGES = 30  # more than so many from one contact within so many minutes: a person's, and the agent rests
FLOOD_MINUTES = 10
TURN_LEASE_SECONDS = float(env("TURN_LEASE_SECONDS", "110"))  # machine time; longer than three model timeouts
TURNS_IN_FLIGHT = 256  # in one drain; as many as the workers help (conversations/drains.py)
DRAIN_LEASE_SECONDS = float(env("DRAIN_LEASE_SECONDS", "8"))  # how long a dead drain keeps others waiting; at least 4

# --- WhatsApp over Twilio --------------------------------------------------------------------------------------------

TWILIO_ACCOUNT_SID = env("TWILIO_ACCOUNT_SID")
TWILIO_AUTH_TOKEN = env("TWILIO_AUTH_TOKEN")
TWILIO_WHATSAPP_FROM = env("TWILIO_WHATSAPP_FROM")
TWILIO_API_BASE = env("TWILIO_API_BASE").rstrip("/")
TWILIO_TIMEOUT_SECONDS = float(env("TWILIO_TIMEOUT_SECONDS", "15"))
# Messages a second and number of ours, over all processes; WhatsApp takes 80 unless more was granted.
TWILIO_MESSAGES_PER_SECOND = float(env("TWILIO_MESSAGES_PER_SECOND", "80"))
BACKFILL_SECONDS = float(env("BACKFILL_SECONDS", "120"))  # between two looks at what webhooks may have missed
UNKNOWN_TOLD_AFTER_SECONDS = float(env("UNKNOWN_TOLD_AFTER_SECONDS", "180"))  # then a person hears that nobody knows
MEDIA_LARGEST_BYTES = 16 * 1024 * 1024  # WhatsApp's own limit
MEDIA_SECONDS = 30.0  # for one fetch, redirects included

# --- Models ------------------------------------------------------------------------------------------------------------

LLM_MODEL = env("LLM_MODEL")  # unset: the embedded model
LLM_API_KEY = env("LLM_API_KEY")
LLM_API_BASE = env("LLM_API_BASE")
LLM_TIMEOUT_SECONDS = float(env("LLM_TIMEOUT_SECONDS", "30"))
LLM_TASK_MODELS: dict[str, str] = {}  # task -> model, where one task is to be served by another
# In order, separated by commas, when a model is out; “none”: nobody steps in, the thread goes to people.
LLM_FALLBACK_MODELS: list[str] = [
    name.strip()
    for name in env("LLM_FALLBACK_MODELS", "embedded/reader").split(",")
    if name.strip() not in ("", "none")
]
LLM_DAILY_BUDGET_USD = float(env("LLM_DAILY_BUDGET_USD", "0"))  # 0: no limit

# --- Queue: only a bell; due work is a column ----------------------------------------------------------------------------

BELL = "conversations.drains.drain"  # the task that looks at everything that is due
Q_CLUSTER = {
    "name": "followthrough",
    "orm": "default",
    "broker_class": "crm.broker.Broker",
    "workers": 2,
    "queue_limit": 2,
    "bulk": 1,
    "poll": 0.2,
    "timeout": 120,
    "retry": 150,
    "max_attempts": 1,
    "ack_failures": True,
    "catch_up": False,
    "save_limit": 200,
    "label": "Tasks",
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env("LOG_LEVEL", "INFO")},
    # twilio.http_client logs whole bodies at INFO: customer text does not belong in logs.
    "loggers": {
        "twilio.http_client": {"level": "WARNING"},
        "LiteLLM": {"level": "ERROR"},
        "httpx": {"level": "WARNING"},
    },
}
