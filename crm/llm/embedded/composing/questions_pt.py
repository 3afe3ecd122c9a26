# one topic a line, as it is read and corrected
"""The next question that fits a matter, in Portuguese."""

from __future__ import annotations

_PEOPLE = r"\d+ (?:pessoas|convidados|alunos|funcion[aá]rios|usu[aá]rios|participantes)"
_DATE = r"\d{1,2} de \w+|\d{1,2}[/.]\d{1,2}|\b(?:em|de|para) (?:janeiro|fevereiro|mar[cç]o|abril|maio|junho|julho|agosto|setembro|outubro|novembro|dezembro)|\bn[oa] (?:ver[aã]o|outono|inverno|primavera)"
_COUNT = r"\d+ (?:encomendas|pacotes|envios|caixas|paletes|unidades|pe[cç]as|camisetas|amostras|carros)"
_SIZE = r"\d+ ?(?:m2|m²|metros|quartos)"
_MONEY = r"(?:r\$|€|\$)\s?\d|\d+ ?(?:mil|euros?|reais)"

QUESTIONS: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (r"operadora|plano de (?:celular|telefone)|internet|energia|fibra", (("Com que empresa está neste momento?", r"\b(?:estou|estamos) com a \w"),)),
    (r"uniforme|camiseta|camisola|roupa|moletom", (("Para quantas pessoas seriam?", _PEOPLE + "|" + _COUNT), ("Para quando precisaria delas?", _DATE))),
    (r"encomenda|pacote|envio|enviar|frete|correio|palete|transporte|transportadora", (("Mais ou menos quantas encomendas por mês seriam?", _COUNT), ("De onde sairiam os envios?", r"\bsai(?:em|ndo) d"))),
    (r"buffet|casamento|festa|evento|espa[cç]o|ch[aá]cara|quinta para|fot[oó]graf|anivers[aá]rio", (("Para quantas pessoas seria, mais ou menos?", _PEOPLE), ("Já tem uma data em mente?", _DATE))),
    (r"renova|assinatura|contrato", (("Mantemos tudo como está ou há algo a mudar?", r"\b(?:igual|como est[aá])\b"),)),
    (r"software|aplicativo|\bapp\b|\bcrm\b|sistema|licen[cç]a|demonstra|plataforma|plano anual|migra", (("Quantas pessoas usariam?", _PEOPLE), ("O que usa para isso hoje?", r"\b(?:usamos|uso|planilha|excel)\b"))),
    (r"cozinha|banheiro|casa de banho|janela|telhado|piso|reforma|remodela|pint|pain[eé]is|jardim|obra", (("Já tem as medidas aproximadas?", _SIZE), ("Para quando gostaria de ter tudo pronto?", _DATE))),
    (r"apartamento|\bcasa\b|im[oó]vel|terreno|sala comercial|escrit[oó]rio|visita", (("Que dia seria bom para uma visita?", r"$^"), ("A partir de quando gostaria de entrar?", r"\bentrar\b"))),
    (r"carro|moto\b|caminhonete|ve[ií]culo|test drive", (("Que dia seria bom para um test drive?", r"$^"), ("Daria outro veículo na troca?", r"\bna troca\b"))),
    (r"dental|dentista|implante|clareamento|aparelho|tratamento|massagem|fisio|consulta|sess[aã]o|corte", (("Que dias da semana são melhores para você?", r"\b[àa]s (?:segundas|ter[cç]as|quartas|quintas|sextas)\b"), ("É melhor de manhã ou à tarde?", r"\b(?:de manh[aã]|[àa] tarde)\b"))),
    (r"curso|aula|treinamento|forma[cç][aã]o|oficina|idioma", (("Seria só para você ou para várias pessoas?", _PEOPLE), ("Começaria do zero ou já tem algum nível?", r"\b(?:n[ií]vel|do zero|iniciante)\b"))),
    (r"academia|gin[aá]sio|yoga|ioga|pilates|mensalidade", (("O que gostaria de alcançar primeiro?", r"$^"), ("Que horário é melhor para você?", r"\b(?:de manh[aã]|[àa] tarde|[àa] noite)\b"))),
    (r"escola|creche|matr[ií]cula", (("Que idade tem a criança?", r"\d+ (?:anos|meses)"),)),
    (r"viagem|voo|hotel|passeio|quarto|cruzeiro|pousada", (("Que datas tem em mente?", _DATE), ("Quantas pessoas viajariam?", _PEOPLE))),
    (r"\bsite\b|p[aá]gina|design|logo|marca|loja virtual|loja online|campanha|marketing", (("Há algum exemplo de que goste?", r"\bexemplo\b"), ("Para que data deveria estar no ar?", _DATE))),
    (r"empr[eé]stimo|financia|cr[eé]dito|hipoteca|cons[oó]rcio", (("Que valor tem em mente?", _MONEY),)),
    (r"segur[oa]|ap[oó]lice", (("A partir de quando a cobertura deveria começar?", _DATE), ("Tem outro seguro neste momento?", r"\boutra seguradora\b"))),
    (r"franquia|investimento|parceria", (("Em que cidade seria?", r"\bem [A-Z]\w+"),)),
    (r"\b(?:compra|comprar|encomendar|pedido)|amostras?|atacado", (("Que quantidade tem em mente?", _COUNT), ("Para quando precisaria?", _DATE))),
    (r"repar|consert|instal|limp|tradu|mudan[cç]a", (("Quando seria bom para você?", _DATE), ("Há algo que devamos saber antes?", r"$^"))),
)  # fmt: skip
ANY_QUESTION: tuple[tuple[str, str], ...] = (
    ("Quando gostaria de começar?", _DATE),
    ("O que é mais importante para você nisso?", r"$^"),
)
