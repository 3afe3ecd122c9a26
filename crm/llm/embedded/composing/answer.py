# word lists, one language a line
"""Answering from passages by quoting: the sentences that answer are repeated word for word, or nothing is said.

A sentence answers when it holds most of the content words of the question (or of the title of its passage, for part of
them) and is of the kind asked for: a price holds an amount, an opening time holds a time.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from crm.llm.embedded.composing.voice import Voice
from crm.llm.embedded.language import language_of

_STOP = {"the", "a", "an", "and", "or", "of", "to", "in", "on", "at", "for", "with", "from", "by", "is", "are", "was", "were", "be", "been", "do", "does", "did", "can", "could", "would", "will", "shall", "should", "may", "might", "i", "we", "you", "he", "she", "it", "they", "me", "us", "my", "our", "your", "their", "this", "that", "these", "those", "there", "here", "what", "which", "who", "how", "when", "where", "why", "if", "so", "but", "not", "no", "yes", "please", "thanks", "thank", "hi", "hello", "hey", "also", "just", "still", "any", "some", "about", "get", "have", "has", "had", "want", "need", "like", "know", "tell", "much", "many", "long", "let", "ok", "okay", "actually", "am", "as", "into", "el", "la", "los", "las", "un", "una", "unos", "unas", "de", "del", "al", "y", "o", "que", "en", "con", "por", "para", "es", "son", "esta", "este", "esto", "se", "su", "sus", "mi", "mis", "tu", "tus", "te", "le", "lo", "nos", "si", "hola", "gracias", "favor", "cual", "cuales", "como", "cuando", "donde", "cuanto", "cuanta", "cuantos", "cuantas", "hay", "ser", "estar", "tiene", "tienen", "tengo", "puedo", "pueden", "puede", "quiero", "saber", "os", "um", "uma", "uns", "umas", "da", "dos", "das", "na", "nas", "e", "ou", "com", "sem", "seu", "sua", "meu", "minha", "voce", "voces", "eu", "ola", "oi", "obrigado", "obrigada", "qual", "quais", "onde", "quando", "quanto", "quanta", "quantos", "ha", "tem", "posso", "pode", "podem", "quero"}  # fmt: skip
_SAME = [
    {"price", "cost", "charge", "fee", "precio", "cuesta", "coste", "costo", "vale", "tarifa", "preco", "custa", "custo", "valor", "taxa"},
    {"deliver", "ship", "shipping", "delivery", "send", "entrega", "entregar", "enviar", "envio", "envios", "envian", "entregan", "entregam", "enviam", "frete"},
    {"hour", "hours", "open", "opening", "close", "horario", "abren", "abierto", "abre", "cierran", "aberto", "abrem", "funcionamento", "fecha"},
    {"return", "refund", "returns", "devolver", "devolucion", "reembolso", "devolucao"},
    {"pay", "payment", "card", "pagar", "pago", "pagos", "tarjeta", "pagamento", "cartao"},
    {"warranty", "guarantee", "garantia"},
    {"cancel", "cancellation", "cancelar", "cancelacion", "cancelamento"},
    {"address", "location", "located", "direccion", "ubicacion", "endereco", "localizacao"},
    {"discount", "descuento", "desconto"},
    {"invoice", "bill", "factura", "fatura"},
]  # fmt: skip
_AMOUNT = re.compile(r"\d|\bfree\b|gratis|gr[aá]tis|sin coste|sem custo|included|incluid", re.I)
_TIMES = re.compile(r"\d|\b(mon|tues|wednes|thurs|fri|satur|sun)day|lunes|viernes|s[aá]bado|domingo|segunda|sexta|closed|cerrad|fechad|daily|every day|noon|week|day|hour|d[ií]as?|horas?|semanas?", re.I)  # fmt: skip
_KINDS = [
    (re.compile(r"\bhow (much|many)\b|\bprices?\b|\bcosts?\b|\bfee\b|cu[aá]nt[oa]s?|precio|quant[oa]s?|pre[cç]o", re.I), _AMOUNT),
    (re.compile(r"\b(when|what time|hours|how long|how soon|how fast)\b|cu[aá]ndo|horario|cu[aá]nto tarda|a qu[eé] hora|quando|que horas|hor[aá]rio|quanto tempo", re.I), _TIMES),
]  # fmt: skip
_CONTINUES = re.compile(r"^(it|this|that|these|they|there|on |at weekends|except|however|otherwise|for |after that|orders?|esto|eso|sin embargo|los |para |isso|no entanto|aos )", re.I)  # fmt: skip


@dataclass(frozen=True)
class Answer:
    text: str
    cites: tuple[str, ...]
    confidence: float


def _plain(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(c))


def _stem(word: str) -> str:
    for index, group in enumerate(_SAME):
        if word in group or (word.endswith("s") and word[:-1] in group):
            return f"={index}"
    return re.sub(r"(?:ing|ed|es|s|e|a|o|os|as)$", "", word) if len(word) > 4 else word


def _stems(text: str) -> set[str]:
    return {_stem(w) for w in re.findall(r"[a-z0-9]{2,}", _plain(text)) if w not in _STOP}


def sentences(text: str) -> list[str]:
    """The sentences of a passage, without the marks of headings and lists. A row of a list keeps the line that leads it
    in: “€12.40 up to 5 kg” alone does not say what for."""
    found: list[str] = []
    lead = ""
    for row in text.splitlines():
        item = re.match(r"^\s*(?:[-*•]|\d+[.)])\s+", row)
        row = re.sub(r"^\s*(?:#+|[-*•]|\d+[.)])\s+", "", row).replace("**", "").strip()
        parts = [s.strip() for s in re.split(r"(?<=[.!?])\s+(?=[A-ZÀ-Ú¿¡“])", row) if s.strip()]
        if item and lead and parts:
            parts[0] = f"{lead}\n{parts[0]}"
        elif parts:
            lead = parts[-1] if parts[-1].endswith(":") else ""
        found += [part for part in parts if not (part == lead and not item)]
    return found


def questions_in(burst: str) -> str:
    """The part of a burst that asks; all of it where nothing is marked as a question."""
    asking = [s for s in re.split(r"(?<=[.!?\n])\s+", burst) if "?" in s]
    return " ".join(asking) or burst


def answer_from(passages: Sequence[dict[str, Any]], burst: str, voice: Voice) -> Answer | None:
    """The one or two adjoining sentences that answer, verbatim; None where none does. Only passages in the language that
    is spoken: what we cannot say in their words is a person's to say."""
    question = questions_in(burst)
    asked = _stems(question)
    spoken = [p for p in passages if _is_spoken(p, voice.language)]
    if not asked or not spoken:
        return None
    kinds = [needed for words, needed in _KINDS if words.search(question)]
    rows = [(p, s) for p in spoken for s in sentences(str(p.get("text") or ""))]
    seen = [_stems(s) for _, s in rows]
    weight = {w: 1.0 + math.log((1 + len(rows)) / (1 + sum(w in s for s in seen))) for w in asked}
    names = _names(question)
    best: tuple[float, int] | None = None
    for index, (passage, sentence) in enumerate(rows):
        if len(sentence) > 330 or sentence.endswith("?") or not all(k.search(sentence) for k in kinds[:1]):
            continue
        if any(name not in _plain(f"{passage.get('title')} {passage.get('text')}") for name in names):
            continue
        own = asked & seen[index]
        titled = (asked & _stems(str(passage.get("title") or ""))) - own
        total = sum(
            weight[w] for w in asked if w in own or not w.isdigit()
        )  # "100 parcels" may be answered by "from 60"
        score = (sum(weight[w] for w in own) + 0.7 * sum(weight[w] for w in titled)) / (total or 1.0)
        enough = score >= _support_needed(passage)
        if enough and (own or (titled and kinds)) and (best is None or score > best[0]):
            best = (score, index)
    return _with_next(rows, seen, asked, best) if best else None


def _is_spoken(passage: dict[str, Any], language: str) -> bool:
    """Few words may be taken for a neighbour of their language; asked with the spoken one in mind, they tell."""
    if str(passage.get("language") or language)[:2] == language:
        return True
    return language_of(str(passage.get("text") or ""), language) == language


def _support_needed(passage: dict[str, Any]) -> float:
    """How much of the question a sentence must hold: less where the whole passage means the same (cosine of multilingual
    E5, whose unrelated texts lie near 0.8), more where only words coincide."""
    cosine = passage.get("cosine")
    return min(0.8, max(0.45, 0.5 + 4.0 * (0.86 - float(cosine)))) if cosine else 0.5


def _names(question: str) -> list[str]:
    """Names in a question, folded: an answer about another place or product is no answer."""
    inside = re.findall(r"(?<![.!?¿¡] )(?<!^)\b[A-ZÀ-Ú][\w-]{2,}", question)
    return [_plain(word) for word in inside if _plain(word) not in _STOP and not word.isupper()]


def _with_next(
    rows: list[tuple[dict[str, Any], str]], seen: list[set[str]], asked: set[str], best: tuple[float, int]
) -> Answer:
    score, index = best
    passage, text = rows[index]
    following = rows[index + 1] if index + 1 < len(rows) else None
    if following and following[0] is passage and not following[1].endswith("?"):
        goes_on = _CONTINUES.match(following[1]) or len(asked & seen[index + 1]) * 2 >= len(asked)
        if goes_on and len(text) + len(following[1]) < 330:
            text = f"{text} {following[1]}"
    return Answer(text, (str(passage.get("id")),), round(min(0.9, 0.45 + score / 2), 2))
