"""What is owed later."""

from followups.models.calendar_feed import CalendarFeed, CalendarStep
from followups.models.commitment import Commitment
from followups.models.decision import Decision
from followups.models.follow_up import LIVE, FollowUp, FollowUpState

__all__ = ["LIVE", "CalendarFeed", "CalendarStep", "Commitment", "Decision", "FollowUp", "FollowUpState"]
