import pytest

from tests.crm.llm.composing_requests import WHEN, questions_in, reply

STONE = (
    "We'd like to import marble from Carrara, but we're in the middle of an audit. Can you write to me in two weeks?"
)


def test_a_reply_confirms_the_time_and_names_their_matter():
    draft = reply(STONE, when=WHEN["en"], wants="to import marble from Carrara", reason="in the middle of an audit")
    assert WHEN["en"] in draft.text
    assert "importing marble from Carrara" in draft.text
    assert "audit" in draft.text
    assert questions_in(draft.text) == 0


@pytest.mark.parametrize(
    ("language", "text", "about"),
    [
        (
            "es",
            "Queremos pintar nuestra escuela, pero estamos en plena mudanza. Escríbeme en dos semanas",
            "la pintura de",
        ),
        ("pt", "Queremos pintar a nossa escola, mas estamos em mudança. Escreva daqui a duas semanas", "a pintura d"),
    ],
)
def test_a_reply_says_their_matter_as_a_noun_in_spanish_and_portuguese(language, text, about):
    draft = reply(text, language, when=WHEN[language])
    assert WHEN[language] in draft.text
    assert about in draft.text


def test_a_planned_time_is_given_the_preposition_portuguese_wants():
    assert "na segunda-feira, 9 de março" in reply("fala comigo dia 9", "pt", when="em segunda-feira, 9 de março").text
    assert "no sábado, 14 de março" in reply("fala comigo sábado", "pt", when="em sábado, 14 de março").text


def test_an_uncertain_date_is_asked_about():
    assert reply("after the fair then", when=WHEN["en"], plan={"confirm_date": True}).text.endswith("?")


@pytest.mark.parametrize("stance", ["polite_no", "needs_time_no_contact"])
@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "thanks but we went with our cousin's firm"),
        ("es", "gracias pero lo dejamos aquí"),
        ("pt", "obrigado, mas por agora não"),
    ],
)
def test_a_refusal_gets_one_gracious_line_without_date_or_question(stance, language, text):
    draft = reply(text, language, stance=stance, plan={"internal_review": True})
    assert draft.text
    assert questions_in(draft.text) == 0
    assert not any(ch.isdigit() for ch in draft.text)


def test_a_settled_matter_is_met_with_gladness_and_no_question():
    draft = reply("the courier came after all, all fine", stance="resolved")
    assert draft.text
    assert questions_in(draft.text) == 0


def test_thanks_alone_need_no_reply():
    draft = reply("thanks!", acknowledgement=True, plan={"action": "keep"})
    assert (draft.abstain, draft.abstain_reason) == (True, "no_reply_needed")


def test_a_question_of_fact_is_answered_word_for_word_from_a_passage():
    passages = [
        {
            "id": "a7",
            "title": "Opening hours",
            "text": "We open Monday to Friday from 9 to 18. We are closed in August.",
        }
    ]
    draft = reply("what are your opening hours?", answer_now=True, passages=passages)
    assert "Monday to Friday from 9 to 18" in draft.text
    assert draft.cites == ["a7"]


def test_a_question_that_no_passage_answers_is_left_to_a_person():
    draft = reply("do you take part-exchange on tractors?", answer_now=True, passages=[])
    assert (draft.abstain, draft.abstain_reason, draft.text) == (True, "not_grounded", "")


def test_an_act_only_a_person_can_do_is_not_promised():
    draft = reply("yes go ahead and book it", answer_now=True, recent=("us: Shall I book the hall?",))
    assert draft.abstain


def test_the_plan_itself_answers_when_we_write():
    draft = reply("when will you write to me?", answer_now=True, plan={"action": "keep", "when_text": WHEN["en"]})
    assert WHEN["en"] in draft.text


@pytest.mark.parametrize(
    ("language", "before", "text", "about"),
    [
        (
            "en",
            "customer: We want to rent a stall at the market, but our audit comes first",
            "actually we're ready now",
            "stall",
        ),
        (
            "es",
            "customer: Queremos alquilar un puesto en el mercado, pero tenemos auditoría",
            "al final ya estamos listos",
            "puesto",
        ),
        (
            "pt",
            "customer: Queremos alugar um espaço no mercado, mas temos auditoria",
            "afinal já estamos prontos",
            "espaço",
        ),
    ],
)
def test_who_is_ready_after_all_is_taken_up_at_once_with_one_question(language, before, text, about):
    draft = reply(text, language, answer_now=True, recent=(before, "us: Ok."), plan={"action": "cancel"})
    assert not draft.abstain
    assert about in draft.text
    assert questions_in(draft.text) == 1


def test_somebody_elses_absence_is_not_their_own_holiday():
    draft = reply(
        "My boss is on vacation until Monday, he has to approve it", when=WHEN["en"], reason="My boss is on vacation"
    )
    assert "your boss" in draft.text
    assert "Enjoy your" not in draft.text


def test_a_death_gets_sympathy_and_no_business():
    draft = reply(
        "my father died last night, write to me in two weeks about the oak table",
        when=WHEN["en"],
        wants="the oak table",
    )
    assert "sorry" in draft.text
    assert "father" not in draft.text
    assert "table" not in draft.text


@pytest.mark.parametrize("language", ["fr", "de", "it", "he", "ar", "hi"])
def test_other_languages_get_a_fixed_line(language):
    assert reply("…", language, stance="needs_time_no_contact").text
    assert reply("…", language, answer_now=True).abstain_reason == "language"


def test_an_unknown_language_is_left_to_a_person():
    assert reply("来週お願いします", "ja", when="17/03/2026").abstain_reason == "language"


def test_a_refused_draft_comes_back_otherwise():
    first = reply(STONE, when=WHEN["en"])
    second = reply(STONE, when=WHEN["en"], repair='It says "audit", which must not be said.')
    assert second.text != first.text
    assert "audit" not in second.text
