"""What the words around a time tell of it, beyond whose it is: somebody else's verdict, a holiday to get over, today's name."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from crm.llm.embedded.time_grammar.folding import Folded
from crm.llm.embedded.time_grammar.tokens import Value

Placed = tuple[int, int, Value]

_DATED = frozenset("date day_of_month weekday day week month end_of".split())
# Somebody decides, answers or announces, who is neither they nor we.
_DECIDES = (
    r"(?:rul(?:e|es|ing)|decid(?:e|es|ing)|vot(?:e|es|ing)|(?:tell|tells|inform|informs|notify|notifies|update|updates)(?: us| me)?|(?:let|lets) (?:us|me) know|answers?|responds?|repl(?:y|ies)|confirms?|approves?|"
    r"announces?|says?|gives? (?:us|me|its?|their|an?|the) (?:answer|decision|verdict|okay|ok|nod|green light)|(?:get|gets|come|comes) back to (?:us|me))"
)
_WHO = (
    r"(?:they|he|she|council|bank|lenders?|board|committee|panel|court|judge|ho|oga|underwriting|appraiser|surveyors?|syndic|camara|embassy|consulate|hq|head office|insurers?|insurance|landlord|planners|planning|authorit\w+|ministry|university|school|uni|boss|management|"
    r"hr|legal|finance|procurement|underwriters?|surveyor|trustees|shareholders|partners?|(?:the|my|our|their|his|her) [\w'-]+(?: [\w'-]+)?)"
)
_THIRD_PARTY = re.compile(
    r"(?<!\w)(?:"
    rf"{_WHO}(?:'s|'re|re|'ll|'ve| will| must| has| have| is| are| should| need| needs| got| gotta| had)*(?: to| going to| due to| supposed to| meant to| expected to)? (?:\w+ )?{_DECIDES}|"
    r"(?:verdict|decision|ruling|outcome|results?|answer|approval|response|reply|sign[- ]?off|green light|word|sanction|permit|appraisal|survey|report|inspection report|valuation|lab results?|biopsy)(?: from [\w' ]{2,20})?(?:'s| is| are| will| will be| comes?| lands?| should| gets?|,)*(?: be| come| land| have)?(?: a decision)?(?: (?:due(?: back)?|expected|out|in|back|announced|back|made|here|promised|set))*|"
    r"we(?:'ll| will| should| are going to)? (?:hear(?: back)?(?: from [\w' ]{2,20})?|find out|get (?:the|an|our|their) (?:answer|decision|result|results|verdict|approval|okay|ok|news))|"
    r"(?:(?:nos|me|le|lo) )?(?:contestan?|responden?|resuelven?|deciden?|dicen?|avisan?|confirman?|aprueban?|autorizan?|fallan?|dan (?:respuesta|el ok|el visto bueno))|(?:(?:el|la|los) )?(?:fallo|resolucion|decision|respuesta|veredicto|resultados?)(?: (?:sale|llega|es|esta))?|"
    r"(?:eles|elas|ele|ela|o banco|a diretoria|a prefeitura)? ?(?:respondem?|decidem?|dao (?:a )?resposta|da (?:a )?resposta|dizem|avisam|aprovam|resolvem)|(?:(?:a|o) )?(?:decisao|resposta|resultado|parecer|laudo)(?: d[aoe]s? \w+)?(?: (?:sai|vem|chega|e))?|(?:da|dao) (?:o |a |um |uma )?(?:retorno|resposta|posicao)|"
    r"(?:elle|il|ils|elles|l[ae] \w+) (?:nous |me |doit |doivent |va |vont )*(?:repond\w*|decid\w*|tranch\w*|donn\w+ (?:sa|leur) reponse)|(?:la|sa|leur) (?:decision|reponse)(?: (?:tombe|est|arrive))?|"
    r"(?:die |der |das |ihre |seine )?(?:entscheidung|antwort|zusage|ergebnis|bescheid)(?: (?:fallt|kommt|ist|steht))?|(?:sie|er|(?:der|die|das) \w+) (?:entscheide\w*|antworte\w*|sag\w+ (?:uns|mir))"
    r")(?: (?:us|me|on|on it|it|to|yes or no|so|that|about it|back))*(?: (?:by|until|till|til|before|no later than|not later than|at the latest|latest|on|in|around|the|antes|antes del?|a mas tardar|hasta|para|el|por|ate|no maximo|ate o|dia|em|no|avant|d'ici|le|au plus tard|bis|spatestens|am|zum|is|due|del?|lo|que)\W*)*\W*$"
)
# What they ask us to tell them by then is no verdict of somebody else.
_ASKED_OF_US = re.compile(
    r"(?<!\w)(?:you|u|can|could|please|pls|let me know|me (?:dices|avisas|confirmas|diga|responde|avisa)|por favor|bitte|svp|consegue)(?!\w)"
)


def verdicts(folded: Folded, placed: Sequence[Placed]) -> None:
    """ "Council has to rule by 17 Sept", "they tell us by the 15th": news comes after that day, and not before."""
    for start, _, value in placed:
        if value["kind"] == "return_from" and value.get("start"):
            _no_return(folded, start, value)
        if value["kind"] not in _DATED or value["role"] not in ("contact_before", "contact_after", "unavailable"):
            continue
        if value.get("relation") in ("after", "from", "since") or value.get("negated") or value.get("offset"):
            continue
        left = re.split(r"[.!?;,\n]", folded.text[max(0, start - 120) : start])[-1]
        if _THIRD_PARTY.search(left) and not _ASKED_OF_US.search(left):
            value["role"] = "event"
            for key in ("corrects", "relation"):
                value.pop(key, None)


_HEARD_BACK = re.compile(
    r"(?<!\w)(?:hear(?:ing)?|get|report|call|come|due|results?|it's|they're) back(?: (?:from|to) [\w' ]{2,25}?)? ?(?:by|on|before|in|around)? ?(?:the )?$"
)


def _no_return(folded: Folded, start: int, value: Value) -> None:
    """ "We hear back from the council by the 20th": an answer comes back, and nobody from an absence."""
    if _HEARD_BACK.search(folded.text[max(0, start - 60) : start]):
        point = value.pop("start")
        value |= point | {"role": "event"}
        value.pop("relation", None)


_LET_IT = re.compile(
    r"(?<!\w)(?:let|lets|wait (?:for|till|until)|once|when|after|till|until|get|getting|cuando|que|dej\w+|esper\w+ (?:a )?que|deix\w+|esper\w+|quando|assim que|laiss\w+|attend\w+ que|lass\w*|wenn|sobald|jab|خلي\w*|لما|بس|نستن[يى]|ש?נעבור)"
    r"(?: (?:me|us|this|the|get|all|pase|pasar|passar|passer|que|la|el|las|los|o|a|as|os|le|les|sie|wir|uns|das|die|erst|mal))*\W*$"
)
_PASSING = re.compile(
    r"(?<!\w)(?:que pase|pase|pasen|pasando|pasad[oa]s?|cuando pase|passa|passar|passando|passad[oa]|deixa(?:r)? passar|laiss\w+ passer|passee?|apres que)(?: (?:la|el|las|los|o|a|as|os|le|les))?\W*$"
)
_IT_GOES = re.compile(
    r"\W*(?:(?:all|first|finally|is|are|has|have|'s|gets?|be|being|to)\W+)*(?:over|done|past|finish\w*|pass(?:es|ed)?\b|gone\b|end(?:s|ed)?\b|out of the (?:way|road)|out the way|behind (?:us|me)|wrap\w* up|"
    r"(?:haya|hayan) pasado|acab\w+|termin\w+|passar\b|passad\w+|passe[re]?\b|vorbei\w*|rum\b|vorubergeh\w*|ho (?:ja\w*|gaya|gayi)|khatam|nikal\w*|(?:ي|ت)خلص|(?:ي|ت)عدي|(?:ي|ت)نتهي|ي?عبر|(?:ي|ت)?יעבור|יגמר|हो जा\w*|खत्म)"
)
_BY_ITSELF = re.compile(r"\W*(?:get over|gets over|ho (?:ja\w*)|khatam ho|हो जा\w*|खत्म हो)")


def got_over(folded: Folded, placed: Sequence[Placed]) -> None:
    """ "Let Diwali get over first", "passa a Páscoa e falamos": after that holiday."""
    for start, end, value in placed:
        if value["kind"] != "holiday" or value.get("negated") or value.get("relation") in ("after", "before", "by"):
            continue
        left, right = folded.text[max(0, start - 40) : start], folded.text[end : end + 40]
        if (
            _PASSING.search(left)
            or (value.get("relation") in ("until", "from") and _IT_GOES.match(right))
            or (_LET_IT.search(left) and _IT_GOES.match(right))
            or _BY_ITSELF.match(right)
        ):
            value |= {"role": "contact_after", "relation": "after"}


_MOVES = re.compile(
    r"(?<!\w)(?:mov|chang|swap|push|shift|bring|switch|postpon|reschedul|bump|cambi|mud|pas|adi|aplaz|corr|verschieb|verleg|decal|report)\w*(?: [\w']+){0,3} $"
)
_FEAST = re.compile(r"(?:\bis|'s|\bes|\be|\bist|c'est|\bhai)(?: an?| un| um| ein)? $")


def moved(folded: Folded, placed: Sequence[Placed]) -> None:
    """ "Let's move it from Friday to Tuesday": to Tuesday. "Friday is a holiday": a name for Friday."""
    for start, _, value in placed:
        left = folded.text[max(0, start - 40) : start]
        if value["kind"] == "range" and value.get("end") and _MOVES.search(left):
            end = value["end"]
            value.clear()
            value |= end | {"role": "contact_after", "corrects": True}
        elif value.get("holiday") == "bank_holiday" and _FEAST.search(left):
            value["role"] = "not_time"


_TODAY_IS = re.compile(r"[\s,]*(?:is|'s|s|es|e|ist|est|c'est|being)(?:\W+\w{1,5})?\W*")
_WHAT_DAY = re.compile(
    r"(?<!\w)(?:what'?s|what is|what day (?:is|was) it|is it|que dia es|que dia e|welcher tag ist|quel jour)\W*$"
)


def today_is(folded: Folded, placed: Sequence[Placed]) -> None:
    """ "What's today, Monday, so Wednesday": the day it is today is named, and not asked for."""
    for (start, end, one), (begin, _, other) in pairwise(placed):
        between, left = folded.text[end:begin], folded.text[max(0, start - 25) : start]
        first, then = is_today(one), is_today(other)
        if first and other["kind"] in ("weekday", "day_of_month", "date"):
            told = bool(_TODAY_IS.fullmatch(between) or (_WHAT_DAY.search(left) and re.fullmatch(r"\W*", between)))
        else:
            told = then and one["kind"] == "weekday" and not between.strip()
        if told:
            one["role"] = other["role"] = "not_time"


def is_today(value: Mapping[str, Any]) -> bool:
    return value.get("kind") == "day" and value.get("which") == "this"
