"""Portuguese words of time, of Brazil and Portugal. Accents and the tilde are folded away, ç is c."""

from __future__ import annotations

import re

from crm.llm.embedded.time_grammar.numerals import PORTUGUESE, number_words
from crm.llm.embedded.time_grammar.tokens import (
    Entry,
    Lexicon,
    Value,
    clock_value,
    day_number,
    number_value,
    quarter_number,
    words,
)

_MONTHS = {
    1: "janeiro|jan", 2: "fevereiro|fev", 3: "marco", 4: "abril|abr", 5: "maio", 6: "junho|jun", 7: "julho|jul", 8: "agosto|ago",
    9: "setembro|set", 10: "outubro|out", 11: "novembro|nov", 12: "dezembro|dez(?! (?:dias|semanas|meses|horas|anos|minutos|por))",
}  # fmt: skip
# The days are ordinals too ("a segunda vez"): what follows tells.
_NOT_DAY = r"(?! (?:vez|opcao|opiniao|via|parte|pessoa|quinzena|metade|coisa|categoria|andar|posicao|geracao|edicao|aula|pagina|parcela|semana|fase|etapa|mao|tentativa|loja|serie))"
_FEIRA = r"(?:[- ]?(?:feira|fera))?"
_WEEKDAYS = {
    0: rf"(?:segundas?|seg|2[ªa]){_FEIRA}{_NOT_DAY}", 1: rf"(?:tercas?|ter(?=[- ]feira)|3[ªa](?=[- ]?feira)){_FEIRA}{_NOT_DAY}",
    2: rf"(?:quartas?|qua|4[ªa](?=[- ]?feira)){_FEIRA}{_NOT_DAY}", 3: rf"(?:quintas?|qui|5[ªa](?=[- ]?feira)){_FEIRA}{_NOT_DAY}",
    4: rf"(?:sextas?|sex|6[ªa](?=[- ]?feira)){_FEIRA}{_NOT_DAY}", 5: "sabados?|sab", 6: "domingos?|dom",
}  # fmt: skip
_ONE = r"um(?= (?:minuto|dia|mes|ano|trimestre|semestre))|uma(?= (?:hora|horinha|semana|semaninha|quincena|quinzena))"
_HOURS = "uma duas tres quatro cinco seis sete oito nove dez onze doze".split()
_HOLIDAYS = {
    "christmas_eve": "vespera de natal",
    "christmas": "natal",
    "new_year": "ano novo(?! chines)",
    "the_holidays": r"(?:as )?festas(?: de fim de ano)?|fim de ano(?= com a familia)|recesso(?: de fim de ano)?",
    "holy_week": "semana santa",
    "good_friday": "sexta(?:-feira)? santa",
    "easter": "pascoa",
    "bank_holiday": r"(?:o )?(?:feriado|feriadao|feriadinho)(?! de)",
    "new_years_eve": "reveillon|virada do ano",
    "epiphany": "dia de reis",
    "pentecost": "pentecostes",
    "all_saints": "dia de todos os santos|finados|dia de finados",
    "lunar_new_year": "ano novo chines",
    "carnival": "carnaval",
    "corpus_christi": "corpus christi",
    "st_john": "sao joao|festa junina|festas juninas",
    "ramadan": "ramada",
    "eid_al_fitr": "eid(?: al[- ]fitr)?",
    "eid_al_adha": "eid al[- ]adha",
    "passover": "pessach",
    "black_friday": "black friday",
    "mothers_day": "dia das maes",
    "fathers_day": "dia dos pais",
    "valentines": "dia dos namorados",
    "summer_holidays": r"n?as ferias(?: escolares| de verao| de julho)?|(?<=das )(?:minhas )?ferias(?: escolares| de verao| de julho)?|ferias (?:escolares|de verao|de julho)",
}
_SEASONS = {"spring": "primavera", "summer": "verao", "autumn": "outono", "winter": "inverno"}
_UNITS = {
    "minute": "minut(?:o|inho)s?|mins?",
    "hour": "hor(?:a|inha)s?|hrs?",
    "business_day": r"dias? ut(?:il|eis)",
    "day": "di(?:a|azinho)s?",
    "week": "seman(?:a|inha)s?",
    "fortnight": "quinzenas?",
    "month": "mes(?:es|inhos?|inho)?",
    "quarter": "trimestres?",
    "year": "anos?",
}
_NOT_COUNTED = r"(?!\d|[:.,/]\d|-\d{1,2}-\d|\s?(?:%|por cento|h\b|hs\b|hrs\b|pessoas|caixas|unidades|euros|reais|dolares|anos|dias|semanas|meses|horas|minutos))"
_HOUR = r"(?:\d{1,2}|uma|duas|tres|quatro|cinco|seis|sete|oito|nove|dez|onze|doze)"
_WEEKDAY = r"(?:segunda|terca|quarta|quinta|sexta|sabado|domingo)"
_MONTH = r"(?:janeiro|fevereiro|marco|abril|maio|junho|julho|agosto|setembro|outubro|novembro|dezembro)"


def _portuguese_clock(text: str) -> Value | None:
    """'as 15h30', 'as tres e meia', 'a uma' -> clock."""
    found = re.search(r"(?:as?|pelas|la pelas) (\w+?)(?:\s?[:.h]\s?(\d{2}))?(?= |$|h|:)", text)
    if not found:
        return clock_value(text)
    word = found[1]
    if not word.isdigit() and word not in _HOURS:
        return clock_value(text)
    hour = int(word) if word.isdigit() else _HOURS.index(word) + 1
    minute = 30 if "e meia" in text else int(found[2] or 0)
    if not 0 <= hour <= 24 or minute > 59:
        return None
    return {"kind": "clock", "hour": hour, **({"minute": minute} if minute else {})}


ENTRIES: list[Entry] = [
    ("R", {"n": 5.0, "unit": "minute"}, r"(?:(?<=\bme da )|(?<=\bme de )|(?<=\bda-me )|(?<=\bespera )|(?<=\bme espera ))(?:5|cinco)(?=[ .,!]*(?:$|\n|please|pls|plz|por favor|porfa|svp|bitte))"),
    ("R", {"n": 10.0, "unit": "minute"}, r"(?:(?<=\bme da )|(?<=\bme de )|(?<=\bda-me )|(?<=\bespera )|(?<=\bme espera ))(?:10|dez)(?=[ .,!]*(?:$|\n|please|pls|plz|por favor|porfa|svp|bitte))"),
    ("R", {"n": 15.0, "unit": "minute"}, r"(?:(?<=\bme da )|(?<=\bme de )|(?<=\bda-me )|(?<=\bespera )|(?<=\bme espera ))(?:15|quinze)(?=[ .,!]*(?:$|\n|please|pls|plz|por favor|porfa|svp|bitte))"),
    ("R", {"n": 20.0, "unit": "minute"}, r"(?:(?<=\bme da )|(?<=\bme de )|(?<=\bda-me )|(?<=\bespera )|(?<=\bme espera ))(?:20|vinte)(?=[ .,!]*(?:$|\n|please|pls|plz|por favor|porfa|svp|bitte))"),
    ("R", {"n": 30.0, "unit": "minute"}, r"(?:(?<=\bme da )|(?<=\bme de )|(?<=\bda-me )|(?<=\bespera )|(?<=\bme espera ))(?:30|trinta)(?=[ .,!]*(?:$|\n|please|pls|plz|por favor|porfa|svp|bitte))"),
    (
        ".",
        None,
        r"bo[am] (?:dia|tarde|noite|fim de semana|final de semana|semana)|feliz (?:natal|ano novo|pascoa|dia|semana|sexta|segunda)|ate (?:logo|mais|breve|ja|a proxima)|"
        r"de vez em quando|as vezes|o dia (?:todo|inteiro)|dia a dia|hoje em dia|no momento|por enquanto|agora mesmo|um momento|um minuto(?= (?:por|que))|so um minuto|"
        r"de uma vez|uma vez(?! que)|outra vez|por (?:dia|semana|mes|hora|ano)|ao (?:mes|dia|ano)|primeir[oa] (?:vez|lugar|passo|opcao)|"
        r"ultim[oa]s? (?:vez|preco|chance|oferta)|proxim[oa]s? (?:vez|passos?)|tarde demais|muito tarde|\d+ ?anos de|boas festas|meia boca|mais cedo ou mais tarde",
    ),
    ("V", None, r"cada|tod[oa]s? (?:[oa]s? )?(?=\w)"),
    ("D", {"kind": "day", "which": "after_next"}, r"(?:depois|dps) d(?:e|'| )? ?amanha|(?<=amanha ou )depois"),
    ("_", None, r"(?<=entre )(?:os )?dias(?= \d{1,2} )"),
    ("D", {"kind": "day", "which": "next"}, r"n?o dia seguinte|no outro dia|n?o dia depois(?! d)"),
    ("D", {"kind": "day", "which": "next"}, r"amanha|amnh|amn|amanhan"),
    ("D", {"kind": "day", "which": "this", "part_of_day": "evening"}, r"hoje (?:a|de) noite|esta noite|essa noite"),
    ("D", {"kind": "day", "which": "this"}, "(?:hoje|hj)(?! mais tarde)"),
    ("D", {"kind": "day", "which": "last"}, "ontem|anteontem|antes de ontem|ontem a noite"),
    ("R", {"n": 1.0, "n_max": 5.0, "unit": "day"}, r"(?:n?os )?proximos dias"),
    ("R", {"n": 1.0, "n_max": 4.0, "unit": "week"}, r"(?:n?as )?proximas semanas"),
    ("R", {"n": 1.0, "n_max": 3.0, "unit": "month"}, r"(?:n?os )?proximos meses"),
    ("R", {"n": 2.5, "unit": "hour"}, r"duas horas e meia"),
    ("R", {"n": 10.0, "unit": "day"}, r"(?:uma )?dezena de dias"),
    ("R", {"n": 0.5, "unit": "hour"}, r"(?:uma )?meia hor(?:a|inha)"),
    ("R", {"n": 1.5, "unit": "hour"}, r"(?:uma )?hora e meia"),
    ("R", {"n": 0.25, "unit": "hour"}, r"um quarto de hora"),
    ("R", {"n": 6.0, "unit": "month"}, r"meio ano|um semestre"),
    ("R", {"n": 18.0, "unit": "month"}, r"(?:um )?ano e meio"),
    ("R", {"n": 6.0, "unit": "week"}, r"(?:um )?mes e meio"),
    ("R", {"n": 10.0, "unit": "day", "fuzzy": True}, r"(?:uma )?semana e meia"),
    *[("R", {"n": float(n), "unit": "hour"}, rf"(?<=\bem ){n} ?h(?:s|rs)?|(?<=\bde ){n} ?h(?:s|rs)?(?= de hoje)") for n in (1, 2, 3, 4, 5, 6, 12, 24, 48, 72)],
    ("v", {"kind": "vague", "vague": "in_a_bit"}, r"daqui a? ?pouqu?(?:o|inho)|daqui a? ?pouco|logo mais|daqui um pouquinho|ja ja|jaja|em instantes|em um instante|num instante|agorinha|mais tarde hoje|hoje mais tarde|daqui um (?:tempinho|minuto|instante)|um pouco mais tarde|logo logo"),
    ("v", {"kind": "vague", "vague": "soon"}, r"em breve|logo(?=\W*$|[,.!])|um dia desses|(?:n)?ess?es dias|qualquer dia desses|brevemente"),
    ("v", {"kind": "vague", "vague": "some_day"}, r"algum dia|um dia(?=\W*$|[,.!]| quem sabe| talvez)|em algum momento|no futuro|futuramente|quem sabe um dia|eventualmente|daqui a algum tempo"),
    ("v", {"kind": "vague", "vague": "later"}, r"mais (?:pra|para a?|p/?) ?frente|mais tarde|mais adiante|em outro momento|outro dia|outra hora|numa outra (?:hora|ocasiao)|(?:depois|dps)(?=\W*$|[,.!?]|\s(?:a gente|te|eu te|falamos|nos falamos|vejo|vemos|conversamos))"),
    ("w", {"kind": "weekend"}, r"(?:o |no )?(?:fim|final) de semana|fds|fins de semana"),
    ("h", {"kind": "holiday", "holiday": "summer_holidays", "relation": "after"}, r"(?:na |depois da |com a |pra )?volta as aulas"),
    *[("h", {"kind": "holiday", "holiday": key}, pattern) for key, pattern in _HOLIDAYS.items()],
    ("Q", quarter_number, r"q[1-4]|[1-4][ºo°]? ?(?:tri\b|trimestre)|[1-4]t"),
    *[("Q", {"kind": "quarter", "n": float(n)}, rf"{word} trimestre") for n, word in enumerate(("primeiro", "segundo", "terceiro", "(?:quarto|ultimo)"), 1)],
    ("J", {"kind": "half_year", "n": 1.0}, r"primeiro semestre|1[ºo°]? semestre|primeira metade do ano|h1"),
    ("J", {"kind": "half_year", "n": 2.0}, r"segundo semestre|2[ºo°]? semestre|segunda metade do ano|h2"),
    ("e", None, r"(?:inicio|comeco|comecinho)(?= do (?:verao|inverno|outono))|primeira (?:quinzena|metade)|primeiros dias"),
    ("B", None, r"inicio|comeco|comecinho"),
    ("m", None, r"meados|metade|(?:n?o )?meio(?= d[eoa] |\W*$)"),
    ("L", None, r"segunda (?:quinzena|metade)|ultimos dias"),
    ("E", None, r"fim|final|finalzinho|fins|fechamento"),
    ("X", None, r"subsequente|que vem nao,? (?:na |a )?(?:outra|seguinte)|seguinte a que vem"),
    ("K", {"kind": "week", "which": "next"}, r"para a semana(?! (?:que|de|do|seguinte))|pra semana(?! (?:que|de|do|seguinte))"),
    ("c", None, r"que vem|q vem|que entra|proxim[oa]s?|prox\.?|vindour[oa]"),
    ("A", None, r"n?a (?:proxima|outra|seguinte|que vem)(?=\W*(?:$|[,.;!?]|(?:pode|posso|sim|ja|da|consigo|q|que|eu|a gente|seria|fica|e melhor|melhor|ta)\b))"),
    ("x", None, r"seguintes?|nov[oa](?= (?:trimestre|mes|semana|semestre))|outr[oa](?= (?:semana|mes|segunda|terca|quarta|quinta|sexta))"),
    ("l", None, r"passad[oa]s?|ultim[oa]s?|anterior|retrasad[oa]"),
    ("z", None, r"(?:n)?(?:est[ea]|ess[ea])s?(?: mesm[oa])?(?= (?:semana|mes|ano|trimestre|fim|final|segunda|terca|quarta|quinta|sexta|sabado|domingo|verao|inverno|primavera|tarde|noite|manha|fds))|corrente"),
    *words("W", "weekday", _WEEKDAYS),
    *words("M", "month", _MONTHS),
    *[("S", {"kind": "season", "season": season}, pattern) for season, pattern in _SEASONS.items()],
    ("P", {"part_of_day": "noon"}, r"(?:ao )?meio[- ]?dia"),
    ("P", {"part_of_day": "lunch"}, r"(?:n[ao] )?(?:hora d[eo] )?almoco|hora do almoco"),
    ("P", {"part_of_day": "morning", "hour": 9, "minute": 0}, r"(?:n?a |logo )?(?:a )?primeira hora(?: da manha)?"),
    ("P", {"part_of_day": "morning"}, r"(?:de|pela|da|na|a) (?:parte da )?manha|manhas?|(?:bem )?cedo|cedinho|parte da manha"),
    ("P", {"part_of_day": "afternoon", "hour": 16, "hour_max": 19}, r"(?:mais )?(?:n?o )?(?:fim|final|finalzinho|finzinho|fimzinho) (?:da|de) tarde(?:zinha)?|tardinha|(?:a|de|na) tardezinha"),
    ("P", {"part_of_day": "afternoon"}, r"(?:logo )?(?:a|de|pela|da|na) (?:parte da )?tarde|tardes?"),
    ("P", {"part_of_day": "evening"}, r"(?:logo )?(?:a|de|pela|da|na) noite|noites?|depois do (?:trabalho|expediente|jantar)|apos o expediente|(?:n?o )?(?:fim|final) do dia|(?:no )?comeco da noite"),
    ("t", _portuguese_clock, rf"(?:la )?(?:as|pelas|a(?= uma)) {_HOUR}(?:\s?[:.h]\s?\d{{2}})?(?: e meia)?(?:\s?(?:h|hs|hrs|horas?)(?! d[eoa]\b))?(?! (?:dias|semanas|meses|pessoas|vezes))"),
    ("t", clock_value, r"\d{1,2}\s?(?:h|hs|hrs)(?:\d{2})?|\d{1,2}h\d{2}(?:min)?"),
    ("s", None, r"desde(?= (?:n?[oa] )?\w+ (?:nao |me |nos )?(?:tenho|temos|estou esperando|funciona|falha|ha|uso))"),
    ("f", None, r"nao antes de(?= )"),
    ("f", None, rf"d[eao](?= {_WEEKDAY}(?:-feira)? (?:a|ate) )|d[eo](?: dia)?(?= \d{{1,2}} (?:de \w+ )?(?:a|ao|ate) )|das(?= \d)|a partir(?= d[eoa]s?\b)|desde|a contar"),
    ("r", None, rf"a(?= {_WEEKDAY})|ao?(?: dia)?(?= \d{{1,2}}\b)|as(?= \d{{1,2}}\b)"),
    ("O", day_number, r"(?:(?<=\bdia de )|(?<=\bdias de )|(?<=\bdias )|(?<=entre dia ))\d{1,2}(?= (?:e|a|ao|ate) (?:o )?(?:dia )?\d{1,2}(?![\dh:]))"),
    ("O", day_number, rf"(?:n?o )?dia \d{{1,2}}{_NOT_COUNTED}|(?<=\bao )\d{{1,2}}{_NOT_COUNTED}|(?<=\bate o )\d{{1,2}}{_NOT_COUNTED}|(?<=\bno )\d{{1,2}}{_NOT_COUNTED}"),
    ("O", {"day": 1}, r"primeiro(?= dia util)|(?:dia )?(?:primeiro|1[ºo°])(?= de |\W*$)|primeir[oa](?= (?:segunda|terca|quarta|quinta|sexta|semana))"),
    *[("O", {"day": n}, rf"{word}(?= (?:segunda|terca|quarta|quinta|sexta|sabado|domingo|semana|dia util))") for n, word in ((2, "segund[oa]"), (3, "terceir[oa]"), (4, "quart[oa]"), (5, "quinto"))],
    ("N", {"n": 2.0, "fuzzy": True}, r"(?:um )?par de|umas duas|uns dois"),
    ("N", {"n": 3.0, "n_max": 5.0, "fuzzy": True}, r"algum(?:as)?|alguns|un?s poucos|poucos|poucas|varios|varias|un?s(?= (?:dias|diazinhos|meses|minutos|anos))|umas(?= (?:semanas|horas))"),
    number_words(PORTUGUESE), ("N", {"n": 1.0}, _ONE),
    ("N", number_value, r"\d{1,3}(?= ?(?:minutos?|mins?|horas?|dias?))"),
    *words("U", "unit", _UNITS),
    ("G", None, r"me da|me de|da-me|deixa|espera(?:r)?|preciso de|preciso|leva"),
    ("i", {"relation": "by"}, r"n[oa]s proxim[oa]s(?= (?:\d|dois|duas|tres|quatro|cinco|seis|dez|quinze))|no prazo de|em menos de|em ate|dentro do prazo de"),
    ("i", None, r"em|daqui(?: a)?|dentro de|num|numa"),
    ("g", None, r"ha(?: uns| umas)?|faz(?: uns| umas)?|atras"),
    (">", None, r"a partir de (?:hoje|agora)"),
    ("a", None, r"(?:logo )?(?:depois|apos|dps)(?: d[oae]s?\b| que)?|passado"),
    ("b", None, r"(?:(?<=dias )|(?<=dia )|(?<=semanas )|(?<=semana )|(?<=noite ))antes(?: d(?:isso|esse dia|essa data))?|(?:la )?antes(?= d[eoa]s?\b| que)|antes d(?:isso|esse dia|essa data)|de antecedencia|com antecedencia"),
    ("u", None, r"ate"),
    ("y", None, r"no maximo(?: ate)?|o mais tardar|no mais tardar|ate no maximo|antes do fim d[eo]"),
    ("~", None, r"tipo|mais ou menos|aproximadamente|aprox|por volta|cerca|uns|umas|la pra|la pro|la para|la por|pela altura"),
    ("n", None, r"n[oa]s?|pel[oa]s?|p/|pr[oa]|pras?|para|durante|ao"),
    ("R", {"n": 7.0, "unit": "day"}, r"(?<=(?:hoje|anha) )a oito(?: dias)?"),
    ("R", {"n": 14.0, "unit": "day"}, r"(?<=(?:hoje|anha) )a quinze(?: dias)?"),
    ("F", None, r"por(?= (?:\d|um|dois|duas|tres|alguns|algumas|uns|umas))|durante(?= (?:\d|um|dois|duas|tres|alguns|algumas))|nas? proximas|nos proximos"),
    ("j", None, "entre"),
    ("k", None, "e"),
    ("/", None, "ou"),
    ("_", None, r"talvez|quem sabe|acho que|o|a|os|as|de|do|da|dos|das|meu|minha|um|uma|mes(?= de )"),
    (":", None, r"por favor|pf|pfv|obrigad[oa]|ok|blz|beleza|melhor|otimo|perfeito|pode ser|ta bom|tudo bem|seria|e melhor|mesmo|em diante|sem falta"),
]  # fmt: skip

LEXICON = Lexicon("pt", ENTRIES)
