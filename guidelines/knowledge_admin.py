"""Articles and the questions they leave open, for team leads."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from unfold.decorators import display

from crm import clock
from crm.admin_pages import NOTHING, LeadAdmin, moment
from guidelines.models import Article, Citation, Gap, Passage, Topic

SOON = timedelta(days=14)
SHOWN = 20


class ArticleForm(forms.ModelForm):
    topics = forms.MultipleChoiceField(
        choices=Topic.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=Article._meta.get_field("topics").help_text,
    )


class DueForReview(admin.SimpleListFilter):
    title = "review"
    parameter_name = "review"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("overdue", "Overdue: not said any more"), ("soon", "Due within two weeks"), ("none", "No date set")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> QuerySet[Article]:
        today = clock.now().date()
        match self.value():
            case "overdue":
                return queryset.filter(review_by__lt=today)
            case "soon":
                return queryset.filter(review_by__gte=today, review_by__lte=today + SOON)
            case "none":
                return queryset.filter(review_by=None)
        return queryset


class Scope(admin.SimpleListFilter):
    title = "scope"
    parameter_name = "scope"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [*((str(value), str(label)) for value, label in Topic.choices), ("all", "Applies everywhere")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> QuerySet[Article]:
        value = self.value()
        if value == "all":
            return queryset.filter(topics=[])
        return queryset.filter(Q(topics__contains=[value])) if value else queryset


@admin.register(Article)
class ArticleAdmin(LeadAdmin):
    form = ArticleForm
    list_display = ["title", "said_label", "scope", "owner", "review_by", "language", moment("updated_at", "Changed")]
    list_filter = ["status", DueForReview, Scope, "language", "owner"]
    list_select_related = ["owner"]
    search_fields = ["title", "content"]
    autocomplete_fields = ["owner"]
    readonly_fields = ["indexing", "revision", "told_before"]
    fieldsets = [
        (None, {"fields": ["title", "content", ("status", "owner")]}),
        ("Where and when it holds", {"fields": ["topics", "review_by", "valid_from", "valid_until", "language"]}),
        ("What became of it", {"fields": [("indexing", "revision"), "told_before"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        unread = Passage.objects.filter(article=OuterRef("pk"), embedding=None)
        return super().get_queryset(request).annotate(is_being_indexed=Exists(unread))

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        return {"owner": request.user.pk, **super().get_changeform_initial_data(request)}

    @display(
        description="Is it said?",
        ordering="status",
        label={
            "Said": "success",
            "Being indexed": "info",
            "Draft": "",
            "Not now": "warning",
            "To be reviewed": "danger",
        },
    )
    def said_label(self, article: Article) -> str:
        today = clock.now().date()
        if article.status == Article.Status.DRAFT:
            return "Draft"
        if article.review_by and article.review_by < today:
            return "To be reviewed"
        if (article.valid_from and article.valid_from > today) or (article.valid_until and article.valid_until < today):
            return "Not now"
        return "Being indexed" if article.is_being_indexed else "Said"  # type: ignore[attr-defined]  # get_queryset

    @display(description="Scope")
    def scope(self, article: Article) -> str:
        return ", ".join(str(Topic(topic).label) for topic in article.topics) or "Everywhere"

    @display(description="Search")
    def indexing(self, article: Article) -> str:
        if article.pk is None:
            return NOTHING
        missing = article.passages.filter(embedding=None).count()
        if missing:
            return f"Being indexed: found by its words, by its meaning in a moment ({missing} passages left)."
        return f"Found by words and meaning, in {article.passages.count()} passages."

    @display(description="Told before its last change")
    def told_before(self, article: Article) -> str | SafeString:
        """The threads in which an older wording was said."""
        rows = Citation.objects.filter(article=article, revision__lt=article.revision or 0)
        told = rows.select_related("message__conversation__contact").order_by("-message_id")[:SHOWN]
        if not told:
            return NOTHING
        links = (
            (row.message.conversation_id, row.message.conversation.contact, f"{row.message.at:%d %b}") for row in told
        )
        line = '<a class="text-primary-600 dark:text-primary-400" href="/inbox/{}/">{}</a>, {}'
        return format_html_join(mark_safe("<br>"), line, links)  # our own mark, no input of anybody’s


@admin.register(Gap)
class GapAdmin(LeadAdmin):
    """What customers ask and no article answers: most asked first."""

    list_display = ["text", "count", "state_label", "topic", "language", moment("last_at", "Last asked")]
    list_filter = ["state", "topic", "language"]
    search_fields = ["text"]
    autocomplete_fields = ["article"]
    fields = ["text", ("state", "article"), ("count", "asked_in"), ("topic", "language")]
    readonly_fields = ["text", "count", "asked_in", "topic", "language"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    @display(
        description="State",
        ordering="state",
        label={"Open": "danger", "Answered by an article": "success", "Not ours to answer": ""},
    )
    def state_label(self, gap: Gap) -> str:
        return str(gap.get_state_display())

    @display(description="Last asked in")
    def asked_in(self, gap: Gap) -> str | SafeString:
        if gap.conversation_id is None:
            return NOTHING
        link = '<a class="text-primary-600 dark:text-primary-400" href="/inbox/{}/">{}</a>'
        return format_html(link, gap.conversation_id, gap.conversation)
