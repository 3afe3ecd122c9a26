"""What is told of is no wish: days that they have to get through, and words of time that nobody read."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from tests.crm.llm.test_blocking import first_day, read

A_PERSONS = 0.5  # below it a person gets the thread


@pytest.mark.parametrize(
    ("text", "language", "day"),
    [
        ("let me get next week out of the way first", "en", date(2026, 6, 22)),
        ("déjame pasar la semana que viene", "es", date(2026, 6, 22)),
        ("deixa passar a semana que vem", "pt", date(2026, 6, 22)),
        ("laissez-moi passer la semaine prochaine", "fr", date(2026, 6, 22)),
        ("lassen Sie mich die nächste Woche noch hinter mich bringen", "de", date(2026, 6, 22)),
    ],
)
def test_what_they_have_to_get_through_is_over_before_we_write(text, language, day):
    assert first_day(text, language=language) >= day


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("até dia 20 nada feito", "pt"),
        ("Bis 20. ist hier Land unter", "de"),
        ("עד 20 ביוני אין מצב", "he"),
        ("meu contrato vai até dia 20, só depois posso trocar", "pt"),
        ("mein Vertrag läuft noch bis 20. Juni, dann gern", "de"),
    ],
)
def test_one_word_for_until_and_by_means_until_where_nobody_asks_us_for_anything(text, language):
    assert first_day(text, language=language) >= date(2026, 6, 20)


@pytest.mark.parametrize(
    ("text", "language"), [("preciso do orçamento até sexta", "pt"), ("Melden Sie sich bitte bis Freitag", "de")]
)
def test_where_something_is_asked_of_us_it_still_means_by(text, language):
    assert all(time.role != "unavailable" for time in read(text, language=language).time_expressions)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Del 12 al 15 estoy en Lisboa y del 20 al 26 en Oporto, a la vuelta hablamos", "es"),
        ("vom 12. bis 15. in Wien, vom 20. bis 26. in Graz, danach gern", "de"),
        ("en déplacement du 12 au 15 puis du 20 au 26, appelez-moi après", "fr"),
    ],
)
def test_away_twice_is_away_until_the_second_time_is_over(text, language):
    assert first_day(text, language=language) > date(2026, 6, 26)


def test_of_two_ranges_to_choose_from_the_first_may_be_taken():
    assert first_day("between the 15th and the 17th or between the 22nd and the 24th works") <= date(2026, 6, 24)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("not this week or next, busy with the audit", "en"),
        ("Esta semana imposible y la próxima tengo auditoría", "es"),
        ("essa semana tá corrida e a próxima também", "pt"),
    ],
)
def test_the_next_one_without_its_noun_is_ruled_out_with_the_first(text, language):
    assert first_day(text, language=language) >= date(2026, 6, 22)


def test_what_happens_then_must_be_over_where_they_say_once_it_is():
    assert first_day("Next week we have the auditors in. Once they've gone I'm all yours") >= date(2026, 6, 20)


def test_a_day_asked_for_in_so_many_words_wins_over_a_day_told_of():
    assert first_day("the party is on the 27th, so ask me on the 22nd about the balloons") == date(2026, 6, 22)


def test_a_day_without_a_month_goes_on_from_the_date_before_it():
    assert first_day("away till 10 July, the week of the 17th is good") >= date(2026, 7, 13)


def test_days_of_the_week_behind_an_absence_next_week_are_those_of_next_week():
    assert first_day("we are in Lisbon Monday to Wednesday next week, Thursday or Friday works") == date(2026, 6, 18)


def test_that_weekend_is_the_one_behind_the_day_named():
    assert first_day("we close on the flat fri the 19th, hit me up that weekend") in (
        date(2026, 6, 20),
        date(2026, 6, 21),
    )


def test_the_week_before_counts_back_from_the_day_named():
    assert (
        date(2026, 7, 1)
        <= first_day("the booster is due 12 July, can you remind me the week before?")
        < date(2026, 7, 12)
    )


def test_what_is_needed_by_a_day_is_for_now():
    answer = read("Necesito la factura antes del viernes, me la pide la gestoría", language="es")
    assert (answer.wants_followup, answer.answer_now) == (False, True)


def test_an_absence_that_is_over_plans_nothing():
    answer = read("we were closed until the 4th, open again now. how much are 40 chairs?")
    assert not answer.wants_followup


@pytest.mark.parametrize(
    "text",
    ["ping me monday, or the 3rd message from now", "ask me on friday, or in one of the other months"],
)
def test_a_word_of_time_that_nobody_read_is_a_persons(text):
    answer = read(text)
    assert answer.needs_human
    assert "could not be read" in answer.needs_human_reason


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("we'll be in touch in July if we still need it", "en"),
        ("ich melde mich im Juli, falls es noch aktuell ist", "de"),
        ("je vous recontacterai en septembre si besoin", "fr"),
        ("eu chamo vocês em julho se ainda precisar", "pt"),
    ],
)
def test_nobody_who_writes_if_they_need_it_is_written_to_unasked(text, language):
    answer = read(text, language=language)
    assert not answer.wants_followup or answer.confidence < A_PERSONS


def test_room_for_this_month_is_no_month_in_which_to_write():
    answer = read("please give me space this month")
    assert answer.stance == "needs_time_no_contact" or answer.confidence < A_PERSONS


def test_labour_day_is_in_october_in_new_zealand():
    from followups.windows.holidays_by_name import RULES

    assert RULES["labor_day"](2026, "NZ")[0] == date(2026, 10, 26)
    assert RULES["labor_day"](2026, "ES")[0] == date(2026, 5, 1)


def test_half_past_nine_may_be_written_with_a_point():
    answer = read("call me tomorrow 9.30")
    assert [(time.hour, time.minute) for time in answer.time_expressions] == [(9, 30)]
    assert datetime(2026, 6, 10, tzinfo=ZoneInfo("Europe/Madrid")).date() < first_day("call me tomorrow 9.30")


@pytest.mark.parametrize(
    ("text", "language", "day"),
    [
        ("not sure, I'd like to go over it with my brother at the weekend", "en", date(2026, 6, 15)),
        ("lo consulto con mi socia el fin de semana", "es", date(2026, 6, 15)),
        ("vou falar com a minha esposa no fim de semana", "pt", date(2026, 6, 15)),
        ("let me talk things over with my daughter tomorrow", "en", date(2026, 6, 12)),
    ],
)
def test_while_they_talk_it_over_with_somebody_we_do_not_break_in(text, language, day):
    assert first_day(text, language=language) >= day


def test_who_asks_to_be_called_on_the_day_after_that_talk_is_called_on_it():
    assert [time.role for time in read("I talk to my boss, then call me on Monday").time_expressions] == [
        "contact_after"
    ]


def test_what_they_got_from_somebody_else_they_want_no_more_from_us():
    assert read("we got ours off a neighbour in the end, ta").stance == "polite_no"
