"""The scripts of the stage, each with the claims that must hold after every step. They are the story tests, too."""

from conversations.models import NextKind
from conversations.stage.script import Act, Check, Forward, Script, Write

SWAMPED = (
    "Hi! We're looking for someone to ship our parcels to Portugal. I'm swamped with a product launch though, "
    "let's pick this up in a couple of weeks."
)

SCRIPTS = (
    Script(
        "swamped",
        "Swamped",
        "A busy customer is answered at once and written to again when the time has come.",
        "Ana Ruiz",
        (
            Write(
                SWAMPED,
                (
                    Check("Answered at once, with the date in the words", lambda s: s.said(1) and s.names_the_date()),
                    Check("The agent writes again in 12 to 18 days", lambda s: s.planned_in(11, 18)),
                ),
            ),
            Forward(
                18,
                (
                    Check(
                        "Written to once, by an approved template",
                        lambda s: s.said(2) and bool(s.ours[-1].outbox.content_sid),
                    ),
                    Check("It takes up Portugal and the launch", lambda s: s.last_says("portugal", "launch")),
                ),
            ),
            Write("Yes, perfect timing! We have about 40 parcels a month.", (Check("Answered", lambda s: s.said(3)),)),
        ),
    ),
    Script(
        "ready-early",
        "Ready early",
        "Who comes back early is answered, and never gets the stale follow-up.",
        "Bea Soto",
        (
            Write(SWAMPED, (Check("A follow-up is planned", lambda s: s.next_is(NextKind.FOLLOW_UP)),)),
            Forward(3, (Check("Nothing is written meanwhile", lambda s: s.said(1)),)),
            Write(
                "actually we're ready now",
                (
                    Check("Answered at once", lambda s: s.said(2)),
                    Check("The follow-up is cancelled", lambda s: not s.next_is(NextKind.FOLLOW_UP) and s.noted("Cancelled")),
                ),
            ),
            Forward(21, (Check("The stale message was never sent", lambda s: s.said(2)),)),
        ),
    ),
    Script(
        "settled-by-phone",
        "Settled by phone",
        "What was settled elsewhere is not asked about again.",
        "Nuno Vidal",
        (
            Write(
                "Hi, we'd like to ship our wine to Sweden. I'm away at a fair this week, please write to me in ten days.",
                (Check("A follow-up is planned", lambda s: s.planned_in(7, 14)),),
            ),
            Act(
                "settled_by_phone",
                "A colleague settles it on the phone; the phone system says so.",
                (
                    Check("The follow-up is not pending any more", lambda s: not s.next_is(NextKind.FOLLOW_UP)),
                    Check("The thread says why", lambda s: s.noted("phone") or s.noted("settled") or s.noted("solved")),
                ),
            ),
            Forward(14, (Check("Nothing more was written", lambda s: s.said(1)),)),
        ),
    ),
    Script(
        "polite-no",
        "Polite no",
        "A polite no is not chased: a person looks at it on a date.",
        "Eva Lund",
        (
            Write(
                "Thanks for the offer! Sounds great, maybe some day, we'll see",
                (
                    Check("Thanked, without a push", lambda s: s.said(1)),
                    Check("A person looks at it on a date", lambda s: s.next_is(NextKind.INTERNAL_REVIEW)),
                ),
            ),
            Forward(45, (Check("Nobody chased them", lambda s: s.said(1)),)),
        ),
    ),
    Script(
        "comparison",
        "Send me the comparison next month",
        "What must be made before writing is a person's task, two working days before.",
        "Marta Gil",
        (
            Write(
                "Sounds good. Could you send me the pricing comparison next month?",
                (
                    Check("Answered at once", lambda s: s.said(1)),
                    Check("The agent writes next month", lambda s: s.next_is(NextKind.FOLLOW_UP) and s.in_next_month()),
                ),
            ),
            Forward(
                to=lambda s: s.alarm,
                says="Until two working days before that date: the days pass.",
                checks=(
                    Check("A person is asked to make it", lambda s: s.next_is(NextKind.HUMAN_TASK) and s.next_says("pricing comparison")),
                    Check("Nothing is sent in its place", lambda s: s.said(1)),
                ),
            ),
            Act(
                "made",
                "Tomasz has made it and says so in the thread.",
                (Check("The agent has its date again", lambda s: s.next_is(NextKind.FOLLOW_UP) and s.said(1)),),
            ),
            Forward(
                to=lambda s: s.alarm,
                says="Until the promised day: the days pass.",
                checks=(
                    Check("The window is closed: an approved template offers it", lambda s: s.said(2) and bool(s.ours[-1].outbox.content_sid) and s.last_says("comparison")),
                    Check("Never “just checking in”", lambda s: not s.last_says("checking in")),
                ),
            ),
            Write(
                "Yes please, send it!",
                (
                    Check("It is delivered on their yes", lambda s: s.said(3) and s.last_says("express", "economy")),
                    Check("The thread says that it was delivered", lambda s: s.noted("Delivered")),
                ),
            ),
        ),
    ),
    Script(
        "teach",
        "Teach it a guideline",
        "One sentence holds what is pending, and pausing it releases exactly that.",
        "Ivo Kranjc",
        (
            Write(SWAMPED, (Check("A follow-up is planned", lambda s: s.next_is(NextKind.FOLLOW_UP)),)),
            Act(
                "teach",
                "The lead teaches: “When a lead asks for time, don't follow up until they reach out first.”",
                (Check("The follow-up is held at once", lambda s: not s.next_is(NextKind.FOLLOW_UP)),),
            ),
            Forward(21, (Check("Nothing was written", lambda s: s.said(1)),)),
            Act(
                "forget",
                "The lead pauses the guideline again.",
                (Check("The follow-up is let go", lambda s: s.next_is(NextKind.FOLLOW_UP) or len(s.ours) > 1),),
            ),
        ),
    ),
    Script(
        "not-in-the-articles",
        "Not in the articles",
        "What no article says is not made up: a person answers, and the agent goes on knowing what happened.",
        "Ida Holm",
        (
            Write(
                "Can you keep cut flowers at 5 degrees on the way to Denmark?",
                (
                    Check("Told once that a colleague answers", lambda s: s.said(1) and s.last_says("colleague")),
                    Check("It waits for a person, with the reason", lambda s: s.handoff is not None and bool(s.handoff.words)),
                ),
            ),
            Act(
                "colleague",
                "Tomasz claims it, answers, and hands back with a note.",
                (Check("The answer arrived", lambda s: s.said(2) and s.last_says("Tomasz")),),
            ),
            Write("Great, thank you!", (Check("The agent has the thread again", lambda s: s.handoff is None and s.next_is(NextKind.WAIT_FOR_CUSTOMER, NextKind.FOLLOW_UP, NextKind.REPLY)),)),
        ),
    ),
    Script(
        "stop",
        "STOP",
        "A STOP ends everything, by code, before any model.",
        "Noa Berg",
        (
            Write(
                "Hi, I'm busy with a move, write to me next week about our parcels to Lisbon please",
                (Check("A follow-up is planned", lambda s: s.next_is(NextKind.FOLLOW_UP)),),
            ),
            Write(
                "STOP",
                (
                    Check("Confirmed once", lambda s: s.said(2)),
                    Check("Closed: opted out", lambda s: s.conversation is not None and s.conversation.closed_reason == "opted_out"),
                ),
            ),
            Forward(14, (Check("Nothing more was sent", lambda s: s.said(2)),)),
        ),
    ),
)  # fmt: skip
BY_NAME = {script.name: script for script in SCRIPTS}
