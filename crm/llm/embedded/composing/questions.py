"""The one relevant question after taking a matter up: chosen by the matter, never one that is answered already."""

from __future__ import annotations

import re

from crm.llm.embedded.composing import questions_en, questions_es, questions_pt
from crm.llm.embedded.composing.voice import Voice

_TABLES = {"en": questions_en, "es": questions_es, "pt": questions_pt}
_HEAD = re.compile(r" (?:with|for|in|near|con|para|com|em) ")


def own_question(matter: str, conversation: str, voice: Voice) -> str:
    """A question particular to this matter that `conversation` does not answer; "" where there is none.

    The head of the matter decides before its complements: "40 polo shirts with our logo" is about shirts.
    """
    for words in dict.fromkeys((_HEAD.split(matter)[0], matter)):
        for topic, questions in _TABLES[voice.language].QUESTIONS:
            if re.search(topic, words, re.I):
                return _open_one(questions, f"{conversation} {matter}", voice)
    return ""


def next_question(matter: str, conversation: str, voice: Voice) -> str:
    """One question that fits the matter; a general one where none does."""
    general = _TABLES[voice.language].ANY_QUESTION
    return (
        own_question(matter, conversation, voice)
        or _open_one(general, conversation, voice)
        or voice.say(general[-1][0])
    )


def _open_one(questions: tuple[tuple[str, str], ...], conversation: str, voice: Voice) -> str:
    still_open = [question for question, answered in questions if not re.search(answered, conversation, re.I)]
    return voice.say(voice.choose(still_open, "next")[0]) if still_open else ""
