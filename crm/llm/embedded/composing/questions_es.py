# one topic a line, as it is read and corrected
"""The next question that fits a matter, in Spanish; "[te|le]" is the form for tú and for usted."""

from __future__ import annotations

_PEOPLE = r"\d+ (?:personas|invitados|alumnos|empleados|usuarios|participantes|pax|comensales)"
_DATE = r"\d{1,2} de \w+|\d{1,2}[/.]\d{1,2}|\b(?:en|de|para) (?:enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|verano|oto[nñ]o|invierno|primavera)"
_COUNT = r"\d+ (?:paquetes|env[ií]os|cajas|palets|unidades|piezas|camisetas|botellas|muestras|coches|autos)"
_SIZE = r"\d+ ?(?:m2|m²|metros|habitaciones|dormitorios)"
_MONEY = r"[€$]\s?\d|\d+ ?(?:mil|euros?|pesos|d[oó]lares)|presupuesto (?:es|de \d)"

QUESTIONS: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (r"compa[nñ][ií]a de|tarifa|internet|\bluz\b|operador|fibra", (("¿Con qué compañía [estás|está] ahora?", r"\b(?:estoy|estamos) con \w"),)),
    (r"uniforme|camiseta|playera|ropa|sudadera", (("¿Para cuántas personas serían?", _PEOPLE + "|" + _COUNT), ("¿Para cuándo [te|le] harían falta?", _DATE))),
    (r"paquete|env[ií]o|enviar|mensajer|flete|palet|transporte|reparto", (("¿Más o menos cuántos paquetes al mes serían?", _COUNT), ("¿Desde dónde saldrían los envíos?", r"\bdesde (?!la|el|un)\w"))),
    (r"catering|boda|fiesta|evento|finca|banquete|fot[oó]graf|cumplea[nñ]os", (("¿Para cuántas personas sería, más o menos?", _PEOPLE), ("¿Hay ya una fecha en mente?", _DATE))),
    (r"renov|suscripci|contrato", (("¿Lo dejamos todo como está o hay algo que cambiar?", r"\b(?:igual|como est[aá])\b"),)),
    (r"software|aplicaci[oó]n|\bapp\b|\bcrm\b|programa|licencia|demo\b|plataforma|plan anual|sistema|migra", (("¿Cuántas personas lo usarían?", _PEOPLE), ("¿Qué [usas|usa] para eso hoy en día?", r"\b(?:usamos|uso|excel)\b"))),
    (r"cocina|ba[nñ]o|ventana|techo|tejado|suelo|reforma|remodel|pint|placas|paneles|jard[ií]n|caldera|obra", (("¿[Tienes|Tiene] ya las medidas aproximadas?", _SIZE), ("¿Para cuándo [te|le] gustaría tenerlo hecho?", _DATE))),
    (r"piso|departamento|depa\b|apartamento|casa\b|local|oficina|visita|inmueble|terreno", (("¿Qué día [te|le] vendría bien para una visita?", r"$^"), ("¿Desde cuándo [querrías|querría] entrar?", r"\bentrar\b"))),
    (r"coche|auto\b|carro|camioneta|furgoneta|moto|veh[ií]culo|prueba de manejo", (("¿Qué día [te|le] vendría bien para una prueba?", r"$^"), ("¿[Entregarías|Entregaría] otro vehículo a cambio?", r"\ba cambio\b"))),
    (r"dental|dentista|implante|blanqueamiento|ortodoncia|tratamiento|masaje|fisio|cita|sesi[oó]n|consulta|corte", (("¿Qué días de la semana [te|le] vienen mejor?", r"\blos (?:lunes|martes|mi[eé]rcoles|jueves|viernes|s[aá]bados)\b"), ("¿[Te|Le] va mejor por la mañana o por la tarde?", r"\bpor la (?:ma[nñ]ana|tarde)\b"))),
    (r"curso|clase|formaci[oó]n|taller de|idioma|buceo", (("¿Sería solo para [ti|usted] o para varias personas?", _PEOPLE), ("¿[Empezarías|Empezaría] desde cero o ya [tienes|tiene] algo de nivel?", r"\b(?:nivel|desde cero|principiante)\b"))),
    (r"gimnasio|gym|yoga|pilates|membres[ií]a|entrenador", (("¿Qué [te|le] gustaría conseguir antes que nada?", r"$^"), ("¿Qué horario [te|le] va mejor?", r"\bpor la (?:ma[nñ]ana|tarde|noche)\b"))),
    (r"colegio|guarder[ií]a|matr[ií]cula|inscripci", (("¿Qué edad tiene la niña o el niño?", r"\d+ (?:a[nñ]os|meses)"),)),
    (r"viaje|vuelo|hotel|excursi[oó]n|habitaci[oó]n|crucero|reserva|tour", (("¿Qué fechas [tienes|tiene] en mente?", _DATE), ("¿Cuántas personas viajarían?", _PEOPLE))),
    (r"\bweb\b|p[aá]gina|dise[nñ]o|logo|marca|tienda online|campa[nñ]a|marketing", (("¿Hay algún ejemplo que [te|le] guste?", r"\bejemplo\b"), ("¿Para qué fecha debería estar lista?", _DATE))),
    (r"pr[eé]stamo|hipoteca|cr[eé]dito|financ", (("¿Qué importe [tienes|tiene] en mente?", _MONEY),)),
    (r"segur[oa]|asegur|p[oó]liza", (("¿Desde cuándo debería empezar la cobertura?", _DATE), ("¿[Tienes|Tiene] ahora otro seguro?", r"\b(?:asegurad|otra compa[nñ][ií]a)"))),
    (r"\b(?:compra|comprar|pedir|pedido)|muestras?|mayoreo|al por mayor", (("¿Qué cantidad [tienes|tiene] en mente?", _COUNT), ("¿Para cuándo [te|le] haría falta?", _DATE))),
    (r"repar|arregl|instal|limpi|traduc|mudanza", (("¿Cuándo [te|le] vendría bien?", _DATE), ("¿Hay algo que debamos saber antes?", r"$^"))),
)  # fmt: skip
ANY_QUESTION: tuple[tuple[str, str], ...] = (
    ("¿Cuándo [te|le] gustaría empezar?", _DATE),
    ("¿Qué es lo más importante para [ti|usted]?", r"$^"),
)
