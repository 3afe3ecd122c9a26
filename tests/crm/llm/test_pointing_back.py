"""Words that point back to a time said before, in their talk or in ours."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from crm.llm.embedded import reading
from followups.windows.resolve import resolve
from tests.crm.llm.test_blocking import first_day, read
from tests.crm.llm.test_reading import event, ours
from tests.crm.llm.test_reading import read as read_with

NOW = datetime(2026, 6, 10, 10, tzinfo=ZoneInfo("Europe/Madrid"))
PLANNED = {"purpose": "talk about the roof", "earliest": "2026-06-24", "planned_at": "2026-06-24T10:00:00+02:00"}


def planned_for(answer):
    return resolve(answer.time_expressions, now=NOW, said_at=NOW, zone="Europe/Madrid", country="ES")


@pytest.mark.parametrize(
    ("text", "language", "day"),
    [
        ("hasta el lunes 22 estoy fuera, luego encantada", "es", date(2026, 6, 23)),
        ("até segunda 22 estou de férias, depois falamos", "pt", date(2026, 6, 23)),
        ("je suis absente jusqu'au lundi 22, ensuite avec plaisir", "fr", date(2026, 6, 23)),
        ("I'm away till monday 22, then gladly", "en", date(2026, 6, 23)),
    ],
)
def test_a_number_behind_a_weekday_is_its_date(text, language, day):
    assert first_day(text, language=language) >= day


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("nothing left this quarter. the next one we have budget, ask me then", "en"),
        ("Unser Quartal ist dicht, Anfang des nächsten sehen wir uns das an", "de"),
        ("este trimestre imposible, a principios del próximo lo vemos", "es"),
        ("ce trimestre est plein, début du prochain on en reparle", "fr"),
    ],
)
def test_the_next_one_is_the_period_after_the_one_named(text, language):
    assert first_day(text, language=language) >= date(2026, 7, 1)


def test_a_month_before_it_ends_is_counted_back_though_the_contract_binds_them():
    day = first_day("our lease runs till 31 August, ring me a month before it ends")
    assert date(2026, 7, 25) <= day <= date(2026, 8, 5)


def test_after_the_fair_is_after_the_days_that_the_fair_was_given():
    text = "the fair is on 17-19 June and the chairs come on the 29th. speak to me the week after the fair"
    answer = read(text)
    assert date(2026, 6, 20) <= first_day(text) <= date(2026, 6, 26)
    assert not answer.needs_human


def test_ask_me_that_day_is_the_day_itself():
    assert first_day("I only get paid on the 26th, can you text me that day?") == date(2026, 6, 26)


def test_after_the_hour_at_which_they_finish_they_are_free():
    window = planned_for(read("friday after 5 I'm done with work, call me then"))
    assert (window.best.date(), window.best.hour) == (date(2026, 6, 12), 17)


@pytest.mark.parametrize("text", ["actually make it 5 not 4", "mejor a las 17h", "make it 5pm instead please"])
def test_an_hour_alone_moves_what_is_planned_within_its_day(text):
    answer = read_with(text, pending=PLANNED, recent=[ours("Then I'll write on the 24th at four.")])
    window = planned_for(answer)
    assert (answer.pending, window.best.date(), window.best.hour) == ("move", date(2026, 6, 24), 17)


@pytest.mark.parametrize("text", ["the wedding's off", "you can drop the reminder on the 24th", "se canceló el viaje"])
def test_what_is_called_off_cancels_what_is_planned_whatever_day_is_named(text):
    answer = read_with(text, pending=PLANNED)
    assert (answer.stance, answer.pending) == ("polite_no", "cancel")


def test_a_conference_called_off_frees_the_day_on_which_they_ask_for_a_call():
    answer = read("the conference is cancelled, so call me on thursday")
    assert answer.needs_human or answer.wants_followup


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("بكرة بعد العصر ان شاء الله", "متى نتكلم؟"),
        ("friday at 4 please", "When shall I write?"),
        ("el viernes por la tarde", "¿Cuándo le viene bien?"),
    ],
)
def test_a_time_alone_answers_our_question(text, asked):
    answer = read_with(text, recent=[ours(asked)])
    assert (answer.stance, answer.wants_followup, answer.needs_human) == ("interested", True, False)


def test_an_ok_to_an_either_or_does_not_say_which():
    answer = read_with("ok", recent=[ours("Shall I send the catalogue, or leave it for now?")])
    assert (answer.stance, answer.wants_followup) == ("undecided", False)


def test_what_settled_the_matter_lends_no_day():
    paid = event("Paid in full, collection on 19 July booked", kind="payment", channel="web")
    answer = read_with("thx", pending=PLANNED, events=[paid])
    assert answer.pending == "cancel"


@pytest.mark.parametrize("text", ["I like the pallet offer, call me friday", "me gusta la oferta, hablamos el lunes"])
def test_what_lies_before_them_already_is_nothing_that_we_must_make(text):
    assert not read(text).deliverable


def test_what_they_ask_us_to_send_is():
    assert read("please send me the quote on monday").deliverable == "the quote"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("o contrato termina em outubro, me procura umas semanas antes", "pt"),
        ("Der Vertrag läuft bis Ende September, melden Sie sich einen Monat vorher", "de"),
    ],
)
def test_a_length_before_counts_back_from_the_day_named_last(text, language):
    assert date(2026, 8, 20) <= first_day(text, language=language) <= date(2026, 9, 15)


def test_where_they_are_until_a_day_is_an_absence():
    assert first_day("we're at a trade fair until thursday 18, from friday on I'm all ears") == date(2026, 6, 19)


@pytest.mark.parametrize(
    "text",
    [
        "thanks a million, you've been so helpful",
        "gracias, muy amable, un saludo",
        "merci infiniment, c'est très gentil",
    ],
)
def test_thanks_in_more_words_keep_what_is_planned(text):
    answer = read_with(text, pending=PLANNED)
    assert (answer.acknowledgement, answer.pending) == (True, "keep")


@pytest.mark.parametrize("text", ["gracias, pero ya no hace falta", "thanks, but we went with another firm"])
def test_thanks_with_a_but_are_no_mere_thanks(text):
    assert not read_with(text, pending=PLANNED).acknowledgement


def test_a_no_to_some_days_refuses_nothing_else():
    assert read("no antes del 20, y los lunes no", language="es").stance == "interested"


@pytest.mark.parametrize(
    "texts",
    [
        ("weds", "scrap that, the wednesday after that one"),
        ("wednesday", "ah no", "the wednesday after"),
        ("wed", "oh no the following wed pls"),
        ("el miércoles", "no, mejor el miércoles siguiente"),
    ],
)
def test_the_same_day_after_that_one_is_a_week_later(texts):
    burst = [{"id": f"m{n}", "at": "2026-05-11T10:00:00+01:00", "text": text} for n, text in enumerate(texts)]
    times = reading.read({"burst": burst, "contact": {"country": "GB"}})["time_expressions"]
    asked = [time for time in times if time["role"] == "contact_after"]
    offset = {"kind": "in_duration", "n": 7.0, "unit": "day"}  # that one day, and none beside it
    assert [(time["weekday"], time["relation"], time["offset"]) for time in asked] == [(2, "after", offset)]
    assert not asked[0].get("hour")
    assert not asked[0].get("negated")


@pytest.mark.parametrize(
    "text",
    [
        "next year's budget is settled in November, come back to us then",
        "the budget for the 2027 trip gets set in November, catch me at that point",
    ],
)
def test_the_year_of_a_thing_is_no_time_to_write(text):
    assert first_day(text).strftime("%Y-%m") == "2026-11"


@pytest.mark.parametrize(
    "text",
    [
        "off work through Thursday 18th June, message me on the first day I resume",
        "Off work til June 18th inclusive sorry! flick me a message the day I start back",
        "de baja hasta el 18 de junio, escribidme el primer día que vuelva",
    ],
)
def test_the_first_day_back_is_the_day_after_the_last_one_away(text):
    assert first_day(text) == date(2026, 6, 19)


def test_a_day_of_next_week_is_not_the_one_of_this_week():
    friday, next_friday = first_day("friday works"), first_day("Friday next week please")
    assert (next_friday - friday).days == 7


@pytest.mark.parametrize(
    ("texts", "day"),
    [
        (("monday is ok", "oops, make it thursday, same week"), date(2026, 6, 18)),
        (("tuesday 23rd", "sorry, thursday that week"), date(2026, 6, 25)),
        (("friday 26", "no, tuesday that same week"), date(2026, 6, 23)),
        (("el lunes", "mejor el miércoles de esa misma semana"), date(2026, 6, 17)),
    ],
)
def test_another_day_of_that_same_week_is_counted_from_the_one_taken_back(texts, day):
    assert first_day(*texts) == day
