"""French words around a time."""

from __future__ import annotations

import re

from crm.llm.embedded.time_grammar.cues import Cues, any_of, ending, starting

_DO = r"(?:envoi|enverr|transmet|rappell|appell|ecri|recontact|contact|confirm|pai|vir|sign|repond|dir|dis|tien|tiendr|reven|reviens|reviendr|commande|decid|fer|donn)"

CUES = Cues(
    function_words=frozenset(
        "je j'ai tu il elle nous vous on le la les un une des du de et ou mais pas ne que qui est suis sommes c'est ce cette mon ma "
        "mes notre votre pour avec sans dans sur au aux en plus bien oui non merci bonjour salut svp moi toi me te se si quand ou tres "
        "rappelez rappelle peux peut pouvez vers apres avant jusqu'a d'accord".split()
    ),
    left={
        "unavailable": any_of(
            r"en (?:vacances|conge|conges|deplacement|voyage|reunion|formation|arret|rtt)|absente?s?|occupee?s?|deborde[es]*|pas (?:disponibles?|dispo|la\b|libres?)|indisponibles?|"
            r"(?:ne )?(?:peux|pouvons|pourrai|pourrons) pas|pas le temps|sous l'eau|ferme[es]*|malade|a l'etranger|prise?s?"
        ),
        "back": ending(r"(?:de retour|reviens|revenons|rentre|rentrons|retour|reprends|reprenons|serai la)(?: (?:au|du|le|la|bureau|travail|a|partir|que|de|en|seulement))*"),
        "their_commitment": any_of(rf"(?:je|j'|on|nous)[ ']?(?:vous |te |t'|le |l'|vais |allons |va )*{_DO}\w*"),
        "our_commitment": any_of(r"(?:vous|tu) (?:m'|nous |m')?(?:avez|as|aviez|avais|deviez|devais) (?:dit|promis|\w+)|vous deviez"),
        "event": ending(r"(?:lancement|mariage|reunion|examen|vol|voyage|demenagement|operation|rendez-vous|rdv|conference|evenement|fete|anniversaire|salon|visite|ouverture|audience)(?: (?:est|sont|sera|aura lieu|prevue?|commence|a lieu))*(?: (?:le|en|a|au|du|pour|de))*", r"(?:nous|on|je) (?:demenage\w*|lanc\w+|pars|partons|me marie|ouvr\w+)(?: (?:le|en|au))*"),
        "past_fact": any_of(r"(?:j'ai|nous avons|on a|vous avez|avons|ai) (?!besoin|envie|un\b|une\b|le\b|la\b)\w+(?:e|i|u|is|it)s?\b|j'etais|etions|etait|suis (?:alle|venu|passe)e?"),
        "contact": any_of(r"(?:rappel|appel|recontact|contact|ecri|relanc|envoy|tenez|envoie|reven)\w*(?:-moi|-nous)?|(?:on|nous) (?:en |se |nous )?(?:reparl|parl|voit|voy|appel|rappel|discut|repren)\w*|disponible|dispo|libre|plutot|mieux|je prefere|repoussons|attendre|attendons|attendez"),
        "deadline": any_of(r"(?:j'ai|nous avons|valable|valide|offre|contrat)(?: \w+)?(?= jusqu)"),
        "not_time": any_of(r"(?:garantie|dure|prend|livraison|delai|essai)(?: (?:est|de|en|environ))* *$"),
    },
    right={
        "unavailable": starting(r"(?:je|nous|on) (?:ne )?(?:peux|pouvons|suis|serai|sommes|peut|n'ai|ai)? ?(?:pas|absent\w*|occupe\w*|en (?:conge|vacances|reunion|deplacement))|c'est (?:complet|mort|complique|impossible|charge)|impossible|ca ne va pas"),
        "their_commitment": starting(rf"(?:je|on|nous) (?:vous |te |t')?{_DO}\w*"),
        "contact": starting(r"(?:c'est|serait|me va|convient|me convient)"),
    },
    negation_left=ending(r"(?:pas|jamais|sauf|hormis|excepte|tout sauf|n'importe quand sauf|plutot que|au lieu d[eu])(?: (?:le|la|les|avant|jusqu'a|en|au|de|ce|cette))*", r"ne (?:me |m'|nous )?\w+ pas(?: (?:le|la|avant|en|au))*"),
    denies_before=any_of(r"(?:rien|personne|pas|impossible|aucun\w*)(?: [\w']+){0,4} *$"),
    negation_right=starting(r"non(?=\W*$|,)|pas possible"),
    correction=any_of(r"plutot|en fait|finalement|non,|pardon|je veux dire|je voulais dire|disons|changement de programme|attends?,|reportons a|decalons a"),
    clause_break=re.compile(r"(?<!\w)(?:mais|donc|alors|parce que|car|et (?=je |vous |on |nous ))(?!\w)"),
    condition=re.compile(r"(?<!\w)(?P<said>(?:si|s'il|a condition que|pourvu que|sauf si|a moins que)(?! (?:vous|tu|possible|te|ca|besoin|plait|c'est|necessaire|vous plait)\b) ?[^,.;!?\n]{3,80}?)(?=[,.;!?\n]|$| (?:alors|on|nous|je|mais)\b)"),
    event=re.compile(r"(?<!\w)(?P<how>une fois(?: que| qu')?|des que|des qu'|lorsque|quand|apres(?: que)?|aussitot que|avant(?: que)?|jusqu'a ce que) {1,3}(?P<event>[\w'/-]+(?: [\w'/-]+){0,8}?)(?=[,.;!?\n:)(]|$| (?:je vous|je te|on en|on se|rappelez|ecrivez|mais|et|alors)\b)"),
    event_relation={"avant": "before", "jusqu": "until"},
    idle_event=re.compile(r"(?:vous|tu|ca|cela|tout|midi|possible|meme|coup|est-ce|on en|est|sera|pourrai)\b"),
    question=re.compile(r"(?:(?:etes-vous|vous etes|c'est) ouvert|ouvrez-vous|fermez-vous|a quelle heure|horaires?)[^.!\n]*"),
    zone=re.compile(r"[\s,]*\(?heure de (?:la |l')?(?P<zone>[a-z]+(?: york)?)|\s*\(?(?P<short>(?:utc|gmt)(?:\s?[+-]\s?\d{1,2})?|cest|cet)\b\)?"),
)  # fmt: skip
