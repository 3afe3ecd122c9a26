import re

import pytest

from tests.crm.llm.composing_requests import follow_up, questions_in

EMPTY = re.compile(
    r"checking in|follow(ing)?[ -]up|touch(ing)? base|circl|seguimiento|só passando|acompanhamento", re.I
)
STORIES = [
    ("en", "We're hiring a choir for our gala, but our tour isn't over. Ask me on the 17th", "our tour isn't over"),
    ("en", "I want to rent a houseboat, let me think about it for a fortnight", "let me think about it"),
    ("en", "need 60 aprons embroidered, we're swamped with the harvest", "swamped with the harvest"),
    ("es", "Busco una caldera nueva, pero estamos con la vendimia", "estamos con la vendimia"),
    ("es", "Necesitamos traducir nuestro catálogo, primero tenemos la feria", "tenemos la feria"),
    ("pt", "Precisamos de uma caldeira nova, mas estamos na colheita", "estamos na colheita"),
    ("pt", "Quero reformar a minha varanda, vou pensar", "vou pensar"),
]


@pytest.mark.parametrize(("language", "text", "reason"), STORIES)
def test_a_follow_up_never_says_just_checking_in(language, text, reason):
    assert not EMPTY.search(follow_up(text, language, reason=reason).text)


@pytest.mark.parametrize(("language", "text", "reason"), STORIES)
def test_a_follow_up_takes_up_their_words_and_asks_one_question(language, text, reason):
    draft = follow_up(text, language, reason=reason)
    own = {word[:5] for word in re.findall(r"\w{5,}", text.lower())}
    assert own & {word[:5] for word in re.findall(r"\w{5,}", draft.text.lower())}
    assert 1 <= questions_in(draft.text) <= 2


def test_a_follow_up_speaks_of_why_they_waited_and_of_what_they_wanted():
    text = "We're looking for someone to tune our organ, but we're in the middle of an audit"
    draft = follow_up(text, reason="in the middle of an audit", purpose="someone to tune our organ")
    assert "audit" in draft.text
    assert "someone to tune your organ" in draft.text


def test_two_customers_never_get_the_same_follow_up():
    drafts = {follow_up(text, language, reason=reason).text for language, text, reason in STORIES}
    assert len(drafts) == len(STORIES)


def test_what_must_be_mentioned_is_taken_up():
    draft = follow_up(
        "ask me later about the greenhouse",
        purpose="the greenhouse",
        must_mention=["the greenhouse", "the frost insurance"],
    )
    assert "greenhouse" in draft.text
    assert "frost insurance" in draft.text


@pytest.mark.parametrize(
    ("text", "unsaid"),
    [
        ("I have surgery next week, write me later about the fence", "surgery"),
        ("my sister is in hospital, write me later about the fence", "hospital"),
        ("we lost our baby, write me later about the fence", "baby"),
        ("my divorce is on the 4th, write me later about the fence", "divorce"),
    ],
)
def test_sensitive_matters_are_not_named(text, unsaid):
    draft = follow_up(text, reason=text.split(",")[0], purpose="the fence", must_mention=[unsaid])
    assert "fence" in draft.text
    assert unsaid not in draft.text.lower()


def test_a_dentist_may_speak_of_the_dentist():
    draft = follow_up(
        "after the fair please", reason="the fair", recent=("us: Would you like an appointment at the dentist's?",)
    )
    assert "dentist" in draft.text


def test_what_must_not_be_said_is_not_said():
    draft = follow_up(
        "I want a quote for the barn, we have a tax audit", reason="we have a tax audit", must_not_say=["the tax audit"]
    )
    assert "audit" not in draft.text
    assert "barn" in draft.text


def test_a_forbidden_time_does_not_forbid_naming_the_agreed_day():
    draft = follow_up("tuesday is better", quote="tuesday", must_not_say=["contact before Tuesday"])
    assert "tuesday" in draft.text.lower()


def test_what_is_still_ahead_is_not_looked_back_on():
    draft = follow_up(
        "we're moving house in April, write a few days before", reason="the move", quote="a few days before"
    )
    assert "went" not in draft.text


@pytest.mark.parametrize("stance", ["opt_out", "angry", "polite_no", "needs_time_no_contact"])
def test_nobody_is_chased(stance):
    assert follow_up("no", stance=stance).abstain


def test_our_unanswered_question_is_asked_again_without_its_greeting():
    draft = follow_up("after the fair", reason="the fair", recent=("us: Hi Rita, would you prefer oak or walnut?",))
    assert "would you prefer oak or walnut?" in draft.text.lower()
    assert draft.text.lower().count("rita") == 1
