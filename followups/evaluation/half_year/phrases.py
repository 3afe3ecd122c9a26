"""What the customers say, by language and meaning. Places: {n} a number, {date} a day and its month."""

from __future__ import annotations

from datetime import date

PHRASES: dict[str, dict[str, tuple[str, ...]]] = {
    "en": {
        "weeks": (
            "Hi! We need someone to ship our parcels to Portugal. We're swamped with a launch, write to me again in {n} weeks please.",
            "I like the pallet offer. We're moving offices, could you get back to me in about {n} weeks?",
            "Interested in weekly pickups, but I'm buried in the audit. Ask me again in {n} weeks!",
        ),
        "until": (
            "We'd like your cold chain service. I'm on leave until {date}, write to me after that.",
            "Yes, we want the monthly contract. I'm travelling until {date}, please contact me when I'm back.",
        ),
        "next_week": (
            "The price for the pallets looks good. I'm slammed this week, let's talk next week.",
            "We want to move our warehouse stock with you. Can you write to me next week?",
        ),
        "next_month": ("We'd like to start with your pickups. Please write to me next month, the budget is decided then.",),
        "month_end": ("I want the storage plan. Let's pick this up at the end of the month, we are closing the books.",),
        "tomorrow": ("I'd like that quote for the crates. Busy today, write to me tomorrow please.",),
        "again": ("Sorry, still too busy. Please write to me in {n} weeks.", "Not yet, we're late. In {n} weeks please!"),
        "move": ("No, make it {n} weeks instead, the launch is delayed.",),
        "after_ramadan": ("We want regular shipments to Dubai. Please write to me after Ramadan.",),
        "inquiry": ("Hello, I'm looking for a company that delivers to islands. Do you do that?",),
        "thanks": ("thanks, ok!", "Great, thank you"),
        "side": ("By the way, do you also deliver on Saturdays?",),
        "ready": ("Actually we're ready now, let's start this week!", "Good news, we can begin now. What do you need from me?"),
        "yes": ("Yes, good moment. Let's go ahead with it.", "Hi, yes! Please send me the contract."),
        "polite_no": ("Thanks for everything, but it's not for us. Maybe some day.", "Thank you, we decided against it for now."),
        "room": ("Please give me some space to think, I'll write to you when I'm ready.", "I need time, please don't write to me. I'll come back to you."),
        "back": ("Hello again! I have thought about it: yes, we want to start.",),
        "stop": ("STOP", "Stop"),
        "angry": ("This is the third time my parcel is lost. Unacceptable, I am furious!",),
        "solved": ("It's all solved now, thank you for the help!",),
    },
    "es": {
        "weeks": (
            "¡Hola! Buscamos quien nos lleve paquetes a Portugal. Estamos hasta arriba con un lanzamiento, escríbeme en {n} semanas por favor.",
            "Me interesa la oferta de palés, pero estamos de mudanza. ¿Me escribes otra vez dentro de {n} semanas?",
        ),
        "until": ("Queremos el servicio de frío. Estoy de vacaciones hasta el {date}, escríbeme después.",),
        "next_week": ("El precio me parece bien. Esta semana estoy a tope, hablamos la semana que viene.",),
        "next_month": ("Queremos empezar con las recogidas. Escríbeme el mes que viene, que entonces se decide el presupuesto.",),
        "month_end": ("Quiero el plan de almacén. Hablamos a final de mes, que ahora estamos cerrando cuentas.",),
        "tomorrow": ("Me interesa ese presupuesto. Hoy no puedo, escríbeme mañana por favor.",),
        "again": ("Perdona, sigo muy liado. Escríbeme en {n} semanas, por favor.",),
        "move": ("No, mejor en {n} semanas, el lanzamiento se retrasa.",),
        "inquiry": ("Hola, busco una empresa que entregue en las islas. ¿Lo hacéis?",),
        "thanks": ("gracias, ok", "Vale, muchas gracias"),
        "side": ("Por cierto, ¿entregáis también los sábados?",),
        "ready": ("Al final ya estamos listos, ¡empecemos esta semana!",),
        "yes": ("Sí, buen momento. Adelante con ello.", "Hola, ¡sí! Mándame el contrato, por favor."),
        "polite_no": ("Gracias por todo, pero no es para nosotros. Quizás algún día.", "Gracias, de momento hemos decidido que no."),
        "room": ("Dame espacio para pensarlo, por favor. Ya te escribo yo cuando esté lista.",),
        "back": ("¡Hola otra vez! Lo he pensado: sí, queremos empezar.",),
        "stop": ("BAJA", "STOP"),
        "angry": ("Es la tercera vez que perdéis mi paquete. Es inaceptable, estoy furioso.",),
        "solved": ("Ya está todo resuelto, ¡gracias por la ayuda!",),
    },
    "pt": {
        "weeks": (
            "Oi! Procuramos alguém para levar as nossas caixas a Lisboa. Estamos lotados com um lançamento, me escreve em {n} semanas por favor.",
            "Gostei da proposta dos paletes, mas estamos de mudança. Pode falar comigo de novo daqui a {n} semanas?",
        ),
        "until": ("Queremos o serviço refrigerado. Estou de férias até {date}, me escreve depois disso.",),
        "next_week": ("O preço está bom. Esta semana estou sem tempo, falamos na semana que vem.",),
        "next_month": ("Queremos começar com as coletas. Me escreve no mês que vem, quando o orçamento for decidido.",),
        "month_end": ("Quero o plano de armazém. Vamos retomar no fim do mês, estamos fechando as contas.",),
        "tomorrow": ("Quero esse orçamento. Hoje não consigo, me escreve amanhã por favor.",),
        "again": ("Desculpa, ainda estou muito ocupado. Me escreve em {n} semanas, por favor.",),
        "move": ("Não, melhor em {n} semanas, o lançamento atrasou.",),
        "inquiry": ("Olá, procuro uma empresa que entregue nas ilhas. Vocês fazem isso?",),
        "thanks": ("obrigado, ok", "Certo, muito obrigada"),
        "side": ("A propósito, vocês entregam aos sábados também?",),
        "ready": ("Na verdade já estamos prontos, vamos começar esta semana!",),
        "yes": ("Sim, bom momento. Vamos em frente.",),
        "polite_no": ("Obrigado por tudo, mas não é para nós. Quem sabe um dia.",),
        "room": ("Preciso de um tempo para pensar, por favor não me escreva. Eu volto a falar.",),
        "back": ("Olá de novo! Pensei bem: sim, queremos começar.",),
        "stop": ("PARAR", "STOP"),
        "angry": ("É a terceira vez que perdem a minha encomenda. Inaceitável, estou furioso!",),
        "solved": ("Já está tudo resolvido, obrigada pela ajuda!",),
    },
    "fr": {
        "weeks": ("Bonjour, nous cherchons un transporteur pour le Portugal. Nous sommes débordés, écrivez-moi dans {n} semaines s'il vous plaît.",),
        "until": ("Votre service de froid nous intéresse. Je suis en congé jusqu'au {date}, écrivez-moi après.",),
        "next_week": ("Le prix me convient. Je suis débordé cette semaine, parlons-en la semaine prochaine.",),
        "next_month": ("Nous voulons commencer. Écrivez-moi le mois prochain, le budget sera décidé.",),
        "again": ("Désolé, toujours débordé. Écrivez-moi dans {n} semaines.",),
        "move": ("Non, plutôt dans {n} semaines, le lancement est retardé.",),
        "after_ramadan": ("Nous voulons des envois réguliers. Écrivez-moi après le Ramadan s'il vous plaît.",),
        "thanks": ("merci, ok",),
        "ready": ("En fait nous sommes prêts maintenant, commençons cette semaine !",),
        "yes": ("Oui, c'est le bon moment. Allons-y.",),
        "polite_no": ("Merci pour tout, mais ce n'est pas pour nous. Un jour peut-être.",),
        "room": ("Laissez-moi le temps de réfléchir, je vous écrirai quand je serai prêt.",),
        "back": ("Bonjour, me revoilà : oui, nous voulons commencer.",),
        "stop": ("ARRET", "STOP"),
        "angry": ("C'est la troisième fois que mon colis est perdu. Inacceptable, je suis furieux !",),
    },
    "de": {
        "weeks": ("Hallo, wir suchen jemanden für Pakete nach Portugal. Gerade ist viel los, bitte schreiben Sie mir in {n} Wochen wieder.",),
        "until": ("Der Kühlversand interessiert uns. Ich bin bis zum {date} im Urlaub, schreiben Sie mir bitte danach.",),
        "next_week": ("Der Preis passt. Diese Woche ist zu voll, lassen Sie uns nächste Woche sprechen.",),
        "next_month": ("Wir möchten anfangen. Bitte melden Sie sich nächsten Monat, dann steht das Budget.",),
        "again": ("Leider immer noch zu viel los. Bitte in {n} Wochen wieder.",),
        "move": ("Nein, lieber in {n} Wochen, der Start verschiebt sich.",),
        "thanks": ("danke, ok",),
        "ready": ("Wir sind doch schon so weit, fangen wir diese Woche an!",),
        "yes": ("Ja, passt gut. Machen wir so.",),
        "polite_no": ("Danke für alles, aber das ist nichts für uns. Vielleicht irgendwann.",),
        "room": ("Ich brauche Zeit zum Nachdenken, ich melde mich selbst wieder.",),
        "back": ("Hallo, da bin ich wieder: ja, wir möchten anfangen.",),
        "stop": ("STOPP", "STOP"),
        "angry": ("Zum dritten Mal ist mein Paket verloren. Das ist inakzeptabel, ich bin stinksauer!",),
    },
    "ar": {
        "weeks": ("مرحباً، نبحث عن شركة شحن إلى البرتغال. نحن مشغولون جداً الآن، راسلوني بعد {n} أسابيع من فضلكم.",),
        "next_week": ("السعر مناسب. أنا مشغول هذا الأسبوع، لنتحدث الأسبوع القادم.",),
        "after_ramadan": ("نريد شحنات منتظمة. راسلوني بعد رمضان من فضلكم.",),
        "thanks": ("شكراً، تمام",),
        "yes": ("نعم، الوقت مناسب. لنبدأ.",),
        "ready": ("نحن جاهزون الآن، لنبدأ هذا الأسبوع!",),
        "polite_no": ("شكراً لكم، لكنه لا يناسبنا. ربما يوماً ما.",),
        "stop": ("توقف", "STOP"),
    },
    "he": {
        "weeks": ("שלום, אנחנו מחפשים מי שישלח לנו חבילות לפורטוגל. עמוסים עכשיו, כתבו לי שוב בעוד {n} שבועות בבקשה.",),
        "next_week": ("המחיר מתאים. השבוע אני עמוס, נדבר בשבוע הבא.",),
        "thanks": ("תודה, אוקיי",),
        "yes": ("כן, זמן טוב. בואו נתקדם.",),
        "ready": ("בעצם אנחנו מוכנים עכשיו, בואו נתחיל השבוע!",),
        "polite_no": ("תודה על הכול, אבל זה לא בשבילנו. אולי יום אחד.",),
        "stop": ("הסר", "STOP"),
    },
    "hi": {
        "weeks": ("नमस्ते, हमें पुर्तगाल पार्सल भेजने के लिए कोई चाहिए। अभी बहुत व्यस्त हैं, कृपया {n} हफ्ते बाद लिखें।",),
        "next_week": ("दाम ठीक है। इस हफ्ते बहुत व्यस्त हूँ, अगले हफ्ते बात करते हैं।",),
        "thanks": ("धन्यवाद, ठीक है",),
        "yes": ("हाँ, अच्छा समय है। चलिए शुरू करते हैं।",),
        "polite_no": ("धन्यवाद, लेकिन यह हमारे लिए नहीं है। शायद कभी।",),
        "stop": ("STOP",),
    },
}  # fmt: skip
_MONTHS = {
    "en": "January February March April May June July August September October November December",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
}
_JOINED = {"es": "{} de {}", "pt": "{} de {}", "de": "{}. {}"}


def knows(language: str, meaning: str) -> bool:
    return meaning in PHRASES[language]


def day_in_words(day: date, language: str) -> str:
    return _JOINED.get(language, "{} {}").format(day.day, _MONTHS[language].split()[day.month - 1])
