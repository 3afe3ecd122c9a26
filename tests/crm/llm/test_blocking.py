"""What stands in their way ends on a day: nothing is planned before, whichever words of the burst say so."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from conversations.turns.meaning import ReadingAnswer
from crm.llm import embedded
from followups.windows.resolve import resolve

MADRID = ZoneInfo("Europe/Madrid")
NOW = datetime(2026, 6, 10, 10, tzinfo=MADRID)  # a Wednesday


def read(*texts, language="en", pending=None):
    answer = embedded.answer(
        {
            "task": "read",
            "now": NOW.isoformat(),
            "timezone": "Europe/Madrid",
            "weekday": "Wednesday",
            "contact": {"name": "Ana", "language": language, "country": "ES"},
            "business": {"name": "Casa"},
            "burst": [{"id": f"m{n}", "at": NOW.isoformat(), "text": text} for n, text in enumerate(texts, 1)],
            "recent": [],
            "pending": pending,
            "events": [],
        }
    )
    return ReadingAnswer.model_validate(answer)


def first_day(*texts, language="en") -> date:
    found = resolve(
        read(*texts, language=language).time_expressions, now=NOW, said_at=NOW, zone="Europe/Madrid", country="ES"
    )
    assert found is not None
    return found.best.date()


@pytest.mark.parametrize(
    ("texts", "language", "day"),
    [
        (("my thesis defence is the 20th, ping me after that",), "en", date(2026, 6, 20)),
        (("we're moving on the 19th", "total chaos", "try me after"), "en", date(2026, 6, 19)),
        (("first week of july is stocktaking, any time after it",), "en", date(2026, 7, 5)),
        (("la boda es el 20, despues de eso lo vemos",), "es", date(2026, 6, 20)),
        (("a formatura é dia 20, depois disso me chama",), "pt", date(2026, 6, 20)),
        (("mon concours est le 20, après on en reparle",), "fr", date(2026, 6, 20)),
        (("die Hochzeit ist am 20., danach gerne",), "de", date(2026, 6, 20)),
        (("entrego o TCC dia 18 e fico livre",), "pt", date(2026, 6, 18)),
        (("am 19. ist Abnahme, dann reden wir weiter",), "de", date(2026, 6, 19)),
        (("as férias acabam dia 30, aí me procura",), "pt", date(2026, 6, 30)),
        (("hasta que no cobre a fin de mes nada",), "es", date(2026, 6, 30)),
    ],
)
def test_asked_for_after_that_means_after_the_day_named_before(texts, language, day):
    assert first_day(*texts, language=language) > day


def test_some_days_after_an_event_count_from_the_event():
    assert first_day("me operan el 16, dame unos dias despues", language="es") >= date(2026, 6, 18)


def test_an_absence_counts_from_the_day_they_leave():
    assert first_day("flying out sunday, two weeks in Bali, catch me when I'm back") >= date(2026, 6, 28)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("thursday. scratch that, friday, thursday I'm at the dentist", "en"),
        ("quinta, aliás não, sexta que quinta tenho dentista", "pt"),
        ("jeudi, euh non, vendredi car jeudi je suis prise", "fr"),
    ],
)
def test_a_day_given_up_and_named_again_to_say_why_is_not_asked_for(text, language):
    assert first_day(text, language=language) == date(2026, 6, 12)


@pytest.mark.parametrize(
    ("text", "language", "day"),
    [
        ("hablamos el lunes, el finde trabajo", "es", date(2026, 6, 15)),
        ("tomorrow's no good, nor is friday. middle of next week", "en", date(2026, 6, 16)),
    ],
)
def test_of_two_days_that_contradict_each_other_the_later_counts(text, language, day):
    assert first_day(text, language=language) >= day


def test_an_absence_of_some_length_from_some_day_is_over_before_we_write():
    assert first_day("I'm travelling from the 15th for two weeks, after that") >= date(2026, 6, 29)


def test_this_week_no_the_next_is_the_next():
    assert first_day("diese Woche nicht mehr, nächste", language="de") >= date(2026, 6, 15)


def test_a_day_on_which_they_cannot_is_not_asked_for():
    answer = read("hoy y mañana imposible, el fin de semana tampoco", language="es")
    assert not [time for time in answer.time_expressions if time.role == "contact_after"]


def test_after_that_i_am_away_does_not_put_the_day_off():
    assert first_day("friday is good, after that I'm away") == date(2026, 6, 12)


def test_a_no_that_takes_back_a_day_refuses_nothing():
    assert read("Donnerstag, nein doch lieber Freitag", language="de").stance == "interested"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("por ahora no jefe, gracias, luego vemos", "es"),
        ("agora não amigo, valeu, depois vejo", "pt"),
        ("we're going with a friend's firm, might need you next year though", "en"),
        ("seguimos un año mas con el coche viejo", "es"),
    ],
)
def test_a_polite_no_that_names_some_vague_later_is_a_polite_no(text, language):
    assert not read(text, language=language).wants_followup


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("you said monday, still nothing, call me tomorrow", "en"),
        ("prometeram pra segunda e até agora nada, estou cansada de ser enrolada", "pt"),
        ("dijeron el lunes y sigo esperando", "es"),
    ],
)
def test_a_broken_promise_plans_no_follow_up(text, language):
    answer = read(text, language=language)
    assert answer.stance == "angry" or answer.needs_human


@pytest.mark.parametrize("text", ["thanks doctor 🙏", "gracias jefe", "obrigada doutora", "ok thank you teacher"])
def test_thanks_to_somebody_by_title_keep_what_is_planned(text):
    pending = {"purpose": "ask how the gum is healing", "earliest": "2026-06-17T10:00:00+02:00"}
    answer = read(text, pending=pending)
    assert (answer.acknowledgement, answer.pending) == (True, "keep")


@pytest.mark.parametrize(
    "text", ["PO 118 attached. thx", "here it is, signed", "adjunto el comprobante", "segue em anexo"]
)
def test_what_we_were_going_to_ask_for_settles_it_when_it_comes(text):
    pending = {"purpose": "ask for the purchase order", "earliest": "2026-06-12T10:00:00+02:00"}
    answer = read(text, pending=pending)
    assert (answer.stance, answer.pending) == ("resolved", "cancel")


def test_a_question_that_only_proposes_a_time_is_answered_by_the_time():
    answer = read("on se reparle la semaine d'après ?", language="fr")
    assert (answer.wants_followup, answer.answer_now) == (True, False)


def test_a_second_matter_for_a_message_that_comes_anyway_is_merged():
    pending = {"purpose": "confirm the brake pads", "earliest": "2026-06-15T10:00:00+02:00"}
    assert read("since you're writing on the 15th, remind me of the filters too", pending=pending).pending == "merge"
