"""Spanish words of time, of Spain and of the Americas. Accents and the tilde of ñ are folded away."""

from __future__ import annotations

import re

from crm.llm.embedded.time_grammar.numerals import SPANISH, number_words
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
    1: "enero|ene", 2: "febrero|feb", 3: "marzo", 4: "abril|abr", 5: "mayo", 6: "junio|jun", 7: "julio|jul", 8: "agosto",
    9: "septiembre|setiembre|sept|sep|set", 10: "octubre|oct", 11: "noviembre|nov", 12: "diciembre|dic",
}  # fmt: skip
_WEEKDAYS = {
    0: "lunes|lun", 1: "martes", 2: "miercoles|mierc|mie", 3: "jueves|juev|jue", 4: "viernes|vier|vie",
    5: "sabados?|sab", 6: "domingos?|dom",
}  # fmt: skip
_ONE = r"un(?= (?:minuto|dia|mes|ano|trimestre|semestre))|una(?= (?:hora|horita|semana|semanita|quincena))|unito"
_HOURS = "una dos tres cuatro cinco seis siete ocho nueve diez once doce".split()
_HOLIDAYS = {
    "christmas_eve": "nochebuena",
    "christmas": "navidad(?:es)?",
    "new_year": "ano nuevo(?! chino)|primero de ano",
    "bank_holiday": r"(?:el )?(?:puente|feriado|festivo|dia festivo)(?! de)",
    "new_years_eve": "nochevieja|fin de ano nuevo",
    "epiphany": "(?:dia de )?reyes(?: magos)?",
    "pentecost": "pentecostes",
    "easter_monday": "lunes de pascua",
    "corpus_christi": "corpus(?: christi)?",
    "fathers_day": "dia del padre",
    "halloween": "halloween",
    "lunar_new_year": "ano nuevo chino",
    "the_holidays": r"las fiestas(?: de fin de ano)?|fiestas(?: de fin de ano| decembrinas| navidenas)|vacaciones de navidad",
    "holy_week": "semana santa|semana mayor",
    "easter": "pascuas?|domingo de resurreccion",
    "good_friday": "viernes santo",
    "carnival": "carnaval(?:es)?",
    "ramadan": "ramadan",
    "eid_al_fitr": "eid(?: al[- ]fitr)?",
    "eid_al_adha": "eid al[- ]adha",
    "passover": "pesaj|pascua judia",
    "rosh_hashanah": "rosh hashana",
    "yom_kippur": "yom kipp?ur",
    "hanukkah": "januca|jan?uka|hanukk?ah?",
    "day_of_the_dead": "dia de (?:los )?muertos",
    "all_saints": "(?:dia de )?todos los santos",
    "black_friday": "black friday|buen fin",
    "mothers_day": "dia de (?:la|las) madres?",
    "valentines": "san valentin",
    "diwali": "diwali",
    "summer_holidays": r"(?:(?<=la vuelta de )|(?<=despues de )|(?<=vuelva de )|(?<=vuelvo de ))vacaciones|(?:las|mis) vacaciones(?: de verano| escolares)?|vacaciones (?:de verano|escolares)",
}
_SEASONS = {"spring": "primavera", "summer": "verano", "autumn": "otono", "winter": "invierno"}
_UNITS = {
    "minute": "minut(?:o|ito)s?|mins?",
    "hour": "hor(?:a|ita)s?|hrs?|hs",
    "business_day": r"dias? (?:habil(?:es)?|laborables?|laborales)|dias? de trabajo",
    "day": "di(?:a|ita)s?",
    "week": "seman(?:a|ita)s?|sem",
    "fortnight": "quincenas?",
    "month": "mes(?:es|ecitos?|esitos?|itos?)?",
    "quarter": "trimestres?",
    "year": "anos?|anitos?",
}
_NOT_COUNTED = r"(?!\d|[:.,/]\d|-\d{1,2}-\d|\s?(?:%|por ciento|h\b|hs\b|personas|cajas|unidades|euros|pesos|dolares|anos|dias|semanas|meses|horas|minutos))"


def _spanish_clock(text: str) -> Value | None:
    """'a las 3 y media', 'las tres menos cuarto', 'la una' -> clock."""
    found = re.search(r"las? (\w+)(?:[:.h](\d{2}))?", text)
    if not found:
        return clock_value(text)
    word = re.sub(r"\D+$", "", found[1]) or found[1]
    if not word.isdigit() and word not in _HOURS:
        return None
    half = re.search(r"([ap])\.?\s?m\b", text)
    hour = int(word) if word.isdigit() else _HOURS.index(word) + 1
    minute = int(found[2] or 0)
    if "y media" in text:
        minute = 30
    elif "y cuarto" in text:
        minute = 15
    elif "menos cuarto" in text:
        hour, minute = (hour - 1) or 12, 45
    if not 0 <= hour <= 24 or minute > 59:
        return None
    value: Value = {"kind": "clock", "hour": hour, **({"minute": minute} if minute else {})}
    return value | {"meridiem": half[1] + "m"} if half and hour <= 12 else value


_HOUR = r"(?:\d{1,2}|una|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce)"
_WEEKDAY = r"(?:lunes|martes|miercoles|jueves|viernes|sabado|domingo)"

ENTRIES: list[Entry] = [
    ("R", {"n": 5.0, "unit": "minute"}, r"(?:(?<=\bdame )|(?<=\bdenme )|(?<=\bdeme )|(?<=\bespera )|(?<=\besperame ))(?:5|cinco)(?=[ .,!]*(?:$|\n|please|pls|plz|por favor|porfa|svp|bitte))"),
    ("R", {"n": 10.0, "unit": "minute"}, r"(?:(?<=\bdame )|(?<=\bdenme )|(?<=\bdeme )|(?<=\bespera )|(?<=\besperame ))(?:10|diez)(?=[ .,!]*(?:$|\n|please|pls|plz|por favor|porfa|svp|bitte))"),
    ("R", {"n": 15.0, "unit": "minute"}, r"(?:(?<=\bdame )|(?<=\bdenme )|(?<=\bdeme )|(?<=\bespera )|(?<=\besperame ))(?:15|quince)(?=[ .,!]*(?:$|\n|please|pls|plz|por favor|porfa|svp|bitte))"),
    ("R", {"n": 20.0, "unit": "minute"}, r"(?:(?<=\bdame )|(?<=\bdenme )|(?<=\bdeme )|(?<=\bespera )|(?<=\besperame ))(?:20|veinte)(?=[ .,!]*(?:$|\n|please|pls|plz|por favor|porfa|svp|bitte))"),
    ("R", {"n": 30.0, "unit": "minute"}, r"(?:(?<=\bdame )|(?<=\bdenme )|(?<=\bdeme )|(?<=\bespera )|(?<=\besperame ))(?:30|treinta)(?=[ .,!]*(?:$|\n|please|pls|plz|por favor|porfa|svp|bitte))"),
    (
        ".",
        None,
        r"buen(?:os|as)? (?:dias?|tardes?|noches?)|feliz (?:navidad|ano(?: nuevo)?|dia|semana|fin de semana|finde|pascua|lunes|viernes)|"
        r"hasta (?:luego|pronto|la vista|ahora)|nos vemos|de vez en cuando|a veces|al dia(?! siguiente)|todo el dia|dia a dia|hoy en dia|"
        r"en este momento|ahora mismo|por ahora|por el momento|de momento|un momento|a la vez|otra vez|tal vez|una vez(?! que)|"
        r"de una vez|por dia|por semana|por mes|por hora|por ano|al mes|al ano|a la semana|segund[oa] (?:opcion|mano|vez|piso)|"
        r"primer[oa]? (?:vez|piso|opcion|paso)|tercer[oa]? (?:vez|piso)|ultim[oa]s? (?:vez|cosa|precio|momento|oferta)|proxim[oa] (?:vez|paso)|"
        r"que tenga[s]? (?:un )?buen (?:dia|fin de semana|finde)|demasiado tarde|muy tarde|ya es tarde|\d+ ?anos de|un dia de estos no",
    ),
    ("V", None, "cada|todos los|todas las"),
    ("D", {"kind": "day", "which": "after_next"}, r"pasado manana|(?:(?<=, )|(?<=mejor )|(?<=para )|(?<=no )|(?<=y )|(?<=que ))pasado(?! (?:el|la|los|las|de|un|una|\d|mes|ano))|(?<=manana o )pasado|pasado(?= por la)"),
    ("P", {"part_of_day": "morning", "hour": 9, "minute": 0}, r"(?:a )?primera hora(?: de la manana)?"),
    ("P", {"part_of_day": "morning"}, r"(?:por|en|de|a|x) la manana(?:na)?|(?<=manana )temprano|(?<=esta )manana|mananas|tempran(?:o|ito)|de madrugada|por la mananita"),
    ("D", {"kind": "day", "which": "next"}, r"manana|mannana|maniana|m[nñ]n|mnna|manianita"),
    ("D", {"kind": "day", "which": "this", "part_of_day": "evening"}, r"(?:hoy en la|esta) noche|hoy (?:a|por) la noche"),
    ("D", {"kind": "day", "which": "this"}, "hoy(?! mas tarde)"),
    ("D", {"kind": "day", "which": "last"}, "ayer|anteayer|antier|antes de ayer|anoche|anteanoche"),
    ("_", None, r"(?<=entre )(?:los )?dias(?= (?:el )?\d{1,2} )"),
    ("D", {"kind": "day", "which": "next"}, r"al otro dia|al dia siguiente|(?:el|un) dia (?:siguiente|despues)(?! de)"),
    ("R", {"n": 1.0, "n_max": 5.0, "unit": "day"}, r"(?:en |durante )?(?:los )?proximos dias|(?:en )?(?:los )?dias que vienen"),
    ("R", {"n": 1.0, "n_max": 4.0, "unit": "week"}, r"(?:en |durante )?(?:las )?proximas semanas|(?:en )?(?:las )?semanas que vienen"),
    ("R", {"n": 1.0, "n_max": 3.0, "unit": "month"}, r"(?:en |durante )?(?:los )?proximos meses"),
    ("R", {"n": 7.0, "unit": "day"}, r"(?<=hoy )en ocho(?: dias)?|(?<=lunes )en ocho(?: dias)?|(?<=martes )en ocho(?: dias)?|(?<=jueves )en ocho(?: dias)?|(?<=viernes )en ocho(?: dias)?"),
    ("R", {"n": 14.0, "unit": "day"}, r"(?<=hoy )en quince(?: dias)?|(?<=lunes )en quince(?: dias)?|(?<=viernes )en quince(?: dias)?"),
    ("R", {"n": 0.5, "unit": "hour"}, r"(?:una )?media hora|media horita"),
    ("R", {"n": 1.5, "unit": "hour"}, r"(?:una )?hora y media"),
    ("R", {"n": 0.25, "unit": "hour"}, r"(?:un )?cuarto de hora"),
    ("R", {"n": 6.0, "unit": "month"}, r"medio ano|(?:un )?semestre(?= |$)"),
    ("R", {"n": 18.0, "unit": "month"}, r"(?:un )?ano y medio"),
    ("R", {"n": 6.0, "unit": "week"}, r"(?:un )?mes y medio"),
    ("R", {"n": 2.5, "unit": "hour"}, r"(?:dos )horas y media"),
    ("R", {"n": 0.75, "unit": "hour"}, r"tres cuartos de hora"),
    ("R", {"n": 10.0, "unit": "day", "fuzzy": True}, r"(?:una )?semana y media"),
    ("v", {"kind": "vague", "vague": "in_a_bit"}, r"(?:en|dentro de) (?:un|otro) (?:rato|ratito|momento|momentito|ratico)|al rat(?:o|ito)|ahorit(?:a|ita)|luego luego|ahora mas tarde|dentro de poco|mas al rato|(?:un )?poco mas tarde|en un toque|hoy mas tarde"),
    ("v", {"kind": "vague", "vague": "soon"}, r"pronto|en breve|prontito|(?:en |por )?(?:estos|unos de estos) dias|proximamente|en poco tiempo|un dia de estos|cualquier dia de estos|(?:a la|lo mas) brevedad"),
    ("v", {"kind": "vague", "vague": "some_day"}, r"algun dia|en algun momento|en (?:el|un) futuro|eventualmente|tal vez algun dia|quizas? algun dia|algun dia de estos"),
    ("v", {"kind": "vague", "vague": "later"}, r"mas adelante|mas tarde|mas luego|en otro momento|otro dia|en otra ocasion|(?:luego|despues)(?=\W*$|[,.!?]|\s(?:hablamos|vemos|te digo|te aviso|te escribo|lo vemos|me (?:escribes|dices)))"),
    ("w", {"kind": "weekend"}, r"(?:el |los |un )?fin(?:es)? de semana|finde"),
    ("h", {"kind": "holiday", "holiday": "summer_holidays", "relation": "after"}, r"(?:a |despues de |tras |con |para )?la vuelta al (?:cole|colegio)|(?:el |al |despues del )?(?:regreso|inicio|comienzo) (?:a|de) (?:las )?clases"),
    *[("h", {"kind": "holiday", "holiday": key}, pattern) for key, pattern in _HOLIDAYS.items()],
    ("U", {"unit": "week"}, "semana(?= del? )"),
    ("Q", quarter_number, r"q[1-4]|[1-4]t"),
    *[("Q", {"kind": "quarter", "n": float(n)}, rf"{word} trimestre") for n, word in enumerate(("primer", "segundo", "tercer", "(?:cuarto|ultimo)"), 1)],
    ("J", {"kind": "half_year", "n": 1.0}, r"primer semestre|primera mitad del ano|h1"),
    ("J", {"kind": "half_year", "n": 2.0}, r"segundo semestre|segunda mitad del ano|h2"),
    ("e", None, r"(?:a )?(?:principios?|inicios?|comienzos?)(?= del? (?:verano|invierno|otono|primavera))|(?:la )?primera (?:quincena|mitad)|(?:los )?primeros (?:dias|de)"),
    ("B", None, r"(?:a |al )?(?:principios?|inicios?|comienzos?|arranque)|empezando"),
    ("m", None, r"(?:a )?(?:mediados?|mitad|medio)(?= del? |\W*$)"),
    ("L", None, r"(?:en |a )?(?:los )?ultimos dias(?= del? )|(?:la )?segunda (?:quincena|mitad)"),
    ("E", None, r"(?:a |al )?(?:fin|fines|final|finales|cierre)"),
    ("X", None, r"siguiente a la (?:proxima|que viene)|de arriba|subsiguiente|sub siguiente|que viene no,? (?:sino )?la (?:otra|siguiente|que sigue)|despues de la (?:que viene|proxima)"),
    ("c", None, r"que (?:viene|entra|vienen|entran)|proxim[oa]s?|prox\.?|entrante|venider[oa]|q viene"),
    ("A", None, r"(?:(?:para|en|a) )?la (?:proxima|otra|siguiente|que viene|que sigue)(?=\W*(?:$|[,.;!?]|(?:mejor|si|ya|puedo|podemos|tengo|estoy|esta bien|te parece|seria|me (?:va|viene|queda))\b))"),
    ("x", None, r"que sigue|siguientes?|nuev[oa](?= (?:trimestre|mes|semana|semestre))|otr[oa](?= (?:semana|mes|lunes|martes|miercoles|jueves|viernes))"),
    ("a", None, r"pasad[oa](?= (?:el |la |las |los )?(?:fin|finde|semana santa|puente|navidad|verano|pascua|fiestas|vacaciones|feriado|carnaval|\d))|pasad[oa]s(?= (?:dos|tres|cuatro|unos|unas|\d))|pasando|saliendo de|a la vuelta del?|al volver de"),
    ("l", None, r"pasad[oa]s?|ultim[oa]s?|anterior"),
    ("z", None, r"est[ea]s?(?: mism[oa])?|este que viene|en curso"),
    *words("W", "weekday", _WEEKDAYS),
    *words("M", "month", _MONTHS),
    *[("S", {"kind": "season", "season": season}, pattern) for season, pattern in _SEASONS.items()],
    ("P", {"part_of_day": "afternoon", "hour": 17, "hour_max": 20}, r"(?:a |en )?(?:la )?tardecita|(?:a |al |en )?(?:la )?(?:ultima hora|final(?:es)?|fin|caida) de la tarde|tarde tirando a noche"),
    ("P", {"part_of_day": "noon"}, r"(?:a |al )?medio ?dia|(?:al |a )mediodia"),
    ("P", {"part_of_day": "lunch"}, r"(?:a |en )?(?:la )?hora (?:de comer|del almuerzo|de la comida|de almorzar)"),
    ("P", {"part_of_day": "afternoon"}, r"(?:por|en|de|a|x) la tarde|despues de (?:comer|almorzar|la comida|el almuerzo)|(?<=la )tarde|(?<=esta )tarde|tardes|(?<=manana )tarde|(?<=a ultima hora de la )tarde"),
    ("P", {"part_of_day": "evening"}, r"(?:por|en|de|a|x) la (?:noche|nochecita)|despues de (?:cenar|la cena|trabajar|el trabajo)|al salir del trabajo|saliendo del trabajo|(?<=esta )noche|noches|(?:a )?ultima hora"),
    ("t", _spanish_clock, rf"(?:a eso de |sobre )?(?:a )?las? {_HOUR}(?:[:.h]\d{{2}})?(?: y media| y cuarto| menos cuarto)?(?: en punto| horas?(?! de)| ?hrs?| ?hs?)?(?:\s?[ap]\.?m\b\.?)?"),
    ("t", clock_value, r"\d{1,2}\s?(?:h|hs)(?:\d{2})?(?! (?:semanales|de trabajo))|(?<=tipo )\d{1,2}"),
    ("s", None, r"desde(?= (?:el )?\w+ (?:no |me |nos )?(?:tengo|tenemos|llevo|llevamos|estoy esperando|espero|funciona|falla|hay|uso|sufro))"),
    ("f", None, r"no antes de(?=l? )"),
    ("f", None, rf"del?(?= {_WEEKDAY} al? )|del?(?= \d{{1,2}} (?:de \w+ )?al? )|a partir(?= del?\b)|desde|a contar"),
    ("r", None, rf"al?(?= {_WEEKDAY})|al(?= \d{{1,2}}\b)|a(?= \d{{1,2}}\b)"),
    ("O", day_number, r"(?:(?<=\bdia del )|(?<=\bdias del )|(?<=\bdias )|(?<=\bdias el ))\d{1,2}(?= (?:y|al?|e) (?:el )?\d{1,2}(?![\dh:]))"),
    ("O", day_number, rf"(?:el |del |al )(?:dia )?\d{{1,2}}{_NOT_COUNTED}|dia \d{{1,2}}{_NOT_COUNTED}|(?<=\bal )\d{{1,2}}{_NOT_COUNTED}"),
    ("O", {"day": 1}, r"primer(?= dia (?:habil|laborable))|(?:el |del )?(?:dia )?(?:primero|1ero|1ro|1o)(?= de |\W*$)|primer[oa]?(?= (?:lunes|martes|miercoles|jueves|viernes|semana))"),
    *[("O", {"day": n}, rf"{word}(?= (?:lunes|martes|miercoles|jueves|viernes|sabado|domingo|semana|dia (?:habil|laborable)))") for n, word in ((2, "segund[oa]"), (3, "tercer[oa]?"), (4, "cuart[oa]"), (5, "quinto"))],
    ("N", {"n": 2.0, "fuzzy": True}, r"(?:un )?par(?: de)?"),
    ("N", {"n": 3.0, "n_max": 5.0, "fuzzy": True}, r"un[oa]s(?: (?:cuant[oa]s|poc[oa]s))?(?= (?:minut|hora|dia|diitas|semana|mes))|algun[oa]s|poc[oa]s|varios|varias"),
    number_words(SPANISH), ("N", {"n": 1.0}, _ONE),
    ("N", number_value, r"\d{1,3}(?= ?(?:minutos?|mins?|horas?|dias?))"),
    *words("U", "unit", _UNITS),
    ("G", None, r"da(?:me|nos)|deja(?:me|nos)|denme|dejenme|dejeme|deme|esper(?:a|e|en|ar|ame|eme)|necesit(?:o|amos)|tard(?:o|amos|aria)"),
    ("i", {"relation": "by"}, r"en (?:los|las) proxim[oa]s(?= (?:\d|dos|tres|cuatro|cinco|seis|diez|quince))|en el plazo de|en menos de|en un plazo de"),
    ("i", None, r"en(?= (?:unos|unas) (?:dia|semana|mes|hora|minuto))|en(?: unos| unas)?|dentro de|de aqui a|como en|en cosa de"),
    ("g", None, r"hace(?:n)?(?: como| unos| unas)?|atras"),
    (">", None, r"a partir de (?:hoy|ahora)|desde (?:hoy|ahora)"),
    ("a", None, r"(?:justo |poco )?despues(?= del?\b| que)|tras|pasad[oa]s?(?= (?:el|la|las|los) )|luego(?= del?\b)|al volver de|a la vuelta de"),
    ("b", None, r"(?:(?<=dias )|(?<=dia )|(?<=semanas )|(?<=semana )|(?<=noche ))antes(?: de (?:eso|esto|ello))?(?! (?:hable|de que))|antes(?= del?\b| que)|previos(?=\W*$|[,.;!]| a eso)|con antelacion|de (?:antelacion|anticipacion)|por adelantado|con anticipacion|pa(?:ra)? antes(?= del?\b)"),
    ("u", None, r"hasta|hta|asta"),
    ("y", None, r"a mas tardar|como (?:muy tarde|maximo|tarde)|no mas tarde de|para antes(?= del?\b)|tope"),
    ("~", None, r"como|tipo|mas o menos|aproximadamente|aprox|alrededor|cerca|hacia|sobre|o asi|por ahi"),
    ("n", None, r"para|durante|por|a(?=l? (?:fin|mediados|principios))"),
    ("F", None, r"por(?= (?:\d|un|dos|tres|unos|unas|las proximas|los proximos))|durante(?= (?:\d|un|dos|tres|unos|unas|las proximas|los proximos))"),
    ("j", None, "entre"),
    ("k", None, "y|e"),
    ("/", None, "o|u"),
    ("_", None, r"quizas?|tal vez|a lo mejor|el|la|las|los|lo|de|del|al|mi|su|un|una"),
    (":", None, r"por favor|porfa|porfis|gracias|ok|vale|bueno|mejor|perfecto|esta bien|me (?:va|viene) (?:bien|mejor|genial|perfecto)|seria|es|puedo|mismo|nomas|en adelante|sin falta"),
]  # fmt: skip

LEXICON = Lexicon("es", ENTRIES)
