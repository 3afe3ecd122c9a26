"""Hindi phrases: `ROMAN` as typed in Latin letters (mixed with English), `PHRASES` in Devanagari.

See `crm.llm.embedded.lexicon`.
"""

from __future__ import annotations

_WHO = r"(?:wife|husband|papa|mummy|ghar ?(?:wale|walon|pe|par|mein)?|boss|partner|manager|sir|family|bhai|didi|patni|pati|sahab)"
_ME = r"(?:mujhe|mujhko|muje|hume|humein|hamein|mereko|mere ko|main|mai|hum|ham)"

ROMAN: dict[str, tuple[str, ...]] = {
    "opt_out": (
        r"(?:msg|message|messages|call|sms|whatsapp|ping|promo\w*)(?: \w+)? (?:mat|na|band|bandh) (?:kar\w*|bhej\w*|karo|kijiye|kijiyega)(?! (?:abhi|aaj))|(?:band|bandh) (?:karo|kar do|kijiye)(?: \w+){0,3} (?:msg|message\w*|call|sms)|(?:dobara|phir|fir se|kabhi) (?:msg|message|call|contact) mat|galat number|wrong number|number (?:hata|delete|remove)(?: \w+)?|mera number (?:hata|delete|remove|nikal)\w*",
    ),
    "stop_other": (r"(?:delay|problem|leakage|kharcha|bill) (?:band|rok\w*)",),
    "hold_off": (
        r"(?:thoda|thodi|kuch|kuchh) (?:time|samay|waqt|space)(?: \w+)? (?:do|dijiye|chahiye|lagega|den)|time (?:do|dijiye|chahiye)|(?:abhi|filhal) (?:msg|message|call|contact|pareshan|disturb) (?:mat|na)|pressure mat|(?:baar ?baar|bar bar)(?: \w+)? (?:mat|na)|jaldi (?:mat|nahi)|pareshan mat",
    ),
    "they_write": (
        r"(?:main|mai|me|hum|ham|khud)(?: \w+){0,4} (?:bata(?:unga|ungi|ta hu|ti hu|enge|dunga|dungi|ta hoon|yenge)?|call karunga|msg karunga|message karunga|contact karunga|contact karenge|karunga|karungi|karenge|karta hu|karta hoon|karti hu|karti hoon|dunga|dungi|denge)|bata (?:dunga|dungi|denge)|batata (?:hu|hoon)|batati (?:hu|hoon)|bataunga|bataungi|batayenge|(?:msg|message|call|contact|ping) (?:kar ?(?:dunga|dungi|denge)|karunga|karungi|karenge)",
    ),
    "when_ready": (r"jab (?:ready|time|zarurat|free|theek|thik|sab)(?: \w+){0,3}",),
    "hardship": (
        r"(?:death|demise|dehant|expire|guzar|chal base|maut)(?: \w+){0,3}|nahi rahe|antim sanskar|hospital mein|icu|cancer|shok|mushkil (?:samay|waqt|daur)|talaq",
    ),
    "decline": (
        r"(?:nahi|nahin|nai|nhi|nahi ji|na)(?:,| )? ?(?:chahiye|lena|karna|karwana|interested|thanks|thank you|shukriya|dhanyavad|ji|lenge|jaroorat|zaroorat|zarurat|jarurat)|interest (?:nahi|nhi|nahin)|(?:zarurat|jarurat|zaroorat|jaroorat|need) (?:nahi|nhi|nahin)|rehne (?:do|dijiye|den)|chhod(?:o| do| dijiye)|cancel kar (?:do|dijiye|diya)|mann? (?:nahi|nhi)|ab (?:nahi|nhi)|plan cancel|drop kar diya",
    ),
    "someday": (
        r"(?:dekhte|dekhenge|dekhta|dekhti|sochenge|sochte)(?: (?:hai|hain|hu|hoon|h))?(?: kabhi| baad mein| aage| phir)?|kabhi (?:aur|baad|phir)|phir kabhi|fir kabhi|(?:agar )?(?:zarurat|jarurat|zaroorat|need|required)(?: \w+)? (?:hogi|hui|padi|pade|hua|ho)(?: to)?(?: \w+)*|baad mein (?:dekhte|dekhenge|kabhi)|aage dekhte",
    ),
    "elsewhere": (
        r"(?:kahi|kahin|dusr[ie]|doosr[ie]|kisi)(?: aur)?(?: \w+){0,3} (?:se|ne|jagah|shop|company|dukan|vendor)(?: \w+){0,2} (?:le liya|li|liya|kar liya|mil gaya|kharid liya|karwa liya|book kar liya)|(?:le liya|kharid liya|mil gaya|book kar liya)(?: \w+)? (?:kahi aur|dusri|bahar)|already le liya|sasta mil (?:gaya|raha)",
    ),
    "price": (
        r"(?:bahut|bohot|thoda|zyada|jyada|kaafi) (?:mehnga|mahanga|mehenga|costly|expensive|zyada|high)|mehnga|mahanga|budget (?:se )?(?:nahi|bahar|kam|zyada|nhi)|sasta|rate (?:zyada|jyada|high)|itna (?:budget|paisa) nahi",
    ),
    "undecided": (
        r"soch(?:na|kar|ke|\w*)? (?:raha|rahi|rahe|padega|hai|hu|hoon|bata\w*|lene)(?: \w+)?|sochna (?:hai|padega)|abhi (?:sure|decide|pakka|tay) (?:nahi|nhi|nahin)(?: kiya)?|decide nahi|confirm nahi|pakka nahi|compare kar|confuse\w*|soch ?vichar|pata nahi",
    ),
    "ask_other": (
        rf"{_WHO}(?: \w+)? (?:se|ko|mein|me|pe)(?: \w+)? (?:puch\w*|pooch\w*|baat|discuss|baatcheet|confirm|dikha\w*)(?: \w+)*|(?:puch|pooch) (?:ke|kar) (?:bata\w*|batata)|{_WHO} (?:decide|final)(?: \w+)?|approval (?:ka|ke|pending)(?: \w+)?",
    ),
    "condition": (r"(?:agar|yadi|jab tak)(?: \w+){1,6} (?:to|toh|ho|hua|gaya|mila)|depend kar\w*",),
    "come_back": (
        r"(?:call|msg|message|contact|ping|phone|yaad|remind|baat|whatsapp|reminder|follow ?up)(?: \w+)? (?:kar(?:o|na|iye|iyega|en|lena|dena|te hai|te hain|enge|ein)?|kijiye|kijiyega|karna|karo|dila\w*)(?: \w+)?|(?:baat|baatein) (?:karte|karenge|karein|karen)(?: \w+)?|bat karte|phir (?:baat|bat)|baad mein (?:baat|call|msg|puch\w*)|(?:puch|pooch) lena|yaad dilana|milte (?:hai|hain)|(?:theek|thik|sahi|better) (?:rahega|hoga)",
    ),
    "busy": (
        r"busy|vyast|kaam (?:mein|zyada|chal|hai|bahut)|meeting (?:mein|me|hai)|bahar (?:hu|hoon|gaya|hai)|chhutti|chutti|gaon|shaadi|shadi|exam\w*|travel kar|bimar|tabiyat|drive kar|gaadi chala|office mein|diwali (?:ki|ka)|safar|abhi (?:kaam|office|class|bahar|gaadi|drive)",
    ),
    "not_now": (
        r"abhi (?:nahi|nhi|nahin|na)|aaj (?:nahi|nhi|nahin)|is (?:hafte|week|mahine) (?:nahi|nhi)|(?:nahi|nhi) (?:abhi|aaj)|abhi possible nahi|baad mein|bad me",
    ),
    "positive": (
        r"interested (?:hu|hoon|hai|hain)|(?:lena|karna|chahiye|chahte|chahta|chahti|kharidna|book karna|join karna)(?: \w+)? (?:hai|hain|hu|hoon|h)?|pasand (?:aaya|hai|aa)|accha (?:hai|laga)|acha (?:hai|laga)|badhiya|bilkul|zaroor|pakka",
    ),
    "go_ahead": (
        r"(?:haan|han|haa|ha ji|haan ji|ji haan|ji)(?:,| )? ?(?:kar do|karo|bhej do|bhejo|book|kar dijiye|bhej dijiye|confirm|theek)?|(?:book|confirm|bhej|final|send|order) (?:kar )?(?:do|dijiye|karo|kijiye)|(?:link|invoice|details?|quotation|payment link) (?:bhej|send)\w*(?: do| kar do)?|chalo (?:kar|final|theek)\w*|payment kaise|kaise (?:pay|order|book|join)",
    ),
    "now": (
        r"(?:aaj|abhi)(?: \w+){1,4} (?:chahiye|bhej do|bhejo|bhejiye)",
        r"(?:abhi|aaj|turant|jaldi|aaj hi|abhi ke abhi)(?: \w+)? (?:chahiye|bhej\w*|kar do|karo|ho sakta|mil sakta|possible hai|send)|urgent|plan (?:change|badal)(?: \w+)?|ab ready|ready (?:hai|hain|hu|hoon)(?: ab)?|aaj (?:ho|mil|aa) (?:sakta|jayega|sakte)",
    ),
    "request": (
        r"(?:kya|kripya|please|pls|plz)(?: \w+){0,4} (?:bhej|bata|kar|de|dikha|send)\w*(?: (?:do|dijiye|sakte|sakta))?|(?:bata|bhej|dikha|de) (?:do|dijiye|dena|sakte)|chahiye (?:tha|thi|hai)?|madad|help (?:chahiye|karo|kar)",
    ),
    "question": (r"(?:kya|kitna|kitne|kitni|kab|kaise|kahan|kaha|kaun|kaunsa|kyun|kyu)(?: \w+){1,10}|\w ?\?",),
    "resolved": (
        r"(?:ho gaya|hogaya|theek ho gaya|thik ho gaya|solve ho gaya|mil gaya|mil gayi|aa gaya|aagaya|aa gayi|chal gaya|chalne laga|chal raha hai ab|sort ho gaya|problem solve)(?: \w+)?|delivery (?:ho|mil) (?:gayi|gaya)|refund (?:aa|mil) gaya|ab (?:theek|thik|sahi|chal)(?: \w+)?",
    ),
    "done_here": (
        r"(?:payment|order|booking) (?:kar (?:diya|di|chuka)|ho (?:gaya|gayi))(?: \w+)?|(?:website|app|site|store|shop) (?:se|pe|par) (?:le liya|order|book|kharid)(?: \w+)*|pay kar diya|paise bhej diye",
    ),
    "anger": (
        r"bakwas|bakwaas|ghatiya|faltu|chor|fraud|dhokha|dhoka|jhooth|jhuth|jhoothe|sharam|tang aa|pareshan ho|koi (?:jawab|reply|response|phone|call|sun\w*)(?: \w+)? (?:nahi|nhi|nahin)|(?:teesri|chauthi|third|kitni) (?:baar|bar)|consumer court|complaint kar\w*|bekar|wahiyat|mazaak|dimag (?:kharab|mat)|paise wapas|do baar (?:kat|charge)\w*|bewakoof|ullu",
    ),
    "sarcasm": (
        r"wah (?:wah|kya|ji|bhai)|kya (?:service|baat) hai|bahut (?:badhiya|accha) (?:service|phir|fir)|shukriya kuch na",
    ),
    "complaint": (
        r"(?:kaam|work|chal|khul|load|open) (?:nahi|nhi|nahin) (?:kar|raha|rahi|ho|hota)\w*|kharab|toota|tuta|tut gaya|(?:abhi tak|ab tak)(?: \w+){0,3} (?:nahi|nhi|nahin)(?: \w+)?|galat|problem|dikkat|refund|pareshani|(?:nahi|nhi) (?:aaya|aayi|mila|mili)",
    ),
    "churn": (
        r"(?:service|plan|contract|account|membership|subscription) (?:band|cancel|chhod)\w*(?: \w+){0,2}|dusri company (?:mein|me|pe|ja)\w*|(?:competitor|dusre) (?:ke|ka|se)(?: \w+)?|renew nahi|switch kar\w*",
    ),
    "human": (
        r"(?:kisi|kisi se|insaan|manager|aadmi|agent|senior|executive|sir)(?: \w+)? (?:se )?(?:baat|bat) (?:kar\w*|hogi|chahiye)(?: \w+)?|(?:call|phone) (?:karwa\w*|karao)|(?:bot|robot) (?:ho|hai|se)|asli insaan",
    ),
    "thanks": (r"dhanyavad|dhanyawad|shukriya|thank ?you ji|thanks ji",),
    "ok": (r"theek hai|thik hai|thik h|theek h|acha|accha|achha|ji|haan ji|sahi hai|chalega|ok ji|ok sir|badhiya",),
    "greeting": (r"namaste|namaskar|pranam|salaam|ram ram|kaise ho|kaise hain",),
    "formal": (r"aap|sir ji|ji|kripya|mahoday|shriman|sahab|dijiye|kijiye|kijiyega",),
    "warm": (r"bhai|dost|yaar|beti|beta|bachche|bacche",),
    "time": (
        r"kal|parso|parson|aaj shaam|shaam|subah|raat|dopahar|agle (?:hafte|mahine|saal|week|month)|next (?:hafte|mahine)|(?:ek|do|teen|char|\d+) (?:din|hafte|hafta|mahine|mahina|ghante|saal)(?: \w+)?|somvaar|somwar|mangalwar|mangalvaar|budhvaar|budhwar|guruvaar|guruwar|shukravaar|shukrawar|shanivaar|shanivar|ravivaar|raviwar|diwali (?:ke )?(?:baad|tak)|holi|eid|(?:ke )?baad|tak|mahine ke (?:end|ant|aakhir)|baje|tarikh|tareekh|thodi der|jab",
    ),
    "technical": (r"app|password|login|software|install|update|error",),
    "billing": (r"paisa|paise|bill|invoice|payment|refund|kat gaya|kat gaye|rasid",),
    "logistics": (r"delivery|parcel|courier|order kab|order kahan|saman|samaan|dispatch|gaadi kab|truck",),
    "sales": (
        r"rate|kitne ka|kitna|daam|price|kharidna|lena hai|course|flat|makaan|ghar dekhna|demo|booking|membership",
    ),
    "info": (r"kab khul\w*|dukan|timing|pata kya|kahan hai|kaha hai",),
}

PHRASES: dict[str, tuple[str, ...]] = {
    "opt_out": (
        r"(?:मैसेज|संदेश|कॉल)(?: \S+)? (?:मत|बंद|न) (?:भेज|कर)|(?:बंद करो|बंद करें|बंद कीजिए)|गलत नंबर|मेरा नंबर हटा|दोबारा (?:मैसेज|संपर्क|कॉल)",
    ),
    "hold_off": (
        r"(?:थोड़ा|कुछ|थोडा) (?:समय|वक्त|टाइम)(?: \S+)? (?:दें|दो|दीजिए|चाहिए)|अभी (?:मैसेज|कॉल|संपर्क) (?:मत|न)|दबाव (?:मत|न)|परेशान मत",
    ),
    "they_write": (
        r"(?:मैं|हम)(?: \S+){0,3} (?:बताऊं|बताऊ|बताएं|संपर्क कर|मैसेज कर|कॉल कर|लिख)|बता (?:दूंगा|दूँगा|दूंगी|देंगे)|(?:संपर्क|मैसेज|कॉल) (?:करूंगा|करूँगा|करूंगी|करेंगे)",
    ),
    "when_ready": (r"जब (?:मैं|हम|समय|तैयार|जरूरत|सब)",),
    "hardship": (r"निधन|देहांत|मृत्यु|अंतिम संस्कार|कैंसर|आईसीयू|तलाक|गुजर गए|नहीं रहे|मुश्किल समय|कठिन समय",),
    "decline": (
        r"नहीं(?: \S+)? (?:चाहिए|लेना|करना|धन्यवाद|शुक्रिया)|(?:जरूरत|ज़रूरत|रुचि|इंटरेस्ट) नहीं|रहने (?:दो|दीजिए)|इच्छा नहीं|रद्द कर दिया|मन बदल",
    ),
    "someday": (r"(?:देखते|देखेंगे|सोचेंगे)|फिर कभी|कभी और|(?:जरूरत|ज़रूरत) (?:होगी|हुई|पड़ी|पड़े)|शायद (?:कभी|बाद)",),
    "elsewhere": (r"(?:कहीं और|दूसरी|दूसरे)(?: \S+){0,3} (?:ले लिया|खरीद|से|मिल गया)|ले लिया है|खरीद लिया",),
    "price": (r"महंगा|महँगा|बजट (?:से|नहीं)|सस्ता|दाम ज्यादा",),
    "undecided": (r"सोच (?:रहा|रही|रहे|कर)|सोचना|अभी तय नहीं|निर्णय नहीं|पक्का नहीं|पता नहीं|तुलना",),
    "ask_other": (r"(?:पत्नी|पति|परिवार|घर|बॉस|पार्टनर|मैनेजर|पापा|मम्मी)(?: \S+)? (?:से|में|को) (?:पूछ|बात|सलाह)|मंजूरी",),
    "condition": (r"अगर|यदि|निर्भर",),
    "come_back": (
        r"(?:कॉल|मैसेज|संपर्क|फोन|याद|बात)(?: \S+)? (?:करना|करें|करो|कीजिए|करिए|दिलाना|करते|करेंगे)|बात करते|बाद में (?:बात|पूछ)|फिर बात",
    ),
    "busy": (r"व्यस्त|बिजी|मीटिंग|छुट्टी|यात्रा|बाहर (?:हूं|हूँ|हैं)|परीक्षा|शादी|बीमार|तबीयत|काम (?:में|ज्यादा)|गाड़ी चला",),
    "not_now": (r"अभी नहीं|आज नहीं|इस हफ्ते नहीं|बाद में",),
    "positive": (r"(?:लेना|करना|चाहिए|चाहता|चाहती|चाहते|खरीदना)(?: है| हूं| हूँ| हैं)|पसंद|बढ़िया|बिल्कुल|जरूर",),
    "go_ahead": (r"^हां|^हाँ|^जी हां|(?:बुक|कन्फर्म|भेज) (?:कर )?(?:दो|दें|दीजिए)|कैसे (?:भुगतान|ऑर्डर)",),
    "now": (r"(?:अभी|आज|तुरंत)(?: \S+)? (?:चाहिए|भेज|कर दो|हो सकता)|जल्दी चाहिए|प्लान बदल",),
    "request": (r"कृपया|क्या आप|बता (?:दीजिए|दो|सकते)|भेज (?:दीजिए|दो|सकते)|मदद",),
    "question": (r"\?|कितना|कितने|कब|कैसे|कहां|कहाँ|क्या ",),
    "resolved": (r"(?:ठीक|हल|सॉल्व) हो गया|मिल गया|मिल गई|आ गया|आ गई|चल रहा है अब|हो गया",),
    "done_here": (r"(?:भुगतान|ऑर्डर|बुकिंग|पेमेंट) (?:कर दिया|कर दी|हो गया|हो गई)",),
    "anger": (r"बकवास|घटिया|धोखा|चोर|फ्रॉड|झूठ|शर्म|तंग आ|कोई जवाब नहीं|तीसरी बार|उपभोक्ता|बेकार|दो बार कट",),
    "sarcasm": (r"वाह(?: वाह| क्या)|क्या सर्विस है",),
    "complaint": (r"काम नहीं कर|खराब|टूट|अभी तक नहीं|देरी|देर|गलत|समस्या|दिक्कत|रिफंड|नहीं (?:आया|मिला|आई|मिली)",),
    "churn": (r"(?:सेवा|प्लान|खाता|सदस्यता) (?:बंद|रद्द)|दूसरी कंपनी",),
    "human": (r"(?:किसी|इंसान|मैनेजर|अधिकारी)(?: \S+)? से बात|इंसान से|रोबोट|बॉट",),
    "thanks": (r"धन्यवाद|शुक्रिया|आभार",),
    "ok": (r"^(?:ठीक है|अच्छा|जी|ओके|सही है)[.! ]*$",),
    "greeting": (r"नमस्ते|नमस्कार|प्रणाम",),
    "formal": (r"महोदय|कृपया|आप|श्रीमान",),
    "warm": (r"भाई|बेटी|बेटा|दोस्त",),
    "time": (
        r"कल|परसों|अगले (?:हफ्ते|महीने|साल|सप्ताह)|(?:सोम|मंगल|बुध|गुरु|शुक्र|शनि|रवि)वार|(?:दिन|हफ्ते|महीने|घंटे) (?:बाद|में)|के बाद|शाम|सुबह|बजे|तारीख|तक|दिवाली|होली|ईद",
    ),
    "technical": (r"ऐप|पासवर्ड|लॉगिन|सॉफ्टवेयर|एरर",),
    "billing": (r"बिल|पैसे|पैसा|भुगतान|रिफंड|इनवॉइस|पेमेंट",),
    "logistics": (r"डिलीवरी|पार्सल|कूरियर|ऑर्डर|सामान|ट्रक",),
    "sales": (r"कीमत|दाम|रेट|खरीद|कोर्स|फ्लैट|डेमो|बुकिंग|सदस्यता",),
    "info": (r"समय क्या|कहां है|पता|खुल",),
}
