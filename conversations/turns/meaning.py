"""What a model is asked for: the closed schemas of the model calls of a turn.

Plain pydantic, no Django: the same schemas validate a hosted model and the embedded one, and `followups.windows`
computes dates from `TimeExpression`. The model returns meaning, never a computed date: models count weekdays wrong.
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Stance = Literal["interested", "undecided", "polite_no", "needs_time_no_contact", "resolved", "opt_out", "angry"]
Tone = Literal["warm", "friendly", "businesslike", "formal", "apologetic", "gentle"]
Topic = Literal["sales", "technical", "billing", "logistics", "other"]

TimeRole = Literal[
    "contact_after",  # write to them from then on (the usual one)
    "contact_before",  # write to them before that, no later
    "unavailable",  # they are away or busy in that span: never write inside it
    "past_fact",  # already over: schedules nothing
    "their_commitment",  # they will do something by then
    "our_commitment",  # we owe something by then
    "event",  # something happens then (a launch, a move); follow-up hangs on it
    "not_time",  # looks like time and is not ("budget is 2000", "we may")
]
TimeKind = Literal[
    "in_duration",  # n, n_max, unit, fuzzy: "in two weeks", "a couple of weeks", "half an hour"
    "weekday",  # weekday, which: "Tuesday", "next Friday", "the Friday after"
    "day_of_month",  # day, day_max: "on the 12th"
    "date",  # day, month, year: "3 August", "03/08" (ambiguous=True, first=day/second=month as written)
    "month",  # month (or which=next), part: "in July", "mid March", "next month"
    "week",  # which or n, part: "next week", "the week after next", "early next week"
    "week_of",  # day, month: "the week of the 8th"
    "quarter",  # n or which, part: "next quarter", "Q3", "early next quarter"
    "year",  # year or which, part
    "half_year",  # n: "H2"
    "season",  # season, which, part: "in the spring"
    "part_of_day",  # part_of_day: "in the morning", "lunchtime"
    "clock",  # hour, minute, hour_max: "at 3pm", "after 3", "till 5"
    "day",  # which: today, tomorrow, day_after_tomorrow
    "end_of",  # unit: week, month, quarter, year, day
    "start_of",  # unit
    "range",  # start, end: "between the 20th and the 25th of March"
    "holiday",  # holiday, relation: "after Easter", "before Christmas", "after the holidays", "after Ramadan"
    "return_from",  # like date/day_of_month/weekday in `start`: "back on the 3rd"
    "event_without_date",  # text of the event in `event`: "once my house sells"
    "weekend",  # which, relation: "at the weekend", "after the weekend"
    "vague",  # vague: "soon", "in a bit", "later", "some day"
    "none",
]
Unit = Literal["minute", "hour", "day", "business_day", "week", "fortnight", "month", "quarter", "year"]


class TimePoint(BaseModel):
    """One end of a range, or the day of a return. Every field as in `TimeExpression.args`, without nesting."""

    model_config = ConfigDict(extra="ignore")
    kind: TimeKind = "none"
    n: float | None = Field(None, description="amount; 0.5 for half")
    n_max: float | None = Field(None, description="upper amount of a range: 'two or three weeks' is n=2, n_max=3")
    unit: Unit | None = None
    fuzzy: bool = Field(False, description="'about', 'a couple of', 'or so'")
    weekday: int | None = Field(None, ge=0, le=6, description="0 Monday to 6 Sunday")
    which: Literal["this", "next", "after_next", "last", "first", "second", "third", "fourth"] | None = None
    day: int | None = Field(None, ge=1, le=31)
    day_max: int | None = Field(None, ge=1, le=31)
    month: int | None = Field(None, ge=1, le=12)
    year: int | None = Field(None, ge=1900, le=2200)
    ambiguous: bool = Field(
        False, description="day and month could be the other way round ('03/08'), day first as read"
    )
    part: Literal["early", "mid", "late", "whole"] | None = None
    season: Literal["spring", "summer", "autumn", "winter"] | None = None
    part_of_day: Literal["morning", "lunch", "afternoon", "evening", "night", "noon"] | None = None
    hour: int | None = Field(None, ge=0, le=24)
    minute: int | None = Field(None, ge=0, le=59)
    hour_max: int | None = Field(None, ge=0, le=24)
    meridiem: Literal["am", "pm"] | None = None
    holiday: str | None = Field(
        None, description="a stable key: christmas, new_year, easter, ramadan, eid_al_fitr, ..."
    )
    event: str | None = Field(None, description="the event in the customer's words")
    vague: Literal["soon", "in_a_bit", "later", "some_day"] | None = None
    relation: Literal["on", "before", "after", "until", "by", "from", "since", "around"] | None = Field(
        None, description="how the span is met: 'after 3', 'until June 30th', 'by Friday', 'a few days before the move'"
    )


class TimeExpression(TimePoint):
    """One expression of time in the customer's (or our) words: typed, never computed."""

    quote: str = Field(description="the verbatim words; must stand in the message")
    message_id: str | None = Field(None, description="id of the message; relative words hang on its time")
    role: TimeRole = "contact_after"
    negated: bool = Field(False, description="'not next week', 'anything but Monday'")
    start: TimePoint | None = None
    end: TimePoint | None = None
    offset: TimePoint | None = Field(None, description="in_duration before or after it: 'a few days before 03/08'")
    zone_hint: str | None = Field(None, description="an IANA zone, city or abbreviation they named")
    condition: str | None = Field(None, description="'if the landlord agrees'")
    corrects: bool = Field(False, description="replaces what was said before: 'no, make it Friday'")
    confidence: float = Field(1.0, ge=0, le=1)


class PromisedThing(BaseModel):
    """A commitment: who owes what, in whose words."""

    who: Literal["us", "them"]
    what: str
    quote: str
    time: TimeExpression | None = None


class ReadingAnswer(BaseModel):
    """Model call 1, task `read`: what the customer meant by the burst. Quotes are verified by code afterwards."""

    model_config = ConfigDict(extra="ignore")
    language: str = Field(description="ISO 639-1 of the burst")
    stance: Stance
    stance_quote: str = ""
    wants_followup: bool = Field(description="they want, or would welcome, a message later (not an answer now)")
    answer_now: bool = Field(description="they ask or want something that is to be answered or done now")
    acknowledgement: bool = Field(False, description="only 'thanks', 'ok', a greeting: changes nothing")
    reason: str = Field("", description="why later, or why not: short, in their language and near their words")
    reason_quote: str = ""
    wants: str = Field("", description="what they want from us, as a noun phrase near their words")
    wants_quote: str = ""
    tone: Tone = "friendly"
    topic: Topic = "other"
    topic_quote: str = ""
    topic_shift: bool = False
    topic_before: Topic | Literal[""] = Field(
        "", description="what this burst was about first, if it moves on to `topic`"
    )
    churn_risk: bool = False
    churn_quote: str = ""
    dissatisfied: bool = False
    objection: str = ""
    objection_quote: str = ""
    deliverable: str = Field("", description="something we must have made before writing: 'the pricing comparison'")
    deliverable_quote: str = ""
    commitments: list[PromisedThing] = []
    time_expressions: list[TimeExpression] = []
    must_mention: list[str] = []
    must_not_say: list[str] = []
    signals: dict[str, str] = Field({}, description="condition id -> quote, for the conditions that hold")
    wants_human: bool = False
    wants_human_quote: str = ""
    pending: Literal["none", "keep", "move", "merge", "cancel"] = Field(
        "none", description="what their words mean for the follow-up that is pending"
    )
    needs_human: bool = False
    needs_human_reason: str = ""
    confidence: float = Field(0.5, ge=0, le=1)


class MomentAnswer(BaseModel):
    """Model call 1 of a due follow-up, task `moment`: is it still right to write, on the facts of now?"""

    model_config = ConfigDict(extra="ignore")
    verdict: Literal["write", "wait", "cancel", "person"]
    because: str = Field(description="one plain sentence")
    quote: str = ""
    wait_days: int | None = Field(None, ge=1, le=90)
    confidence: float = Field(0.5, ge=0, le=1)


class DraftAnswer(BaseModel):
    """Model call 2, task `compose`: the words. `abstain` where nothing grounded can be said."""

    model_config = ConfigDict(extra="ignore")
    text: str = ""
    template_variables: dict[str, str] = Field({}, description="'1' -> value, when a template is to be filled")
    template: str = Field("", description="id of the one of `other_templates` that is filled instead of `template`")
    cites: list[str] = Field([], description="ids of the passages the text stands on")
    broken: list[str] = Field([], description="ids of `guidelines` that the text does not keep to")
    abstain: bool = False
    abstain_reason: str = ""
    confidence: float = Field(0.5, ge=0, le=1)
