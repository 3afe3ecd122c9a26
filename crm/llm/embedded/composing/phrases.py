# sentences, one language a line
"""The sentences of the embedded model by language; and the short fixed lines of languages we do not compose in."""

from __future__ import annotations

import re
from collections.abc import Mapping

from crm.llm.embedded.composing import phrases_en, phrases_es, phrases_pt
from crm.llm.embedded.composing.voice import Voice

_TABLES = {"en": phrases_en, "es": phrases_es, "pt": phrases_pt}

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
    "it": {
        "noted": "Grazie per il messaggio, ne ho preso nota.",
        "when": "Grazie, ne ho preso nota. Le riscrivo {when}.",
        "no_chase": "Va benissimo, non insisto. Scriva quando le è comodo.",
        "opt_out": "Ho capito: non riceverà altri messaggi da noi.",
        "resolved": "Mi fa piacere, grazie. Scriva qui se serve altro.",
        "person": "Grazie per il messaggio. Lo passo a una persona del team, che vedrà tutto ciò che ha scritto.",
        "again": "Buongiorno, ci aveva scritto {quote}. Vuole riprendere ora?",
        "name": "di nuovo", "topic": "ciò di cui abbiamo parlato", "reason": "il nostro ultimo contatto",
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

DATE_IN_FIGURES = {"it": "il {}", "he": "ב-{}", "ar": "في {}", "hi": "{} को"}


def phrases(language: str) -> Mapping[str, tuple[str, ...]]:
    """All sentences of a language that is composed in depth (en, es, pt); empty for others."""
    table = _TABLES.get(language)
    return table.PHRASES if table else {}


def when_said(when: str, voice: Voice) -> str:
    """The planned time as it stands after "I'll write to you": gets its preposition if it has none, or the wrong one."""
    when = when.strip().rstrip(".")
    if voice.language == "en" and re.match(r"(?:mon|tues|wednes|thurs|fri|satur|sun)day\b", when, re.I):
        return f"on {when}"
    if voice.language == "en" and re.match(
        r"(?:january|february|march|april|may|june|july|august|september|october|november|december)\b", when, re.I
    ):
        return f"in {when}"
    if voice.language == "es" and re.match(
        r"(?:lunes|martes|mi[eé]rcoles|jueves|viernes|s[aá]bado|domingo)\b", when, re.I
    ):
        return f"el {when}"
    if voice.language == "pt":
        when = re.sub(r"^em (?=(?:segunda|ter[cç]a|quarta|quinta|sexta|s[aá]bado|domingo)\b)", "", when, flags=re.I)
        if re.match(r"(?:segunda|ter[cç]a|quarta|quinta|sexta)\b", when, re.I):
            return f"na {when}"
        if re.match(r"(?:s[aá]bado|domingo)\b", when, re.I):
            return f"no {when}"
    return when


def is_plural(np: str) -> bool:
    """Whether a noun phrase takes a plural verb ("the exams"), by its head."""
    head = re.split(r" (?:of|for|to|in|at|with|on|de|del|para|do|da|dos|das|em|con|com) ", np)[0].split()[-1:]
    singular = bool(head) and head[0].lower() in ("christmas", "business", "campus", "diwali")
    return bool(head) and not singular and bool(re.search(r"[^s]s$", head[0])) and not re.match(r"\w+ing\b", np)


def of_person(word: str) -> bool:
    """Whether an English word for a busy time is said of people ("you're swamped") rather than of things ("hectic")."""
    return not re.search(r"hectic|back|full on|^crazy$|mad$|nuts|wild|manic|chao|intense", word)
