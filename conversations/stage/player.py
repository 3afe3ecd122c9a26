"""Plays a script, one step at a time. A play is known by the number that its customer writes from: nothing else is kept."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from conversations import demo
from conversations.fast_forward import fast_forward, wait_until_idle
from conversations.stage.scene import Scene
from conversations.stage.script import Act, Check, Forward, Script, Step, Write
from crm import clock
from crm.models import Contact

DAY = 86_400
A_MINUTE = 60
PREFIX = "+34600556"
READ_WITHIN = 45.0  # seconds of machine time: the quiet, a turn, and a busy machine
SETTLES_WITHIN = 4.0  # what a task does after the commit
LOOK_EVERY = 0.1


@dataclass(frozen=True)
class Seen:
    """What a step led to: each claim, and whether it holds."""

    step: Step
    checks: tuple[tuple[Check, bool], ...]

    @property
    def ok(self) -> bool:
        return all(holds for _, holds in self.checks)


def cast(script: Script) -> str:
    """A number that nobody has written from yet, with its phone in the simulator."""
    known = set(Contact.objects.filter(phone__startswith=PREFIX).values_list("phone", flat=True))
    number = next(n for i in range(1, 1000) if (n := f"{PREFIX}{i:03d}") not in known)
    demo.tell("people", {"number": number, "name": script.person, "zone": "Europe/Madrid"})
    return number


def play(script: Script, number: str, step: Step) -> Seen:
    """Do one step, wait until the house is idle, and look. Raises httpx.HTTPError if the phone is off."""
    scene = Scene(number)
    if isinstance(step, Write):
        demo.write(number, script.person, step.text)
        wait_for(lambda: scene.read_all, READ_WITHIN)
    elif isinstance(step, Forward):
        fast_forward(seconds_of(step, scene))
    else:
        act(step, scene)
    wait_until_idle()
    wait_for(lambda: all(check.holds(scene) for check in step.checks), SETTLES_WITHIN)
    return Seen(step, tuple((check, check.holds(scene)) for check in step.checks))


def seconds_of(step: Forward, scene: Scene) -> int:
    moment = step.to(scene) if step.to else None
    return int(step.days * DAY) if moment is None else max(int((moment - clock.now()).total_seconds()) + A_MINUTE, 0)


def act(step: Act, scene: Scene) -> None:
    """An act of others. Each is `act(conversation) -> None`, named in settings.STAGE_ACTS."""
    doing: Callable[[Any], None] = import_string(settings.STAGE_ACTS[step.name])
    doing(scene.conversation)


def wait_for(true: Callable[[], bool], seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while not true() and time.monotonic() < deadline:
        time.sleep(LOOK_EVERY)
