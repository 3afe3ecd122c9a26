"""Spanish phrases (folded: no accents). See `crm.llm.embedded.lexicon`."""

from __future__ import annotations

_WHO = r"(?:marido|mujer|esposa|esposo|socio|socia|socios|jefe|jefa|equipo|comite|director|directora|gerente|familia|padres|madre|padre|pareja|novia|novio|contador|abogado|direccion|junta|banco|casero|propietario|hijos?|hijas?|medico)"
_WRITE = r"(?:escrib\w*|contact\w*|llam\w*|busc\w*|avis\w*|dig[oa]\w*|cuent\w*|marc\w*|mand\w*|comunic\w*|habl\w*|respond\w*|confirm\w*)"

PHRASES: dict[str, tuple[str, ...]] = {
    "opt_out": (
        r"(?:dame|denme|dadme|darme|quiero darme|deme|me doy) de baja(?! (?:la|el|del|de la|mi|en el servicio|del servicio))|desuscrib\w*|cancelar (?:la )?suscripcion a (?:estos|los) mensajes",
        r"no (?:me |nos )?(?:escrib\w+|contact\w+|mand\w+|envi\w+|llam\w+)(?: mas)?(?: (?:mensajes|nada|publicidad|promociones|cosas))*(?: mas| nunca)(?! (?:adelante|tarde))|(?:deje|dejen|deja|dejad|pare|paren|para|basta)(?: ya)? de (?:escrib\w+|mand\w+|envi\w+|molest\w+|llam\w+|contact\w+|spam)|basta de (?:spam|mensajes)|no (?:vuelva|vuelvan|volvais|vuelvas) a (?:escrib\w+|contact\w+|llam\w+)",
        r"numero equivocado|se (?:equivoca|equivoco|equivocaron)(?: de (?:persona|numero))?|te equivocas de (?:persona|numero)|no soy (?:juan|maria|esa persona|quien)|este no es el numero",
        r"(?:borr\w+|elimin\w+|quit\w+|saqu\w+|sacame)(?: me| nos)? ?(?:mi|mis|de|nuestros?)(?: (?:la|su|esta))? ?(?:numero|datos|contacto|lista|base)|eliminacion de mis datos",
        r"no (?:quiero|deseo|queremos)(?: recibir)?(?: mas| ningun\w*)* ?(?:mensajes|publicidad|promociones|nada de ustedes|que me (?:contacten|escriban))|(?:quien|donde)(?: \w+){0,3} mi numero|borradme|borrame|borrenme|nunca (?:les|os|te) di permiso|ya no es el (?:telefono|numero)|dejenme en paz|dejame en paz|(?:los|te|lo) (?:voy a )?bloque\w+|esto es spam",
    ),
    "stop_other": (
        r"(?:parar|para|dejar de|frenar|detener|evitar)(?: \w+)? (?:est[eoa]s?|los|las|el|la) (?:retrasos?|problema|error|cobros?|fuga|renovacion)|parada de",
    ),
    "hold_off": (
        r"(?:dame|deme|denme|dadme|necesito|quiero)(?: un poco de| algo de| mas| un)? (?:espacio|tiempo|respiro|aire)|no (?:me |nos )?(?:presion\w+|agobi\w+|insist\w+|apur\w+|metas prisa|metan prisa|persig\w+|molest\w+)|(?:le |les )?ruego que no insist\w+|que no insista",
        r"(?:por favor )?no (?:me |nos )?(?:escrib\w+|contact\w+|llam\w+|mand\w+)(?: \w+)? (?:por ahora|de momento|por el momento|hasta|ahora|por un tiempo|todavia)|dejamelo a mi|dejenmelo a mi|dejalo en mis manos|espera\w* a que (?:yo )?(?:te |le |les )?(?:escriba|avise|contacte)|sin prisas?|sin presion(?:es)?|a mi ritmo|por favor ahora no",
    ),
    "they_write": (
        rf"(?:ya |yo |nosotros |luego |despues )*(?:te|le|les|os|lo|la|los) (?:\w+ )?(?:aviso|avisamos|avisare|avisaremos|escribo|escribimos|escribire|escribiremos|contacto|contactamos|contactare|contactaremos|busco|buscare|digo algo|digo cualquier|digo cosas|llamo|llamamos|llamare|llamaremos|cuento|marco|confirmo|respondo|hablo|mando mensaje)|(?:ya|yo|nosotros) (?:te |le |les )?{_WRITE}|(?:nos pondremos|me pondre) (?:yo |nosotros |ya )?en contacto|(?:me|nos) pongo en contacto|cualquier cosa|yo retomo|ya dire algo|ya te digo|cuando (?:pueda|lo tenga claro|este lista?|estemos)(?: \w+)? (?:te|le|les)",
    ),
    "when_ready": (
        r"cuando (?:este|estemos|me sienta|lo tenga|estoy|las cosas|pueda|podamos|pase todo|todo)(?: \w+)? ?(?:list[oa]s?|preparad\w+|mejor|claro|se calmen?|se calme)?",
    ),
    "hardship": (
        r"fallec\w+|murio|muerte|funeral|entierro|duelo|luto|velorio|pesame|en la uci|terapia intensiva|cuidados intensivos|cancer|quimio\w*|me separe|separacion|divorci\w+|aborto|perdimos (?:al|a la|a mi|a nuestro)|perdi (?:a mi|el trabajo|mi trabajo|al)|(?:mal|dificil|duro|complicado) (?:momento|epoca|racha|etapa)|(?:momento|epoca) (?:dificil|dur[oa]|complicad[oa])|no (?:tengo|estoy) (?:cabeza|para (?:esto|nada|eso))|depresi\w+|emergencia familiar|me quede sin trabajo",
    ),
    "decline": (
        r"no,? (?:muchas )?gracias|gracias,? pero|no me interesa|no nos interesa|no estoy interesad\w+|no estamos interesad\w+|no (?:lo |la |los )?(?:necesit\w+|quiero|queremos|hace falta|requerimos|vamos a (?:seguir|continuar|comprar))|ya no|no se moleste|no te molestes|mejor (?:lo dejamos|no|dejalo)|lo dejamos|paso$|paso,|paso de|no por ahora|por ahora no|de momento no|por el momento no|no me convence|no nos convence|cambie de (?:idea|opinion)|he cambiado de (?:idea|opinion)|no hace falta|(?:proyecto|viaje|evento|boda) (?:se )?(?:cancelo|suspendio)|se cancelo|hemos decidido (?:seguir|no)|decidimos (?:seguir|no|ir)|cancel\w+ (?:mi|la|el) (?:cita|reserva|pedido)|no vamos a|solo (?:queria|estaba|era) (?:saber|mir\w+|curiosidad|pregunt\w+)|suerte$|no gracias|nop?$|no es lo que|no encaja|no nos encaja|este ano no|renuncio|gracias igual|gracias por todo|gracias por su tiempo|tocara declinar|declin\w+",
    ),
    "someday": (
        r"(?:luego|despues|ahi|otro dia)(?: (?:ya|lo|te|nos))* (?:vemos|se ve)(?! (?:el|a las|con|para) )|luego ya|ya si eso",
        r"ya veremos|ya se vera|ya vere|ya lo veo|veremos|(?:quiza|quizas|tal vez|a lo mejor|algun dia)(?: (?:algun dia|otro dia|mas adelante|en otra ocasion|en otro momento|a lo mejor|otra vez))*|mas adelante|en otra ocasion|otro dia sera|si dios quiere|ojala|dios dira|si (?:surge|necesito|hace falta|me animo|cambia|necesitamos|algo cambia|me decido)(?: algo)?|me lo pienso y|lo pienso y te|(?:te|le|les|os) (?:digo algo|cuento)|ya te (?:aviso|cuento|digo|dire|avisare)|cualquier cosa|nosotros (?:le|les|te) (?:llamamos|avisamos)|yo (?:te|le) aviso",
    ),
    "elsewhere": (
        r"(?:seguimos|seguiremos|nos quedamos|aguantamos|tiramos)(?: \w+){0,4} con (?:el|la|lo)(?: \w+)? (?:viej[oa]|antigu[oa]|que hay|que tenemos|actual)|nos apañamos",
        r"(?:compr\w+|consegui\w*|encontr\w+|contrat\w+|alquil\w+|ped\w+|elegi\w*|fuimos|decidi\w*|quede|quedamos|hice|hicimos|cogi\w*)(?: \w+){0,4} (?:otro (?:sitio|lado|lugar|proveedor|piso|local)|otra (?:parte|tienda|empresa|opcion|persona|agencia)|mas barato)|ya (?:consegui|compre|encontre|tengo|alquile|contrate|lo compre)|seguir con (?:nuestro|mi|el) \w+ actual|(?:compr|consegu|alquil)\w+ (?:a|de) un (?:amigo|vecino|conocido)|(?:cunado|primo|hermano|amigo|sobrino|vecino|tio)(?: \w+)? (?:lo|la|hace|me|nos)|proveedor actual|con otr[oa] (?:empresa|proveedor|agencia|clinica|tienda)|con la competencia|vendi (?:el|la|mi)",
    ),
    "price": (
        r"(?:muy|un poco|demasiado|algo|bastante|tan|esta|es|son|sale) (?:muy |un poco |demasiado )?car[oa]s?|se (?:me|nos) (?:va|sale|escapa) de(?:l)? presupuesto|fuera de(?:l)?(?: mi| nuestro)? presupuesto|no (?:me|nos) alcanza|no (?:lo )?puedo pagar|no hay presupuesto|mas barat[oa]|precio (?:alto|elevado)|carisim[oa]",
    ),
    "undecided": (
        r"(?:aun|todavia|sigo|seguimos|estoy|estamos|lo|la)(?: \w+){0,2} (?:pens\w+|valor\w+|evalu\w+|compar\w+|dud\w+|decid\w+|mir\w+)|no (?:lo )?se(?: todavia| aun)?(?:$|[,.])|no estoy segur\w+|no estamos segur\w+|no lo tengo claro|tengo (?:mis )?dudas|dejame pensar\w*|dejeme pensar\w*|dejanos pensar\w*|tengo que pensar\w*|necesito pensar\w*|consultar?(?:lo)? con la almohada|consulto con la almohada|comparando|no (?:hemos|he) decidido|indecis[oa]|entre (?:dos|los dos|las dos)|no se cual|puede salir que si|lo pienso",
    ),
    "ask_other": (
        rf"(?:habl\w+|consult\w+|pregunt\w+|comentar?\w*|ver\w*|discut\w+|decir\w*)(?: \w+)? (?:con|a)(?: (?:mi|el|la|mis|los|nuestro|nuestra))? {_WHO}|{_WHO} (?:decide|tiene que|debe|no esta|vuelve|lo ve)|(?:pendiente|a la espera|esperando)(?: de)?(?: \w+)? (?:aprobacion|respuesta|visto bueno|decision|resultado|confirmacion)",
    ),
    "condition": (
        r"depende(?: de)?|si (?:el|la|mi|me|nos|los|todo|apruebe?\w*)(?: \w+){1,5}|siempre que|en caso de que|a menos que",
    ),
    "come_back": (
        r"me (?:dices|cuentas|comentas|confirmas|dice|cuenta|comenta|confirma|vas diciendo|va diciendo|recuerdas|recuerda)(?! (?:el|la|los|las) (?:precio|direccion))",
        r"(?:escrib\w*me|escribe(?:me|nos)|escribi(?:me|nos)|escriban(?:me|nos)|llam(?:a|e|en|eme|ame|ar|a)me|llamen(?:me|nos)?|llameme|llamenos|llama(?:me|nos)|marca(?:me|nos)|avisa(?:me|nos)|avise(?:me|nos)|avisen(?:me|nos)|recuerda(?:me|melo|noslo)|recorda(?:me|melo)|recuerde(?:me|melo)|contacte(?:me|nos)|contacta(?:me|nos)|contacten(?:me|nos)|busca(?:me|nos)|busque(?:me|nos)|pregunta(?:le|me)|habla(?:me|nos)|hableme|manda(?:me|la|lo)|dime algo|vuelve a escribir\w*|me escribes|me llamas|me avisas|me contacte|me hablas|retom\w+|hablamos|hablemos|lo vemos (?:el|la|en|a)|nos vemos (?:el|la|en)|lo hablamos|quedamos (?:el|la|para)|conversamos|charlamos|cerramos|vuelva a contactar\w*|mejor (?:el|la|manana|pasado|en|despues)|te viene bien|me viene bien|me va bien|(?:manana|luego|despues)(?: \w+)? (?:te parece|mejor|si)|te parece|es el momento)",
    ),
    "busy": (
        r"ocupad[oa]s?|liad[oa]s?|a tope|hasta arriba|corriendo|saturad[oa]s?|en (?:una )?(?:junta|reunion|clase|clases|consulta|el trabajo|el medico|obra|obras|cierre\w*)|manejando|conduciendo|de viaje|viajando|de vacaciones|vacaciones|de baja (?:medica|por|hasta)|enferm[oa]|en cama|con gripe|ingresad[oa]|examenes|mudanza|mudando\w*|cierre fiscal|inventario|trabajando|laburo|fuera (?:de la oficina|hasta|del pais)|en el extranjero|boda|lanzamiento|auditoria|migracion|temporada alta|obra|me pillas|estoy (?:en|con|de)|ando (?:en|con|de)|hasta el \d+",
    ),
    "not_now": (
        r"ahora no|ahorita no|hoy no|no hoy|no puedo(?: hablar)?(?: ahora| hoy)?|esta semana no|no (?:es )?(?:un )?buen momento|ahora mismo no|todavia no|aun no|antes no|menos (?:el|la|esta)|hasta (?:julio|agosto|septiembre|octubre|noviembre|diciembre|enero|febrero|marzo|abril|mayo|junio) no",
    ),
    "positive": (
        r"me interesa|nos interesa|interesad[oa]s?|me encanta|quiero (?:el|la|los|hacer\w*|comprar\w*|reserv\w+|cerrar|seguir|contratar|inscrib\w+)|queremos|me gustaria|nos gustaria|perfecto|genial|claro que si|por supuesto|adelante|contad conmigo|sigo interesad\w+|seguimos interesad\w+|si que quiero",
    ),
    "go_ahead": (
        r"(?:^|[.,!] ?)si,? (?:\w+(?:amela|emela|amelo|emelo|amelas|amelos|anosl[ao]|enosl[ao]|alo|ala))|(?:jefe|jefa|socio|socia|mujer|marido|esposa|esposo|junta|directora?|banco|cliente) (?:ya )?(?:ha dicho que si|dijo que si|aprobo|lo aprobo|acepto|dio el (?:ok|visto bueno)|ha aprobado|esta de acuerdo)",
        r"si(?:,| por favor| porfa| claro|$)|adelante|resery?\w*me\w*|reserva(?:me|nos|lo|la)?|mand(?:a|e)(?:me|lo|la)(?: el| la)?|envi(?:a|e)(?:me|lo|la)|procedan|proceda|dale|listo,|lo compro|me lo quedo|como (?:pago|hago para pagar|me inscribo|contrato|lo compro|seguimos)|donde (?:pago|firmo)|hagamoslo|empezamos|empecemos|confirm(?:o|ado|amos|en|a)|de acuerdo|trato hecho|apunta\w*me",
    ),
    "now": (
        r"(?:quiero|necesito|quisiera|queremos|necesitamos)(?! (?:pensar|hablar|esperar|ver|preguntar|consultar))(?: \S+){1,6} (?:hoy|ahora mismo|para hoy)(?! no\b)",
        r"cambio de planes|cambiaron los planes|(?:lo |la )?(?:necesito|quiero|ocupo)(?: \w+)? (?:hoy|ya|ahora|urgente|cuanto antes)|(?:hoy|ahora) (?:mismo|se puede|es posible)|se puede hoy|urgente|urge|cuanto antes|lo antes posible|ya estamos listos?|ya estoy list[oa]|empezamos ya|ya mismo|(?:puedes|puede|pueden)(?: \w+){1,4} (?:hoy|ahora|manana)|no hace falta esperar|(?:al final|mejor) (?:ahora|ya|hoy)",
    ),
    "request": (
        r"me (?:puedes|puede|pueden|podrias|podria|podrian)|(?:puedes|puede|pueden|podrias|podria|podrian)(?: \w+)?|quisiera|necesito (?:un|una|el|la|ayuda|saber|que)|informacion|info|(?:mand|envi|dim|dig)\w+me|por favor,? (?:envie|mande|confirme|revise|ayud)\w*|ayuda",
    ),
    "question": (
        r"\w\?|(?:cuanto|cuanta|que|como|donde|cuando|cual|tienen|hacen|hay|aceptan|quien|a que hora)(?: \w+){1,10}\?|cuanto (?:cuesta|vale|sale|es)|a que hora|donde (?:estan|esta|queda)",
    ),
    "resolved": (
        r"(?:ya )?volvio (?:la (?:luz|señal|senal|linea|conexion)|el (?:internet|agua|wifi|gas|servicio))|volvio a funcionar|le queda (?:perfecto|bien|genial)|(?:ya )?(?:arranca|anda) de nuevo",
        r"ya (?:me )?(?:funciona|llego|esta|lo resolvi|lo solucione|quedo|se arreglo|se resolvio|aparecio|puedo entrar|me lo dieron|pude|lo encontre)(?! (?:bien|harto|cansad))|(?:todo )?(?:solucionad[oa]|resuelt[oa]|arreglad[oa]|aclarad[oa])|todo (?:bien|claro|en orden|perfecto|ok|listo)|listo, todo|me (?:devolvieron|reembolsaron|llego)|aparecio|llego (?:bien|perfecto|hoy|ayer|el paquete|todo)|falsa alarma|pueden cerrar|quedo (?:resuelt[oa]|solucionad[oa]|list[oa]|arreglad[oa])|lo tenia (?:el|la|mi)|recibido|ya lo tengo",
    ),
    "done_here": (
        r"ya (?:hice|hicimos|realice|lo|la|he|esta)(?: \w+)? ?(?:el pedido|la compra|pag\w+|compre|compramos|reserve|el pago|pedi)|(?:pague|pagado|compre|pedi|reserve|firme)(?: \w+){0,3} (?:en (?:la|su|vuestra|tu) (?:web|tienda|pagina|app|sitio)|por la (?:web|app)|ayer|online)|ya esta pagad[oa]|pago (?:hecho|realizado|enviado)|(?:web|tienda) de ustedes",
    ),
    "anger": (
        r"(?:dijeron|prometieron|quedaron|me dijo|dijiste|aseguraron)[^\n]{0,60}?(?:y nada|nadie|sigo (?:esperando|sin)|todavia nada|seguimos (?:esperando|sin)|ni rastro)|(?:llevo|llevamos) (?:un|una|dos|tres|cuatro|\d+) (?:dias?|semanas?|horas?|meses?)(?: \w+){0,2} (?:esperando|sin)|(?:harto|harta|cansad[oa]) de (?:esperar|que|tant|ser|escuchar)|falta de (?:respeto|seriedad|verguenza)",
        r"inaceptable|verguenza|vergonzoso|pesim[oa]|horrible|terrible|asco|hart[oa]s?|indignante|indignad\w+|ladron(?:es)?|estaf\w+|robo|mentiros[oa]s?|mienten|me (?:estan|estas) tomando el pelo|tomadura de pelo|una burla|se burlan|falta de respeto|nadie (?:contesta|responde|atiende)|otra vez (?:igual|caido|lo mismo|mal|roto)|roto otra vez|arreglen\w*|(?:dos|tres|cuatro|\d+) (?:veces|semanas)(?: \w+)? (?:esperando|y nada|llamando)|consumo|denunci\w+|demanda\w*|abogado|quejas?|reclam\w+|mierda|carajo|joder|puta|coño|idiotas?|inutiles|incompetentes|gracias por nada|tomando el pelo|ya basta|nunca mas|que desastre|desastre|no tienen (?:nada )?mejor|(?:tercera|cuarta|quinta) vez",
    ),
    "sarcasm": (
        r"que (?:maravilla|bonito|bien|amables|rapidos|eficientes|sorpresa)(?: \w+){0,3},|enhorabuena|felicidades|felicitaciones|bravo|otra vez\?|de nuevo\?|menudo servicio|como siempre|gracias por nada|genial, otr[oa]|vaya servicio",
    ),
    "complaint": (
        r"(?:no|dejo de) (?:funciona\w*|llega\w*|carga\w*|abre|contestan)|rot[oa]|danad[oa]|error|falla\w*|retraso\w*|tarde|cobraron (?:de mas|mal|doble)|equivocad[oa]|decepcion\w*|insatisfech\w*|descontent\w*|problema|incidencia|esperando|devol\w+|sin respuesta|mal(?:a)? (?:calidad|servicio|atencion)",
    ),
    "churn": (
        r"(?:cancelar|dar de baja|darme de baja|me doy de baja|anular)(?: \w+)? ?(?:el|la|mi|del|de la)? ?(?:plan|servicio|contrato|suscripcion|cuenta|todo)|pensando en (?:cancelar|cambiar|irme)|cambi\w+ de (?:compania|proveedor|empresa)|competencia|me voy a otr[oa]|no (?:vuelvo|volvere) a|otr[oa] (?:compania|proveedor)|rescind\w+|no renov\w+",
    ),
    "human": (
        r"(?:hablar|comunicarme|contactar|conversar|tratar)(?: \w+)? con (?:una? )?(?:persona|humano|agente|asesor|encargad[oa]|gerente|responsable|jefe|alguien|supervisor\w*|operador\w*|ejecutiv\w+)(?: real| humana)?|persona real|un (?:humano|agente|asesor)|(?:alguien|alguna persona)(?: de \w+)?(?: \w+)? (?:llam\w+|contact\w+)|me (?:puede|pueden) llamar|llamar alguien|pas\w*me con|es (?:un )?(?:bot|robot)|eres (?:un )?(?:bot|robot)|con (?:el|un) (?:encargado|gerente|supervisor|responsable)",
    ),
    "thanks": (r"(?:muchas |mil |muchisimas )?gracias|se agradece|agradecid[oa]|agradezco",),
    "ok": (
        r"ok|vale|listo|perfecto|de acuerdo|entendido|genial|bueno|bien|claro|dale|va|sale|estupendo|excelente|muy bien|esta bien|hecho|quedamos asi|recibido|anotado",
    ),
    "greeting": (
        r"hola|buenas(?: tardes| noches)?|buenos dias|buen dia|que tal|saludos|como (?:estas|esta|estan)|hey",
    ),
    "formal": (
        r"usted(?:es)?|estimad[oa]s?|le (?:agradeceria|agradezco|ruego|saluda)|atentamente|cordial\w*|solicito|quisiera|les (?:ruego|agradezco)|podria|su (?:tiempo|atencion|propuesta)|contacteme|escribanos|disculpe",
    ),
    "warm": (r"un abrazo|abrazos|besos|carino|mi (?:hijo|hija|madre|mama|bebe|papa)|bebe|que amable|mil gracias",),
    "time": (
        r"lunes|martes|miercoles|jueves|viernes|sabado|domingo|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|setiembre|octubre|noviembre|diciembre|manana|pasado manana|esta (?:tarde|noche|semana)|semana (?:que viene|proxima|siguiente)|proxim[oa] (?:semana|mes|ano|lunes|martes)|mes que viene|en (?:un|una|dos|tres|unos|unas|\d+)(?: \w+){1,2}|dentro de(?: \w+){1,3}|a (?:la vuelta|fin(?:es)? de|principios|mediados|primeros)(?: de \w+)?|fin(?:ales)? de (?:mes|ano|semana)|finde|el \d{1,2}|hasta el|despues (?:de|del)(?: \w+){1,2}|a las? \d+|quincena|luego|mas tarde|pronto|cuando|en cuanto|la noche|tarde|verano|primavera|otono|invierno|semana santa|navidad|puente|\d+ (?:dias|semanas|meses|horas|minutos)",
    ),
    "technical": (
        r"app|aplicacion|sistema|error|integracion|contrasena|clave|iniciar sesion|entrar en mi cuenta|actualizacion|funciona\w*|caido|servidor|pagina (?:no|caida)|instal\w+|informatico|router|wifi|incidencia|usuario|pantalla|software",
    ),
    "billing": (
        r"factura\w*|cobr\w+|pag(?:o|os|ar|ado|ada|ue|an)|reembols\w+|devol(?:ver|vieron|ucion)|recibo|transfer\w+|tarjeta|cuotas?|iva|importe|banco|dinero|cargo|presupuesto aprobado|transfiero|plata",
    ),
    "logistics": (
        r"envio|enviaron|entrega\w*|paquete|pedido|llega\w*|llego|mercancia|reparto|repartidor|transport\w+|camion|contenedor|palet\w*|seguimiento|rastre\w+|aduana|direccion de entrega|recog\w+|carga",
    ),
    "sales": (
        r"precio\w*|cuesta|vale|cotizacion|presupuesto|oferta|comprar|curso|clase|plan|reserva\w*|cita|visita|piso|departamento|casa|contrato|propuesta|descuento|mensualidad|stock|talla|interesa\w*|matricula|inscri\w+|producto|catalogo|renov\w+|sillas|unidades",
    ),
    "info": (
        r"a que hora|horario\w*|donde (?:estan|esta|queda)|ubicad[oa]s?|ubicacion|direccion|estacionamiento|parking|abren|cierran|abierto",
    ),
}
