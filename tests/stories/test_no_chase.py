"""Who does not want to be written to is not written to."""

import pytest

from tests.stories.house import House, until


def test_a_polite_no_is_not_chased_but_looked_at_by_a_person_on_a_date(house: House):
    eva = "+34611000011"
    house.write(eva, "Thanks for the offer! Sounds great, maybe some day, we'll see", name="Eva")
    house.answer(eva)
    assert house.live_follow_ups(eva) == []
    kind, at = house.next_step(eva)
    assert (kind, bool(at)) == ("internal_review", True)
    house.forward(days=60)
    assert len(house.ours(eva)) == 1


def test_who_asks_for_space_is_held_until_they_write(house: House):
    ivo = "+34611000012"
    house.write(ivo, "please give me space, I'll write when I'm ready", name="Ivo")
    house.answer(ivo)
    held = "SELECT no_contact_since IS NOT NULL FROM crm_contact WHERE phone = %s"
    until(lambda: house.one(held, ivo))
    assert house.live_follow_ups(ivo) == []
    assert house.next_step(ivo)[0] == "internal_review"
    house.forward(days=45)
    assert len(house.ours(ivo)) == 1

    house.write(ivo, "Hi again, I'm ready now. Can we go on with the shipment?", name="Ivo")
    until(lambda: not house.one(held, ivo))
    house.answer(ivo, after=1)


STOPS = ["STOP", "Baja.", "¡PARAR!", "sair", "قف", "הסר", "रोकें"]


@pytest.mark.parametrize(("number", "word"), list(enumerate(STOPS)))
def test_stop_in_any_script_ends_everything_without_a_model(house: House, number: int, word: str):
    who = f"+3461100003{number}"
    house.write(who, "Hi, I'm busy with a move, write to me next week about the shipping offer please", name="Noa")
    house.answer(who)
    calls = "SELECT count(*) FROM crm_llmcall WHERE conversation_id = %s"
    conversation = house.conversation(who)
    until(lambda: house.turns(who) == 1)
    asked = house.one(calls, conversation)

    house.write(who, word, name="Noa")
    house.answer(who, after=1)
    until(lambda: house.one("SELECT status FROM conversations_conversation WHERE id = %s", conversation) == "closed")
    assert house.live_follow_ups(who) == []
    assert house.one(calls, conversation) == asked, "a model was asked about a STOP"
    house.forward(days=10)
    assert len(house.ours(who)) == 2, house.ours(who)


def test_after_stop_only_start_brings_the_agent_back(house: House):
    who = "+34611000041"
    house.write(who, "STOP", name="Uri")
    house.answer(who)
    house.write(who, "Where is my parcel?", name="Uri")
    until(lambda: house.next_step(who)[0] == "human_task")
    house.forward(days=1)
    assert len(house.ours(who)) == 1, "the agent wrote to somebody who had opted out"

    house.write(who, "START", name="Uri")
    until(lambda: house.one("SELECT opted_out_at IS NULL FROM crm_contact WHERE phone = %s", who))


def test_we_have_to_stop_this_delay_is_no_opt_out(house: House):
    who = "+34611000042"
    house.write(who, "We have to stop this delay, when will our parcels to Lisbon leave?", name="Leo")
    house.answer(who)
    assert house.one("SELECT opted_out_at IS NULL FROM crm_contact WHERE phone = %s", who)
