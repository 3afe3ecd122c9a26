"""Times that are told of: to think in, as somebody's verdict, as an event, and those that are taken up again or taken back.

The messages are written on Wednesday 12 August 2026 at eleven, in London.
"""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from followups.windows.resolve import resolve
from tests.crm.llm.test_reading import read as read_burst

LONDON = ZoneInfo("Europe/London")
NOW = datetime(2026, 8, 12, 11, tzinfo=LONDON)


def window(*texts, country="GB", now=NOW):
    answer = read_burst(*texts)
    return resolve(answer.time_expressions, now=now, said_at=now, zone="Europe/London", country=country)


def best(*texts, country="GB", now=NOW):
    return window(*texts, country=country, now=now).best.astimezone(LONDON)


@pytest.mark.parametrize(
    "text",
    [
        "will sleep on it over the wknd",
        "need sat and sun to mull it over",
        "gonna talk it thru with my wife sat and sun",
        "we'll go over the numbers over the weekend with the family",
        "Will discuss with family on Saturday and Sunday",
        "dejame pensarlo el fin de semana",
        "lo hablo con mi mujer el sabado y el domingo",
        "deixa eu pensar no fim de semana",
        "esse fim de semana a gente conversa em casa",
        "je vais y réfléchir ce week-end",
        "das besprechen wir am Wochenende zu Hause",
    ],
)
def test_nobody_breaks_in_on_a_weekend_to_think(text):
    assert date(2026, 8, 17) <= window(text).earliest.date()
    assert best(text).date() <= date(2026, 8, 18)


@pytest.mark.parametrize(
    "text",
    [
        "give me some days to discuss at home and then check with me",
        "let me chew on it for a few days",
        "dejame pensarlo unos dias",
        "deixa eu pensar mais uns dias e vc me chama",
        "خليني أفكر كم يوم وارجع راسلني",
    ],
)
def test_a_length_to_think_in_is_so_long_from_now(text):
    assert date(2026, 8, 14) <= best(text).date() <= date(2026, 8, 18)


def test_a_night_to_think_is_over_in_the_morning():
    assert window("let me sleep on it tonight").earliest.date() == date(2026, 8, 13)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("let me think and write me next week", date(2026, 8, 17)),
        ("can we talk it over on Monday?", date(2026, 8, 17)),
        ("I want to go over the quote with you on Monday", date(2026, 8, 17)),
    ],
)
def test_to_think_together_with_us_is_a_time_for_a_message(text, day):
    assert window(text).earliest.date() == day


@pytest.mark.parametrize(
    "text",
    [
        "Annual leave, up to and including Wednesday 19 August. Chase me the day I start again",
        "away through August 19, please write the day after",
        "out of office thru Wed Aug 19. ping me the very next day",
        "I'm traveling until the 19th, try me the following day",
        "estoy fuera hasta el 19 incluido, escribidme al día siguiente",
        "viajo até dia 19 inclusive, me chama no dia seguinte",
    ],
)
def test_the_day_after_the_last_one_away_is_that_day(text):
    found = window(text)
    assert (found.earliest.date(), found.latest.date()) == (date(2026, 8, 20), date(2026, 8, 20))


def test_a_weekday_after_an_absence_is_the_first_one_after_it():
    found = window("we're away in Crete til sun 23rd. try me the monday x")
    assert (found.best.date(), found.latest.date()) == (date(2026, 8, 24), date(2026, 8, 24))


@pytest.mark.parametrize(
    "text",
    [
        "bring it up at the beginning of the new quarter",
        "Headcount gets signed off in the first days of next quarter. Talk to me then",
        "when the new quarter starts, write me",
        "cuando empiece el nuevo trimestre me escribes",
        "nos primeiros dias do trimestre que vem me chama",
    ],
)
def test_the_start_of_a_quarter_has_many_names(text):
    assert date(2026, 10, 1) <= best(text).date() <= date(2026, 10, 15)


@pytest.mark.parametrize(
    "text",
    [
        "whatever you do dont pick next week",
        "steer clear of next week",
        "leave next week alone please, then I'm yours",
        "no elijas la semana que viene",
        "la semana que viene ni se te ocurra",
        "só não me chama semana que vem",
    ],
)
def test_a_week_that_they_ask_us_to_leave_alone(text):
    assert window(text).earliest.date() >= date(2026, 8, 22)


def test_no_calls_before_a_day_is_from_that_day_on():
    assert window("no calls before monday ta, im off grid").earliest.date() == date(2026, 8, 17)
    assert window("esta semana no me escribas").earliest.date() >= date(2026, 8, 15)


@pytest.mark.parametrize(
    ("burst", "day"),
    [
        (("lets say tues", "oops thats my long shift, the tuesday following pls"), date(2026, 8, 25)),
        (("friday", "sorry sorry, friday puja is there at home. tuesday pls"), date(2026, 8, 18)),
        (("call me friday", "oops i mean tuesday"), date(2026, 8, 18)),
        (("meant the 18th not the 8th for checking back in",), date(2026, 8, 18)),
        (("ring me tomorrow", "sorry can't do tomorrow, thursday next week"), date(2026, 8, 20)),
        (("sexta", "ops, sexta não dá, terça"), date(2026, 8, 18)),
    ],
)
def test_the_day_taken_back_is_not_the_day(burst, day):
    assert best(*burst).date() == day


@pytest.mark.parametrize(
    "text",
    [
        "Only if planning goes through. Council has to rule by 20 August",
        "we take it if the bank okays our loan, they tell us by the 20th",
        "It's a go provided our board okays it, their verdict is due no later than Aug 20",
        "we'll hear back from the council by 20 August",
        "se o banco aprovar fechamos, eles respondem até dia 20",
        "solo si nos dan la licencia, el ayuntamiento resuelve el 20",
    ],
)
def test_after_the_verdict_of_somebody_else(text):
    assert date(2026, 8, 21) <= window(text).earliest.date() <= best(text).date() <= date(2026, 8, 27)


@pytest.mark.parametrize(
    "text",
    [
        "Possession of our flat is on 04/09. Few days ahead of that pls message me",
        "we fly out 4/9, drop me a line a few days prior and i'll sort it",
        "the launch is on 04/09, give me a shout a few days in advance",
        "moving on 4 sept, poke me a few days earlier",
    ],
)
def test_a_few_days_ahead_of_an_event(text):
    assert date(2026, 8, 28) <= window(text).earliest.date() <= best(text).date() <= date(2026, 9, 2)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("payday's the 28th so giz a shout then", date(2026, 8, 28), date(2026, 8, 28)),
        ("cobro el dia 28, dame un toque ese dia", date(2026, 8, 28), date(2026, 8, 28)),
        ("recebo dia 28, me cobra nesse dia", date(2026, 8, 28), date(2026, 8, 28)),
        ("Umzug ist am 28.8., melden Sie sich dann nochmal", date(2026, 8, 28), date(2026, 8, 28)),
        ("nothing moves till september, nudge me then", date(2026, 9, 1), date(2026, 9, 30)),
        ("no point till spring, shout me then", date(2027, 3, 1), date(2027, 5, 31)),
        ("the budget opens in September only, share the quote that time", date(2026, 9, 1), date(2026, 9, 30)),
    ],
)
def test_then_is_the_time_named_before(text, first, last):
    assert first <= best(text).date() <= last


def test_then_after_an_absence_is_not_its_last_day():
    assert window("I'm away till the 20th, write me then").earliest.date() == date(2026, 8, 21)


@pytest.mark.parametrize(
    "text",
    [
        "what's today, Wednesday, so Friday morning I guess",
        "it's Wednesday today, so Friday would be good",
        "hoy es miércoles, no? entonces el viernes",
    ],
)
def test_the_name_of_today_is_not_asked_for(text):
    assert best(text).date() == date(2026, 8, 14)


@pytest.mark.parametrize("text", ["my granny passed on sunday", "she had surgery on the 5th", "dad died on monday"])
def test_what_happened_is_over(text):
    assert window(text) is None


def test_a_question_about_a_length_names_no_time():
    assert window("How long does the warranty last, is it 12 months or 2 years?") is None


@pytest.mark.parametrize(
    "text", ["let Diwali get over, then we will finalise", "Diwali ho jaane do phir baat karte hain"]
)
def test_to_let_a_holiday_get_over_is_after_it(text):
    day = best(text, country="IN", now=datetime(2026, 11, 2, 11, tzinfo=LONDON)).date()
    assert date(2026, 11, 9) <= day <= date(2026, 11, 20)
    assert window(text, country="IN", now=datetime(2026, 11, 25, 11, tzinfo=LONDON)) is None


def test_the_weekend_of_a_full_week_is_free_when_they_say_so():
    assert best("slammed this wk!! weekend works if thats ok w you").date() == date(2026, 8, 15)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("give me a yell at the end of the day", 16, 19),
        ("call me at 2pm Eastern today", 19, 19),
        ("mañana a las 5 de la tarde hora de Argentina", 21, 21),
        ("dispo aujourd'hui en fin d'aprem", 16, 19),
        ("on a call til 3.30, shout me after", 15, 17),
    ],
)
def test_hours_in_other_words(text, first, last):
    assert first <= best(text).hour <= last


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Can't have any calls next week", date(2026, 8, 24)),
        ("don't even think about messaging next week lol", date(2026, 8, 24)),
        ("next week's a write off", date(2026, 8, 24)),
        ("la semana que viene ni en pedo", date(2026, 8, 24)),
        ("semana que vem esquece", date(2026, 8, 24)),
        ("antes de segunda nem adianta me chamar", date(2026, 8, 17)),
    ],
)
def test_what_is_denied_is_ruled_out_in_whatever_words(text, day):
    assert window(text).earliest.date() >= day


def test_a_wish_beside_a_denial_is_left_to_a_person():
    assert read_burst("vor Montag bitte nichts").needs_human


def test_moved_from_one_day_to_another_is_the_other():
    assert best("lets move it from friday to tuesday").date() == date(2026, 8, 18)


def test_only_then_is_in_it():
    day = best("Budget gibt's erst im September, dann gerne nochmal melden").date()
    assert date(2026, 9, 1) <= day <= date(2026, 9, 30)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("the gig is on the 28th of September, remind us the day before", date(2026, 9, 27), date(2026, 9, 27)),
        ("we complete on the 28th of sept, text me the week leading up to it", date(2026, 9, 20), date(2026, 9, 22)),
        ("auction's on the 28th of September. give me a bell a couple days out", date(2026, 9, 24), date(2026, 9, 26)),
        ("Hochzeit am 28.9., bitte ein paar Tage davor melden", date(2026, 9, 22), date(2026, 9, 25)),
    ],
)
def test_counted_back_from_the_day_named_before(text, first, last):
    assert first <= window(text).earliest.date() <= best(text).date() <= last


def test_the_day_named_again_with_the_reason_needs_no_apology():
    assert best("weds", "ah weds is parents evening, can we do tues").date() == date(2026, 8, 18)


@pytest.mark.parametrize(
    ("burst", "day"),
    [
        (("Back in the office a week tomorrow, ping me then",), date(2026, 8, 20)),
        (("Kindly call on 19th", "Sorry sir 19th I am having function, 21st please"), date(2026, 8, 21)),
        (("me liga amanhã", "ih não, amanhã tem reunião, quinta dia 20"), date(2026, 8, 20)),
        (("this week and next are both out",), date(2026, 8, 24)),
        (("today and tomorrow not possible",), date(2026, 8, 14)),
        (("away til after the bank hol",), date(2026, 9, 1)),
    ],
)
def test_nothing_is_planned_before_what_is_ruled_out_is_over(burst, day):
    assert window(*burst).earliest.date() >= day


@pytest.mark.parametrize(
    "text",
    [
        "2nd one please",
        "I want 1st class tickets",
        "at the end of the day it's just a table",
        "you were 1st in the queue",
        "the christmas cards look great",
    ],
)
def test_what_only_looks_like_a_day_is_none(text):
    assert window(text) is None
