"""The product's settings, and the watch of the bench in every worker (conversations/bench/watch.py)."""

from crm.settings import *  # noqa: F403
from crm.settings import INSTALLED_APPS as PRODUCTS_APPS

INSTALLED_APPS = [*PRODUCTS_APPS, "conversations.bench.watch.Watch"]
ALLOWED_HOSTS = ["*"]
