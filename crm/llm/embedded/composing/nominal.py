# word lists, one language a line
"""Spanish and Portuguese verb phrases as nouns: "enviar tus paquetes" becomes "el envío de tus paquetes".

After "sobre" and "de" a noun reads better than an infinitive. Verbs that are not listed stay as they are.
"""

from __future__ import annotations

import re

# verb stem -> (noun with its article, preposition); the stem covers the infinitive and the subjunctive ("que envíe")
_ES = {
    r"env[ií](?:ar|e|en)": "el envío de", r"mand(?:ar|e|en)": "el envío de", r"transport(?:ar|e|en)": "el transporte de",
    r"llev(?:ar|e|en)": "el transporte de", r"entreg(?:ar|ue|uen)": "la entrega de", r"reparti?(?:r|a|an)": "el reparto de",
    r"reform(?:ar|e|en)": "la reforma de", r"remodel(?:ar|e|en)": "la remodelación de", r"renovar": "la renovación de",
    r"renueven?": "la renovación de", r"pint(?:ar|e|en)": "la pintura de", r"compr(?:ar|e)": "la compra de",
    r"alquil(?:ar|e)": "el alquiler de", r"rent(?:ar|e)": "la renta de", r"arrend(?:ar|e)": "el arriendo de",
    r"reserv(?:ar|e)": "la reserva de", r"vend(?:er|a)": "la venta de", r"instal(?:ar|e|en)": "la instalación de",
    r"organi(?:zar|ce|cen)": "la organización de", r"contrat(?:ar|e)": "la contratación de", r"visitar": "la visita a",
    r"cambi(?:ar|e|en)": "el cambio de", r"repar(?:ar|e|en)": "la reparación de", r"arregl(?:ar|e|en)": "el arreglo de",
    r"tradu(?:cir|zca|zcan)": "la traducción de", r"dise[ñn](?:ar|e|en)": "el diseño de", r"asegurar": "el seguro de",
    r"constru(?:ir|ya|yan)": "la construcción de", r"migr(?:ar|e|en)": "la migración de", r"limpi(?:ar|e|en)": "la limpieza de",
}  # fmt: skip
_PT = {
    r"envi(?:ar|e|em)": "o envio de", r"mand(?:ar|e|em)": "o envio de", r"transport(?:ar|e|em)": "o transporte de",
    r"entreg(?:ar|ue|uem)": "a entrega de", r"reform(?:ar|e|em)": "a reforma de", r"remodel(?:ar|e|em)": "a remodelação de",
    r"renovar": "a renovação de", r"renovem?": "a renovação de", r"pint(?:ar|e|em)": "a pintura de", r"compr(?:ar|e)": "a compra de",
    r"alug(?:ar|ue)": "o aluguel de", r"arrend(?:ar|e)": "o arrendamento de", r"reserv(?:ar|e)": "a reserva de",
    r"vend(?:er|a)": "a venda de", r"instal(?:ar|e|em)": "a instalação de", r"organi(?:zar|ze|zem)": "a organização de",
    r"contrat(?:ar|e)": "a contratação de", r"visitar": "a visita a", r"troc(?:ar|que)": "a troca de", r"mudar": "a mudança de",
    r"consert(?:ar|e|em)": "o conserto de", r"repar(?:ar|e|em)": "a reparação de", r"tradu(?:zir|za|zam)": "a tradução de",
    r"constru(?:ir|a|am)": "a construção de", r"migr(?:ar|e|em)": "a migração de", r"limp(?:ar|e|em)": "a limpeza de",
}  # fmt: skip
_TABLES = {"es": _ES, "pt": _PT}
_SOMEONE = {
    "es": re.compile(
        r"^(?:a )?(?:alguien|una empresa|una persona|un proveedor|un socio) (?:que (?:pueda |nos |me )?|para )", re.I
    ),
    "pt": re.compile(
        r"^(?:por )?(?:algu[eé]m|uma empresa|uma pessoa|um fornecedor|um parceiro) (?:que (?:possa |nos |me )?|para )",
        re.I,
    ),
}


_MADE = re.compile(r"(?:hacer(?:me|te|nos|le|les|os)?|realizar|fazer) (una?|uma?) (?=\w)", re.I)  # "hacerme un tatuaje"
_THE = {"un": "el", "una": "la", "um": "o", "uma": "a"}


def nominal(phrase: str, language: str) -> str | None:
    """The phrase as a noun with its article; None where its verb is not listed or has a pronoun tied to it."""
    phrase = _SOMEONE[language].sub("", phrase)
    made = _MADE.match(phrase)
    if made:
        return f"{_THE[made.group(1).lower()]} {phrase[made.end() :]}"
    for verb, noun in _TABLES[language].items():
        found = re.match(rf"(?:{verb}) (?=\w)", phrase, re.I)
        if found:
            return contracted(f"{noun} {phrase[found.end() :].removeprefix('de ')}", language)
    return None


def needs_someone(phrase: str, language: str) -> bool:
    """Whether the phrase asks for someone who does something ("alguien que envíe …")."""
    return language in _SOMEONE and bool(_SOMEONE[language].match(phrase))


def contracted(text: str, language: str) -> str:
    """Prepositions and articles run together as the language wants: "de el" → "del", "de o" → "do"."""
    if language == "es":
        text = re.sub(r"\ba a(?= )", "a", text)
        return re.sub(r"\b(de|a) el (?=[a-záéíóúñ])", lambda m: f"{m.group(1)}l ", text)
    if language == "pt":
        text = re.sub(r"\bde (o|a|os|as) (?=\w)", r"d\1 ", text)
        text = re.sub(
            r"\bde (seu|sua|seus|suas)\b",
            lambda m: f"d{'a' if m[1].startswith('sua') else 'o'}{'s' if m[1].endswith('s') else ''} {m[1]}",
            text,
        )
        text = re.sub(r"\bem (o|a|os|as) (?=\w)", r"n\1 ", text)
        text = re.sub(r"\ba (os?) (?=\w)", r"a\1 ", text)
        return re.sub(r"\ba a(s?) (?=\w)", r"à\1 ", text)
    return text
