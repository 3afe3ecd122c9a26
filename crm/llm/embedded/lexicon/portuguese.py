"""Portuguese phrases of both sides of the ocean (folded: no accents). See `crm.llm.embedded.lexicon`."""

from __future__ import annotations

_WHO = r"(?:marido|mulher|esposa|esposo|socio|socia|socios|chefe|equipe|equipa|comite|diretor\w*|gerente|familia|pais|mae|pai|namorad[oa]|parceir[oa]|contador|advogado|diretoria|direcao|banco|filh[oa]s?|medico|sindico|administracao)"

PHRASES: dict[str, tuple[str, ...]] = {
    "opt_out": (
        r"descadastr\w+|cancelar (?:a )?inscricao|remov(?:er?|am?|a)(?: o)? (?:meu|minha|me|a minha)(?: (?:numero|contato|contacto|dados))?|(?:me )?(?:tira|tire|tirem|retir\w+)(?:-me| me)?(?: (?:dessa|da|desta|de))? (?:lista|sua lista)|me (?:tira|tirem|remov\w+) da(?:qui)?|apag\w+ (?:o )?meu (?:numero|contato|contacto)|exclu\w+ (?:o )?meu|exclusao (?:dos|de) meus dados",
        r"nao (?:me |nos )?(?:mand\w+|envi\w+|escrev\w+|cham\w+|lig\w+|contact\w+|contat\w+|perturb\w+)(?:-me)?(?: \w+)? (?:mais|nunca|novamente)(?: (?:mensagens?|mensagem|nada|promoc\w+))?|(?:pare|parem|para|chega|deixem)(?: ja)? (?:de (?:me )?(?:mandar|enviar|escrever|chamar|ligar|perturbar|contactar|contatar|spam|mensagem|mensagens|encher)|com (?:as )?mensagens)|chega de (?:spam|mensagem)",
        r"numero errado|pessoa errada|nao sou (?:a |o )?(?:joao|maria|essa pessoa)|esse nao e o numero|numero nao e",
        r"nao (?:quero|desejo|queremos)(?: mais)?(?: receber)?(?: mais)? (?:mensagens?|nada|promoc\w+|contato|ser contact\w+|propaganda)|(?:quem|onde)(?: \w+){0,3} meu numero|nunca mais (?:me )?(?:cham|escrev|mand|contat|contact|lig)\w*|apag\w+(?: \w+)? (?:meus?|minha|os meus)(?: \w+)? (?:dados|numero|contato|contacto)|tir\w+(?: o)? (?:meu|nosso) (?:numero|contato|contacto)|me deix(?:a|em) em paz|deixem?-me em paz|vou (?:te )?bloquear|isso e spam",
    ),
    "stop_other": (
        r"(?:parar|pare|para|deixar|evitar|acabar com)(?: com)? (?:ess[ea]s?|est[ea]s?|os|as|o|a) (?:atrasos?|problema|erros?|cobranc\w+|vazamento|renovacao)|parada de|parar (?:o|a) (?:renovacao|cobranca)",
    ),
    "hold_off": (
        r"(?:me )?(?:da|de|dem|deem|preciso de|quero)(?: um pouco de| um| mais| algum)? (?:espaco|tempo|folga)(?! (?:pra|para) (?:assinar|pagar))|nao (?:me )?(?:pressi\w+|apress\w+|insist\w+|pert?urb\w+|cobr\w+|forc\w+)|sem (?:pressao|pressa)|(?:por favor )?nao (?:me |nos )?(?:mand\w+|envi\w+|cham\w+|escrev\w+|contact\w+|contat\w+)(?: \w+)? (?:por enquanto|por agora|agora|ate|por um tempo)|deixa comigo|deix(?:e|em) comigo|espera(?: eu)? (?:eu )?(?:chamar|escrever)|aguard\w+ (?:o )?(?:nosso|meu) (?:contato|contacto)|no meu tempo|por favor agora nao",
    ),
    "they_write": (
        r"(?:eu |a gente |nos |depois |ai )*(?:te |lhe |vos )(?:aviso|avisamos|avisarei|chamo|chamamos|procuro|procuramos|escrevo|falo|ligo|digo|conto|respondo|retorno|contacto|confirmo)|eu (?:chamo|aviso|escrevo|procuro|ligo|entro|falo|retorno|retomo)|(?:entro|entraremos|entrarei|entramos|entrar) em (?:contato|contacto)|qualquer coisa|(?:depois )?(?:eu )?(?:retomo|retorno) (?:com voces|o contato|contato)|dou (?:um )?(?:retorno|sinal|noticias)|damos (?:um )?retorno|escreveremos|avisaremos|nosso contacto|se (?:eu )?precisar(?:mos)?,? (?:eu )?(?:\w+ )?(?:procuro|chamo|aviso|entro)|vamos (?:nos )?falando|a gente (?:vai )?se (?:vai )?fala(?:ndo)?",
    ),
    "when_ready": (
        r"quando (?:eu )?(?:estiver|estivermos|puder|der|decidir|as coisas|tudo|me sentir|tiver)(?: \w+)? ?(?:pront[oa]s?|melhor|acalm\w+|condic\w+)?",
    ),
    "hardship": (
        r"falec\w+|morreu|morte|funeral|enterro|velorio|luto|na uti|internad[oa] em estado|cancer|quimio\w*|me separei|separacao|divorci\w+|aborto|perdi (?:o emprego|meu (?:pai|emprego|filho|irmao)|minha (?:mae|avo|filha|irma))|perdemos (?:o|a|nosso|nossa)|(?:momento|fase|periodo) (?:dificil|complicad[oa]|delicad[oa])|sem cabeca|nao (?:estou|to) (?:bem|com cabeca)|depress\w+|emergencia (?:na familia|familiar)|desempregad[oa]|demitid[oa]|burnout|agora nao consigo$",
    ),
    "decline": (
        r"nao,? (?:muito )?obrigad[oa]|obrigad[oa],? mas|nao (?:tenho|temos|ha|estou|estamos|tô|to)(?: \w+)? (?:interesse|interessad\w+|necessidade)|nao (?:me )?interessa|nao (?:preciso|precisa|precisamos|quero|queremos|vou|vamos)(?: mais)?(?: (?:fazer|comprar|seguir|continuar|querer|precisar|prosseguir|fechar|dar))?|deixa (?:pra|para) la|vou deixar|fica (?:pra|para) (?:a )?proxima|agora nao,? fica|no momento nao|por (?:enquanto|agora) nao|mudei de ideia|mudamos de ideia|nao e (?:necessario|preciso)|(?:projeto|viagem|evento) foi cancelad[oa]|decidimos (?:continuar|nao|seguir|ficar)|desist\w+|cancel\w+ (?:a |o )?(?:minha|meu)? ?(?:reserva|consulta|pedido|visita)|so (?:estava|queria) (?:vendo|saber|olhando)|nao compensa|vou passar|dessa vez nao|este ano nao|declin\w+|agradeco,? mas|nao$|n,? (?:valeu|obg|obrigad[oa])",
    ),
    "someday": (
        r"depois (?:a gente |nos |eu )?(?:ve(?:jo|mos)?)(?: isso)?|fica pra proxima",
        r"vamos (?:ver|falando)|quem sabe(?: um dia)?|um dia(?: quem sabe)?|(?:talvez|qualquer dia)(?: (?:um dia|outro dia|mais pra frente|depois))?|mais (?:pra|para a?) frente|se deus quiser(?: um dia)?|deus queira|oxala|depois (?:eu )?(?:vejo|te falo|te digo)|a gente (?:vai )?se (?:vai )?(?:ve|fala|falando)|qualquer coisa|se (?:eu )?(?:precisar|surgir|mudar|precisarmos)|se (?:for|surgir) (?:necessario|algo)|te aviso$|outra (?:hora|oportunidade|altura)|numa proxima|logo se ve",
    ),
    "elsewhere": (
        r"(?:vamos (?:ficar|continuar|seguir)|ficamos|fico|seguimos) com (?:o|a)(?: \w+)? (?:velh[oa]|antig[oa]|atual|que (?:a gente )?tem)",
        r"(?:compr\w+|consegui\w*|achei|encontr\w+|contrat\w+|alugu\w+|fech\w+|pedi|escolh\w+|fiz|decid\w+|optamos|optei)(?: \w+){0,4} (?:outr[oa] (?:lugar|loja|empresa|fornecedor|ape|sitio|lado|pessoa|prestador|clinica)|noutro (?:lado|sitio|lugar)|mais barat[oa]|concorr\w+)|ja (?:consegui|comprei|arrumei|aluguei|achei|arranjei|contratei|tenho (?:um|outro))|fornecedor atual|(?:primo|cunhado|amigo|irmao|sobrinho|vizinho|tio)(?: \w+)? (?:vai fazer|faz|vai|fez)|(?:compr|consegui|alug)\w+ (?:de|com) um (?:amigo|vizinho|conhecido)|vendi (?:o|a|meu|minha)|acabei (?:comprando|fechando|alugando|contratando)",
    ),
    "price": (
        r"(?:muito|um pouco|meio|bem|tao|ta|esta|achei|ficou|e|saiu)(?: \w+)? car[oa]s?|fora do (?:meu|nosso )?\s?orcamento|nao cabe no|nao tenho (?:como pagar|dinheiro|grana)|sem (?:verba|grana|dinheiro|orcamento)|mais barat[oa]|preco (?:alto|elevado|salgado)",
    ),
    "undecided": (
        r"(?:ainda|to|estou|estamos|tamo|sigo|continuo)(?: \w+){0,2} (?:pens\w+|avali\w+|compar\w+|analis\w+|decid\w+|em duvida|na duvida|indecis\w+)|na duvida|nao (?:sei|sabemos)(?: ainda)?|ainda nao (?:sei|sabemos|decid\w+)|nao (?:tenho|temos|estou) certeza|deixa (?:eu )?(?:pensar|ver)|preciso pensar|vou pensar|dormir sobre|(?:a )?avaliar|comparando|teremos decisao|tenho duvidas|indecis[oa]|entre (?:dois|os dois|as duas)|sem decisao",
    ),
    "ask_other": (
        rf"(?:fal\w+|convers\w+|consult\w+|perguntar?|ver|alinh\w+|discut\w+)(?: \w+)? (?:com|ao|a|pro|pra)(?: (?:o|a|os|meu|minha|meus|nosso|nossa))? {_WHO}|{_WHO} (?:decide|tem que|precisa|nao esta|volta|vai ver)|(?:aguardando|esperando|pendente)(?: de)?(?: \w+)? (?:aprovacao|resposta|decisao|resultado|liberacao|confirmacao)|decide na",
    ),
    "condition": (
        r"depende(?: d[oae]s?)?|se (?:o|a|meu|minha|me|nos|tudo|der|eles|aprovar\w*)(?: \w+){1,5}|desde que|caso (?:o|a|seja|eu)|a nao ser",
    ),
    "come_back": (
        r"me (?:fala|diz|conta|confirma|lembra)|lembr(?:e|a)-me",
        r"me (?:chama|chame|chamem|liga|ligue|escreve|escreva|manda|mande|procura|procure|lembra|lembre|avisa|avise|cobra|cobre|contata|contate|retorna)|(?:chama|liga|escreve|fala|fale|procura|lembra)(?:-me| comigo| conosco| com a gente)|fale(?:m)? (?:conosco|comigo|connosco)|entr(?:em|e) em (?:contato|contacto)|volt(?:em|e|a) a (?:contactar|contatar|falar|escrever|chamar|ligar)(?:-nos|-me)?|retom\w+ (?:o )?(?:contato|contacto|a conversa|isso)|retornem?|(?:a gente|nos|vamos) (?:fala|conversa|se fala (?:na|no|em)|fecha|conversamos|falamos|fechamos|ve isso)|falamos|conversamos|fale com ele|e melhor|fica (?:bom|melhor)|me serve",
    ),
    "busy": (
        r"ocupad[oa]s?|corrid[oa]|correria|puxad[oa]|atolad[oa]|enrolad[oa]|cheio de|sem tempo|em (?:reuniao|aula|viagem|consulta|obra|obras)|dirigindo|conduzir|viajando|de ferias|ferias|doente|gripad[oa]|de cama|internad[oa]|provas?|exames|mudanca|mudando|reforma|fechamento|inventario|no trabalho|trabalhando|fora (?:do escritorio|ate|do pais|da cidade)|no exterior|casamento|lancamento|auditoria|migracao|nasceu|bebe|(?:to|estou|tamo|estamos) (?:em|no|na|com|a|de)|ate (?:o )?dia|alta temporada",
    ),
    "not_now": (
        r"agora nao|hoje nao|nao (?:consigo|posso|da)(?: falar)?(?: agora| hoje)?|agora nao (?:consigo|posso|da)|essa semana nao|nao e (?:um )?bo[am] (?:hora|momento)|ainda nao|menos (?:a|o|na|essa)|so (?:depois|em|a partir|quando|recebo)",
    ),
    "positive": (
        r"tenho interesse|temos interesse|interessad[oa]s?|quero (?:sim|fechar|comprar|fazer|o|a|marcar|contratar|matricular)|queremos|adorei|amei|gostei|gostaria|gostariamos|perfeito|claro|com certeza|otimo|quero$|bora",
    ),
    "go_ahead": (
        r"(?:chefe|socio|socia|mulher|marido|esposa|esposo|diretoria|diretora?|banco|cliente) (?:ja )?(?:aprovou|concordou|disse que sim|deu o ok|autorizou|aceitou|topou)|(?:^|[.,!] ?)sim,? (?:pode|reserva|guarda|manda|fecha|confirma)",
        r"sim(?:,| por favor| claro|$)|pode (?:mandar|marcar|confirmar|reservar|fazer|sim|enviar|fechar|ser)|podem (?:avancar|confirmar|enviar|marcar)|manda (?:o|a|ai|sim)|envi(?:a|e)(?: o| a)|avan(?:ca|cem|car|camos)|fechado|fechou|bora|vamos (?:nessa|fechar|comecar)|como (?:faco|pago|fazemos|assino|contrato)|onde (?:pago|assino)|confirm(?:o|ado|amos|a)|combinado|me inscrev\w+|quero fechar|marca (?:pra|para|no|na|ai)",
    ),
    "now": (
        r"(?:quero|preciso|queremos|precisamos|queria)(?! (?:pensar|falar|esperar|ver|perguntar|consultar))(?: \S+){1,6} (?:hoje|agora mesmo|pra hoje)(?! nao\b)",
        r"mudanca de planos|mudou (?:o|os) planos?|(?:preciso|quero)(?: \w+)? (?:pra|para)? ?(?:hoje|ja|agora|urgente)|(?:hoje|agora) (?:mesmo|da|ainda)|pra hoje|urgente|o quanto antes|quanto antes|ja estamos pront[oa]s?|ja (?:estou|to) pront[oa]|comecar (?:ja|agora|hoje)|bora comecar|(?:consegue|pode|podem|conseguem)(?: \w+){1,4} (?:hoje|agora|ja|amanha)|nao precisa esperar|melhor (?:agora|ja|hoje)",
    ),
    "request": (
        r"(?:pode|podem|poderia|poderiam|consegue|conseguem)(?: me)?(?: \w+)?|preciso (?:de|do|da|saber|que)|queria (?:saber|um|uma|informac\w+)|informacoes|(?:me )?(?:manda|envia|mande|envie|passa)(?: \w+)?|por favor,? (?:envi|mand|confirm|verific|ajud)\w*|ajuda|gostaria de",
    ),
    "question": (
        r"\w\?|(?:quanto|qual|como|onde|quando|que|tem|voces|fazem|aceitam|quem|cade)(?: \w+){1,10}\?|quanto (?:custa|fica|e|sai)|que horas|onde fica|cade",
    ),
    "resolved": (
        r"(?<!nao )voltou(?= (?:aqui|agora|sim|tudo|a luz|a internet|o sinal|ao normal)|\W*(?:$|[!.]))|(?:a (?:luz|internet|agua)|o (?:sinal|gas)) (?:ja )?voltou|normalizou|funcionou",
        r"ja (?:chegou|resolvi|foi|esta|ta|deu certo|funcion\w+|consegui|recebi|caiu|voltou|tenho)(?! (?:pront|cansad|de saco|fart))|(?:tudo )?(?:resolvid[oa]|esclarecid[oa]|solucionad[oa]|arrumad[oa])|tudo (?:certo|bem|ok|em ordem)|voltou a funcionar|(?:chegou|caiu)(?: \w+)? ?(?:hoje|ontem|bem|certinho|tudo|direitinho)?(?! (?:quebrad|errad|atrasad|de novo|danificad))|reembolso (?:caiu|chegou)|alarme falso|podem encerrar|pode (?:fechar|encerrar)|ficou (?:resolvid[oa]|bom)|achei o|deu certo|recebido|recebi",
    ),
    "done_here": (
        r"ja (?:fiz|fizemos|paguei|comprei|pedi|reservei|assinei)(?: \w+){0,3} ?(?:pelo site|no site|na loja|o pedido|o pagamento|pelo app)?|pagamento (?:feito|efetuado|realizado)|(?:paguei|comprei|pedi|reservei)(?: \w+){0,3} (?:no site|pelo site|na loja|pelo app|ontem)|ta pago|esta pago|loja de voces",
    ),
    "anger": (
        r"(?:prometeram|disseram|falaram|garantiram|combinaram)[^\n]{0,60}?(?:e nada|ate agora|ninguem|continuo|to esperando|sem resposta)|(?:cansei|cansad[oa]|fart[oa]|de saco cheio) de (?:esperar|ser|tant|ouvir|ligar|promessa)|falta de (?:respeito|consideracao|vergonha)|(?:feito|fazendo) de (?:bobo|boba|palhac[oa]|trouxa)",
        r"inaceitavel|vergonha|vergonhoso|pessimo|pessima|horrivel|terrivel|absurdo|ridiculo|palhacada|palhacos?|ladr(?:ao|oes)|golpe|golpistas?|roubo|mentiros[oa]s?|mentira|cansei|farto|saco cheio|de saco|ninguem (?:responde|atende|resolve|liga)|de novo (?:isso|quebrad\w+|a mesma)|quebrad[oa] de novo|caiu de novo|resolvam|procon|processar|justica|advogado|reclame aqui|reclamacao|merda|porra|caralho|idiotas?|incompetentes?|inuteis|descaso|desrespeito|falta de respeito|obrigad[oa] por nada|adoro pagar|voces nao cansam|que lixo|lixo|desastre|(?:terceira|quarta|quinta) vez|(?:duas|tres|quatro|\d+) semanas esperando",
    ),
    "sarcasm": (
        r"parabens (?:pelo|pela|pel[oa]s)|parabens,|que (?:maravilha|lindo|beleza|surpresa|eficiencia)(?: \w+){0,3},|de novo\?|outra vez\?|muito obrigado por nada|obrigad[oa] por nada|como sempre|nota dez|que rapidez|adoro esperar|otimo,? mais um",
    ),
    "complaint": (
        r"(?:nao|parou de) (?:funcion\w+|cheg\w+|abr\w+|carreg\w+|entreg\w+|respond\w+)|quebrad[oa]|danificad[oa]|erro|falha\w*|atras\w+|cobr(?:aram|ado|aste) (?:a mais|errado|em dobro|duas)|errad[oa]|decepcion\w+|insatisfeit\w+|chatead[oa]|problema|esperando|reembolso|sem resposta|demora\w*|ma qualidade",
    ),
    "churn": (
        r"(?:cancelar|encerrar)(?: \w+)? ?(?:o|a|meu|minha)? ?(?:plano|servico|contrato|assinatura|conta|tudo)|pensando em (?:cancelar|sair|mudar|trocar)|mud\w+ (?:de|pra outra|para outra) ?(?:operadora|empresa|fornecedor)?|trocar de (?:fornecedor|empresa)|concorren\w+|nao (?:renovo|vou renovar)|nunca mais (?:compro|volto)|vou pra outr[oa]|rescind\w+",
    ),
    "human": (
        r"(?:falar|conversar|tratar)(?: \w+)? com (?:um |uma |o |a )?(?:atendente|pessoa|humano|alguem|gerente|responsavel|supervisor\w*|vendedor\w*|funcionario|consultor\w*)(?: real| humano| de verdade)?|atendente|pessoa (?:real|de verdade)|(?:alguem)(?: d[oae] \w+)? (?:pode|podia|consegue)(?: \w+)? (?:ligar|chamar|falar)|(?:podem|pode) me ligar|me passa (?:pra|para|o)|e (?:um )?robo|voce e (?:um )?robo|com o gerente",
    ),
    "thanks": (r"(?:muito )?(?:obrigad[oa]|brigad[oa]|obg|valeu|vlw|grat[oa])|agradec\w+",),
    "ok": (
        r"ok|ta|ta bom|beleza|blz|certo|perfeito|combinado|entendi|otimo|legal|show|tranquilo|fechado|joia|esta bem|ta certo|pode deixar|anotado|excelente",
    ),
    "greeting": (r"oi+|ola|bom dia|boa tarde|boa noite|tudo bem|e ai|opa|como vai",),
    "formal": (
        r"prezad[oa]s?|senhor\w*|atenciosamente|cordialmente|agradeco (?:a|que|o)|solicito|gentileza|vossa|v\. ?exa|poderiam?|cumprimentos|agradecemos",
    ),
    "warm": (r"abracos?|beijos?|bjs?|querid[oa]|meu (?:filho|pai|bebe)|minha (?:filha|mae)|bebe|rs+|fofo",),
    "time": (
        r"segunda(?:-feira)?|terca(?:-feira)?|quarta(?:-feira)?|quinta(?:-feira)?|sexta(?:-feira)?|sabado|domingo|janeiro|fevereiro|marco|abril|maio|junho|julho|agosto|setembro|outubro|novembro|dezembro|amanha|depois de amanha|hoje a (?:noite|tarde)|semana que vem|proxim[oa] (?:semana|mes|ano)|mes que vem|(?:daqui|dentro de|em) (?:um|uma|dois|duas|tres|uns|umas|\d+)(?: \w+){1,2}|na volta|fim d[oae] (?:mes|semana|ano|julho|agosto)|fim de semana|dia \d{1,2}|ate (?:o )?dia|depois (?:do|da|das|dos|de)(?: \w+){1,2}|as \d+|quinzena|mais tarde|logo|em breve|quando|carnaval|natal|pascoa|verao|primavera|outono|inverno|a noite|\d+ (?:dias|semanas|meses|horas|minutos)|nessa altura|ferias",
    ),
    "technical": (
        r"app|aplicativo|sistema|erro|integracao|senha|login|entrar na minha conta|atualizacao|funciona\w*|servidor|site (?:fora|caiu)|instal\w+|ti|roteador|wifi|chamado|tela|software",
    ),
    "billing": (
        r"fatura\w*|nota fiscal|cobr\w+|pag(?:o|ar|amento|uei|ou|amentos|a)|reembols\w+|boleto|pix|transfer\w+|cartao|parcel\w+|recibo|valor|banco|dinheiro|recebo|iva|recibos",
    ),
    "logistics": (
        r"entrega\w*|envio|pacote|pedido|cheg\w+|mercadoria|coleta|recolha|transport\w+|caminhao|contentor|container|palete\w*|rastre\w+|alfandega|endereco de entrega|carga|encomenda|porteiro",
    ),
    "sales": (
        r"preco\w*|custa|orcamento|proposta|oferta|comprar|curso|aula|plano|reserva\w*|consulta|visita|apartamento|ape|casa|contrato|desconto|mensal\w*|tamanho|interesse|matricula|produto|catalogo|marcar|vaga|cadeiras|unidades|fechar",
    ),
    "info": (r"que horas|horario\w*|onde fica|endereco|localizacao|estacionamento|abrem|fecham|aberto",),
}
