"""The ground floor's tables: people, who did what, model calls, business time."""

from crm.models.activity import Activity, Actor
from crm.models.business import AfterSilence, Business, BusinessClock
from crm.models.consent import Consent, ConsentKind
from crm.models.contact import Address, Company, Contact
from crm.models.lease import Lease
from crm.models.llm_call import LLMCall, LLMOutcome
from crm.models.people import Team, Topic, User

__all__ = [
    "Activity",
    "Actor",
    "Address",
    "AfterSilence",
    "Business",
    "BusinessClock",
    "Company",
    "Consent",
    "ConsentKind",
    "Contact",
    "LLMCall",
    "LLMOutcome",
    "Lease",
    "Team",
    "Topic",
    "User",
]
