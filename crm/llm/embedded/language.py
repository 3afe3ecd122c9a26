"""Which language a burst is in: by script, then by small words, with the contact's language where words are few."""

from __future__ import annotations

import re

from crm.llm.embedded.text import fold, words

_SCRIPTS: tuple[tuple[str, str], ...] = (
    ("he", r"[\u0590-\u05ff]"),
    ("ar", r"[\u0600-\u06ff]"),
    ("hi", r"[\u0900-\u097f]"),
    ("ru", r"[\u0400-\u04ff]"),
    ("el", r"[\u0370-\u03ff]"),
    ("ja", r"[\u3040-\u30ff]"),
    ("zh", r"[\u4e00-\u9fff]"),
    ("ko", r"[\uac00-\ud7af]"),
    ("th", r"[\u0e00-\u0e7f]"),
)
_LETTERS = (("pt", "ãõ"), ("es", "ñ¿¡"), ("de", "ßäöü"), ("fr", "êèàùœî"), ("pt", "ç"))

_SMALL: dict[str, frozenset[str]] = {
    "en": frozenset(
        "the a an and or of to in on for with is are was were be am i i'm you we they he she it it's this that my your our me us "
        "not don't can can't will would could should do does did have has had what when where how who why if but so just from "
        "at by about after before next until yes no ok thanks thank please hi hello sorry still need want let there here "
        "call text write message week month day today tomorrow now back get send".split()
    ),
    "es": frozenset(
        "el la los las un una unos unas y o de del al en con por para que es son esta estan estoy soy no si me te se nos le les "
        "lo mi tu su pero como cuando donde cuanto quien muy mas ya hola gracias buenas buenos dias tardes favor quiero puedo "
        "tengo necesito ahora hoy manana semana mes ustedes usted estamos hasta desde porque tambien vale sin hay ser fue "
        "este esto eso pues bien aun todavia luego despues".split()
    ),
    "pt": frozenset(
        "o a os as um uma uns umas e ou de do da dos das no na nos nas em com por para pra pro que eh sao esta estao estou sou "
        "nao sim me te se lhe meu minha seu sua mas como quando onde quanto quem muito mais ja oi ola obrigado obrigada bom "
        "boa dia tarde favor quero posso tenho preciso agora hoje amanha semana mes voce voces vc vcs estamos ate porque tambem "
        "gente sem tem foi isso esse essa este entao ainda depois tudo bem ta to valeu".split()
    ),
    "fr": frozenset(
        "le la les un une des et ou de du au aux en avec pour par que qui est sont suis je tu il elle on nous vous ils ne pas "
        "plus me te se mon ma mes votre vos notre mais comme quand comment combien tres bien bonjour merci oui non c'est j'ai "
        "je suis dans sur sans deja encore apres avant demain semaine mois cette ce ca d'accord svp".split()
    ),
    "de": frozenset(
        "der die das ein eine einen einem und oder von zu im in am mit fur auf ist sind bin ich du er sie es wir ihr nicht kein "
        "keine mein meine ihre ihnen mir mich uns aber wie wenn wann wo was sehr schon noch hallo danke ja nein bitte kann haben "
        "habe heute morgen woche monat nach vor bis gerade jetzt auch bei zum zur".split()
    ),
    "hi": frozenset(
        "hai hain hu hoon ho tha thi ka ki ke ko se mein mai main mujhe hum aap aapka aapko kya kab kaise kitna nahi nhi nahin "
        "abhi kal aaj baat karna karo kar karte karenge karunga raha rahi rahe chahiye ji haan bhai sir phir baad tak aur lekin "
        "thoda theek thik acha accha wala wale dijiye bhej dena liya gaya gayi hota bata".split()
    ),
    "it": frozenset(
        "il lo gli un una di del della che e sono non mi ti si per con ma come quando grazie ciao buongiorno settimana domani "
        "oggi ancora anche questo molto piu vorrei scrivimi".split()
    ),
    "nl": frozenset(
        "de het een en van ik je jij u we wij niet geen maar als wanneer dank bedankt graag volgende week morgen vandaag nog "
        "ook naar voor met zijn heb hebben kan kunnen mijn".split()
    ),
}
FEW = 2  # small words below which the contact's own language decides


def language_of(text: str, usual: str | None = None) -> str:
    """ISO 639-1 of `text`; `usual` (the contact's language) where the words do not tell. "en" where nothing does."""
    scripts = {code: len(re.findall(pattern, text)) for code, pattern in _SCRIPTS}
    letters = sum(character.isalpha() for character in text)
    code, count = max(scripts.items(), key=lambda item: item[1])
    if count and (count >= 3 or count * 2 >= letters):
        return "ja" if code == "zh" and scripts["ja"] else code
    known = (usual or "").lower().replace("_", "-").split("-")[0]
    said = words(fold(text).text)
    scores = {code: float(sum(word in small for word in said)) for code, small in _SMALL.items()}
    lower = text.lower()
    for code, marks in _LETTERS:
        scores[code] += 0.8 * any(mark in lower for mark in marks)
    best = max(scores, key=lambda each: (scores[each], each == known))
    if known and scores.get(known, 0) == 0 and scores[best] >= 1.5:
        return best
    if known and (scores[best] < FEW or scores[best] - scores.get(known, 0) < 1):
        return known
    return best if scores[best] > 0 else known or "en"
