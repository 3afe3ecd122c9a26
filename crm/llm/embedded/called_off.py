"""What is no more: the wedding is off, the message that we promised may be dropped. Whatever day they name beside it."""

from __future__ import annotations

import re

_DROP_IT = re.compile(
    r"(?<!\w)(?:drop|forget|skip|scrap|bin|cancel|no need for|ignore) (?:about )?(?:the|that|your|this|our) (?:\w+ )?(?:message|reminder|follow-?up|nudge|check-?in|callback|text)(?!\w)(?! (?:to|for) (?:mon|tue|wed|thu|fri|another|a different))|"
    r"(?<!\w)(?:olvid\w+|cancel\w+|anul\w+|borr\w+) (?:el|ese|tu|su) (?:recordatorio|mensaje|aviso|seguimiento)|(?<!\w)(?:pode )?(?:esquece\w*|cancel\w+|desmarc\w+) (?:o|esse|a|essa) (?:lembrete|mensagem|contato|aviso)|"
    r"(?<!\w)(?:oubli\w+|annul\w+|laiss\w+ tomber) (?:le|la|votre|ton|ta) (?:rappel|message|relance)|(?<!\w)(?:vergessen|streichen|sparen|lassen) sie (?:sich )?(?:die|den|das|ihre) (?:nachricht|erinnerung|anruf)|"
    r"(?:בטל\S*|תשכח\S*|עזב\S*) (?:את |מה)(?:ה?תזכורת|ה?הודעה)|(?:الغ\S*|انس\S*) (?:التذكير|الرساله)|(?:reminder|message) (?:cancel|mat) kar"
)
_OFF = re.compile(
    r"(?<!\w)(?:wedding|trip|event|party|deal|move|project|sale|job|purchase|renovation|tour|merger|conference|launch|opening|expansion|whole thing)(?:'s| is| are| has been| was)(?: now| all| completely| totally)* "
    r"(?:off|dead|not happening|no longer happening|fallen through|canned|axed|cancell?ed|scrapped)(?!\w)(?! (?:work|to|on|for|until|till|season))|(?:has |have )?(?:fell|fallen) through|"
    r"(?<!\w)(?:boda|viaje|evento|fiesta|proyecto|venta|obra|mudanza|operacion|compra) (?:ya )?(?:se (?:cancelo|cayo|suspendio|anulo)|no va|esta cancelad[oa]|no se hace)|(?<!\w)se (?:nos )?(?:cayo|cancelo|suspendio) (?:el|la|todo)(?!\w)|"
    r"(?<!\w)(?:casamento|viagem|evento|festa|projeto|venda|obra|mudanca|negocio|compra) (?:ja )?(?:caiu|foi cancelad[oa]|nao vai (?:mais )?(?:rolar|acontecer|ter|sair)|furou|melou)|"
    r"(?<!\w)(?:mariage|voyage|projet|evenement|fete|vente|demenagement|chantier|achat) (?:est |a ete |tombe )(?:annulee?|abandonnee?|a l'eau|tombee? a l'eau)|"
    r"(?<!\w)(?:hochzeit|reise|projekt|veranstaltung|feier|verkauf|umzug|fest|auftrag|kauf) (?:ist|wurde|fallt|hat sich) (?:abgesagt|abgeblasen|geplatzt|gestorben|aus|ins wasser|erledigt)|"
    r"(?:החתונה|הנסיעה|האירוע|הפרויקט|העסקה|המסיבה|הטיול) (?:בוטל|התבטל|ירד|נפל)|(?:العرس|الزفاف|السفر|الحفل\S*|المشروع|الصفقه|الرحله) (?:اتلغ|انلغ|الغي|تلغ)|تم الغاء (?:العرس|الزفاف|الحفل|المشروع|الرحله|الصفقه)|"
    r"(?<!\w)(?:shaadi|shadi|trip|event|party|project|deal) (?:cancel|radd) (?:ho ga\w+|hai|hua|hui)"
)


def drops_the_message(text: str) -> bool:
    """Whether the folded text says that what we promised to write need not come."""
    return bool(_DROP_IT.search(text))


def is_called_off(text: str) -> bool:
    """Whether what it was all about does not take place."""
    return bool(_OFF.search(text))
