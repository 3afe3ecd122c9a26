"""What is owed later."""

from followups.models.breaker import Breaker
from followups.models.calendar_feed import CalendarFeed, CalendarStep
from followups.models.commitment import Commitment
from followups.models.decision import Decision
from followups.models.follow_up import LIVE, FollowUp, FollowUpState, Origin
from followups.models.prepared import Prepared
from followups.models.sweep import Mark, Overdue
from followups.models.vague_word import VagueWord

__all__ = [
    "LIVE",
    "Breaker",
    "CalendarFeed",
    "CalendarStep",
    "Commitment",
    "Decision",
    "FollowUp",
    "FollowUpState",
    "Mark",
    "Origin",
    "Overdue",
    "Prepared",
    "VagueWord",
]
