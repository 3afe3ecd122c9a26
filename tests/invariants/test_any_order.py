"""Whatever happens in whatever order: every claim of `claims.py` holds after each act, and all comes to rest.

`INVARIANTS=long uv run pytest tests/invariants/test_any_order.py` looks further: a thousand examples with seeds of their own.
"""

import os

from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.invariants.house import House
from tests.invariants.machine import BEGINNINGS, AnyOrder

IS_LONG = os.environ.get("INVARIANTS") == "long"
TENTHS = int(os.environ.get("INVARIANTS_EXAMPLES", "1000")) // 10 if IS_LONG else 3
ALWAYS = {"deadline": None, "database": None, "suppress_health_check": list(HealthCheck)}
SHORT = settings(stateful_step_count=25, derandomize=True, phases=[Phase.generate], **ALWAYS)
LONG = settings(stateful_step_count=40, print_blob=True, **ALWAYS)
SEEN = (
    "left reply", "left follow_up", "left person", "left handoff_notice", "left opt_out_confirmation",
    "follow-up proposed", "follow-up scheduled", "follow-up held", "follow-up sent", "follow-up cancelled",
    "turn committed", "turn superseded", "turn abandoned", "a person took over", "opted out",
)  # fmt: skip


def test_whatever_happens_in_whatever_order_every_claim_holds(twilio):
    AnyOrder.twilio = twilio
    House.figures.clear()
    for AnyOrder.beginning, tenths in BEGINNINGS.items():
        many = settings(LONG if IS_LONG else SHORT, max_examples=tenths * TENTHS)
        run_state_machine_as_test(AnyOrder, settings=many)
    print(sorted(House.figures.items()))  # -s shows it
    unseen = [each for each in SEEN if not House.figures[each]]
    assert not unseen, f"never came about, so that nothing was shown about it: {unseen}"
