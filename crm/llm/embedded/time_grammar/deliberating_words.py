"""Words that say that they think, decide, or talk it over with somebody who is not us (folded)."""

from __future__ import annotations

import re

_IT = r"(?:it|this|that|things|them|am|both|everything|options|(?:the|my|our|your) [\w']+(?: [\w']+)?)"
_HOME = r"(?:with|at home|in the family|as a family|between us|among us|among ourselves|internally|in[- ]house|amongst)"
_WHOM = (
    r"(?:my|our|the|his|her|hubby|wifey|mum|mom|dad|family|parents|wife|husband|partner|boss|team|missus|mrs|mr|madam)"
)
_THINKS = {
    "en": rf"leave it with (?:me|us)|sleep(?:ing)? on {_IT}|(?:mull|chew|think|weigh|hash|thrash|puzzle)(?:ing)? (?:on )?{_IT} (?:over|through|thru|up|out)|"
    rf"think(?:ing)? (?:over|through|thru) {_IT}|(?:talk|go|look|run|read|work|chat)(?:ing)? (?:{_IT} )?(?:over|through|thru|about|out)(?: {_IT})?(?: [\w']+){{0,3}}? (?:with|to) {_WHOM}|"
    rf"(?:go|look|run|work)(?:ing)? (?:over|through|thru) (?:the|my|our) (?:numbers|figures|maths?|sums|finances|budget)|talk(?:ing)? {_IT} (?:over|through|thru) {_HOME}|"
    rf"(?:mull|chew|ponder|weigh|brood|meditat|reflect|deliberat|agoniz|pray)(?:e|ing)? (?:(?:on|over|about|up) )?{_IT}|(?:think|thinking) (?:on|about|of) {_IT}|"
    r"(?:let (?:me|us) have|give (?:me|us)|gimme|(?:need|want|take)(?: up)?)(?: the| this| that| our| till| until| all)*  ?(?:off )?to (?:talk|chat|go|run|speak|look|sit|read|compare|crunch)(?! (?:to|with) (?:you|u)\\b)|"
    r"(?:have|having|need|want|gimme|give it|giving it)(?: a| another| some)(?: proper| good| little| wee| long| hard)* (?:think|thought)\b|thinking time|time to (?:think|decide|consider|reflect)|"
    r"to (?:think|decide|consider|deliberate|ponder|reflect|mull|chew|choose|compare|make up)\b|mak(?:e|ing) (?:up )?(?:my|our) minds?|mak(?:e|ing) (?:a|the|our|my) (?:decision|choice)|"
    rf"(?:are|am|'m|'re|be|will|gonna|going to) (?:decid|choos|deliberat|consider|compar)(?:e|ing)\b|discuss(?:ing)?(?: {_IT})? {_HOME}|"
    rf"(?:talk|speak|chat|sit|sitting|talking|speaking|check|consult)(?:ing)?(?: down)?(?: {_IT})? (?:to|with) {_WHOM}(?! (?:of you|agent|sales))|"
    rf"run(?:ning)? {_IT} (?:by|past)|crunch(?:ing)? the numbers|(?:do|doing) the (?:maths?|numbers|sums)|compar(?:e|ing) (?:the |my |our )?(?:quotes|options|offers|prices)|reason am|(?:family|families|parents|wife|husband|father|mother|papa|mummy|daddy|elders)(?: members)? (?:\w+ )?(?:will|would|are going to) (?:sit|decide|discuss|think|see|meet)|nut(?:ting)? {_IT} out|noodl(?:e|ing) (?:on|over)|(?:kick|toss|bat)(?:ing)? {_IT} around|figur(?:e|ing) out|work(?:ing)? out (?:which|what|whether|if)|weighing|weigh (?:things|options)|(?:have|having) a (?:chat|talk|word|natter|think|look|read) (?:about|over|with|through)|do(?:ing)? (?:my|our|some) (?:homework|research|due diligence)|"
    rf"(?:[\w']+ and (?:the |my )?{_WHOM}|(?:the |my )?{_WHOM} and (?:i|me|myself)) (?:will|are|have|need|wanna|want|'ll|gonna|going)|pag-?isipan|think think",
    "es": r"(?:pensar|meditar|consultar|decidir|valorar|reflexionar|platicar|conversar|charlar)(?:lo|la|melo|noslo|me|nos)?(?= |$)|(?:lo|la) (?:voy a|vamos a) (?:pensar|consultar|meditar|hablar|platicar|valorar)|"
    r"(?:con|a) la almohada|(?:lo|la) (?:pienso|pensamos|medito|consulto|consultamos|valoro|decido|decidimos)|(?:hablar|comentar|ver|discutir)(?:lo|la)? (?:con|en casa|en familia|entre)|"
    r"(?:lo|la) (?:hablo|hablamos|platico|platicamos|converso|conversamos|charlo|charlamos|comento|comentamos|discuto|vemos|checo|checamos) (?:con|en casa|en familia|entre)|decidirme|decidirnos|(?:le|les) (?:damos|doy|vamos a dar) (?:una |unas |otra )?vueltas?|(?:lo|la) (?:estudio|estudiamos|analizo|analizamos|evaluo|evaluamos|revisamos|miramos|charlo|maduro) (?:con|en casa|en familia|entre|internamente|bien)|estudiarlo|analizarlo|evaluarlo|madurar(?:lo)?|dandole vueltas|darle (?:una )?vueltas?",
    "pt": r"(?:pensar|pensando|refletir|ponderar|analisar|avaliar|amadurecer|estudar|matutar|decidir|consultar|conversar|discutir)(?= |$)|penso n|a gente (?:conversa|decide|pensa|discute|fala) (?:em casa|em familia|com|entre)|(?:falar|falo|ver|vejo|converso|discuto|decido|discutimos|decidimos) (?:em casa|em familia|com (?:o|a|meu|minha|os|as)|entre)|dormir (?:sobre|com)",
    "fr": r"reflechi\w*|y penser|pese\w* le pour|(?:en|nous en|on en) (?:parl|discut)\w+ (?:en famille|a la maison|avec (?:ma|mon|mes|la|le)|entre)|(?:parler|discuter) (?:en famille|a la maison|avec (?:ma|mon|mes))|dormir dessus|prendre (?:ma|notre) decision",
    "de": r"(?:dr|dar)uber (?:zu )?(?:schlaf|nachdenk|nachzudenk|sprech|red)\w*|schlaf\w* .{0,14}(?:dr|dar)uber|(?<!\w)uberleg\w*|nach(?:zu)?denken|denk\w* .{0,14}nach\b|(?:besprech|besprich|berat|diskut)\w*(?: \w+){0,3} (?:zu hause|daheim|mit|in der familie|intern|familiar)|uber die zahlen",
    "ar": r"(?:ا|ن|بن?)?(?:فكر|تشاور|شاور|ستشير|ستخير)(?!\w)|افكر|نفكر|اشاور|استشير|استخير|نتشاور",
    "he": r"לחשוב|אחשוב|נחשוב|להתייעץ|אתייעץ|נתייעץ|לישון על זה",
    "hi": r"soch(?:ne|na|ta|ti|te|kar|unga|ungi|enge|lu|lun|o)?\b|ghar (?:mein|me|pe|par) (?:baat|discuss)|salah|discuss kar|सोच\w*|घर (?:में|पर) बात",
}
DELIBERATES = re.compile(rf"(?<!\w)(?:{'|'.join(_THINKS.values())})")
