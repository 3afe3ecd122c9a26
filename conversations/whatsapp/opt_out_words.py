"""The words of opting out and back in, in each language, and what we answer. Data only; `opt_out.py` recognises them.

Words that are common answers to something else are left out (Hindi "acha", Finnish "seis"). English words are those that
the FCC names as a revocation in any reply (47 CFR 64.1200(a)(10)): stop, quit, end, revoke, opt out, cancel, unsubscribe.
Local words are the usual ones of SMS.
"""

STOP_WORDS: dict[str, str] = {
    "en": "stop|quit|end|revoke|opt out|optout|opt-out|cancel|unsubscribe|stop all|stopall|unsubscribe me|stop it|"
    "stop this|stop now|stop messaging|stop messaging me|stop texting|stop texting me|stop writing|stop writing me|"
    "stop contacting me|stop sending me messages|stop sending messages|no more messages|remove me|"
    "remove me from this list|remove me from your list|take me off this list|take me off your list|take me off the list|"
    "take me off your mailing list|take me off the mailing list|remove me from the list|get me off this list|"
    "get me off your list|i want to opt out|i want to unsubscribe|i wish to opt out|opt me out|"
    "do not contact me|don't contact me|do not contact me again|don't contact me again|don't message me|"
    "don't text me|do not text me|do not message me",
    "es": "baja|alto|parar|para|pare|paren|basta|detener|darme de baja|dame de baja|dar de baja|denme de baja|"
    "quiero darme de baja|quiero la baja|cancelar suscripción|no más mensajes|no quiero más mensajes|"
    "quítame de la lista|quítenme de la lista|sáquenme de la lista|bórrenme de la lista|bórrame de la lista|"
    "no me escriban más|no me escribas más|dejen de escribirme|deja de escribirme|eliminar suscripción|stop",
    "pt": "sair|parar|pare|parem|pára|cancelar inscrição|cancelar assinatura|descadastrar|descadastre-me|"
    "me tire da lista|me tira da lista|tire-me da lista|me remova da lista|"
    "me remova|remova-me|não quero mais mensagens|não quero receber mensagens|chega de mensagens|basta|stop",
    "fr": "stop|arrêt|arrêter|arrêtez|arrête|désabonner|me désabonner|désabonnement|désinscrire|me désinscrire|"
    "retirez-moi de la liste|retirez-moi de votre liste|enlevez-moi de la liste|"
    "désinscription|plus de messages|ne m'écrivez plus|ne me contactez plus|stop sms|stop pub",
    "de": "stop|stopp|abmelden|abbestellen|austragen|aufhören|aufhoeren|keine nachrichten mehr|"
    "nehmen sie mich von der liste|nimm mich von der liste|streichen sie mich von der liste|"
    "bitte keine nachrichten mehr|nicht mehr schreiben|schreiben sie mir nicht mehr|schreib mir nicht mehr",
    "it": "stop|basta|annulla iscrizione|cancellami|cancellatemi|disiscrivimi|disiscrivermi|disiscrizione|"
    "toglietemi dalla lista|toglimi dalla lista|cancellatemi dalla lista|"
    "smettila|smettetela|fermati|non scrivetemi più|non scrivermi più|niente più messaggi",
    "nl": "haal me van de lijst|haal mij van de lijst|stop|stoppen|afmelden|uitschrijven|geen berichten meer|schrijf me niet meer",
    "ca": "atura|atureu|prou|donar-me de baixa|baixa|no més missatges",
    "gl": "baixa|darme de baixa",
    "sv": "stopp|sluta|avsluta|avregistrera|inga fler meddelanden",
    "no": "stopp|slutt|avslutt|meld meg av|avmeld",
    "da": "stop|stands|afmeld|afmeld mig|frameld",
    "fi": "lopeta|lopettakaa|stop|peru tilaus",
    "pl": "stop|wypisz|wypisz mnie|rezygnuję|zatrzymaj|nie piszcie więcej|koniec",
    "cs": "stop|odhlásit|odhlaste mě|dost|přestaňte",
    "sk": "stop|odhlásiť|odhláste ma|prestaňte",
    "hu": "stop|leiratkozás|leiratkozom|állj",
    "ro": "stop|dezabonare|dezabonează-mă|opriți|oprește",
    "el": "στοπ|σταμάτα|σταματήστε|διακοπή|διαγραφή",
    "tr": "dur|durdur|durdurun|ret|çık|abonelikten çık|mesaj atmayın|yazmayın",
    "ru": "стоп|отписаться|отпишите меня|отписка|хватит|прекратите|не пишите мне|не пишите мне больше|больше не пишите",
    "uk": "стоп|відписатися|відпишіть мене|досить|припиніть|не пишіть мені",
    "he": "הסר|הסירו|הסרה|להסרה|הסר אותי|הסירו אותי|תסירו אותי|עצור|עצרו|תפסיקו|תפסיק|סטופ|די להודעות",
    "ar": "قف|توقف|توقفوا|أوقف|أوقفوا|إيقاف|ايقاف|إلغاء الاشتراك|الغاء الاشتراك|ألغ الاشتراك|ستوب|لا تراسلوني|"
    "لا تراسلني|لا ترسلوا لي",
    "fa": "توقف|لغو اشتراک|لغو عضویت|پیام ندهید",
    "ur": "روکیں|بند کریں|بند کرو|روک دیں",
    "hi": "रोकें|रोको|बंद करो|बंद करें|बंद करिए|बंद कीजिए|बंद|स्टॉप|संदेश मत भेजो|मैसेज मत भेजो|मुझे मैसेज मत करो",
    "bn": "বন্ধ|বন্ধ করুন|থামুন|থামাও",
    "id": "berhenti|stop|hentikan|unreg|jangan kirim pesan lagi",
    "ms": "berhenti|henti|hentikan",
    "tl": "tigil|itigil|ihinto|tumigil",
    "sw": "sitisha|acha kutuma ujumbe",
    "vi": "dừng|dừng lại|ngừng|từ chối|hủy đăng ký",
    "th": "หยุด|ยกเลิกการรับข้อความ|เลิกส่ง",
    "zh": "退订|退訂|停止|取消订阅|取消訂閱|td|请停止|請停止|不要再发|别再发了|不要再發",
    "ja": "停止|配信停止|ストップ|やめて|やめてください|解除",
    "ko": "수신거부|중지|그만|그만하세요|정지|중단",
}
START_WORDS: dict[str, str] = {
    "en": "start|unstop|resume|subscribe|opt in|opt-in|optin|start again",
    "es": "alta|reanudar|iniciar|empezar|volver|darme de alta|dame de alta|start",
    "pt": "voltar|retomar|iniciar|começar|entrar|start",
    "fr": "start|reprendre|commencer|démarrer|réabonner|me réabonner",
    "de": "start|starten|anmelden|fortsetzen|weiter",
    "it": "start|riprendi|inizia|iscrivimi|riattiva",
    "nl": "start|starten|hervatten|aanmelden",
    "ca": "alta|reprendre|inicia",
    "pl": "start|wznów|zapisz",
    "tr": "başla|başlat|devam",
    "ru": "старт|начать|подписаться|возобновить",
    "uk": "старт|почати|підписатися",
    "he": "התחל|חידוש|חדש|להצטרפות|הצטרף|סטארט",
    "ar": "ابدأ|إبدأ|استئناف|اشترك|اشتراك|ستارت",
    "hi": "शुरू|शुरू करें|शुरू करो|चालू|स्टार्ट",
    "id": "mulai|reg",
    "zh": "开始|開始|订阅|訂閱",
    "ja": "開始|再開",
    "ko": "시작|재개",
}
# Said around the word, they change nothing.
COURTESIES = (
    "please|pls|plz|kindly|thanks|thank you|thx|ok|okay|hi|hello|hey|now|just|por favor|porfa|porfavor|gracias|hola|ya|"
    "obrigado|obrigada|olá|s'il vous plaît|s il te plait|svp|stp|merci|bonjour|bitte|danke|hallo|per favore|"
    "per piacere|grazie|ciao|alstublieft|aub|alsjeblieft|bedankt|si us plau|gràcies|tack|takk|tak|kiitos|proszę|"
    "dziękuję|prosím|děkuji|köszönöm|vă rog|mulțumesc|παρακαλώ|ευχαριστώ|lütfen|teşekkürler|пожалуйста|спасибо|"
    "будь ласка|дякую|בבקשה|תודה|שלום|من فضلك|من فضلكم|لو سمحت|لو سمحتم|رجاء|شكرا|لطفا|براہ کرم|शुक्रिया|कृपया|"
    "प्लीज|धन्यवाद|নমস্কার|দয়া করে|tolong|terima kasih|pakiusap|salamat|tafadhali|asante|làm ơn|cảm ơn|ครับ|ค่ะ|请|謝謝|谢谢|"
    "ください|お願いします"
)

OPT_OUT_LINES: dict[str, str] = {
    "en": "You won't get any more messages from us. If you change your mind, write START.",
    "es": "No recibirás más mensajes nuestros. Si cambias de idea, escribe ALTA.",
    "pt": "Você não receberá mais mensagens nossas. Se mudar de ideia, escreva VOLTAR.",
    "fr": "Vous ne recevrez plus de messages de notre part. Si vous changez d'avis, écrivez START.",
    "de": "Sie erhalten keine Nachrichten mehr von uns. Wenn Sie es sich anders überlegen, schreiben Sie START.",
    "it": "Non riceverai più messaggi da noi. Se cambi idea, scrivi START.",
    "nl": "Je krijgt geen berichten meer van ons. Bedenk je je, schrijf dan START.",
    "ca": "No rebràs més missatges nostres. Si canvies d'idea, escriu ALTA.",
    "pl": "Nie otrzymasz od nas więcej wiadomości. Jeśli zmienisz zdanie, napisz START.",
    "tr": "Size artık mesaj göndermeyeceğiz. Fikrinizi değiştirirseniz BAŞLA yazın.",
    "ru": "Мы больше не будем вам писать. Если передумаете, напишите СТАРТ.",
    "uk": "Ми більше не писатимемо вам. Якщо передумаєте, напишіть СТАРТ.",
    "he": "לא נשלח אליך הודעות נוספות. אם תרצה לחזור, כתוב התחל.",
    "ar": "لن تصلك منا رسائل أخرى. إذا غيّرت رأيك فاكتب ابدأ.",
    "hi": "अब हमारी ओर से आपको कोई संदेश नहीं आएगा। मन बदले तो START लिखें।",
    "id": "Anda tidak akan menerima pesan lagi dari kami. Jika berubah pikiran, tulis MULAI.",
    "zh": "您将不再收到我们的消息。如果改变主意,请回复“开始”。",
    "ja": "今後こちらからメッセージはお送りしません。再開するには「開始」と送ってください。",
    "ko": "더 이상 메시지를 보내지 않겠습니다. 다시 받으시려면 '시작'이라고 보내 주세요.",
}
RESUME_LINES: dict[str, str] = {
    "en": "You're back: we can write to each other here again. Write STOP at any time to end it.",
    "es": "Listo: podemos volver a escribirnos por aquí. Escribe BAJA cuando quieras dejarlo.",
    "pt": "Pronto: podemos voltar a conversar por aqui. Escreva SAIR quando quiser parar.",
    "fr": "C'est fait : nous pouvons de nouveau échanger ici. Écrivez STOP à tout moment pour arrêter.",
    "de": "Alles klar: Wir können uns hier wieder schreiben. Mit STOP beenden Sie es jederzeit.",
    "it": "Fatto: possiamo di nuovo scriverci qui. Scrivi STOP quando vuoi smettere.",
    "nl": "Geregeld: we kunnen elkaar hier weer schrijven. Schrijf STOP als je wilt stoppen.",
    "ca": "Fet: ens podem tornar a escriure per aquí. Escriu BAIXA quan ho vulguis deixar.",
    "pl": "Gotowe: znowu możemy tu pisać. Napisz STOP, aby zakończyć w dowolnej chwili.",
    "tr": "Tamam: buradan yeniden yazışabiliriz. Bırakmak için istediğiniz zaman DUR yazın.",
    "ru": "Готово: мы снова можем здесь переписываться. Чтобы прекратить, напишите СТОП.",
    "uk": "Готово: ми знову можемо тут листуватися. Щоб припинити, напишіть СТОП.",
    "he": "חזרנו: אפשר שוב להתכתב כאן. לסיום, כתוב הסר בכל עת.",
    "ar": "تم: يمكننا التراسل هنا من جديد. اكتب قف في أي وقت للتوقف.",
    "hi": "हो गया: अब हम यहाँ फिर से बात कर सकते हैं। बंद करने के लिए कभी भी STOP लिखें।",
    "id": "Selesai: kita bisa saling menulis lagi di sini. Tulis STOP kapan saja untuk berhenti.",
    "zh": "已恢复:我们可以继续在这里联系。随时回复“停止”即可结束。",
    "ja": "再開しました。やめるときはいつでも「停止」と送ってください。",
    "ko": "다시 메시지를 주고받을 수 있습니다. 그만두시려면 언제든 '중지'라고 보내 주세요.",
}
