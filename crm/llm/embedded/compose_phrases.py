"""The sentences of the embedded model by language; and the short fixed lines of languages we do not compose in."""

from __future__ import annotations

import re
from collections.abc import Mapping

from crm.llm.embedded import compose_phrases_en, compose_phrases_es, compose_phrases_pt
from crm.llm.embedded.compose_voice import Voice

_TABLES = {"en": compose_phrases_en, "es": compose_phrases_es, "pt": compose_phrases_pt}

# noted: an acknowledgement; when: a confirmed date; no_chase, opt_out, resolved, person: as in the other tables;
# again: a follow-up a person may send on; name, topic, reason: fillers of template variables.
FIXED: dict[str, dict[str, str]] = {
    "fr": {
        "noted": "Merci pour votre message, c'est bien noté.",
        "when": "Merci, c'est bien noté. Je vous réécris {when}.",
        "no_chase": "C'est bien compris, je n'insiste pas. Écrivez quand cela vous convient.",
        "opt_out": "C'est bien compris : nous ne vous enverrons plus de messages.",
        "resolved": "Très bien, merci de l'avoir dit. Écrivez ici si besoin.",
        "person": "Merci pour votre message. Je le transmets à une personne de l'équipe, qui verra tout ce que vous avez écrit.",
        "again": "Bonjour, vous aviez écrit {quote}. Souhaitez-vous reprendre maintenant ?",
        "name": "à nouveau", "topic": "ce dont nous avons parlé", "reason": "notre dernier échange",
    },
    "de": {
        "noted": "Danke für Ihre Nachricht, ist notiert.",
        "when": "Danke, ist notiert. Ich schreibe Ihnen {when} wieder.",
        "no_chase": "Verstanden, ich hake nicht nach. Schreiben Sie, wann es Ihnen passt.",
        "opt_out": "Verstanden: Sie erhalten keine weiteren Nachrichten von uns.",
        "resolved": "Das freut mich, danke. Schreiben Sie hier, wenn noch etwas ist.",
        "person": "Danke für Ihre Nachricht. Ich gebe sie an einen Menschen aus dem Team weiter, der alles Bisherige sieht.",
        "again": "Guten Tag, Sie hatten geschrieben: {quote}. Möchten Sie jetzt daran anknüpfen?",
        "name": "noch einmal", "topic": "unser Thema", "reason": "unserem letzten Gespräch",
    },
    "he": {
        "noted": "תודה על ההודעה, רשמתי לפניי.",
        "when": "תודה, רשמתי לפניי. ההודעה הבאה ממני תגיע {when}.",
        "no_chase": "הכול בסדר, לא אטריד. אפשר לכתוב כאן מתי שנוח.",
        "opt_out": "קיבלתי: לא יישלחו עוד הודעות מאיתנו.",
        "resolved": "איזה יופי, תודה על העדכון. אפשר לכתוב כאן אם יש עוד משהו.",
        "person": "תודה על ההודעה. היא עוברת עכשיו לאדם מהצוות, עם כל מה שנכתב כאן.",
        "again": "שלום, ההודעה האחרונה הייתה {quote}. האם זה זמן טוב להמשיך?",
        "name": "שוב", "topic": "מה שדיברנו עליו", "reason": "השיחה האחרונה שלנו",
    },
    "ar": {
        "noted": "شكرًا على الرسالة، تم تدوين ذلك.",
        "when": "شكرًا، تم تدوين ذلك. سنعاود المراسلة {when}.",
        "no_chase": "مفهوم، لن نلحّ في الأمر. يمكن الكتابة هنا في أي وقت مناسب.",
        "opt_out": "مفهوم: لن نرسل أي رسائل أخرى.",
        "resolved": "يسعدنا ذلك، شكرًا. يمكن الكتابة هنا عند الحاجة.",
        "person": "شكرًا على الرسالة. سيتولى الأمر شخص من الفريق مع كل ما كُتب هنا.",
        "again": "مرحبًا، كانت الرسالة الأخيرة {quote}. هل الوقت مناسب الآن للمتابعة؟",
        "name": "مجددًا", "topic": "ما تحدثنا عنه", "reason": "محادثتنا الأخيرة",
    },
    "hi": {
        "noted": "आपके संदेश के लिए धन्यवाद, हमने नोट कर लिया है।",
        "when": "धन्यवाद, नोट कर लिया है। हम आपको {when} फिर लिखेंगे।",
        "no_chase": "ठीक है, हम आपको परेशान नहीं करेंगे। जब सुविधा हो, यहाँ लिखिए।",
        "opt_out": "ठीक है: अब हमारी ओर से कोई संदेश नहीं आएगा।",
        "resolved": "जानकर अच्छा लगा, धन्यवाद। कुछ और हो तो यहाँ लिखिए।",
        "person": "आपके संदेश के लिए धन्यवाद। इसे हमारी टीम का एक व्यक्ति देखेगा, आपकी पूरी बात के साथ।",
        "again": "नमस्ते, आपने लिखा था {quote}। क्या अब आगे बात करना ठीक रहेगा?",
        "name": "फिर से", "topic": "हमारी बात", "reason": "हमारी पिछली बात",
    },
}  # fmt: skip


def phrases(language: str) -> Mapping[str, tuple[str, ...]]:
    """All sentences of a language that is composed in depth (en, es, pt); empty for others."""
    table = _TABLES.get(language)
    return table.PHRASES if table else {}


def next_question(matter: str, conversation: str, voice: Voice) -> str:
    """One question that fits the matter and is not answered in the conversation yet; a general one otherwise."""
    table = _TABLES[voice.language]
    for words, questions, answered in table.QUESTIONS:
        if re.search(words, matter, re.I):
            if re.search(answered, conversation, re.I):
                break
            return voice.say(voice.choose(questions, "next")[0])
    return voice.say(voice.choose(table.ANY_QUESTION, "next")[0])


def has_own_question(matter: str, conversation: str, voice: Voice) -> bool:
    """Whether a question particular to this matter is still open."""
    hits = [answered for words, _, answered in _TABLES[voice.language].QUESTIONS if re.search(words, matter, re.I)]
    return bool(hits) and not re.search(hits[0], conversation, re.I)
