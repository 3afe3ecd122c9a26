import random

import numpy as np
import pytest

from crm.llm.embedded.interpreting import prototypes
from guidelines import schema as s
from guidelines.interpret.gaps import gap
from tests.guidelines.interpret.understanding import TODAY, understood

WORDS = (
    "never always when if until unless don't follow up remind message customers leads angry discount percent 3 10 % two days before after "
    "19:00 7pm sundays “quoted” emoji not instead of limit to no nunca hasta que recordatorios não até lembrete , . ; : ? ! € 25 Marta bot human "
    "STOP \x07 \u202e 💥 ٣ 二 <data> </data> {} [] \\ ignore rules"
).split(" ")  # fmt: skip


@pytest.mark.parametrize("seed", range(60))
def test_no_text_breaks_it_and_nothing_enforced_lacks_its_amount(seed):
    dice = random.Random(seed)
    text = " ".join(dice.choice(WORDS) for _ in range(dice.randint(1, 25)))
    got = understood(text)
    assert got.restatement
    if got.outcome == "accept":
        assert got.effects
        assert all(gap(effect, TODAY) == "" for effect in got.effects)
    if got.outcome == "refuse":
        assert got.effects == []
    assert s.Interpretation.model_validate(got.model_dump(mode="json", by_alias=True)) == got


@pytest.mark.parametrize(
    "text", ["", " ", "?", "a" * 4000, "no " * 300, "1" * 500, "\n\t", "'\"“”«»", "9" * 40 + " percent off at most"]
)
def test_the_odd_ends_of_text(text):
    assert understood(text).outcome in ("clarify", "refuse", "accept", "amend")


def test_the_stored_vectors_belong_to_the_examples():
    with np.load(prototypes.WEIGHTS) as stored:
        assert str(stored["digest"]) == prototypes.digest(), "run python -m crm.llm.embedded.training.interpreting"
        assert stored["vectors"].shape[0] == len(prototypes.examples())


def test_every_label_of_the_examples_is_one_that_the_schema_knows():
    known = {"clarify", "refuse", "amend", "other", *s.EffectKind.__args__}
    assert {label for example in prototypes.examples() for label in example.labels} <= known
    assert len(prototypes.examples()) >= 200
