"""Two readings with consequences: that they may leave, and that a thread moves from one matter to another.

The sentences were written before the patterns were tried on them, and are judged as a group: a reader that knows nine of
ten is honest, one that knows ten of ten was taught the test.
"""

import pytest

from crm.llm import embedded
from tests.crm.llm.test_reading import data

LEAVING = {
    "en": (
        "I've told you three times, I'm looking at other carriers",
        "Third time I ask. We've started talking to another forwarder.",
        "If nobody calls me today we'll go with a different courier",
        "Honestly, we are considering switching providers after this",
        "We got a better price from one of your competitors",
        "One more late pallet and we take our freight elsewhere",
        "My boss wants me to get quotes from other companies",
        "I'm not sure we can keep working with you",
        "This keeps happening. Time to find a new carrier.",
        "We won't renew the contract if this goes on",
        "How do I close our account? I'm done with you",
        "We may have to leave you for someone else",
        "Please send the final invoice, we are moving our parcels to DHL",
        "You're about to lose us as a customer",
        "I have had enough and will use somebody else next time",
        "We're comparing you against two other logistics companies right now",
    ),
    "es": (
        "Os lo he dicho tres veces, estoy mirando otros transportistas",
        "Es la tercera vez que lo pido; ya estamos hablando con otra agencia",
        "Si nadie me llama hoy nos vamos con otra empresa",
        "La verdad, estamos valorando cambiar de transportista",
        "Un competidor vuestro me ofrece mejor precio",
        "Otro retraso más y nos llevamos los envíos a otro sitio",
        "Mi jefe quiere que pida presupuesto a otras empresas",
        "No sé si vamos a seguir trabajando con vosotros",
        "Esto pasa siempre. Habrá que buscar otro proveedor.",
        "No vamos a renovar el contrato si esto sigue así",
        "¿Cómo cancelo la cuenta? Ya no quiero seguir con ustedes",
        "Vamos a tener que dejaros por otra compañía",
        "Nos pasamos a DHL a partir de junio",
        "Vais a perder un cliente",
        "Estamos comparando vuestro servicio con otras dos empresas",
        "La próxima vez envío con la competencia",
    ),
    "pt": (
        "Já disse três vezes, estou olhando outras transportadoras",
        "É a terceira vez que peço; já estamos falando com outra empresa",
        "Se ninguém me ligar hoje vamos com outro fornecedor",
        "Sinceramente, estamos pensando em trocar de transportadora",
        "Um concorrente de vocês me ofereceu um preço melhor",
        "Mais um atraso e levamos as nossas cargas para outro lugar",
        "Meu chefe quer que eu peça orçamento a outras empresas",
        "Não sei se vamos continuar trabalhando com vocês",
        "Isso acontece sempre. Vou ter que procurar outro fornecedor.",
        "Não vamos renovar o contrato se isso continuar",
        "Como faço para cancelar a conta? Não quero mais",
        "Vamos ter que deixar vocês por outra companhia",
        "Vamos passar para a DHL a partir de junho",
        "Vocês vão perder um cliente",
        "Estamos comparando vocês com outras duas empresas",
        "Da próxima vez vou usar a concorrência",
    ),
}
STAYING = (
    "Do you work with other carriers as well?",
    "Which of your two services is cheaper?",
    "Can I change the delivery address to another one?",
    "We moved to a new warehouse, please update the address",
    "Please cancel tomorrow's collection",
    "We're swamped with a product launch, let's pick this up in a couple of weeks",
    "Thanks, but we decided to stay with the carrier we have",
    "My competitor uses you and recommended you to me",
    "I'm looking for someone to ship our parcels to Portugal",
    "Is there another option for bulky goods?",
    "¿Trabajáis también con otras agencias en Francia?",
    "Quiero cambiar la dirección de entrega",
    "Estoy buscando una empresa para enviar paquetes a Italia",
    "¿Hay otra opción más rápida?",
    "Vocês trabalham com outras transportadoras?",
    "Preciso mudar o endereço de entrega",
    "Estou procurando uma transportadora para Lisboa",
    "Pode cancelar a coleta de amanhã?",
)
# From what they were on before (None: the first words of a thread) to billing.
TO_BILLING = {
    "en": (
        ("The tracking page is broken … and why was I charged twice?", None),
        ("The tracking page is broken. And why was I charged twice?", "technical"),
        ("The app shows an error when I log in, and why did you bill me double?", "technical"),
        ("Still can't log in. Also, my card was debited two times this month", "technical"),
        ("ok the login works now. why are there two payments on my invoice?", "technical"),
        ("Your website is down and I need a refund for the second charge", "technical"),
        ("Got it, thanks. One more thing: the invoice has the wrong amount", "technical"),
        ("Where is my parcel? And why does the invoice say 300 euros?", "logistics"),
        ("The parcel arrived. But I paid twice, can I get my money back?", "logistics"),
        ("The label software crashed again. Besides, there's a double charge on our account", "technical"),
        ("Password reset worked. Can you explain the extra fee on my bill?", "technical"),
        ("why was I charged twice?", "technical"),
        ("I think you took the payment two times", "technical"),
        ("The integration fails with error 500. How do I get my refund for last month?", None),
        ("The driver was late again, and I was overcharged on the last invoice", "logistics"),
    ),
    "es": (
        ("La página de seguimiento no funciona… y ¿por qué me habéis cobrado dos veces?", None),
        ("La aplicación da error. ¿Y por qué me cobraron el doble?", "technical"),
        ("Sigo sin poder entrar en mi cuenta. Además, la factura está duplicada", "technical"),
        ("Ya funciona, gracias. ¿Por qué hay dos cargos en mi tarjeta?", "technical"),
        ("La web está caída y quiero que me devolváis el segundo cobro", "technical"),
        ("¿Dónde está mi paquete? ¿Y por qué la factura es de 300 euros?", "logistics"),
        ("El paquete llegó, pero pagué dos veces", "logistics"),
        ("¿por qué me cobraron dos veces?", "technical"),
        ("El importe de la factura no es correcto", "technical"),
        ("Otra cosa: me habéis hecho dos cargos este mes", "technical"),
        ("El sistema no carga, y además necesito un reembolso", "technical"),
        ("Gracias. ¿Me podéis explicar el cargo extra de la factura?", "technical"),
        ("Creo que el pago se hizo dos veces", "logistics"),
        ("La contraseña ya va. ¿Cuándo me devolvéis el dinero?", "technical"),
        ("El programa de etiquetas falla. Y la factura de mayo está mal", "technical"),
    ),
    "pt": (
        ("A página de rastreio está quebrada… e por que fui cobrado duas vezes?", None),
        ("O aplicativo dá erro. E por que me cobraram em dobro?", "technical"),
        ("Ainda não consigo entrar na minha conta. Além disso, a fatura está duplicada", "technical"),
        ("Já funciona, obrigado. Por que há dois pagamentos no meu cartão?", "technical"),
        ("O site caiu e quero o reembolso da segunda cobrança", "technical"),
        ("Onde está minha encomenda? E por que a fatura é de 300 euros?", "logistics"),
        ("A encomenda chegou, mas paguei duas vezes", "logistics"),
        ("por que fui cobrado duas vezes?", "technical"),
        ("O valor da fatura está errado", "technical"),
        ("Outra coisa: vocês cobraram duas vezes este mês", "technical"),
        ("O sistema não carrega, e também preciso de um reembolso", "technical"),
        ("Obrigado. Podem explicar a taxa extra na fatura?", "technical"),
        ("Acho que o pagamento foi feito duas vezes", "logistics"),
        ("A senha já funciona. Quando devolvem o meu dinheiro?", "technical"),
        ("O programa de etiquetas falha. E a fatura de maio está errada", "technical"),
    ),
}


def leaves(words: str, language: str = "en") -> bool:
    answer = embedded.answer(data(words, language=language))
    if answer["churn_risk"]:
        assert answer["churn_quote"] in words
    return answer["churn_risk"]


@pytest.mark.parametrize("language", LEAVING)
def test_who_may_leave_is_heard_with_their_words(language):
    silent = [words for words in LEAVING[language] if not leaves(words, language)]
    assert len(silent) <= 2, silent


def test_who_only_asks_or_moves_house_is_not_taken_to_leave():
    wrong = [words for words in STAYING if leaves(words)]
    assert len(wrong) <= 1, wrong


def test_the_quote_is_the_clause_that_says_it():
    answer = embedded.answer(data("I've told you three times, I'm looking at other carriers"))
    assert answer["churn_quote"] == "I'm looking at other carriers"


@pytest.mark.parametrize("language", TO_BILLING)
def test_a_thread_that_moves_to_an_invoice_is_about_billing(language):
    wrong = []
    for words, before in TO_BILLING[language]:
        answer = embedded.answer(data(words, language=language, last_topic=before))
        if answer["topic"] != "billing" or not answer["topic_shift"]:
            wrong.append((answer["topic"], answer["topic_shift"], words))
        elif answer["topic_quote"]:
            assert answer["topic_quote"] in words
    assert len(wrong) <= 2, wrong


def test_of_two_matters_in_one_message_both_are_named():
    answer = embedded.answer(data("The tracking page is broken … and why was I charged twice?"))
    assert (answer["topic_before"], answer["topic"]) == ("technical", "billing")
    assert answer["topic_quote"] == "why was I charged twice?"


@pytest.mark.parametrize(
    "words", ["Thanks!", "ok, perfect", "And to Spain?", "Great, see you on Monday", "Can you do it tomorrow?"]
)
def test_words_about_nothing_in_particular_move_no_thread(words):
    assert not embedded.answer(data(words, last_topic="technical"))["topic_shift"]
