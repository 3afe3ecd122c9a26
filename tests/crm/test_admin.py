"""The admin: every page answers for a team lead and for nobody else, and records cannot be changed there."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django_q.models import Failure
from rest_framework.authtoken.models import Token, TokenProxy

from conversations.models import Conversation, Event, Handoff, Message, Reading, Receipt, SenderState, StatusEvent, Turn
from crm import clock
from crm.access import SUPPORT_AGENT, TEAM_LEAD, give_role
from crm.admin_pages import RecordAdmin
from crm.models import Activity, Business, Company, Consent, ConsentKind, Contact, LLMCall, User
from followups.models import Commitment, Decision, FollowUp
from guidelines.models import Application, Article, Gap, Guideline
from guidelines.models.revision import write_revision
from guidelines.schema import Interpretation
from tests import builders

pytestmark = pytest.mark.django_db

RUDE = "<script>alert(1)</script>"


def someone(username: str, role: str = "", **fields: Any) -> User:
    user = User.objects.create_user(username, password="follow-through", **fields)
    if role:
        give_role(user, role)
    return user


@pytest.fixture
def lead(client: Client) -> Client:
    client.force_login(someone("mara", TEAM_LEAD))
    return client


@pytest.fixture
def rows() -> None:
    """One row of everything."""
    now, team = clock.now(), builders.a_team()
    contact = builders.a_contact(name=f"Ana {RUDE}", company=Company.objects.create(name="Ruiz"))
    contact.addresses.create(address=f"whatsapp:{contact.phone}")
    Consent.objects.create(contact=contact, kind=ConsentKind.OPT_IN, source="form", at=now)
    thread = builders.a_conversation(contact)
    builders.a_message(thread, RUDE)
    outbox = builders.an_outbox(thread, "Good morning")
    said = {"id": 1, "sender": "customer", "at": now.isoformat(), "text": RUDE}
    plan = {"action": "make", "words": "Planned for Monday", "window": {"zone": "Europe/Madrid"}}
    turn = builders.a_turn(
        thread, state="committed", finished_at=now, trace={"situation": {"burst": [said], "recent": []}, "plan": plan}
    )
    reading = Reading.objects.create(
        conversation=thread, turn=turn, stance="interested", wants_followup=True, confidence=0.8, answer={"a": [1]}
    )
    article = Article.objects.create(title=f"Prices {RUDE}", content=RUDE, status="published")
    Gap.objects.create(text=RUDE, conversation=thread, article=article)
    follow_up = builders.a_follow_up(thread, reading=reading)
    Decision.objects.create(conversation=thread, follow_up=follow_up, verdict="make", words="Planned", after={"x": 1})
    Commitment.objects.create(conversation=thread, who="us", what="Send the rates")
    Handoff.objects.create(conversation=thread, reason="angry", words="They are angry", team=team)
    Event.objects.create(contact=contact, channel="call", note="Rang back")
    StatusEvent.objects.create(outbox=outbox, provider_sid="SM1", status="sent", form={"a": ["b"]})
    Receipt.objects.create(account="AC1", message_sid="SM2", form={"Body": [RUDE]})
    Activity.record("planned", "A follow-up was planned", contact=contact, why={"a": None, "b": False})
    LLMCall.objects.create(task="read", model="embedded/reader", outcome="ok")
    builders.a_template()
    SenderState.objects.create(sender="whatsapp:+15005550006")
    Token.objects.create(user=someone("integration"))
    Failure.objects.create(id="1", name="n", func="f", started=now, stopped=now, success=False)
    taught(thread)


def taught(thread: Conversation) -> None:
    guideline = Guideline.objects.create(text=f"Answer kindly {RUDE}")
    meaning = Interpretation(outcome="accept", restatement="Answer kindly.")
    revision = write_revision(guideline, meaning, text=guideline.text, model="test", author=None)
    Application.objects.create(
        conversation=thread, revision=revision, kind="reply.style", outcome="applied", words="Kindly", quote=RUDE
    )


def pages(name: str) -> list[Any]:
    return [pytest.param(model, id=model._meta.label) for model in admin.site._registry if _has(model, name)]


def _has(model: Any, name: str) -> bool:
    return name == "list" or isinstance(admin.site._registry[model], RecordAdmin)


def url(model: Any, page: str, *args: Any) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


EVERY, RECORDS = pages("list"), pages("records")


@pytest.mark.parametrize("model", EVERY)
def test_every_list_search_and_page_answers_for_a_lead(model: Any, lead: Client, rows: None):
    listed = lead.get(url(model, "changelist"), follow=True)
    assert listed.status_code == 200
    assert RUDE not in listed.content.decode()
    row = model._default_manager.first() or Business.get()
    opened = lead.get(url(model, "change", row.pk))
    assert opened.status_code == (302 if model is TokenProxy else 200)
    assert RUDE not in opened.content.decode()
    assert lead.get(url(model, "changelist"), {"q": "ana"}, follow=True).status_code == 200
    may_add = model._meta.model_name in ("article", "guideline", "team", "user", "company", "tokenproxy")
    assert lead.get(url(model, "add")).status_code == (200 if may_add else 403)


@pytest.mark.parametrize("staff", [False, True], ids=["person", "staff-by-mistake"])
@pytest.mark.parametrize("role", ["", SUPPORT_AGENT], ids=["outsider", "support-agent"])
def test_nobody_but_a_lead_gets_in(role: str, staff: bool, client: Client):
    user = someone("outsider", role)
    User.objects.filter(pk=user.pk).update(is_staff=staff)
    client.force_login(user)
    for model in admin.site._registry:
        for page in ("changelist", "add"):
            answer = client.get(url(model, page))
            assert answer.status_code == (403 if staff else 302), model
            assert staff or answer.url.startswith("/admin/login/")


@pytest.mark.parametrize("model", RECORDS)
def test_records_can_be_read_and_neither_changed_nor_deleted(model: Any, lead: Client, rows: None):
    row = model._default_manager.first()
    page = lead.get(url(model, "change", row.pk)).content.decode()
    assert 'name="_save"' not in page
    assert url(model, "delete", row.pk) not in page
    assert lead.post(url(model, "change", row.pk), {}).status_code == 403
    assert lead.post(url(model, "delete", row.pk), {"post": "yes"}).status_code == 403
    assert lead.get(url(model, "add")).status_code == 403


@pytest.mark.parametrize("model", [Message, FollowUp, Handoff, Reading, Decision, Activity])
def test_a_list_asks_as_often_for_many_rows_as_for_few(model: Any, lead: Client, rows: None):
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert lead.get(url(model, "changelist")).status_code == 200
        return len(asked)

    lead.get(url(model, "changelist"))
    ContentType.objects.clear_cache()
    few = queries()
    make: dict[Any, Callable[[Any], Any]] = {
        Message: lambda thread: builders.a_message(thread),
        FollowUp: lambda thread: builders.a_follow_up(thread),
        Handoff: lambda t: Handoff.objects.create(conversation=t, reason="angry", words="x", team=builders.a_team()),
        Reading: lambda t: Reading.objects.create(
            conversation=t, turn=builders.a_turn(t), stance="angry", wants_followup=False, confidence=1, answer={}
        ),
        Decision: lambda t: Decision.objects.create(conversation=t, verdict="keep", words="Kept"),
        Activity: lambda t: Activity.record("planned", "Planned", contact=t.contact),
    }
    for _ in range(6):
        make[model](builders.a_conversation())
    ContentType.objects.clear_cache()
    assert queries() <= few


def test_the_first_page_says_what_there_is(lead: Client):
    assert lead.get("/admin/").status_code == 200


def test_times_are_shown_in_the_business_zone_with_its_city(lead: Client, at: Any):
    at("2026-04-30T14:05:00Z")
    Business.get()
    Business.objects.update(timezone="Europe/Amsterdam")
    Activity.record("planned", "A follow-up was planned")
    assert "Thu 30 Apr 2026, 16:05 Amsterdam" in lead.get(url(Activity, "changelist")).content.decode()


def test_a_turn_shows_its_trace_in_words_and_not_as_json(lead: Client, rows: None):
    page = lead.get(url(Turn, "change", Turn.objects.get().pk)).content.decode()
    assert "What was decided" in page
    assert "Planned for Monday" in page
    assert "&quot;action&quot;" not in page
    assert '"action"' not in page


def test_the_business_has_one_page_and_its_policies_are_saved(lead: Client):
    address = url(Business, "change", Business.get().pk)
    assert lead.get(url(Business, "changelist")).url == address
    form = lead.get(address).context["adminform"].form
    given = {name: form.initial[name] for name in form.fields} | {"max_unanswered": 1, "timezone": "Europe/Lisbon"}
    assert lead.post(address, given).status_code == 302
    assert (Business.get().max_unanswered, Business.get().timezone) == (1, "Europe/Lisbon")
    assert lead.post(address, given | {"timezone": "Mars/Base"}).status_code == 200, "told what is wrong"


def test_a_lead_makes_a_colleague_with_a_role_and_never_more(lead: Client):
    address = url(User, "add")
    given = {"username": "noor", "first_name": "Noor", "password1": "kite-7-walnut", "password2": "kite-7-walnut"}
    more = {"usable_password": "true", "role": SUPPORT_AGENT, "is_superuser": "on", "is_staff": "on"}
    answer = lead.post(address, given | more)
    assert answer.status_code == 302, answer.context["adminform"].form.errors
    noor = User.objects.get(username="noor")
    assert (noor.is_superuser, noor.is_staff, noor.first_name) == (False, False, "Noor")
    assert [group.name for group in noor.groups.all()] == [SUPPORT_AGENT]
    changed = {"username": "noor", "first_name": "Noor", "role": TEAM_LEAD, "is_active": "on", "theme": "dark"}
    assert lead.post(url(User, "change", noor.pk), changed | {"is_superuser": "on"}).status_code == 302
    noor.refresh_from_db()
    assert (noor.is_superuser, noor.is_staff, noor.theme) == (False, True, "dark")
    lead.post(url(User, "change", noor.pk), changed | {"role": ""})
    noor.refresh_from_db()
    assert (noor.groups.count(), noor.is_staff) == (0, False)


def test_a_lead_cannot_touch_a_superuser(lead: Client):
    root = User.objects.create_superuser("root", password="follow-through")
    assert lead.get(url(User, "change", root.pk)).status_code == 302, "as if it were not there"
    assert lead.get(reverse("admin:auth_user_password_change", args=[root.pk])).status_code in (403, 404)


def test_a_token_is_shown_once_and_can_be_revoked(lead: Client):
    system = someone("shop")
    page = lead.post(url(TokenProxy, "add"), {"user": system.pk}, follow=True).content.decode()
    token = Token.objects.get(user=system)
    assert token.key in page
    assert token.key not in lead.get(url(TokenProxy, "changelist")).content.decode()
    assert f'value="{system.pk}"' in lead.get(url(TokenProxy, "changelist")).content.decode()
    lead.post(url(TokenProxy, "changelist"), {"action": "revoke", "_selected_action": [system.pk]})
    assert not Token.objects.exists()


def test_a_zone_set_by_a_person_says_so(lead: Client, rows: None):
    contact = Contact.objects.get()
    given = {"name": "Ana", "phone": contact.phone, "language": "es", "country": "ES", "timezone": "Atlantic/Canary"}
    for prefix in ("addresses", "consents"):
        given |= {f"{prefix}-TOTAL_FORMS": "0", f"{prefix}-INITIAL_FORMS": "0"}
    assert lead.post(url(Contact, "change", contact.pk), given).status_code == 302
    contact.refresh_from_db()
    assert (contact.timezone, contact.timezone_source) == ("Atlantic/Canary", "person")
