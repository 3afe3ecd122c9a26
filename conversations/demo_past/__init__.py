"""The past of the demo's business: people, and what was said with them. Data, and the code that writes it as rows."""

from conversations.demo_past import closed, with_agent, with_people
from conversations.demo_past.people import PEOPLE
from conversations.demo_past.telling import Thread

THREADS: tuple[Thread, ...] = (*with_agent.THREADS, *with_people.THREADS, *closed.THREADS)

__all__ = ["PEOPLE", "THREADS"]
