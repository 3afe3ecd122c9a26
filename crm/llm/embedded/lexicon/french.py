"""French phrases (folded: no accents). See `crm.llm.embedded.lexicon`."""

from __future__ import annotations

_WHO = r"(?:femme|mari|conjointe?|associee?s?|patron(?:ne)?|chef(?:fe)?|equipe|comite|directeur|directrice|direction|parents|mere|pere|banque|comptable|avocate?|proprietaire|copine|copain|collegues?)"

PHRASES: dict[str, tuple[str, ...]] = {
    "opt_out": (
        r"desabonn\w+|desinscri\w+|(?:arretez|arrete|cessez|stop)(?: \w+)? (?:de |d')?(?:m'|me |nous )?(?:ecrire|contacter|envoyer|messages|sms|harceler|appeler|pub\w*)",
        r"ne (?:m'|me |nous )(?:ecri\w+|contact\w+|envoy\w+|appel\w+) (?:plus|jamais)|(?:mauvais|faux) numero|erreur de numero|(?:supprim|retir|effac)\w+(?:-moi)? (?:mon numero|mes donnees|de (?:votre|vos) liste\w*)|laissez[- ]moi tranquille|plus de (?:messages|pub\w*)|je ne veux plus (?:recevoir|de messages)|c'est du spam",
    ),
    "hold_off": (
        r"besoin (?:de|d'un peu de) (?:temps|recul|calme)|laissez[- ](?:moi|nous) (?:du|le|un peu de) temps|ne me (?:relancez|pressez|bousculez) pas|ne (?:m'|me )(?:ecri\w+|contact\w+|appel\w+) pas|inutile de me relancer|sans pression|pas besoin de (?:me )?relanc\w+",
    ),
    "they_write": (
        r"(?:je|on|nous) (?:vous|te|t') ?(?:recontact\w+|rappel\w+|ecri\w+|reviens|revien\w+|tien\w+|fer\w+ signe|dir\w+|contact\w+)|je reviens vers (?:vous|toi)|nous reviendrons vers|je reviendrai vers|on vous (?:dira|redit)|c'est moi qui (?:vous|te)|je ferai signe|je vous fais signe",
    ),
    "when_ready": (
        r"quand (?:je serai|on sera|nous serons|ca ira|j'aurai|je pourrai|les choses)(?: \w+){0,3}|une fois pret\w*|le moment venu",
    ),
    "hardship": (
        r"deces|decede\w*|(?:est|vient de) mort\w*|mourir|enterrement|obseques|deuil|perdu (?:mon|ma|notre)|cancer|chimio\w*|reanimation|divorce|separation|burn ?out|depression|fausse couche|periode difficile|moment difficile|licencie\w*",
    ),
    "decline": (
        r"non merci|merci mais|pas interesse\w*|ca ne m'interesse pas|(?:n'ai|n'avons) (?:plus|pas) besoin|plus besoin|on (?:va|a decide de) (?:s'arreter|en rester|ne pas)|je prefere (?:pas|m'arreter|decliner)|sans suite|ne donn\w+ pas suite|laisse\w* tomber|pas pour (?:moi|nous|l'instant)|j'ai change d'avis|non(?=$|[,.!])|bonne continuation|je passe mon tour|annul\w+ (?:mon|ma|notre|le|la) (?:rdv|rendez-vous|commande|reservation|visite)",
    ),
    "someday": (
        r"peut-?etre (?:un jour|plus tard|une autre fois)|un jour peut-?etre|on verra(?: bien)?|a voir|on ne sait jamais|si (?:besoin|jamais|ca change|j'ai besoin)|une prochaine fois|une autre fois",
    ),
    "elsewhere": (
        r"on (?:garde|conserve) (?:l'ancien\w*|le vieux|la vieille|notre)|(?:mon|ma) (?:beau-frere|frere|cousin|voisin)(?: \w+)? (?:s'en (?:charge|occupe)|va le faire)",
        r"(?:trouve|achete|commande|pris|choisi|signe|reserve)(?: \w+){0,4} (?:ailleurs|un autre|une autre|moins cher|autre chose)|deja (?:trouve|achete|pris)|un autre (?:prestataire|fournisseur|magasin)|chez (?:un|votre) concurrent|reste\w* (?:chez|avec) (?:notre|mon)",
    ),
    "price": (
        r"trop cher|(?:un peu|tres|assez|bien) cher|hors (?:de )?(?:mon |notre )?budget|pas (?:le|les) (?:budget|moyens)|moins cher|prix (?:trop )?eleve",
    ),
    "undecided": (
        r"(?:je|on|nous)(?: \w+)? (?:reflech\w+|hesit\w+|compar\w+)|besoin de reflechir|encore en reflexion|(?:pas|pas encore) (?:sur\w*|decide\w*|certain\w*)|j'hesite|je ne sais pas(?: encore)?|en train de (?:comparer|reflechir)|laissez-moi reflechir|la nuit porte conseil",
    ),
    "ask_other": (
        rf"(?:parl\w+|demand\w+|voir|discut\w+|consult\w+|valid\w+)(?: \w+)? (?:a|avec|aupres de|au)(?: (?:mon|ma|mes|notre|nos|la|le))? {_WHO}|{_WHO} (?:doit|decide|n'a pas|rentre)|attend\w*(?: \w+)? (?:l'accord|la reponse|la decision|le feu vert|la validation)",
    ),
    "condition": (
        r"si (?:la|le|mon|ma|notre|tout|on|j'obtiens|ca)(?: \w+){1,5}|ca depend(?: de)?|a condition que|sous reserve",
    ),
    "come_back": (
        r"(?:vous|tu) me (?:dites|dis|redites|rappelez|rappelles|recontactez|ecrivez)|on (?:se|en) reparle",
        r"(?:ecri\w+|recontact\w+|contact\w+|appel\w+|rappel\w+|relanc\w+|reven\w+|repren\w+|envoy\w+|fai\w+)-(?:moi|nous|vous|le|la)|(?:vous pouvez|pouvez-vous|tu peux|peux-tu) (?:me |nous )?(?:recontacter|rappeler|relancer|reecrire)|on (?:en )?(?:reparle|se reparle|se rappelle|s'appelle|voit ca|en parle|reprend|fait le point)|reparlons|reprenons|revenez vers (?:moi|nous)|recontactez|relancez|rappelez|plutot (?:lundi|mardi|mercredi|jeudi|vendredi|demain|la semaine|en|apres)",
    ),
    "busy": (
        r"debord\w+|occup\w+|sous l'eau|charrette|en (?:reunion|vacances|conge|conges|deplacement|voyage|formation|cours|rendez-vous|arret)|au volant|malade|a l'hopital|demenag\w+|examens|partiels|pas dispo\w*|absente?|je rentre|de retour|cloture|inventaire|travaux|mariage|lancement|au boulot|au travail",
    ),
    "not_now": (
        r"pas (?:maintenant|aujourd'hui|ce soir|cette semaine|tout de suite|avant|encore|le bon moment|demain)|je ne peux pas (?:parler|la|maintenant)|surtout pas",
    ),
    "positive": (
        r"interesse\w*|ca m'interesse|avec plaisir|volontiers|parfait|super|genial|j'adore|je veux|on veut|nous voulons|je souhaite|j'aimerais|nous aimerions|partant\w*|ca me (?:plait|va)|ca nous va",
    ),
    "go_ahead": (
        r"(?:chef|patron|patronne|mari|femme|associee?|direction|directrice|directeur|banque|client) (?:a |m'a )?(?:deja )?(?:dit oui|accepte|valide|donne son (?:accord|feu vert)|est d'accord)",
        r"oui|d'accord|ok pour|allez-y|allons-y|c'est bon pour (?:moi|nous)|je (?:prends|confirme|valide|commande|signe)|on (?:prend|confirme|valide|signe|y va)|reservez\w*|envoyez(?:-moi)?(?: le| la)? (?:contrat|devis|lien|facture)|comment (?:payer|je paie|on fait|commander|s'inscrire)|ou (?:payer|signer)",
    ),
    "now": (
        r"(?:je veux|il me faut|j'ai besoin d\w*|nous voulons|je voudrais)(?! (?:reflechir|parler|attendre|voir))(?: \S+){1,6} (?:aujourd'hui|tout de suite|maintenant)",
        r"changement de (?:plan|programme)|(?:des |le )?(?:aujourd'hui|maintenant|tout de suite|immediatement|au plus vite|des que possible|urgent\w*)(?= ?(?:svp|s'il|\?|!|$))|finalement (?:on|nous|je)(?: \w+)? (?:pret\w*|maintenant)|on est prets?|je suis prete?|(?:pouvez-vous|peux-tu)(?: \w+){1,5} (?:aujourd'hui|maintenant|demain)",
    ),
    "request": (
        r"(?:pouvez|pourriez|peux|pourrais|peut)[- ](?:vous|tu|on)|j'aimerais|je voudrais|j'ai besoin (?:de|d')|envoyez|merci de|svp|s'il (?:vous|te) plait|besoin d'(?:aide|un|une)",
    ),
    "question": (
        r"\w ?\?|(?:combien|quel\w*|comment|ou|quand|est-ce que|avez-vous|faites-vous|livrez-vous|y a-t-il|c'est)(?: \S+){1,10} ?\?",
    ),
    "resolved": (
        r"(?:c'est|tout est)(?: \w+)? (?:regle|resolu|bon maintenant|arrange|rentre dans l'ordre|ok maintenant)|probleme (?:regle|resolu)|ca (?:marche|fonctionne)(?: \w+)? ?(?:maintenant|de nouveau|a nouveau)|(?:colis|commande|remboursement|livraison)(?: \w+){0,2} (?:arrive\w*|recue?|livree?)|bien (?:recu|arrive)|fausse alerte|j'ai trouve la solution|plus de souci",
    ),
    "done_here": (
        r"(?:j'ai|on a|nous avons|deja)(?: \w+)? (?:commande|paye|regle|reserve|signe|achete)(?: \w+){0,3} (?:sur (?:votre|le) site|en ligne|la facture|hier|en magasin|chez vous)|paiement (?:fait|effectue)|virement fait|commande passee",
    ),
    "anger": (
        r"(?:promis|dit|assure)[^\n]{0,60}?(?:toujours (?:rien|pas)|personne)|personne n'est venu|marre d",
        r"inadmissible|inacceptable|scandaleux|honteux|honte|n'importe quoi|marre|ras[- ]le[- ]bol|furieu\w+|nul\w*|lamentable|arnaque\w*|voleurs?|menteurs?|vous vous (?:moquez|foutez)|personne ne (?:repond|rappelle)|toujours (?:rien|pas de reponse)|merde|putain|c'est la (?:troisieme|quatrieme|\d+e?) fois|avocat|plainte|pire service|incompetent\w*|plus jamais|merci pour rien|foutage",
    ),
    "sarcasm": (
        r"bravo|felicitations|super service|merci pour rien|quelle (?:surprise|efficacite|rapidite)|comme d'habitude|comme toujours|encore (?:vous|un retard)|genial,? encore",
    ),
    "complaint": (
        r"casse\w*|en panne|abime\w*|erreur|bug|(?:ne )?(?:marche|fonctionne) (?:pas|plus)|retard|en retard|manqu\w+|decu\w*|mecontent\w*|pas content\w*|probleme|reclamation|toujours pas|rembours\w+|debite|trop (?:facture|preleve)",
    ),
    "churn": (
        r"resili\w+|annuler (?:mon|notre|l') ?(?:abonnement|contrat|compte)|(?:changer|change) de (?:fournisseur|prestataire|operateur)|concurren\w+|je (?:pars|vais voir) ailleurs|aller voir ailleurs|ne (?:renouvel\w+) pas",
    ),
    "human": (
        r"(?:parler|discuter|echanger|voir)(?: \w+)? (?:a|avec) (?:un|une|quelqu'un|votre|le|la)(?: (?:vraie?|etre))? ?(?:personne|humain|conseillere?|responsable|agent|manager|directeur|technicien)?|un (?:vrai )?humain|vraie personne|un conseiller|(?:quelqu'un)(?: \w+){0,3} (?:appeler|rappeler)|(?:c'est|etes-vous|es-tu) (?:un )?(?:robot|bot)",
    ),
    "thanks": (r"merci(?: beaucoup| bien| a vous| encore| infiniment)?|mille mercis",),
    "ok": (r"ok|d'accord|entendu|parfait|super|bien recu|tres bien|ca marche|nickel|note|c'est note|bien|genial|top",),
    "greeting": (r"bonjour|bonsoir|salut|coucou|bonne (?:journee|soiree)|ca va",),
    "formal": (r"madame|monsieur|cordialement|veuillez|je vous prie|salutations|je vous remercie|je vous saurais gre",),
    "warm": (r"bises?|bisous|gros bisous|adorable|trop gentil\w*|ma fille|mon fils|bebe",),
    "time": (
        r"lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre|demain|apres-demain|ce soir|(?:semaine|mois|annee|an) prochaine?|la rentree|dans (?:un|une|deux|trois|quelques|\d+)(?: \w+)?|debut|mi-\w+|fin (?:de |du )?(?:mois|semaine|annee|mai|juin|juillet)|le \d{1,2}|a partir (?:de|du)|jusqu'(?:au|a|en)|apres (?:le|la|les|mes|paques|noel)|\d{1,2} ?h(?:\d\d)?|plus tard|bientot|week-?end|ete|printemps|automne|hiver|quand|des que|une fois",
    ),
    "technical": (
        r"appli(?:cation)?|connexion|mot de passe|erreur|bug|logiciel|installation|mise a jour|site|serveur|wifi|box internet|compte bloque",
    ),
    "billing": (
        r"facture\w*|paiement|payer|rembours\w+|virement|preleve\w*|prelevement|debite\w*|carte|tva|avoir|acompte|iban|recu de paiement",
    ),
    "logistics": (
        r"livraison|livre\w*|colis|suivi|transporteur|commande|expedi\w+|douane|camion|palette\w*|conteneur|chauffeur|entrepot",
    ),
    "sales": (
        r"prix|tarif\w*|devis|offre|acheter|cours|formation|reserv\w+|visite|appartement|maison|contrat|remise|abonnement|catalogue|demo|essai|rendez-vous|rdv|disponible|modele|taille",
    ),
    "info": (r"horaires?|ouvert\w*|ferme\w*|adresse|ou etes-vous|parking|a quelle heure",),
}
