"""Articles in the admin, and the sources beside a thread."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from crm import clock
from crm.access import SUPPORT_AGENT, TEAM_LEAD, give_role
from crm.models import User
from guidelines.models import Article, Citation, Passage
from tests.builders import an_outbox
from tests.guidelines.knowledge.conftest import an_article, asking

pytestmark = pytest.mark.django_db


def logged_in(client: Client, role: str) -> Client:
    user = User.objects.create_user(role.split()[0].lower(), password="follow-through")
    give_role(user, role)
    client.force_login(user)
    return client


@pytest.fixture
def lead(client: Client) -> Client:
    return logged_in(client, TEAM_LEAD)


def told(article: Article):
    conversation = asking("How much?")
    message = an_outbox(conversation, "€12.40").message
    Citation.objects.create(
        message=message, article=article, revision=article.revision, title=article.title, text=article.content
    )
    return conversation


def test_an_article_saved_in_the_admin_is_searchable_at_once_and_says_that_it_is_being_indexed(lead):
    data = {"title": "Pallets", "content": "A pallet costs €90.", "status": "published", "topics": ["sales", "billing"]}
    answer = lead.post(reverse("admin:guidelines_article_add"), data, follow=True)
    article = Article.objects.get()
    assert article.topics == ["sales", "billing"]
    assert Passage.objects.get().embedding is None
    assert "Being indexed" in answer.content.decode()


@pytest.mark.parametrize(("days", "chosen"), [(-1, "overdue"), (3, "soon"), (None, "none")])
def test_articles_are_listed_by_their_review(lead, days, chosen):
    due = None if days is None else clock.now().date() + timedelta(days=days)
    Article.objects.create(title="The one looked for", content="x", review_by=due)
    Article.objects.create(title="Another", content="x", review_by=clock.now().date() + timedelta(days=99))
    listed = lead.get(reverse("admin:guidelines_article_changelist"), {"review": chosen}).content.decode()
    assert "The one looked for" in listed
    assert "Another" not in listed


def test_a_changed_article_shows_who_was_told_the_old_text(lead):
    article = an_article()
    conversation = told(article)
    page = reverse("admin:guidelines_article_change", args=[article.pk])
    assert f"/inbox/{conversation.pk}/" not in lead.get(page).content.decode()
    article.content = "A parcel to Portugal costs €13.10."
    article.save()
    assert f"/inbox/{conversation.pk}/" in lead.get(page).content.decode()


def test_the_thread_shows_what_the_last_answer_stands_on(lead):
    article = an_article()
    conversation = told(article)
    page = lead.get(reverse("thread", args=[conversation.pk])).content.decode()
    assert "What the last answer stands on" in page
    assert reverse("admin:guidelines_article_change", args=[article.pk]) in page
    assert "changed since" not in page
    Article.objects.filter(pk=article.pk).update(revision=2)
    assert "changed since" in lead.get(reverse("thread", args=[conversation.pk])).content.decode()


def test_an_agent_sees_the_source_without_a_link_into_the_admin(client):
    article = an_article()
    conversation = told(article)
    page = logged_in(client, SUPPORT_AGENT).get(reverse("thread", args=[conversation.pk])).content.decode()
    assert article.title in page
    assert reverse("admin:guidelines_article_change", args=[article.pk]) not in page
