"""What happens in one run, drawn from its seed: who writes what, what goes wrong at Twilio, which process is struck.

Times are seconds from the start of the run. A plan is the same for the same seed; what the house makes of it is not,
since processes race: that is the point.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field

STORM = 5.0  # seconds
FEWEST_SIGNALS, MOST_SIGNALS = 10, 13
SLEPT_TOO_LONG, VERY_LONG_STOP = 0.08, 6.5  # now and then longer than a lease, and than a message may be held up
LONGEST_STOP = 2.2  # seconds; longer than a renewal of the drain's lease, sometimes longer than Twilio's time limit

# How often each target is struck. `drain`: the process that most likely runs the drain; `pool`: any child of the
# guard, which are two workers, the pusher and the monitor; `guard`: django-q2's sentinel; `workers`: its parent.
TARGETS = {"drain": 30, "pool": 14, "guard": 4, "workers": 2, "web": 22, "backend": 14, "postmaster": 14}
KILLED = {"drain": 0.6, "pool": 0.5, "guard": 0.7, "workers": 0.7, "web": 0.3, "backend": 0.4, "postmaster": 0.4}
AIMED = 0.6  # of the signals at `drain` and `web` wait for the moment when a message is under way

BURSTS = (
    ("Hi!", "we ship about 40 parcels a month", "from Rotterdam, mostly to Portugal"),
    ("Hello", "one question", "do you deliver to Switzerland, and what does customs need?"),
    ("Hola", "necesito un presupuesto para 20 palés"),
)
SAYINGS = (
    "What are your opening hours?",
    "How should I pack something fragile?",
    "Do you insure parcels against loss, and what does it cost?",
    "What do I need for customs in Norway?",
    "Do you have a discount for charities on the moon?",
    "I'm swamped with a product launch, let's pick this up in two weeks.",
    "Not now please, write to me on the first of next month.",
    "Ahora estoy de viaje, escríbeme dentro de dos semanas.",
    "Estou muito ocupado, me chama na semana que vem?",
    "Thanks for the offer, maybe some day.",
    "I'd like to speak to a real person about my last invoice please",
    "This is the third time I ask. I am really angry about your service!",
    "Please give me some room, I will write when I am ready.",
    "All solved, thank you very much!",
    "ok",
)
STOPS = ("STOP", "stop", "Baja", "stop please")
STARTS = ("START", "start")

CALL_FAULTS = ("429", "500", "500 stored", "503", "503 stored", "slow", "slow", "slow", "drop", "drop", "drop_before")
TICK_FAULTS = (
    "ticks_late",
    "ticks_lost",
    "ticks_twice",
    "late_sent",
    "read_without_delivered",
    "callback_first",
    "fail",
)
INBOUND_FAULTS = ("inbound_twice", "inbound_twice", "inbound_late", "inbound_late", "inbound_lost")
SLOW = (0.6, 4.0)  # seconds; Twilio's time limit lies in between
LATE = (0.3, 2.0)


@dataclass(frozen=True)
class Written:
    at: float
    customer: int
    body: str
    copies: int = 1


@dataclass(frozen=True)
class Promised:
    """A customer who wrote two weeks ago is to be written to now: their follow-up falls due at `at`."""

    at: float
    customer: int


@dataclass(frozen=True)
class Act:
    """What a colleague does in a customer's thread: reply (with `body`), take-over or hand-back."""

    at: float
    customer: int
    kind: str
    body: str = ""


@dataclass(frozen=True)
class Trouble:
    """A fault of the simulator for one customer's messages."""

    at: float
    customer: int
    kind: str
    times: int
    seconds: float | None = None
    stored: bool = False


@dataclass(frozen=True)
class Signal:
    """`how` is kill or stop; a stopped process goes on after `seconds`. `aim`: wait (a moment) until a message of that
    direction is under way. `pick` chooses among several processes."""

    at: float
    target: str
    how: str
    seconds: float = 0.0
    aim: str = ""
    pick: int = 0


Event = Written | Promised | Act | Trouble | Signal


@dataclass(frozen=True)
class Plan:
    seed: int
    numbers: tuple[str, ...]
    events: tuple[Event, ...] = field(repr=False)

    def of(self, kind: type) -> list:
        return [event for event in self.events if isinstance(event, kind)]

    def __str__(self) -> str:
        lines = [f"seed {self.seed}: {', '.join(self.numbers)}"]
        return "\n".join([*lines, *(f"  {_line(event)}" for event in self.events)])


def plan(seed: int) -> Plan:
    """The plan of a seed (0 to 999,999): at least ten signals, two or three customers who write, one or two who were
    promised word, faults, often a colleague."""
    dice = random.Random(seed)
    writers, promised = dice.choice((2, 3, 3)), dice.choice((1, 1, 2))
    numbers = tuple(f"+346{seed % 1_000_000:06d}{index:02d}" for index in range(writers + promised))
    events: list[Event] = []
    for customer in range(len(numbers)):
        events += _writes(dice, customer) if customer < writers else _is_promised(dice, customer)
        events += _troubles(dice, customer)
    if dice.random() < 0.6:
        events += _acts(dice, dice.randrange(writers), seed)
    events += [_signal(dice) for _ in range(dice.randint(FEWEST_SIGNALS, MOST_SIGNALS))]
    return Plan(seed, numbers, tuple(sorted(events, key=lambda event: event.at)))


def _writes(dice: random.Random, customer: int) -> list[Written]:
    said: list[str] = []
    if dice.random() < 0.5:
        said += dice.choice(BURSTS)
    said += dice.sample(SAYINGS, dice.randint(1, 2))
    if dice.random() < 0.25:
        said.append(dice.choice(STOPS))
        if dice.random() < 0.4:
            said.append(dice.choice(STARTS))
    at, written = dice.uniform(0, 1.2), []
    for body in said:
        written.append(Written(round(at, 2), customer, body, copies=dice.choice((1, 1, 1, 1, 2, 5))))
        at += dice.choice((dice.uniform(0.02, 0.3), dice.uniform(0.5, 1.5)))
    return written


def _is_promised(dice: random.Random, customer: int) -> list[Event]:
    """One in three writes at that very moment."""
    due = Promised(round(dice.uniform(0.3, STORM), 2), customer)
    if dice.random() < 2 / 3:
        return [due]
    at = max(0.0, due.at + dice.uniform(-0.8, 0.8))
    return [due, Written(round(at, 2), customer, dice.choice((*SAYINGS, *STOPS)), copies=dice.choice((1, 2)))]


def _troubles(dice: random.Random, customer: int) -> list[Trouble]:
    found: list[Trouble] = []
    for kinds, share in ((CALL_FAULTS, 0.7), (TICK_FAULTS, 0.6), (INBOUND_FAULTS, 0.5)):
        if dice.random() < share:
            found.append(_trouble(dice, customer, dice.choice(kinds)))
    unanswered = any(one.stored or one.kind in ("slow", "drop") for one in found)
    if unanswered and dice.random() < 0.5:  # neither an answer nor a callback: only Twilio's list knows
        found = [one for one in found if one.kind not in TICK_FAULTS]
        found.append(Trouble(0.0, customer, "ticks_lost", 3))
    return found


def _trouble(dice: random.Random, customer: int, what: str) -> Trouble:
    kind, _, stored = what.partition(" ")
    between = SLOW if kind == "slow" else LATE if "late" in kind else None
    seconds = round(dice.uniform(*between), 1) if between else None
    return Trouble(round(dice.uniform(0, 2.0), 2), customer, kind, dice.choice((1, 1, 2)), seconds, bool(stored))


def _acts(dice: random.Random, customer: int, seed: int) -> list[Act]:
    at = dice.uniform(1.0, 3.0)
    acts = [
        Act(
            round(at, 2),
            customer,
            dice.choice(("reply", "reply", "take-over")),
            f"Mara here, about {seed}: I look into it.",
        )
    ]
    if dice.random() < 0.5:
        acts.append(Act(round(at + dice.uniform(0.4, 1.5), 2), customer, "hand-back"))
    elif dice.random() < 0.5:
        acts.append(
            Act(round(at + dice.uniform(0.4, 1.5), 2), customer, "reply", f"Mara again, about {seed}: it is done.")
        )
    return acts


def _signal(dice: random.Random) -> Signal:
    target = dice.choices(list(TARGETS), list(TARGETS.values()))[0]
    how = "kill" if dice.random() < KILLED[target] else "stop"
    aim = ""
    if target in ("drain", "web") and dice.random() < AIMED:
        aim = "outbound" if target == "drain" else "inbound"
    seconds = round(dice.uniform(0.2, LONGEST_STOP), 1) if how == "stop" else 0.0
    if how == "stop" and target == "drain" and dice.random() < SLEPT_TOO_LONG:
        seconds = VERY_LONG_STOP
    return Signal(round(dice.uniform(0.2, STORM), 2), target, how, seconds, aim, dice.randrange(100))


def _line(event: Event) -> str:
    at = f"{event.at:5.2f} s"
    match event:
        case Written():
            return f"{at}  customer {event.customer} writes {event.body!r}" + (
                f" x{event.copies}" if event.copies > 1 else ""
            )
        case Promised():
            return f"{at}  what customer {event.customer} was promised two weeks ago is due"
        case Act():
            return f"{at}  a colleague, thread {event.customer}: {event.kind} {event.body}"
        case Trouble():
            more = f" for {event.seconds} s" if event.seconds else ""
            return f"{at}  Twilio, customer {event.customer}: {event.kind}{' stored' if event.stored else ''}{more} x{event.times}"
    how = "kill -9" if event.how == "kill" else f"SIGSTOP for {event.seconds} s"
    return f"{at}  {how} {event.target}" + (f", as soon as an {event.aim} message is under way" if event.aim else "")
