"""Spanish words around a time. Folded: no accents, ñ is n."""

from __future__ import annotations

import re

from crm.llm.embedded.time_grammar.cues import Cues, any_of, ending, starting

_DO = (
    r"(?:envi|mand|escrib|llam|avis|confirm|pag|transfier|firm|respond|contest|comunic|pas|deci|dig|dir|cuent|coment|deposit|compr|"
    r"revis|consult|pregunt|habl|llev|recoj|entreg|devolv|inform|contact|hag|resuelv|pens|mir|ve|sab)"
)
_FUN = (
    r"lanzamiento|boda|reunion|junta|examen(?:es)?|vuelo|viaje|mudanza|cirugia|operacion|cita|entrevista|conferencia|evento|fiesta|"
    r"cumple(?:anos)?|aniversario|demo|visita|inauguracion|apertura|entrega|auditoria|graduacion|inicio de clases|"
    r"audiencia|feria|curso|clases|semestre|temporada|pago|cierre|renovacion|vencimiento|quincena"
)
_PAST = (
    r"hable|hablamos ayer|pedi|pedimos|compre|compramos|recibi|recibimos|pague|pagamos|envie|enviamos|mande|mandamos|llego|llegaron|"
    r"llame|llamamos|escribi|escribimos|dije|dijeron|dijo|pregunte|firme|firmamos|reserve|cancele|estuve|estuvimos|fui|fuimos|era|"
    r"estaba|estabamos|hice|hicimos|quedamos|vi|vimos|tuve|tuvimos|empezo|paso|llevo|llevamos|me (?:llego|mandaron|enviaron|dijeron|prometieron)"
)

CUES = Cues(
    function_words=frozenset(
        "el la los las lo un una unos unas de del al a en y o u que qué se me te le nos les mi tu su es son esta estoy estamos por "
        "para con sin no si sí pero como cuando donde ya mas muy hay soy voy va vamos gracias hola buenas porfa favor quiero puedo "
        "puedes puede mejor hablamos escribeme llamame avisame ahora todo bien vale dale esto eso aqui ahi hasta desde entonces asi "
        "porque ser tengo tiene tenemos nada".split()
    ),
    left={
        "unavailable": any_of(
            r"(?:de|estoy de|estare de|salgo de|me voy de) (?:viaje|vacaciones|permiso|baja|licencia|puente|descanso|guardia)|viajando|de viaje|fuera(?: de (?:la )?(?:oficina|ciudad|pais|casa))?\b(?! de eso)|"
            r"(?:muy |super |bastante |re |full )?(?:ocupad[oa]s?|liad[oa]s?|ataread[oa]s?|a tope|hasta arriba|a full|complicad[oa]s?|saturad[oa]s?|desbordad[oa]s?|enferm[oa]s?)|"
            r"(?:en|con) (?:una |un |el |la |mi |mis )?(?:reunion(?:es)?|juntas?|clases?|hospital|trabajo|examenes|curso|medico|taller|consulta)|"
            r"no (?:voy a )?(?:esta(?:re|mos|r)|estoy|puedo(?! (?:dormir|esperar|creer|mas|quejar|entrar|abrir|ver|pagar|acceder|encontrar|subir|descargar|seguir|con))|podre|podemos|tengo tiempo|tenemos tiempo|me (?:va|viene) bien|dispong)|sin (?:tiempo|senal|internet|cobertura)|"
            r"ausente|cerrad[oa]s?|trabajando|manejando|conduciendo|durmiendo|incomunicad[oa]|me es imposible",
        ),
        "back": ending(
            r"(?:(?:re)?gres(?:o|amos|are|aremos)|vuelv(?:o|emos)|volv(?:ere|eremos|emos)|de (?:vuelta|regreso)|me reincorporo|me incorporo|retorno|llego|aterrizo|(?:a|hasta) (?:la|mi) (?:vuelta|regreso)|al (?:volver|regresar)|estoy de vuelta|vuelta)"
            r"(?: (?:a|de|del|la|el|mi|oficina|casa|trabajo|ciudad|ya|recien|hasta|para|en|por|sobre))*",
        ),
        "their_commitment": any_of(
            rf"(?:yo )?(?:(?:ya |luego |despues )?(?:te|le|les|os|se) (?:lo |la |los |las )?){_DO}(?:o|amos|emos|imos|e|are|ere|ire|aremos|eremos|iremos|re|go)\b(?! (?:a (?:ver|pedir)))",
            rf"(?:te|le|les|se)? ?(?:lo |la )?(?:voy|vamos) a (?:\w+ )?{_DO}\w*",
            r"(?:nosotros |yo )?(?:te|le) (?:aviso|confirmo|llamo|escribo|digo|cuento|mando|envio|paso)",
            r"(?:confirmo|pago|decido|decidimos|deposito|transfiero|firmo|firmamos|lo (?:pienso|consulto|hablo|reviso|miro|veo)|hago el (?:pago|pedido|deposito))\b",
            r"(?:enviar|mandar|llamar|escribir|avisar|confirmar|pagar|decidir)(?:te|le|se|lo)?(?:e|emos)\b",
        ),
        "our_commitment": any_of(
            r"(?:me|nos) (?:dijiste|dijeron|dijo|prometiste|prometieron|aseguraron|comentaste|confirmaron)(?: que)?|(?:dijiste|prometiste|dijeron|quedaste|quedaron)(?: (?:que|en))?\b|ibas? a (?:enviar|mandar|llamar)|me (?:ibas|iban) a|usted(?:es)? (?:dijo|dijeron)",
        ),
        "event": ending(
            rf"(?:{_FUN})(?: (?:es|son|sera|seran|empieza|empiezan|termina|cae|vence|esta|estan|programad[oa]|queda|quedo))*(?: (?:para|en|el|la|a|de|del|este|esta|por|sobre))*",
            r"(?:nos (?:mudamos|casamos)|me (?:mudo|caso|operan|gradu[oa]|pagan)|lanzamos|abrimos|viaj(?:o|amos)|inauguramos|empezamos|cobro|cobramos|vuelo|nos entregan|vence)(?: (?:la|el|los|las|nuestr[oa]|casa|tienda|local|producto|depa|piso|web|en|a|para|sobre|por))*",
            r"(?:el|la|mi|los) (?:dueno|jefe|jefa|banco|marido|mujer|socio|socia|esposo|esposa|contador|abogado|director|gerente|junta|comite|equipo)(?: (?:me|nos|lo|la|ya))*(?: \w+){1,2}(?: (?:el|en|para|antes|hasta|a|mas|tardar|del?))*",
        ),
        "past_fact": any_of(rf"(?:{_PAST})\b"),
        "contact": any_of(
            r"(?:puedes?|podrias?|podeis|pueden|podrian)? ?(?:escrib|llam|habl|avis|recuerd|record|busc|contact|mand|envi|pregunt|marc|consult|pas)(?:a|e|en|i|is|ar|ir|anos|ame|eme|enme|enos|enos|ime|arme|irme|iros|arnos|irnos|ame|amelo|emelo|anoslo)?(?:me|nos)(?:lo|la|los|las)?\b|me (?:escrib|llam|habl|avis|busc|contact|mand|envi|pregunt|marc|record)\w+|"
            r"hablamos|hablemos|platicamos|platiquemos|charlamos|nos hablamos|lo (?:vemos|hablamos|retomamos|dejamos|revisamos|miramos|charlamos)|retom(?:amos|emos|arlo|ar)|conversamos|veamos(?:lo)?|vemos|quedamos|nos vemos|volvemos a hablar|seguimos|coordinamos|agendamos|agenda(?:me|r)|"
            r"estoy libre|libre|disponible|puedo|mejor|prefiero|seria mejor|que tal|que sea|ponle|pon(?:lo|me)|cambia(?:lo)?|pasa(?:lo)?|muev[ae](?:lo)?|aplaz\w+|pospon\w+|dejemos(?:lo)?|dejalo|espera|esperemos|de nuevo|otra vez",
        ),
        "deadline": any_of(
            r"(?:tengo|tenemos|valid[oa]|vigente|oferta|contrato|vence|garantia)(?: \w+){0,2}(?= hasta)"
        ),
        "not_time": any_of(r"(?:garantia|tarda|dura|demora|entrega|envio|prueba)(?: (?:es|de|en|unos|como|aprox))* *$"),
    },
    right={
        "unavailable": starting(
            r"(?:no (?:puedo|podemos|estoy|estare|estamos|me (?:va|viene)|tengo|hay|se puede)|(?:lo |la )?(?:tengo|tenemos) (?:complicad|lleno|llena|full|a tope|imposible|ocupad|examen|liad)|estoy (?:muy |super |full |de |en |a |hasta |re )?(?:ocupad|liad|viaj|vacac|reun|tope|fuera|arriba|complicad|junta|full)|"
            r"(?:es|esta|va a ser|sera) (?:imposible|complicad|una locura|un caos|dificil|llen|feo|horrible|a tope)|imposible|cerrado|salgo de|me voy de|ando (?:\w+ )?(?:ocupad|liad|complicad|full))",
        ),
        "their_commitment": starting(
            rf"(?:yo )?(?:ya )?(?:te|le|les|os) (?:lo |la )?{_DO}(?:o|amos|emos|imos|e|are|ere|ire|aremos|re|go)\b"
        ),
        "our_commitment": starting(r"(?:dijiste|prometiste|me dijeron|quedaste)"),
        "event": starting(
            rf"(?:es|tengo|tenemos|hay) (?:el |la |mi |un |una |nuestr[oa] )?(?:{_FUN})\b",
            r"(?:nos mudamos|me mudo|lanzamos|viajo|me operan|me caso)",
        ),
        "contact": starting(
            r"(?:me |nos |te )?(?:escribes|escribis|llamas|hablas|hablamos|avisas|mandas|escribe|llama|habla|avisa|escribime|llamame|escribeme|hablame)\b|(?:me (?:va|viene|queda)|esta|estaria|seria|es) (?:bien|mejor|perfecto|genial|ok|super)|puedo|por favor|porfa|(?:lo |nos |mejor )?(?:platicamos|hablamos|charlamos|conversamos|vemos|quedamos|seguimos|retomamos)\b"
        ),
    },
    negation_left=ending(
        r"(?:no|nunca|ni|menos|excepto|salvo|cualquier (?:dia|cosa|momento) (?:menos|excepto|salvo)|que no sea|en vez de|en lugar de|evita|evitar|tampoco)(?: (?:el|la|los|las|en|por|para|antes|hasta|a|este|esta|de|del|sea))*",
        r"no (?:me |nos )?(?:\w+ ){0,1}?(?:escrib|llam|habl|mand|envi|molest|contact|busc|marqu|elij|escoj|pong|agend|program|propon|cuent)\w*(?: (?:nada|mas|el|la|en|por|para|antes|hasta|este|esta|de|del))*",
    ),
    denies_before=any_of(
        r"(?:nada|nadie|ningun\w*|sin (?:llamadas|mensajes)|no (?:\w+ ){0,5}?\w+|ningun\w*|imposible)(?: \w+){0,4} *$"
    ),
    negation_right=starting(
        r"(?:mejor |que |por favor |es |esta )?(?:no(?=\W*$|,| por favor| porfa)|no (?:me |nos |se te ocurra )(?:escrib|llam|habl|mand|envi|molest|contact|busc|marqu|marc)\w*|no (?:escrib|llam|contact|molest)\w*|ni (?:hablar|loco|loca|de broma|en broma|pensarlo|se te ocurra|se les ocurra)|descartad[oa]|nada de)"
    ),
    correction=any_of(
        r"mejor(?! de)|(?:no,|no no|perdon|perdona|digo|quise decir|quiero decir|en realidad|rectifico|corrijo|me equivoque|al final|cambio de planes|espera,)|que sea|ponle|cambia(?:lo|melo)?|pasa(?:lo|melo) (?:al?|para)|muev[ae](?:lo|melo)?|en vez de|sino"
    ),
    clause_break=re.compile(
        r"(?<!\w)(?:pero|asi que|entonces|porque|aunque|ya que|y (?=te |le |me |lo |ya |despues |luego |entonces |hablamos |por favor )|pues)(?!\w)"
    ),
    condition=re.compile(
        r"(?<!\w)(?P<said>(?:solo )?(?:si|siempre que|siempre y cuando|en caso de que|a menos que|con tal de que|depende de(?: si)?)(?! (?:quieres|quiere|puedes|puede|podeis|gustas|es posible|no|te parece|le parece|te va|acaso|necesit\w+|gusta|hace falta|,)\b)"
        r" [^,.;!?\n]{3,80}?)(?=[,.;!?\n]|$| (?:entonces|te|le|nos|hablamos|firmamos|empezamos|compramos|compro|lo|me|pero|y)\b)"
    ),
    event=re.compile(
        r"(?<!\w)(?P<how>una vez(?: que)?|luego que|en cuanto|tan pronto(?: como)?|cuando|apenas|(?:justo )?despues de(?:l| que)?|luego de(?:l| que)?|tras|hasta(?: que)?|antes de(?:l| que)?|ni bien|al terminar|pasad[oa]) {1,3}"
        r"(?P<event>[\w'/-]+(?: [\w'/-]+){0,8}?)(?=[,.;!?\n:)(]|$| (?:entonces|hablamos|te|le|me avisas|me escribes|me llamas|llamame|escribeme|avisame|pero|asi|y|porque|lo vemos|retomamos|por favor|si)\b)"
    ),
    event_relation={"antes": "before", "hasta": "until"},
    idle_event=re.compile(
        r"(?:puedas?|pueda|puedan|quieras?|quiera|gustes?|guste|tengas?|tenga (?:tiempo|un)|te (?:venga|sea|parezca)|le sea|eso|esto|todo|luego|ahora|sea posible|ya|pronto|mas|estes?|usted|tu|sea|necesites)\b|"
        r"(?:es|esta|abren|cierran|llega|sale|empieza|puedo|podemos|seria|me (?:llega|mandas|envias|entregan|llegaria))\b(?=[^.]*\?)|(?:"
        + _PAST
        + r")\b"
    ),
    question=re.compile(
        r"cuanto (?:dura|tarda|tiempo)[^.!\n]*\?|(?:es|son) (?:la|el|los) (?:garantia|plazo|contrato)[^.!\n]*\?|(?:la garantia|el plazo|el contrato) (?:es|dura)[^.!\n]*\?|(?:(?:abren|cierran|trabajan|atienden|entregan|estan abiertos|hay servicio|a que hora|que horario|horario de)[^.!\n]*\?)"
    ),
    zone=re.compile(
        r"[\s,]*\(?(?:en )?(?:(?:la )?hora|horario) (?:de |del |de la )?(?:la )?(?P<zone>(?!comer|almuerzo|comida|salida|entrada|siempre|aqui|local|mi\b|alli)[a-z]+(?: (?:de )?(?:york|mexico|janeiro|paulo|aires|angeles|rica|salvador|janeiro|central|del este|pacifico|ee ?uu))?)|\s*\(?(?P<short>(?:utc|gmt)(?:\s?[+-]\s?\d{1,2})?|[ecmp][sd]t|cet|cest)\b\)?"
    ),
)
