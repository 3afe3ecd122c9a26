"""The labelled examples, the shipped weights, and how rules and heads are weighed."""

import numpy as np
import pytest

from crm.llm.embedded import heads
from crm.llm.embedded.cues import cues_of
from crm.llm.embedded.encoder import DIMENSIONS, ENCODER
from crm.llm.embedded.lexicon import CUES
from crm.llm.embedded.rules import Ruled
from crm.llm.embedded.training.examples import UNLABELLED, examples
from crm.llm.embedded.training.train import UNKNOWN, fitted
from crm.llm.embedded.weighing import weighed
from crm.llm.embedded.word_row import PLACES, word_row


def shares(**given):
    rest = (1 - sum(given.values())) / (len(heads.STANCES) - len(given))
    return {name: given.get(name, rest) for name in heads.STANCES}


def test_the_examples_are_many_varied_and_well_formed():
    rows = examples()
    assert len(rows) >= 500
    assert {row.language for row in rows} >= {"en", "es", "pt", "fr", "de", "he", "ar", "hi"}
    assert {row.stance for row in rows} == {*heads.STANCES, UNLABELLED}
    assert {row.topic for row in rows} == {*heads.TOPICS, UNLABELLED}
    assert all(set(row.flags) <= set("fnhcdea-") and row.text.strip() for row in rows)
    assert len({row.text.casefold() for row in rows}) == len(rows)


def test_no_example_wants_a_follow_up_after_a_refusal():
    open_stances = {"interested", "undecided"}
    assert all(row.stance in open_stances for row in examples() if "f" in row.flags)


def test_the_shipped_weights_fit_the_features():
    with np.load(heads.WEIGHTS) as stored:
        assert stored["centre"].shape == (DIMENSIONS,)
        for name, wanted in (("stance", heads.STANCES), ("topic", heads.TOPICS), ("flag", heads.FLAGS)):
            assert stored[name].shape == (DIMENSIONS + PLACES + len(CUES) + 3, len(wanted))


def test_heads_know_most_of_what_they_were_taught():
    rows = [row for row in examples() if row.stance != UNLABELLED][::20]
    right = 0
    for row in rows:
        judged = heads.judged(row.text, cues_of(row.text))
        right += max(judged["stance"], key=judged["stance"].get) == row.stance
    assert right / len(rows) >= 0.9


def test_training_is_deterministic():
    rows = np.eye(6, dtype=np.float32)
    wanted = np.eye(2, dtype=np.float32)[[0, 1, 0, 1, 0, 1]]
    first, second = (fitted(rows, wanted, 0.01, exclusive=True) for _ in range(2))
    assert np.array_equal(first, second)


def test_what_was_not_labelled_teaches_nothing():
    rows = np.eye(4, dtype=np.float32)
    flags = np.asarray([[1], [0], [UNKNOWN], [UNKNOWN]], dtype=np.float32)
    weights = fitted(rows, flags, 0.01, exclusive=False)
    assert weights[0, 0] > 0 > weights[1, 0]
    assert not weights[2:4, 0].any()


def test_words_in_another_order_are_another_row():
    one, other = word_row("we call you when needed"), word_row("when needed you call we")
    assert np.isclose(np.linalg.norm(one), 1.0)
    assert 0.3 < float(one @ other) < 0.95


def test_a_refusal_by_the_rules_and_an_opt_out_by_the_heads_is_an_opt_out():
    assert weighed(Ruled("needs_time_no_contact", 0.75, "hold_off"), shares(opt_out=0.8)).stance == "opt_out"
    assert weighed(Ruled("needs_time_no_contact", 0.75, "hold_off"), shares(opt_out=0.5)).confidence < 0.5


def test_heads_alone_never_make_an_opt_out():
    both = weighed(Ruled("interested", 0.6, "question"), shares(opt_out=0.9))
    assert both.stance != "opt_out"
    assert both.confidence < 0.5


def test_a_rule_alone_never_makes_an_opt_out():
    both = weighed(Ruled("opt_out", 0.9, "opt_out"), shares(interested=0.95))
    assert both.stance != "opt_out"
    assert both.confidence < 0.5


def test_a_stop_keyword_is_obeyed_whatever_the_heads_say():
    assert weighed(Ruled("opt_out", 1.0, "opt_out"), shares(interested=0.95)).stance == "opt_out"


def test_agreement_is_surer_than_disagreement():
    agreed = weighed(Ruled("polite_no", 0.7, "decline"), shares(polite_no=0.8))
    split = weighed(Ruled("polite_no", 0.7, "decline"), shares(interested=0.6))
    assert agreed.confidence > split.confidence
    assert agreed.agreed
    assert not split.agreed


def test_anger_without_an_angry_word_needs_a_clear_head():
    assert (
        weighed(Ruled("interested", 0.25, ""), shares(angry=0.45, interested=0.3), upset=False).stance == "interested"
    )


def test_the_encoder_gives_the_same_vector_from_its_memory():
    first, again = ENCODER.vectors(["a boat on the lake"]), ENCODER.vectors(["something else", "a boat on the lake"])
    assert np.array_equal(first[0], again[1])
    assert np.linalg.norm(first[0]) == pytest.approx(1.0, abs=1e-3)
