"""What the lead does in a script of the demo's stage: teaches one sentence, and takes it back."""

from __future__ import annotations

import time

from django.db import transaction

from conversations.models import Conversation
from crm.models import User
from guidelines import activate, understand
from guidelines.demo import LEAD
from guidelines.models import Guideline

SENTENCE = "When a lead asks for time, don't follow up until they reach out first."
READ_WITHIN = 40.0  # seconds: a worker that reads its first sentence has to load the encoder
LOOK_EVERY = 0.2


def teach(conversation: Conversation) -> None:
    """Write it, let it be read as in the admin, and activate what was understood. Raises NotAllowed if it was not."""
    lead = User.objects.get(username=LEAD)
    known = Guideline.objects.filter(text=SENTENCE).first()
    if known and known.status == Guideline.Status.ACTIVE:
        return
    if known and known.status == Guideline.Status.PAUSED:
        activate.resume(known, lead)
        return
    with transaction.atomic():
        row = known or Guideline.objects.create(text=SENTENCE, owner=lead)
        understand.ask_for_reading(row, lead)
    deadline = time.monotonic() + READ_WITHIN
    while row.latest is None and time.monotonic() < deadline:
        time.sleep(LOOK_EVERY)
    activate.activate(row, lead)


def forget(conversation: Conversation) -> None:
    """Pause it: exactly what it holds is let go."""
    lead = User.objects.get(username=LEAD)
    for row in Guideline.objects.filter(text=SENTENCE, status=Guideline.Status.ACTIVE):
        activate.pause(row, lead)
