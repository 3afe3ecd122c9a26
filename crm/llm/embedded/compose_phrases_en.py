"""Sentences in English. Placeholders: {name}, {about}, {now}, {past}, {np}, {word}, {when}, {quote}, {time}."""

from __future__ import annotations

PHRASES: dict[str, tuple[str, ...]] = {
    "hello_name": ("Hi {name},", "Hello {name},"),
    "hello": ("Hi,", "Hello,"),
    "greet_back": ("Hi{, name}! What can I do for you?", "Hello{, name}! How can I help?"),
    # reply: taking up what they want
    "matter_now": ("good to know that {now}.", "thanks for telling me that {now}.", "thanks for letting me know that {now}."),
    "matter_about": ("thanks for your message about {about}.", "I'd be glad to talk about {about} with you.", "I've taken note: {about}."),
    "matter_quote": ("thanks for your message – I've taken note of {about}.", "I've read what you wrote: {about}."),
    "noted": ("thanks for letting me know.", "thanks for telling me.", "that's good to know, thank you."),
    # reply: the reason
    "wish_event": ("All the best with {np}!", "I hope {np} goes well.", "Good luck with {np}!"),
    "wish_event_plural": ("All the best with {np}!", "I hope {np} go well.", "Good luck with {np}!"),
    "wish_move": ("All the best with the move!", "I hope the move goes smoothly!"),
    "wish_trip": ("Have a good trip!", "Safe travels!"),
    "wish_holiday": ("Enjoy your holiday!", "Have a lovely holiday!"),
    "wish_leave": ("No need to think of this while you're away.", "I'll leave you in peace while you're away."),
    "wish_busy": ("I understand that things are {word} right now.", "No rush at all while things are {word}."),
    "wish_pending": ("That makes sense: first {np}, then the rest.", "Understood – {np} first."),
    "wish_awaiting": ("It makes sense to wait for {np} first.", "Understood – {np} first."),
    "wish_thinking": ("Do take your time to think it over.", "It's a decision worth a little thought, so take your time."),
    "wish_thinking_with": ("It makes sense to go over it with {np} first.", "Do talk it through with {np} first."),
    "wish_grave": ("I'm very sorry to hear that.", "I'm so sorry."),
    "wish_private": ("I understand.", "That comes first, of course."),
    # reply: the time
    "will_write": ("I'll write to you again {when}.", "I'll pick this up with you {when}.", "I'll get back to you {when}."),
    "will_write_still": ("And, as agreed, I'll write to you {when}.", "We still have our date: I'll write to you {when}."),
    "confirm": ("Does that suit you?", "Is that right for you?", "Does that work for you?"),
    # reply: no more from us
    "no_chase": ("Understood – I won't chase you. Write whenever it suits you.", "That's perfectly fine. I'll leave it with you; just write here whenever you like.", "Of course – I'll leave it in your hands. You can write here whenever it suits you."),
    "no_chase_grave": ("Take all the time you need; I won't write until you do.", "There is nothing you need to do here. Write whenever you feel like it."),
    "polite_no": ("Thank you for telling me – that's absolutely fine. I won't chase you; you're welcome here any time.", "Understood, and thank you for being open about it. I'll leave it there; write whenever you like.", "That's perfectly all right, thank you for letting me know. I'll leave it at that – all the best to you!"),
    "opt_out": ("Understood: we won't send you any more messages. Sorry for the disturbance.", "That's done on our side: no more messages from us. Sorry for the disturbance."),
    "resolved": ("Glad to hear it! Just write if anything else comes up.", "Great that it's sorted. You can always write here if something else comes up.", "That's good news! I'm here if you need anything else."),
    # reply: a person
    "person_angry": ("I'm sorry{about_angry}. I'm passing this to a colleague now, with everything you've written, so that you don't have to explain it again.", "You're right to be upset, and I'm sorry{about_angry}. A colleague of mine takes this over from here, with everything you've written so far."),
    "person_wanted": ("Of course. I'm an automatic assistant, so I'm passing you to a colleague, who will see everything you've written.", "Sure – I'm passing this to a colleague, a person, who will see our whole conversation and answer you here."),
    "about_angry": (" about this",),
    # reply: they are ready
    "ready_about": ("good to hear that you're ready to go ahead with {about}!", "great, let's get started on {about}!"),
    "ready": ("good to hear that you're ready to go ahead!", "great, let's get started!"),
    "ready_question": ("So that we can get going: {question}", "To get started: {question}"),
    # follow-up: the reason, looking back
    "past_event": ("I hope {np} went well.", "I hope all went well with {np}.", "I hope {np} went as you wanted."),
    "past_move": ("I hope the move went well.", "I hope the move is behind you."),
    "past_gone": ("I hope you have {np} behind you now.", "I hope all went smoothly with {np}."),
    "past_trip": ("welcome back! I hope you had a good trip.", "I hope you had a good trip."),
    "past_holiday": ("welcome back! I hope you had a good holiday.", "I hope you had a lovely holiday."),
    "past_leave": ("welcome back!", "welcome back – I hope you had a good time away."),
    "past_busy": ("things were {word} when you last wrote; I hope it's calmer now.", "I hope things are a little less {word} than when you last wrote."),
    "past_condition": ("you were going to see first whether {np}.",),
    "past_pending": ("you wanted to wait until {np}.", "you wanted to come back to this once {np}."),
    "past_awaiting": ("you were waiting for {np} first.", "you wanted to see {np} first."),
    "past_thinking": ("you wanted some time for your thinking, and I hope it helped.", "you wanted time to think it over in peace."),
    "past_thinking_weekend": ("you wanted the weekend for your thinking.",),
    "past_thinking_with": ("you wanted to talk it over with {np} first.", "you were going to go over it with {np}."),
    "past_said": ("you wrote {np}.", "your words were {np}."),
    "past_time": ("you suggested {time}, so here I am.", "you said {time}, so here I am as agreed."),
    # follow-up: the matter and the question
    "back_past": ("You {past}.", "Last time, {past_full}."),
    "back_about": ("We were talking about {about}.", "This is about {about}."),
    "also": ("You also mentioned {np}.", "There was also {np}."),
    "ask_open": ("Shall we take it up again?", "Would you like to go on with it now?", "Shall we carry on from there?"),
    "ask_open_about": ("Shall we carry on with {about}?", "Would you like to take up {about} now?", "Is this a good moment for {about}?"),
    "ask_pending": ("Is there any news?", "How do things stand?"),
    "ask_awaiting": ("How do things stand with {np}?", "Is there any news on {np}?"),
    "ask_thinking": ("Is there anything I can clear up for you?", "Is there a point that is still open for you?", "Which question would help you most to have answered?"),
    "ask_thinking_about": ("What would still help you to decide on {about}?", "Is there anything open on {about} that I can clear up?"),
    "then": ("If so, {question}",),
    # templates
    "var_name": ("there",), "var_topic": ("what we talked about",), "var_reason": ("our last conversation",),
    "var_busy": ("a {word} stretch",), "var_trip": ("your trip",), "var_holiday": ("your holiday",), "var_leave": ("your time away",),
    "var_move": ("your move",), "var_thinking": ("you had time to think it over",), "var_when": ("now",),
}  # fmt: skip

# The next question that fits the matter: (words of the matter, questions, words that show it is already answered).
QUESTIONS: tuple[tuple[str, tuple[str, ...], str], ...] = (
    (r"parcel|\bship(ping|ment)?s?\b|courier|freight|pallet|deliver", ("roughly how many parcels a month would it be?", "where would the shipments start from?"), r"\d+ (parcels|shipments|boxes|pallets)"),
    (r"uniform|t-?shirt|clothing", ("how many people are they for?",), r"\d+ (people|pupils|students|employees)"),
    (r"kitchen|bath(room)?|window|roof|floor|renovat|paint|solar|fence|garden", ("what would you like to have done first?", "do you already have the measurements?"), r"\d+ ?(m2|sqm|square|metres|meters|ft|feet)"),
    (r"software|app\b|crm|tool|licen[cs]e|seats?|demo|subscription|platform", ("how many people would be using it?",), r"\d+ (users|people|seats|licen)"),
    (r"course|class|lesson|training|workshop", ("how many people would take part?",), r"\d+ (people|students|participants)"),
    (r"cater|wedding|party|event|venue", ("for how many people would it be?",), r"\d+ (people|guests)"),
    (r"travel|trip|flight|hotel|tour|room", ("which dates do you have in mind?",), r"$^"),
    (r"website|web ?shop|design|logo|brand", ("what should it do for you first of all?",), r"$^"),
    (r"insur", ("what would you like to have insured first?",), r"$^"),
    (r"\b(buy|order|purchase)|samples?", ("which quantity do you have in mind?",), r"\d+ (pieces|units|pcs)"),
)  # fmt: skip
ANY_QUESTION = ("what would you like to start with?", "which part would you like to begin with?")
