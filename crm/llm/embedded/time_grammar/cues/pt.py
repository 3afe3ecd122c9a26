"""Portuguese words around a time. Folded: no accents, ç is c."""

from __future__ import annotations

import re

from crm.llm.embedded.time_grammar.cues import Cues, any_of, ending, starting

_DO = (
    r"(?:envi|mand|escrev|lig|avis|confirm|pag|transfir|transfer|assin|respond|retorn|pass|dig|diz|dir|fal|deposit|compr|revis|vej|"
    r"consult|pergunt|lev|busc|retir|entreg|devolv|inform|cham|fec?h|resolv|decid|pens|analis|contat|dou)"
)
_FUN = (
    r"lancamento|casamento|reuniao|prova|provas|voo|viagem|mudanca|cirurgia|operacao|consulta|entrevista|conferencia|evento|festa|"
    r"aniversario|demo|visita|inauguracao|abertura|entrega|auditoria|formatura|audiencia|feira|curso|aulas|semestre|temporada|"
    r"pagamento|fechamento|renovacao|vencimento|salario|exame|vistoria"
)
_PAST = (
    r"falei|falamos|conversamos|pedi|pedimos|comprei|compramos|recebi|recebemos|paguei|pagamos|enviei|enviamos|mandei|mandamos|chegou|"
    r"chegaram|liguei|ligamos|escrevi|disse|disseram|perguntei|assinei|assinamos|reservei|cancelei|estive|estava|estavamos|fui|fomos|"
    r"era|fiz|fizemos|combinamos|vi|vimos|tive|tivemos|comecou|me (?:mandaram|enviaram|disseram|prometeram)|aconteceu"
)

CUES = Cues(
    function_words=frozenset(
        "o a os as um uma uns umas de do da dos das no na nos nas em e ou que nao sim me te lhe se eu voce vc vcs ele ela nos "
        "meu minha seu sua por pra pro para com sem mas como quando onde ja mais muito tem temos tenho to ta estou esta estamos "
        "sou vou vai vamos obrigado obrigada oi ola bom boa tudo bem pode podem posso gente agora aqui ai isso isto depois ate "
        "entao porque ser quero fala falar falamos aqui corrido ainda so tambem pelo pela foi ao".split()
    ),
    left={
        "unavailable": any_of(
            r"(?:de|em|estou de|estarei de|saio de|entro de) (?:viagem|ferias|licenca|folga|plantao|atestado|recesso)|viajando|fora(?: d[oa] (?:escritorio|cidade|pais|casa|ar))?\b(?! isso)|"
            r"(?:muito |super |bem |meio |mto )?(?:ocupad[oa]s?|atolad[oa]s?|corrid[oa]s?|enrolad[oa]s?|cheio de|lotad[oa]s?|sobrecarregad[oa]s?|doente|internad[oa]|apertad[oa]s?|atarefad[oa]s?)|correria|"
            r"em (?:uma |um |varias )?(?:reuniao|reunioes|aula|curso|treinamento|obra|hospital|consulta|prova|provas|workshop)|no (?:trabalho|hospital|medico)|na (?:aula|estrada|correria|praia)|"
            r"nao (?:vou )?(?:est(?:ou|arei|aremos|ar)|consigo|posso|podemos|vou poder|tenho tempo|temos tempo|da\b|vou conseguir|dá)|sem (?:tempo|internet|sinal)|"
            r"ausente|fechad[oa]s?|trabalhando|dirigindo|dormindo|indisponivel|impossivel",
        ),
        "back": ending(
            r"(?:volto|voltamos|voltarei|voltaremos|retorno(?! o\b)|retornamos|retornarei|de volta|chego|chegamos|estou de volta|volta|regresso|regressamos)"
            r"(?: (?:a|ao|de|do|da|o|escritorio|casa|trabalho|cidade|ja|so|somente|apenas|em|no|na|dia|por|pra))*",
        ),
        "their_commitment": any_of(
            rf"(?:eu |nos |a gente )?(?:ja |logo |depois )?(?:te|lhe|vos) (?:\w+ )?{_DO}\w*",
            rf"(?:vou|vamos|irei|iremos|a gente vai) (?:te |lhe |\w+ )?{_DO}\w*",
            r"(?:confirmo|pago|decido|decidimos|deposito|assino|assinamos|aviso|respondo|retorno (?:o|seu|com)|fecho|mando|envio|dou (?:um|uma) (?:retorno|resposta|posicao)|entro em contato|faco o (?:pix|pagamento|pedido|deposito)|passo ai)\b",
        ),
        "our_commitment": any_of(
            r"(?:voce|vc|voces|vcs) (?:disse|disseram|falou|falaram|prometeu|prometeram|ficou de|ficaram de|ia|iam|combinou|garantiu)|me (?:disseram|prometeram|falaram|garantiram)|ficou de (?:me )?(?:mandar|enviar|ligar)"
        ),
        "event": ending(
            rf"(?:{_FUN})(?: (?:e|sao|sera|serao|comeca|comecam|termina|cai|vence|esta|ta|marcad[oa]|fica|ficou|vai ser))*(?: (?:para|pra|em|no|na|o|a|de|do|da|dia|por|neste|nesta))*",
            r"(?:nos mudamos|me mudo|vou me mudar|me caso|casamos|lancamos|abrimos|viajo|viajamos|inauguramos|comecamos|recebo(?: o salario)?|opero|me formo|vence|vou viajar|vou casar)(?: (?:a|o|os|as|noss[oa]|casa|loja|local|produto|ape|site|em|para|pra|no|na|dia))*",
            r"(?:o|a|meu|minha) (?:dono|chefe|banco|marido|mulher|socio|socia|esposo|esposa|contador|advogado|diretor|gerente|diretoria|equipe)(?: (?:me|nos|ja))*(?: \w+){1,2}(?: (?:o|a|em|no|na|para|ate|dia|antes|d[eoa]))*",
        ),
        "past_fact": any_of(rf"(?:{_PAST})\b"),
        "contact": any_of(
            r"(?:pode(?:m|ria)? )?me (?:\w+ )?(?:escrev|lig|cham|fal|avis|lembr|procur|contat|mand|envi|pergunt|retorn|d[ae])\w*|(?:pode(?:m|ria)? )?(?:escreve|liga|chama|fala|avisa|lembra|procura|manda|envia|retorna|pergunta|volta a falar)(?:r)?(?: (?:pra|para) (?:mim|gente)| comigo|-me| de novo|)\b|"
            r"(?:a gente|nos) (?:se )?(?:fala|conversa|ve|retoma|combina|marca|decide)|falamos|conversamos|vamos (?:falar|conversar|ver|retomar|marcar|combinar|deixar|fechar)|nos falamos|retom(?:amos|ar|o)|voltamos a (?:falar|conversar)|entra(?:r)? em contato|marcamos|combinamos de|"
            r"estou livre|to livre|livre|disponivel|posso|consigo|melhor|prefiro|seria melhor|que tal|deixa(?:r)? (?:pra|para)|muda(?:r)? (?:pra|para)|passa(?:r)? (?:pra|para)|adia(?:r)?|espera(?:r)?|de novo|novamente",
        ),
        "deadline": any_of(r"(?:tenho|temos|valid[oa]|vale|oferta|contrato|vence|garantia)(?: \w+){0,2}(?= ate)"),
        "not_time": any_of(r"(?:garantia|demora|dura|leva|entrega|prazo|frete|teste)(?: (?:e|de|em|uns|cerca))* *$"),
    },
    right={
        "unavailable": starting(
            r"(?:eu )?(?:nao (?:posso|podemos|estou|estarei|consigo|da\b|vai dar|rola|tenho|vou (?:poder|conseguir|estar)|e possivel)|(?:estou|to|tou|estarei|vou estar|ta|esta|vai ser|vai estar|e|sera) (?:muito |super |bem |de |em |fora|meio |na )?(?:ocupad|corrid|viaj|viagem|ferias|reuniao|fora|atolad|complicad|cheio|cheia|lotad|enrolad|impossivel|loucura|dificil|correria|folga)|impossivel|fechado|sem chance|nem pensar)",
        ),
        "their_commitment": starting(
            rf"(?:eu )?(?:ja )?(?:te|lhe) (?:\w+ )?{_DO}\w*",
            rf"(?:eu )?(?:vou|vamos) (?:te |lhe )?{_DO}\w*",
            r"(?:eu )?(?:confirmo|pago|decido|mando|envio|assino|dou (?:um|uma) (?:retorno|resposta))\b",
        ),
        "our_commitment": starting(r"(?:voce|vc) (?:disse|prometeu|ficou)"),
        "event": starting(
            rf"(?:e|tenho|temos|tem|vai ter) (?:o |a |meu |minha |um |uma |noss[oa] )?(?:{_FUN})\b",
            r"(?:me mudo|nos mudamos|lancamos|viajo|me caso|vou (?:viajar|casar|me mudar))",
        ),
        "contact": starting(
            r"(?:esta|ta|fica|seria|e|pra mim e) (?:bom|bem|otimo|melhor|perfeito|ok)|posso|pode ser|por favor"
        ),
    },
    negation_left=ending(
        r"(?:nao|nunca|nem|menos|exceto|salvo|qualquer (?:dia|coisa|hora) (?:menos|exceto)|que nao seja|em vez de|ao inves de|evita|evite)(?: (?:o|a|os|as|em|no|na|nos|nas|para|pra|antes|ate|este|esta|essa|nessa|nesta|de|do|da|dia|seja))*",
        r"(?:nao|n) (?:me |precisa )?(?:\w+ ){0,1}?(?:escrev|lig|fal|mand|envi|incomod|contat|contact|cham|procur|escolh|marc|agend|poe|ponh|program|us)\w*(?: (?:nada|mais|o|a|em|no|na|para|pra|antes|ate|este|esta|essa|de|do|da|dia))*",
    ),
    denies_before=any_of(r"(?:nada|ninguem|nao (?:\w+ ){0,5}?\w+|nenhum\w*|impossivel)(?: \w+){0,4} *$"),
    negation_right=starting(
        r"(?:melhor |que |por favor |e )?(?:n(?:ao)?(?=\W*$|,| por favor| pf)|(?:nao|n) (?:me |nos |precisa )?(?:me )?(?:escrev|lig|fal|mand|envi|incomod|contat|contact|cham|procur|perturb)\w*|nem (?:pensar|a pau|fal(?:a|ar)|me chama|me liga|morta?|se atreva)|esquece|pode esquecer|descarta|fora de (?:questao|cogitacao)|sem chance)"
    ),
    correction=any_of(
        r"melhor(?! de)|na verdade|(?:nao,|nao nao|desculpa|quer dizer|quis dizer|digo|alias|corrigindo|me enganei|mudanca de planos|pera|espera,|opa)|muda(?:r)? (?:pra|para)|passa(?:r)? (?:pra|para)|em vez de|ao inves|que seja|deixa (?:pra|para)|e sim"
    ),
    clause_break=re.compile(
        r"(?<!\w)(?:mas|porem|entao|porque|pq|embora|ja que|e (?=te |me |eu |ja |depois |ai |entao |a gente |por favor )|ai(?= ))(?!\w)"
    ),
    condition=re.compile(
        r"(?<!\w)(?P<said>(?:so )?(?:se|caso|desde que|contanto que|a nao ser que|depende de(?: se)?)(?! (?:voce|vc|vcs|quiser|puder|possivel|nao|der|for possivel|precisar|fala|falar|ve|falam|preferir|estiver|liga)\b)"
        r" [^,.;!?\n]{3,80}?)(?=[,.;!?\n]|$| (?:entao|te|a gente|assinamos|comecamos|compramos|compro|me|mas|e|ai|fechamos)\b)"
    ),
    event=re.compile(
        r"(?<!\w)(?P<how>assim que|logo que|quando|depois (?:d[oae]s?|que)|(?:logo )?apos|ate(?: que)?|antes (?:d[oae]s?|que)|tao logo|passad[oa]) {1,3}"
        r"(?P<event>[\w'/-]+(?: [\w'/-]+){0,8}?)(?=[,.;!?\n:)(]|$| (?:entao|te|eu te|a gente|falamos|me (?:avisa|liga|chama|escreve|manda)|mas|ai|e|porque|pode|por favor|se)\b)"
    ),
    event_relation={"antes": "before", "ate": "until"},
    idle_event=re.compile(
        r"(?:puder(?:em)?|quiser(?:em)?|der|voce|vc|vcs|isso|tudo|agora|possivel|mais|estiver disponivel|for possivel|disso|eu te|logo|amanha|ja|precisar|tiver tempo|que)\b|"
        r"(?:e|sera|abre|chega|sai|comeca|posso|podemos|seria|fica|vai|voces)\b(?=[^.]*\?)|(?:" + _PAST + r")\b"
    ),
    question=re.compile(
        r"(?:quanto tempo|quantos (?:meses|anos|dias))[^.!\n]*\?|(?:a garantia|o prazo|o contrato) (?:e|dura|vale)[^.!\n]*\?|(?:(?:abrem|abre|fecha|fecham|funciona|funcionam|atendem|entregam|trabalham|que horas|qual (?:o )?horario|horario de)[^.!\n]*\?)"
    ),
    zone=re.compile(
        r"[\s,]*\(?(?:n[oa] |em )?(?:horario|hora) (?:de |do |da )?(?P<zone>(?!almoco|almocar|sempre|comercial|local|aqui|meu|trabalho)[a-z]+(?: (?:de )?(?:janeiro|paulo|york|verao))?)|\s*\(?(?P<short>(?:utc|gmt)(?:\s?[+-]\s?\d{1,2})?|brt|[ecmp][sd]t)\b\)?"
    ),
    until_is_by=True,
)
