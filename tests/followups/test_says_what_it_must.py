"""What a follow-up must mention and must not say is held by code, whichever model writes, in every language."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any, cast

import pytest

from conversations.models import Handoff, Outbox, Purpose
from conversations.turns.content_words import meets
from conversations.turns.mentions import leaves_nothing_out, nothing_forbidden, nothing_private, without_reproach
from conversations.turns.turn import Draft, Turn
from crm import clock
from tests.builders import a_message
from tests.followups.conftest import NOW
from tests.followups.planned import planned, run_due, we_said
from tests.openai_stub import says


def a_turn(*heard: str, mention: tuple[str, ...] = (), never: tuple[str, ...] = (), ours: tuple[str, ...] = ()) -> Turn:
    at = datetime(2026, 6, 1, tzinfo=UTC)
    said = [SimpleNamespace(text=text, at=at, sender="customer") for text in heard]
    said += [SimpleNamespace(text=text, at=at, sender="us") for text in ours]
    pending = SimpleNamespace(purpose="", must_mention=mention, must_not_say=never, agenda=())
    facts = SimpleNamespace(recent=tuple(said), burst=(), house=SimpleNamespace(name="Northway"))
    return cast(Turn, SimpleNamespace(pending=pending, plan=SimpleNamespace(speak="follow_up"), facts=facts))


def a_draft(text: str, template: Any = None) -> Draft:
    return cast(Draft, SimpleNamespace(text=text, template=template))


@pytest.mark.parametrize(
    ("item", "says_it", "leaves_it_out"),
    [
        ("the migration", "Have you migrated by now?", "Shall we carry on?"),
        ("our kitchen quote", "Shall I send the quote for the kitchen?", "Shall I send it?"),
        ("los envíos a Portugal", "¿Vemos ya el envío?", "¿Seguimos?"),
        ("o orçamento da varanda", "Vamos ver os orçamentos?", "Vamos continuar?"),
        ("Angebot", "Passt das Küchenangebot?", "Passt es jetzt?"),
        ("המטבח", "נמשיך עם מטבח?", "נמשיך מכאן?"),
        ("المطبخ", "هل نكمل مطبخكم؟", "هل نكمل؟"),
        ("फ्रिज", "क्या फ्रिज पर बात करें?", "क्या अब बात करें?"),
    ],
)
def test_a_thing_to_mention_is_found_in_another_form_and_missed_where_it_is_not(item, says_it, leaves_it_out):
    turn = a_turn(item, mention=(item,))
    assert leaves_nothing_out(turn, a_draft(says_it)) == ""
    assert item in leaves_nothing_out(turn, a_draft(leaves_it_out))


def test_each_thing_to_mention_is_due_but_a_template_has_few_places():
    turn = a_turn("the quote, once the painters are out", mention=("the quote", "the painters"))
    only_one = "Hi Ana, shall we go over the quote?"
    assert "the painters" in leaves_nothing_out(turn, a_draft(only_one))
    assert leaves_nothing_out(turn, a_draft(only_one, template=object())) == ""


def test_words_in_a_colleagues_language_are_not_looked_for_in_the_customers():
    turn = a_turn("hablamos del piso", mention=("the rental contract of the flat",))
    assert leaves_nothing_out(turn, a_draft("Hola Ana, ¿seguimos con el contrato de alquiler del piso?")) == ""


def test_a_time_alone_is_the_plans_and_no_word_to_look_for():
    turn = a_turn("Tuesday next week", mention=("Tuesday next week",), never=("contact before Tuesday",))
    text = "Hi Ana, shall we go on with the shed on Tuesday?"
    assert leaves_nothing_out(turn, a_draft(text)) == nothing_forbidden(turn, a_draft(text)) == ""


def test_a_thing_not_to_say_is_found_in_other_words_of_it():
    turn = a_turn("we had to sell the boat", never=("selling the boat",))
    assert nothing_forbidden(turn, a_draft("Hi Ana, do you still sell that boat?"))
    assert nothing_forbidden(turn, a_draft("Hi Ana, shall we look at the mooring?")) == ""


def test_what_is_both_to_mention_and_not_to_say_is_not_said():
    assert (
        leaves_nothing_out(a_turn("the boat", mention=("the boat",), never=("the boat",)), a_draft("Shall we?")) == ""
    )


def test_health_and_loss_are_theirs_to_speak_of_but_our_own_trade_is_not():
    asked = "I'm in hospital until Friday, then the fence"
    assert "hospital" in nothing_private(a_turn(asked), a_draft("Hi, are you out of hospital? The fence awaits."))
    dentist = a_turn("ok", ours=("Your dentist appointment is due, shall I book it?",))
    assert nothing_private(dentist, a_draft("Hi, shall I book the dentist?")) == ""


@pytest.mark.parametrize(
    "reproach",
    [
        "Hi Ana, I haven't heard from you about the fence.",
        "Hi Ana, you did not reply about the fence.",
        "Hola Ana, no he sabido nada de la valla.",
        "Olá Ana, não tive retorno sobre a cerca.",
        "Bonjour Ana, je n'ai pas reçu de réponse de votre part.",
        "Hallo Ana, ich habe keine Antwort von Ihnen zum Zaun.",
    ],
)
def test_their_silence_is_not_held_against_them(reproach):
    assert without_reproach(a_turn("the fence"), a_draft(reproach))
    assert without_reproach(a_turn("the fence"), a_draft("Hi Ana, shall we go on with the fence?")) == ""


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [("ships", "shipping", True), ("move", "moving", True), ("bank", "band", False), ("house", "horse", False)],
)
def test_forms_of_a_word_meet_and_neighbours_do_not(one, other, same):
    assert meets(one, other) is same


def sent() -> list[str]:
    queued = Outbox.objects.filter(purpose=Purpose.FOLLOW_UP).exclude(state__in=["refused", "failed"])
    return [each.message.body for each in queued]


LEFT_OUT = {"text": "Hi Ana, is the well dug by now?", "confidence": 0.9}
TAKEN_UP = {"text": "Hi Ana, is the well dug by now, so that we can see about the fence?", "confidence": 0.9}


@pytest.fixture
def the_fence(world):
    live = planned(
        NOW + timedelta(hours=2),
        purpose="the fence",
        reason="the well is being dug",
        must_mention=["the fence", "the well"],
    )
    earlier = we_said(live.conversation, "Fine.")
    a_message(live.conversation, "The fence has to wait, the well is being dug", at=NOW, turn=earlier.turn)
    clock.move(2 * 3600 + 60)
    return live


@pytest.mark.django_db(transaction=True)
def test_what_a_model_left_out_is_asked_for_once_by_its_name(the_fence, world):
    world.on("compose", says(LEFT_OUT), says(TAKEN_UP))
    run_due(the_fence.conversation)
    assert sent() == [TAKEN_UP["text"]]
    first, second = (asked.data["repair"] for asked in world.asked if asked.task == "compose")
    assert first is None
    assert "“the fence”" in second


@pytest.mark.django_db(transaction=True)
def test_left_out_twice_it_goes_to_a_person_and_nothing_is_sent(the_fence, world):
    world.on("compose", says(LEFT_OUT))
    run_due(the_fence.conversation)
    assert sent() == []
    handoff = Handoff.objects.get()
    assert handoff.reason == "check_failed"
    assert "the fence" in handoff.words


@pytest.mark.django_db(transaction=True)
def test_a_private_word_of_a_hosted_model_is_never_sent(the_fence, world):
    world.on(
        "compose", says({"text": "Hi Ana, are you out of hospital, and shall we see about the fence by the well?"})
    )
    run_due(the_fence.conversation)
    assert sent() == []
    assert Handoff.objects.get().reason == "check_failed"
