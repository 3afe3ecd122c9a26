"""What vague words of time mean is the team's to say: one table in the admin, defaults in code, and no nonsense in it."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.urls import reverse

from conversations.turns.meaning import TimeExpression
from crm.access import TEAM_LEAD
from followups.models import VagueWord
from followups.models.vague_word import keep_rows
from followups.windows import resolve
from followups.windows.vague_words import DEFAULTS
from tests.people import a_person

pytestmark = pytest.mark.django_db
WEDNESDAY = datetime(2026, 3, 11, 14, 30, tzinfo=UTC)


def window(**fields):
    said = TimeExpression(quote="their words", **fields)
    return resolve([said], now=WEDNESDAY, said_at=WEDNESDAY, zone="Europe/London", words=VagueWord.table())


@pytest.fixture(autouse=True)
def _rows():
    keep_rows()


def test_there_is_a_row_for_every_word_and_untouched_it_says_what_the_code_says():
    assert {row.word for row in VagueWord.objects.all()} == set(vars(DEFAULTS))
    assert VagueWord.table() == DEFAULTS


def test_a_couple_of_weeks_means_what_the_team_says():
    row = VagueWord.objects.get(word="couple_of_weeks")
    row.earliest, row.best, row.latest = 10, 11, 12
    row.save()
    found = window(kind="in_duration", n=2, unit="week", fuzzy=True)
    assert (found.earliest.date(), found.latest.date()) == (date(2026, 3, 21), date(2026, 3, 23))
    plain = window(kind="in_duration", n=2, unit="week")
    assert plain.best.date() == date(2026, 3, 25), "two weeks, said plainly, are two weeks"


def test_evening_soon_and_the_middle_of_a_month_follow_the_table_too():
    for word, figures in {"evening": (17, 17.5, 19), "soon": (1, 1, 2), "middle_of_the_month": (14, 15, 16)}.items():
        VagueWord.objects.filter(word=word).update(
            earliest=figures[0], best=figures[1], latest=figures[2], changed=True
        )
    evening = window(kind="day", which="next", part_of_day="evening")
    assert (evening.earliest.hour, evening.latest.hour) == (17, 19)
    assert window(kind="vague", vague="soon").latest.date() == date(2026, 3, 13)
    middle = window(kind="month", month=5, part="mid")
    assert (middle.earliest.date(), middle.latest.date()) == (date(2026, 5, 14), date(2026, 5, 16))


def test_put_back_a_row_follows_the_code_again():
    row = VagueWord.objects.get(word="soon")
    row.latest = 30
    row.save()
    assert row.changed
    row.earliest, row.best, row.latest = row.default
    row.save()
    assert not row.changed
    assert VagueWord.table() == DEFAULTS


def test_after_an_upgrade_rows_that_nobody_changed_follow_the_code_and_the_others_stay():
    VagueWord.objects.filter(word="soon").update(latest=99)
    VagueWord.objects.filter(word="night").update(latest=23, changed=True)
    keep_rows()
    assert VagueWord.objects.get(word="soon").latest == DEFAULTS.soon[2]
    assert VagueWord.objects.get(word="night").latest == 23


@pytest.mark.parametrize(
    ("word", "figures"),
    [
        ("soon", (5, 4, 7)),
        ("soon", (-1, 4, 7)),
        ("soon", (1.5, 2, 3)),
        ("soon", (1, 2, 400)),
        ("evening", (18, 19, 25)),
        ("evening", (18, 18, 18)),
        ("middle_of_the_month", (0, 15, 19)),
        ("late_in_the_month", (21, 24, 32)),
    ],
)
def test_nonsense_is_refused_with_a_sentence(word, figures):
    row = VagueWord.objects.get(word=word)
    row.earliest, row.best, row.latest = figures
    with pytest.raises(ValidationError):
        row.full_clean()


def test_the_database_refuses_a_latest_before_the_best():
    with pytest.raises(IntegrityError, match="a_vague_word_runs_from_earliest_to_latest"):
        VagueWord.objects.filter(word="soon").update(latest=1)


def test_a_team_lead_changes_the_list_in_place_and_a_support_agent_does_not_see_it(client):
    client.force_login(a_person(TEAM_LEAD))
    page = reverse("admin:followups_vagueword_changelist")
    html = client.get(page).content.decode()
    assert "“a couple of weeks”" in html
    rows = list(VagueWord.objects.all())
    form = {"form-TOTAL_FORMS": len(rows), "form-INITIAL_FORMS": len(rows), "_save": "Save"}
    for number, row in enumerate(rows):
        latest = 20 if row.word == "couple_of_weeks" else row.latest
        form |= {f"form-{number}-id": row.pk, f"form-{number}-earliest": row.earliest}
        form |= {f"form-{number}-best": row.best, f"form-{number}-latest": latest}
    assert client.post(page, form).status_code == 302
    assert VagueWord.table().couple_of_weeks == (12, 14, 20)
    assert VagueWord.objects.filter(changed=True).count() == 1

    client.force_login(a_person())
    assert client.get(page).status_code in (302, 403)
