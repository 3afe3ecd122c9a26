"""Effects on our words: what is never or always said, length, form, language, manner."""

from __future__ import annotations

import re

from crm.llm.embedded.interpreting.amounts import NUMBER, number
from crm.llm.embedded.interpreting.found import Found, Sentence
from crm.llm.embedded.interpreting.pacing import NEVER

_SAY = r"(?:ask(?:ing)?|lie\b|lying|mislead\w*|guess\w*|exaggerat\w*|swear\w*|mient\w+|ment\w+|pretend\w*|blam\w+|argu\w+|jok\w+|assum\w+|invent\w*|speculat\w+|apologi[sz]\w+|critici[sz]\w+|make (?:jokes|promises|assumptions|claims)|pid\w+|bromea\w*|critiqu\w+|culp\w+|disculp\w+|pec\w+|invent\w+|say(?:ing)?|mention(?:ing)?|us(?:e|ing)\b|promis\w+|writ(?:e|ing)|talk(?:ing)? about|quot(?:e|ing)|nam(?:e|ing)\b|giv(?:e|ing)(?: out| away)?|shar(?:e|ing)|discuss\w*|reveal\w*|disclos\w+|call(?:ing)?|commit(?:ting)? to|guarantee\w*|speak(?:ing)? of|refer(?:ring)? to|bring(?:ing)? up|tell(?:ing)?(?: (?:them|people|customers|anyone|anybody))?|stat(?:e|ing)|offer\w*|send(?:ing)?|includ\w+|put(?:ting)?|dig\w+|dec\w+|mencion\w+|promet\w+|us(?:es|ar|amos|ando)\b|nombr\w+|habl\w+ de|garantiz\w+|d(?:ar|es|e) |compart\w+|ofrezc\w+|ofrec\w+|diz\w*|fal[ae]\w*|cit\w+|garant\w+|ofere\w+|inform\w+|pass\w+|mand\w+|envi\w+)"
_FORBIDS = re.compile(
    rf"\b{NEVER}\b(?:\s+(?:ever|even|to|please|se|le|les|lhes?|us|we|should|the assistant|allowed to|anyone|anybody))*\s+(?P<verb>{_SAY})\s*(?P<what>[^.;\n]*)"
)
_STATES = re.compile(
    r"\b(?:is|are|was|were|be|es|son|esta|estan|e|sao|estao|it's|they|customers?|who)\s+$"
)  # "fuel is not included" orders nothing
_BANNED = re.compile(
    r"\b(?:the (?:word|phrase|term|name|expression)s?|las? (?:palabras?|frases?)|as? (?:palavras?|frases?))\b(?P<what>[^.;]*)\b(?:is|are|esta|estan|e|sao)\b[^.;]{0,15}\b(?:forbidden|banned|off limits|taboo|prohibid\w+|proibid\w+)"
)
QUOTED = re.compile(r'"([^"\n]{2,200})"|«([^»\n]{2,200})»|(?<![\w])\'([^\'\n]{2,200})\'(?![\w])')
_DETECTORS = (
    ("phone", r"phone numbers?|telephone numbers?|mobile numbers?|numeros? de telefono|telefonos?\b|numeros? de telefone"),
    ("email", r"e-?mails?\b|e-?mail address\w*|correos?\b"),
    ("card", r"card numbers?|numeros? de tarjeta|numeros? de cartao"),
    ("url", r"links?\b|urls?\b|web addresses|enlaces?\b"),
    ("percent", r"percentages?|discounts?\b|descuentos?\b|descontos?\b|rebates?|porcentajes?"),
    ("price", r"prices?\b|pricing|rates?\b|costs?\b|fees?\b|amounts of money|precios?\b|tarifas?\b|costos?\b|precos?\b|valores\b"),
    ("date", r"(?:exact |specific |fixed |precise |concrete |any |a |the |delivery |arrival |shipping )*(?:delivery|arrival|shipping)? ?dates?\b|deadlines?|fechas?\b|datas?\b|prazos?\b|plazos?\b"),
)  # fmt: skip
_ARTICLES = r"^(?:that |any |an? |the |our |about |to |them |people |customers |anyone |anybody |que |un[ao]? |el |la |los |las |um[a]? |o |a |os |as |nunca |de |lo de )+"
_PROPER = re.compile(r"\b[A-ZÀ-Þ][\w'’&-]*(?:\s+[A-ZÀ-Þ][\w'’&-]*)*")
_TRAILING = re.compile(
    r"[,\s]+(?:ever|please|in (?:any|our|the) (?:message|repl|chat|answer)\w*|by name|at all|again|nunca|por favor|jamas|to (?:customers|clients|anyone|anybody|them)|(?:over|on|via|in|by|por|en|no|pelo) (?:the |el |la |o )?(?:whatsapp|chat|phone|writing)|por su nombre|pelo nome|by its name|in writing|with (?:customers|clients|anyone))\b.*$"
)
_CONDITION_TAIL = re.compile(
    r"[,\s]+\b(?:when|if|unless|until|before|except|whenever|cuando|si|hasta|salvo|quando|se|ate|exceto|instead)\b.*$"
)


def wording(sentence: Sentence) -> list[Found]:
    format_found, style = _format(sentence), _style(sentence)
    language, length = _language(sentence), _length(sentence)
    taken = [span for each in (*format_found, *language, *length) for span in each.hides]
    never = [] if format_found or language else _never(sentence)
    must = _must(sentence, [span for each in never for span in each.hides])
    if never or must:
        style = []
    if length or language:
        style = [each for each in style if not any(_overlap(span, other) for span in each.hides for other in taken)]
    return [*never, *must, *length, *format_found, *language, *style]


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _never(sentence: Sentence) -> list[Found]:
    text = sentence.text
    orders = (each for each in _FORBIDS.finditer(text) if not _STATES.search(text[: each.start()]))
    match = next(orders, None) or _BANNED.search(text)
    if not match:
        return []
    verb = match.groupdict().get("verb") or ""
    start, what = match.start("what"), match["what"]
    cut = min(
        (found.start() for pattern in (_TRAILING, _CONDITION_TAIL) if (found := pattern.search(" " + what))),
        default=len(what) + 1,
    )
    what = what[: max(cut - 1, 0)]
    span = (match.start(), start + len(what))
    phrases = [next(part for part in found.groups() if part) for found in QUOTED.finditer(sentence.folded.quote(*(start, start + len(what))).replace("“", '"').replace("”", '"').replace("’", "'").replace("‘", "'"))]  # fmt: skip
    if phrases:
        return [Found("reply.never_say", {"phrases": phrases[:10]}, (span,))]
    said = sentence.folded.quote(start, start + len(what))
    proper = [found[0] for found in _PROPER.finditer(said) if found[0] not in ("I", "English", "Spanish")]
    if proper and re.match(
        r"(?:mention|nam|say|us|talk|speak|refer|bring|discuss|call|mencion|nombr|dig|habl|cit|fal|diz)", verb
    ):
        return [Found("reply.never_say", {"phrases": [each.strip() for each in proper][:10]}, (span,))]
    detectors = [name for name, pattern in _DETECTORS if re.fullmatch(rf"(?:{_ARTICLES[1:-1]})*(?:exact |specific |fixed |firm |precise |discounted |delivery |arrival |exactas? |exatas? )*(?:{pattern})(?: de entrega| exact\w+| de envio)?", what.strip())]  # fmt: skip
    if detectors and not re.match(r"tell|offer|ofrec|ofrez|ofere|discuss|talk", verb):
        claim = _claim(sentence, match.start("verb") if verb else start, start + len(what))
        return [Found("reply.never_say", {"detectors": detectors, "claim": claim}, (span,))]
    claim = _claim(sentence, match.start("verb") if verb else start, start + len(what))
    alone = re.match(
        r"lie|lying|argu|jok|apolog|pretend|guess|exagger|swear|mient|ment|bromea|disculp|blam|specul", verb
    )
    if len(what.strip()) < 3 and not alone:
        return [Found("reply.never_say", {}, (span,), "What exactly may not be said?")]
    if re.match(r"send|mand|envi|us|put|inform|pass", verb) and not re.search(
        r"\b(?:words?|phrases?|jargon|terms?|names?|slang|abbreviations?|palabras?|frases?|jerga|palavras?|giria\w*)\b",
        what,
    ):
        return []
    return [Found("reply.never_say", {"claim": claim}, (span,))]


def _claim(sentence: Sentence, start: int, end: int) -> str:
    return sentence.folded.quote(start, end).rstrip(" ,.;:")[:300]


_TELLS = re.compile(
    r"\b(?P<verb>tell(?: (?:them|him|her|people|customers|clients|everyone|everybody|anyone|anybody|those|the customer|whoever|all)[^,.;]{0,50}?)?|say(?:s)?|mention|add|include|let (?:them|people|customers|everyone) know|inform (?:them|people|customers|everyone)|point out|explain|warn(?: (?:them|people|customers))?|note|remind (?:them|people|customers)|make (?:it )?clear|state|end (?:every |each |all |your |the )*(?:message|reply|answer|chat|conversation)?s?\s*with|start (?:every |each |all |your |the )*(?:message|reply|answer|chat|conversation)?s?\s*with|close with|open with|sign (?:off )?(?:every \w+ )?(?:with|as)|greet (?:them |people |customers )?with|thank (?:them|people|customers)|apologi[sz]e|recommend|suggest|"
    r"di(?:les?|gales?)?|dig[ao]\w*|avis\w+(?:les?)?|inform\w+(?:les?|lhes?)?|explic\w+(?:les?)?|agreg\w+|anad\w+|menciona|mencione|recuerda\w*|termin\w+ (?:con|cada \w+ con)|despid\w+ con|firm\w+ con|aclar\w+|"
    r"diga|diz|avis\w+|explique|mencione|acrescent\w+|inclu\w+|termine (?:com|cada \w+ com)|lembre\w*|assine com|deixe claro)\b\s*(?P<that>that |how |:|que |about )?\s*(?P<what>[^.;\n]*)"
)
_SAID_WHEN = re.compile(
    r"\s+(?:when(?:ever)?|if|once|cuando|si|quando|sempre que)\s+(?:they|he|she|the|a|an|some\w*|any\w*|people|customers?|clients?|leads?|alguien|un|una|el|los|ellos|um|uma|o|os|eles|alguem|preg\w+|perg\w+)\b.*$"
)


def _must(sentence: Sentence, taken: list[tuple[int, int]]) -> list[Found]:
    text = sentence.text
    for start, end in taken:
        text = text[:start] + " " * (end - start) + text[end:]
    for match in _TELLS.finditer(text):
        before = text[: match.start()]
        if re.search(rf"\b{NEVER}\b\s*(?:\w+\s+){{0,2}}$", before) or re.search(
            r"\b(?:they|he|she|who|customer|client|lead|somebody|someone|anyone|anybody|people|cliente|ellos|eles)\s+(?:\w+\s+)?$",
            before,
        ):
            continue
        if re.search(r"\b(?:when|whenever|if|once|cuando|si|quando|se)\s+(?:you|we)\s+$", before):
            continue
        place = match.start("what")
        tail = _SAID_WHEN.search(match["what"])  # "… when they ask": a condition, not part of what is said
        end = place + (tail.start() if tail else len(match["what"]))
        what = match["what"][: end - place]
        quoted = QUOTED.search(_same_quotes(sentence.folded.quote(place, end)))
        if quoted:
            words = next(part for part in quoted.groups() if part)
            return [Found("reply.must_say", {"text": words.strip()}, ((match.start(), end),))]
        claim = sentence.folded.quote(place, end).strip(" ,:").rstrip("!?")
        if re.match(r"(?:apolog|thank)", match["verb"]):
            claim = sentence.folded.quote(match.start("verb"), end).strip(" ,:")
        claim = re.sub(
            r"^(?:that|que|it'?s)\s+", lambda m: "it is " if m[0].startswith("it") else "", claim, flags=re.IGNORECASE
        )
        if len(claim) < 4 or not (match["that"] or match["what"]):
            continue
        if re.search(r"\b(?:reply|message|answer)s? in\b", what):
            continue
        return [Found("reply.must_say", {"claim": claim[:300]}, ((match.start(), end),))]
    return []


def _same_quotes(text: str) -> str:
    return text.translate(str.maketrans("“”„’‘", '"""\'\''))


_UNITS = (("sentences", r"sentences?|frases?|oraciones|oracion"), ("words", r"words?|palabras?|palavras?"), ("characters", r"characters?|chars?|caracteres?"))  # fmt: skip
_LENGTH = re.compile(
    rf"\b(?P<n>{NUMBER})(?:\s+(?:or|to|a|o|ou|-)\s+(?P<n2>{NUMBER}))?[\s-]+(?:short |full |brief |cortas? |curtas? )?(?P<unit>sentences?|words?|characters?|chars?|frases?|oraciones|oracion|palabras?|palavras?|caracteres?)\b"
)


def _length(sentence: Sentence) -> list[Found]:
    text = sentence.text
    params: dict[str, int] = {}
    spans = []
    for match in _LENGTH.finditer(text):
        amount = number(match["n2"] or match["n"])
        unit = next(name for name, pattern in _UNITS if re.fullmatch(pattern, match["unit"]))
        if amount and re.search(
            r"\b(?:at least|minimum|al menos|por lo menos|pelo menos|no less than)\b[^,.;]{0,12}$",
            text[: match.start()],
        ):
            continue
        if amount:
            params[unit] = int(amount)
            spans.append((max(0, match.start() - 40), match.end()))
    return [Found("reply.max_length", dict(params), tuple(spans))] if params else []


_ITEMS = (
    ("emoji", r"emojis?|emoticon\w*|smileys?|emoticones|carinhas|caritas"),
    ("exclamation_marks", r"exclamation (?:marks?|points?)|signos de exclamacion|exclamaciones|pontos? de exclamacao"),
    ("lists", r"bullet(?:s|ed)?(?: points?| lists?)?|bulleted lists?|(?:numbered )?lists?\b|listas?\b|vinetas|topicos"),
    ("links", r"links?\b|urls?\b|enlaces?\b"),
    ("capitals", r"all[- ]caps|caps\b|capital letters|capitals|uppercase|mayusculas|maiusculas|caixa alta"),
)  # fmt: skip
_QUESTIONS = re.compile(
    rf"\b(?:(?:at most|no more than|only|just|more than|maximum|max|up to|ask|solo|mas de|no mas de|como maximo|apenas|so|mais de|no maximo|haz|faca)\s+)+(?P<n>{NUMBER})\s+(?:questions?|preguntas?|perguntas?)\b|\b(?P<n2>{NUMBER})\s+(?:questions?|preguntas?|perguntas?)\s+(?:at a time|per|por|a message|each|de cada vez|a la vez)"
)


def _format(sentence: Sentence) -> list[Found]:
    text = sentence.text
    params: dict[str, object] = {}
    spans: list[tuple[int, int]] = []
    for name, pattern in _ITEMS:
        match = re.search(rf"\b(?:{pattern})", text)
        if not match:
            continue
        before = text[: match.start()]
        forbids = re.search(
            rf"\b(?:{NEVER}|leave out|drop|skip|cut|fewer|omit|get rid of|ban|keep [^,.;]{{0,15}}out|quit\w*|elimin\w+|remov\w+|tir\w+|less|free of)\b[^.;]{{0,40}}$",
            before,
        )
        after = re.search(
            r"^\W*(?:-?free|are (?:not|forbidden|banned)|is (?:not|forbidden)|forbidden|banned|out\b|off\b|prohibid\w+|proibid\w+)",
            text[match.end() :],
        )
        asked = re.search(
            r"\b(?:use|using|add|put|allowed|may|can|with|include|us[ae]\w*|pon\w*|pod\w+|pued\w+|coloqu\w+|write|welcome)\b[^.;]{0,30}$",
            before,
        )
        if name == "links" and not (forbids or after):
            continue
        if forbids or after or asked:
            params[name] = not (forbids or after)
            spans.append((forbids.start() if forbids else match.start(), match.end()))
    if match := _QUESTIONS.search(text):
        amount = number(match["n"] or match["n2"])
        if amount is not None and not re.search(r"\b(?:customers?|they|clients?) (?:ask|asks)\b", text):
            params["questions"] = int(amount)
            spans.append(match.span())
    return [Found("reply.format", params, tuple(spans))] if params else []


_LANGUAGES = {
    "english": "en", "ingles": "en", "spanish": "es", "espanol": "es", "castellano": "es", "espanhol": "es", "portuguese": "pt", "portugues": "pt",
    "french": "fr", "frances": "fr", "german": "de", "aleman": "de", "alemao": "de", "italian": "it", "italiano": "it", "hebrew": "he", "hebreo": "he",
    "arabic": "ar", "arabe": "ar", "hindi": "hi", "dutch": "nl", "holandes": "nl", "chinese": "zh", "catalan": "ca", "russian": "ru", "polish": "pl",
}  # fmt: skip
_WRITES = r"(?:answer\w*|repl\w+|respond\w*|writ\w+|speak\w*|talk\w*|use|stick to|communicat\w+|contest\w+|escrib\w+|habl\w+|us[ae]\w*|escrev\w+|fal[ae]\w*|messages?|stay in|switch to|follow)"
_MIRROR = re.compile(
    rf"\b{_WRITES}\b[^.;]{{0,40}}\b(?:same language|their (?:own )?language|(?:the |whatever |whichever )?language (?:that )?(?:they|the customer|the client|he|she|each|of the)|customer'?s (?:own )?language|client'?s language|(?:su|mismo|propio) idioma|idioma (?:del|en que|que)|(?:mesmo|seu|no) idioma|idioma (?:do|em que|deles)|lingua (?:do|em que)|mesma lingua)|\b(?:mirror|match|follow) (?:the |their )?(?:customer'?s |client'?s )?language"
)
_NAMED_LANGUAGE = re.compile(rf"\b(?P<name>{'|'.join(_LANGUAGES)})\b")


def _language(sentence: Sentence) -> list[Found]:
    text = sentence.text
    if match := _MIRROR.search(text):
        return [Found("reply.language", {"mode": "mirror"}, ((match.start(), len(text)),))]
    led = re.search(
        rf"\b{_WRITES}\b[^.;]{{0,30}}?\b(?:only |always |siempre |solo |so |sempre |apenas )*(?:in|en|em)\s+(?:only\s+)?(?:{'|'.join(_LANGUAGES)})|\b(?:english|spanish|portuguese|french|german|italian) only\b|\bstick to (?:{'|'.join(_LANGUAGES)})",
        text,
    )
    if not led or re.search(rf"\b{NEVER}\b[^.;]{{0,20}}$", text[: led.start()]):
        return []
    told = text[led.start() : led.end() + 30]
    if re.search(
        r"\b(?:who|that|customers|clients|people|leads|they|someone|anyone|clientes|quien\w*|quem) (?:\w+ )?$",
        text[: led.start()],
    ):
        return []
    names = list(dict.fromkeys(_LANGUAGES[found["name"]] for found in _NAMED_LANGUAGE.finditer(told)))
    return [
        Found("reply.language", {"mode": "fixed" if len(names) == 1 else "allowed", "languages": names}, (led.span(),))
    ]


_MANNER = re.compile(
    r"\b(?:warm(?:er|ly)?|friendl(?:y|ier)|formal(?:ly)?|informal(?:ly)?|casual(?:ly)?|polite(?:r|ly)?|kind(?:er|ly)?|gentle(?:r)?|gently|cheerful|professional(?:ly)?|businesslike|concise(?:ly)?|brief(?:ly|er)?|short(?:er)?|simple(?:r)?|plain(?:er)?|simply|calm(?:er|ly)?|empath\w+|humble|humbler|playful|relaxed|patient(?:ly)?|serious|respectful(?:ly)?|sober|direct(?:ly)?|personal|less pushy|pushy|apologetic|enthusiastic|upbeat|colloquial|slang|jargon|plain language|tone|first names?|last names?|surnames?|"
    r"calid[oa]s?|amable\w*|cercan[oa]s?|formal\w*|educad[oa]s?|cordial\w*|breve\w*|cort[oa]s?|sencill[oa]s?|tutea\w*|de usted|de tu|tono|suave\w*|carinos\w+|simpatic\w+|caloros\w+|gentil\w*|educad\w+|curt[oa]s?|simples|tom\b|amigavel|amigaveis|descontraid\w+|profissional|profesional\w*|por voce|de senhor)\b"
)
_MANNER_VERB = re.compile(
    r"\b(?:be|sound|write|use|keep|speak|talk|stay|answer|reply|address|make|treat|call|greet|set|prefer|adopt|remain|sou[nd]\w*|se|ser|sea|usa\w*|escrib\w+|habl\w+|trat\w+|manten\w+|responde\w*|contesta\w*|seja|sejam|use|fale\w*|escrev\w+|mantenha\w*|no|a|more|a bit|warmer)\b"
)


def _style(sentence: Sentence) -> list[Found]:
    match = _MANNER.search(sentence.text)
    if not match or not _MANNER_VERB.search(sentence.text):
        return []
    return [Found("reply.style", {"instruction": _instruction(sentence)}, (match.span(),))]


def _instruction(sentence: Sentence) -> str:
    return " ".join(sentence.folded.source.split())[:300].rstrip(" .")
