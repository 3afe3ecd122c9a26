"""The product's settings in an environment of the tests' own: whatever the machine has set, nothing real is reached."""

import os

PRACTICE = {
    "FOLLOWTHROUGH_CLOCK": "movable",
    "PUBLIC_URL": "http://testserver",
    "SECRET_KEY": "only-for-the-tests",
    "TWILIO_ACCOUNT_SID": "AC5eed000000000000000000000000f011",
    "TWILIO_AUTH_TOKEN": "simulator-only-token",
    "TWILIO_WHATSAPP_FROM": "whatsapp:+15005550006",
    "TWILIO_API_BASE": "http://127.0.0.1:9",  # the discard port: nothing answers until a test starts a simulator
}
LEFT_OUT = ["DEBUG", "FOLLOWTHROUGH_DEMO", "LLM_", "LOG_LEVEL", "TURN_"]

for name in [name for name in os.environ if name.startswith(tuple(LEFT_OUT))]:
    del os.environ[name]
os.environ.update(PRACTICE)

from crm.settings import *  # noqa: E402, F403
from crm.settings import DATABASES  # noqa: E402

# One database for each process, so that several runs share the server.
DATABASES["default"]["TEST"] = {"NAME": f"test_followthrough_{os.getpid()}"}
DATABASES["default"]["OPTIONS"]["options"] = "-c synchronous_commit=off"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # the real one is slow by design
# Every test client makes the middleware anew: it must not list a thousand files each time.
STATIC_ROOT = None
WHITENOISE_AUTOREFRESH = True
