"""What the demo finds in the house: approved templates, and a handful of customers who really write, through the phone."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Any

import httpx
from django.conf import settings

from conversations.models import ContentTemplate, Conversation, Message, NextKind, Outbox
from conversations.whatsapp import content_templates
from crm.models import Contact


@dataclass(frozen=True)
class Wanted:
    """A template to be approved. `variables`: place to sample; the sample tells WhatsApp and the model what belongs there."""

    name: str
    language: str
    body: str
    variables: dict[str, str] = field(default_factory=dict)
    purpose: str = "follow_up"
    category: str = "UTILITY"


MATTER = {"1": "Ana", "2": "shipping your parcels to Portugal", "3": "the product launch"}
TOLD = {"1": "Ana", "2": "the kitchen quote", "3": "the painters are in until Friday"}
QUOTE = {"1": "Ana", "2": "I'm busy this month, ask me again in May"}
TEMPLATES = (
    Wanted(
        "follow_up_en",
        "en",
        "Hi {{1}}, you asked us to come back to you about {{2}} after {{3}}. Is now a good moment to pick it up?",
        MATTER,
    ),
    Wanted(
        "follow_up_es",
        "es",
        "Hola {{1}}, quedamos en retomar lo de {{2}} después de {{3}}. ¿Te viene bien que lo veamos ahora?",
        {"1": "Ana", "2": "los envíos a Portugal", "3": "tu lanzamiento"},
    ),
    Wanted(
        "follow_up_pt",
        "pt",
        "Olá {{1}}, combinamos retomar o assunto: {{2}}, depois de {{3}}. Este é um bom momento para continuar?",
        {"1": "Ana", "2": "os seus envios para Portugal", "3": "seu lançamento"},
    ),
    *(
        Wanted(f"follow_up_told_{language}", language, body, TOLD, purpose="follow_up_told")
        for language, body in (
            ("en", "Hi {{1}}, when we last spoke about {{2}} you wrote: “{{3}}”. Is now a good moment to pick it up?"),
            (
                "es",
                "Hola {{1}}, la última vez hablamos sobre {{2}} y nos escribiste: «{{3}}». ¿Te viene bien que lo retomemos ahora?",
            ),
            (
                "pt",
                "Olá {{1}}, da última vez falamos sobre {{2}} e você escreveu: “{{3}}”. Este é um bom momento para continuar?",
            ),
        )
    ),
    *(
        Wanted(f"follow_up_matter_{language}", language, body, {"1": "Ana", "2": sample}, purpose="follow_up_matter")
        for language, body, sample in (
            (
                "en",
                "Hi {{1}}, we said that we would come back to you about {{2}}. Is now a good moment to pick it up?",
                "the kitchen quote",
            ),
            (
                "es",
                "Hola {{1}}, quedamos en volver a hablar sobre {{2}}. ¿Te viene bien que lo veamos ahora?",
                "los envíos a Portugal",
            ),
            (
                "pt",
                "Olá {{1}}, combinamos voltar a falar sobre {{2}}. Este é um bom momento para continuar?",
                "os seus envios para Portugal",
            ),
        )
    ),
    *(
        Wanted(f"follow_up_quote_{language}", language, body, QUOTE, purpose="follow_up_quote")
        for language, body in (
            ("en", "Hi {{1}}, when we last spoke you wrote: “{{2}}”. Is now a good moment to pick it up?"),
            ("es", "Hola {{1}}, la última vez nos escribiste: «{{2}}». ¿Te viene bien que lo retomemos ahora?"),
            ("pt", "Olá {{1}}, da última vez você escreveu: “{{2}}”. Este é um bom momento para continuar?"),
            (
                "fr",
                "Bonjour {{1}}, la dernière fois, vous nous aviez écrit : « {{2}} ». Est-ce le bon moment pour en reparler ?",
            ),
            ("de", "Hallo {{1}}, beim letzten Mal schrieben Sie uns: „{{2}}“. Passt es jetzt, darauf zurückzukommen?"),
            (
                "it",
                "Ciao {{1}}, l'ultima volta ci avevi scritto: “{{2}}”. È un buon momento per riprendere il discorso?",
            ),
            ("he", "שלום {{1}}, בפעם האחרונה כתבתם לנו: “{{2}}”. האם עכשיו זמן טוב להמשיך?"),
            ("ar", "مرحباً {{1}}، كتبتم لنا في المرة الأخيرة: “{{2}}”. هل الوقت مناسب الآن للمتابعة؟"),
            ("hi", "नमस्ते {{1}}, पिछली बार आपने लिखा था: “{{2}}”। क्या अब इस पर आगे बात करने का सही समय है?"),
        )
    ),
)

# Fictional people; their numbers lie in ranges set aside for drama and examples where a country has one.
CUSTOMERS = (
    ("+442079460142", "Priya Nair", "Hello, I'm looking for someone to take over deliveries for our tea shop. We're moving to new premises first, so write to me at the end of next month please."),
    ("+5511955550137", "Rafael Couto", "Oi! Quero enviar umas caixas de café para Lisboa. Estou viajando a trabalho, me chama na semana que vem?"),
    ("+34600550118", "Lucía Prado", "Gracias por la propuesta, me parece interesante. Quizás algún día, ya veremos."),
    ("+12025550164", "Dana Whitfield", "I'd like to speak to a real person about my last invoice please"),
)  # fmt: skip


def templates() -> None:
    """Templates through the Content API. Safe to repeat."""
    if not ContentTemplate.objects.filter(status="approved").exists():
        request_approval()


def newcomers() -> None:
    """A few customers who really write, through the phone. Wait until idle, and the inbox shows the answers."""
    known = set(Contact.objects.values_list("phone", flat=True))
    for number, name, body in CUSTOMERS:
        if number not in known:
            write(number, name, body)


def phones() -> None:
    """Put what was said before on the customers' phones, so that they show it and the 24-hour window is theirs."""
    told = Message.objects.filter(receipt__isnull=False) | Message.objects.filter(outbox__isnull=False)
    rows = told.exclude(provider_sid=None).select_related("conversation__contact", "outbox").order_by("at", "id")
    known = {row.conversation.contact_id: row.conversation.contact for row in rows}.values()
    people = [{"number": contact.phone, "name": contact.name, "zone": contact.timezone} for contact in known]
    tell("history", {"messages": [as_told(message) for message in rows], "people": people})


def as_told(message: Message) -> dict[str, Any]:
    """A message as the simulator keeps it."""
    outbox: Outbox | None = getattr(message, "outbox", None)
    return {
        "sid": message.provider_sid,
        "direction": "outbound-api" if outbox else "inbound",
        "customer": message.conversation.address,
        "sender": message.conversation.sender,
        "body": message.body,
        "content_sid": outbox.content_sid if outbox else "",
        "status": outbox.state if outbox else "received",
        "error_code": outbox.error_code if outbox else None,
        "at": message.at.isoformat(),
    }


def request_approval() -> None:
    """Create each template at Twilio (here: the simulator, which approves at once) and take over what it then lists."""
    for wanted in TEMPLATES:
        content_templates.create(
            wanted.name, wanted.language, wanted.body, wanted.variables, wanted.category, wanted.purpose
        )
    for _ in range(20):
        if content_templates.sync() >= len(TEMPLATES):
            return
        time.sleep(0.25)


def write(number: str, name: str, body: str) -> None:
    """A customer writes on the simulated phone: the message takes the way of every other one, by webhook."""
    tell("inbound", {"from": f"whatsapp:{number}", "profile_name": name, "body": body})


def tell(what: str, data: dict[str, Any]) -> None:
    """One call of the simulator's own API. Raises httpx.HTTPError."""
    url = f"{settings.TWILIO_API_BASE}/api/{what}"
    httpx.post(url, json=data, timeout=20, trust_env=False).raise_for_status()


def wait_for_answers(seconds: float = 30.0) -> None:
    """Until the agent owes nobody a reply, or for so long: a machine that is slow still shows the demo."""
    deadline = time.monotonic() + seconds
    owed = Conversation.objects.open().filter(next_kind=NextKind.REPLY, next_user=None, next_team=None)
    while owed.exists() and time.monotonic() < deadline:
        time.sleep(0.25)
