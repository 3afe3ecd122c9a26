"""What holds for any words of a customer at all."""

import re

from hypothesis import given
from hypothesis import strategies as st

from tests.crm.llm.composing_requests import WHEN, follow_up, reply

LONGEST = 450
PARTS = st.sampled_from(
    [
        "we're looking for", "necesito", "quero", "my", "nuestra", "minha", "kitchen", "until", "the launch", "después de",
        "depois de", "{{1}}", "{name}", "[te|le]", "\\1", "?", "!", ",", ".", "“quoted”", "if", "swamped with", "waiting for",
        "300", "a", "el", "o", "to", "ship", "enviar", "first", "\n", "\t", "מחר", "😀",
    ]
)  # fmt: skip
WORDS = st.one_of(st.text(max_size=400), st.lists(PARTS, max_size=25).map(" ".join))
LANGUAGE = st.sampled_from(["en", "es", "pt", "fr", "he", "ja", ""])
TEMPLATE = {
    "body": "Hi {{1}}, about {{2}} after {{3}}: shall we?",
    "variables": {"1": "Tom", "2": "the shed", "3": "May"},
}


def holds(draft):
    assert draft.abstain or draft.text.strip()
    assert len(draft.text) <= LONGEST
    assert "\n" not in draft.text
    assert not re.search(r"\{(?:np|about|when|word|now|past|time)\}", draft.text)


@given(text=WORDS, wants=WORDS, reason=WORDS, language=LANGUAGE, planned=st.booleans(), now=st.booleans())
def test_a_reply_never_fails_and_stays_short(text, wants, reason, language, planned, now):
    when = WHEN.get(language, "17/03/2026") if planned else None
    holds(reply(text, language, when=when, wants=wants, reason=reason, answer_now=now))


@given(text=WORDS, wants=WORDS, reason=WORDS, language=LANGUAGE, mention=WORDS, repair=st.none() | WORDS)
def test_a_follow_up_never_fails_and_stays_short(text, wants, reason, language, mention, repair):
    holds(
        follow_up(text, language, purpose=wants, reason=reason, quote=text[:60], must_mention=[mention], repair=repair)
    )


@given(text=WORDS, wants=WORDS, reason=WORDS, language=LANGUAGE, name=WORDS)
def test_a_template_never_gets_a_line_break_or_an_empty_value(text, wants, reason, language, name):
    draft = follow_up(text, language, purpose=wants, reason=reason, template=TEMPLATE, name=name)
    for value in draft.template_variables.values():
        assert value.strip()
        assert not re.search(r"[\n\r\t]| {4}", value)
