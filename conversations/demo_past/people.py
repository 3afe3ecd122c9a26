"""Forty customers of a freight forwarder for small shops. Nobody of them exists."""

from conversations.demo_past.telling import Someone

PEOPLE = tuple(
    Someone(*fields)
    for fields in (
        # key, name, company, number, language, country, zone
        ("lucia", "Lucía Ferrer", "Cerámicas Ferrer", "+34600550141", "es", "ES", "Europe/Madrid"),
        ("camille", "Camille Roux", "Domaine Roux", "+33639981204", "fr", "FR", "Europe/Paris"),
        ("henrique", "Henrique Prado", "Café Serra Alta", "+5511955550121", "pt", "BR", "America/Sao_Paulo"),
        ("jonas", "Jonas Becker", "Becker Messer", "+4917604069012", "de", "DE", "Europe/Berlin"),
        ("giulia", "Giulia Conti", "Conti Pelle", "+393335550127", "it", "IT", "Europe/Rome"),
        ("marek", "Marek Kowalczyk", "Kowal-Meble", "+48500555118", "en", "PL", "Europe/Warsaw"),
        ("saoirse", "Saoirse Byrne", "Byrne Knitwear", "+353209155071", "en", "IE", "Europe/Dublin"),
        ("liwei", "Li Wei", "Ningbo Brightway", "+8613005550142", "en", "CN", "Asia/Shanghai"),
        ("noa", "נועה לוי", "Levi Design", "+972555550133", "he", "IL", "Asia/Jerusalem"),
        ("astrid", "Astrid Lindqvist", "Fjällgarn", "+46701740615", "en", "SE", "Europe/Stockholm"),
        ("emeka", "Emeka Okafor", "Okafor Prints", "+2348005550119", "en", "NG", "Africa/Lagos"),
        ("yousef", "يوسف المنصوري", "Almansouri Trading", "+966505550148", "ar", "SA", "Asia/Riyadh"),
        ("anneke", "Anneke Visser", "Bloemist Visser", "+31655550163", "nl", "NL", "Europe/Amsterdam"),
        ("kofi", "Kofi Mensah", "Mensah Cocoa", "+233205550174", "en", "GH", "Africa/Accra"),
        ("sofia", "Sofía Aguirre", "Textiles Aguirre", "+525555550116", "es", "MX", "America/Mexico_City"),
        ("rajesh", "Rajesh Iyer", "Iyer Auto Parts", "+919955550182", "en", "IN", "Asia/Kolkata"),
        ("dimitra", "Dimitra Pappas", "Pappas Olive Oil", "+306945550128", "en", "GR", "Europe/Athens"),
        ("daniel", "Daniel Osei", "Osei Timber", "+442079460171", "en", "GB", "Europe/London"),
        ("beatriz", "Beatriz Nunes", "Nunes Cortiça", "+351915550139", "pt", "PT", "Europe/Lisbon"),
        ("tom", "Tom Hartley", "Hartley Surf", "+61491570157", "en", "AU", "Australia/Sydney"),
        ("fatima", "Fatima-Zahra Bennani", "Bennani Tapis", "+212655550144", "fr", "MA", "Africa/Casablanca"),
        ("oskar", "Oskar Nyman", "Nyman Lamps", "+358405550137", "en", "FI", "Europe/Helsinki"),
        ("chloe", "Chloé Martin", "Martin Maple", "+15145550162", "en", "CA", "America/Toronto"),
        ("paulo", "Paulo Teixeira", "Teixeira Azulejos", "+351935550126", "pt", "PT", "Europe/Lisbon"),
        ("yuki", "Yuki Tanaka", "Tanaka Washi", "+819055550158", "en", "JP", "Asia/Tokyo"),
        ("hannah", "Hannah Fischer", "Fischer Honig", "+436605550149", "de", "AT", "Europe/Vienna"),
        # Known, and quiet at the moment.
        ("ines", "Inês Carvalho", "Carvalho Conservas", "+351965550112", "pt", "PT", "Europe/Lisbon"),
        ("mateo", "Mateo Ibarra", "Ibarra Guitarras", "+34600550152", "es", "ES", "Europe/Madrid"),
        ("aylin", "Aylin Demir", "Demir Seramik", "+905305550117", "en", "TR", "Europe/Istanbul"),
        ("lars", "Lars Mikkelsen", "Mikkelsen Møbler", "+4520555014", "en", "DK", "Europe/Copenhagen"),
        ("priyanka", "Priyanka Rao", "Rao Silks", "+919855550131", "en", "IN", "Asia/Kolkata"),
        ("thandi", "Thandi Dlamini", "Dlamini Beads", "+27825550143", "en", "ZA", "Africa/Johannesburg"),
        ("elif", "Elif Yıldız", "Yıldız Kilim", "+905325550129", "en", "TR", "Europe/Istanbul"),
        ("ruben", "Ruben de Wit", "De Wit Fietsen", "+31655550178", "nl", "NL", "Europe/Amsterdam"),
        ("maeve", "Maeve Gallagher", "Gallagher Candles", "+353209155083", "en", "IE", "Europe/Dublin"),
        ("andrei", "Andrei Popescu", "Popescu Ceramica", "+40720555013", "en", "RO", "Europe/Bucharest"),
        ("renata", "Renata Moura", "Moura Joias", "+5521955550143", "pt", "BR", "America/Sao_Paulo"),
        ("grace", "Grace Kim", "Kim Stationery", "+12025550139", "en", "US", "America/New_York"),
        ("karim", "كريم حداد", "Haddad Spices", "+971505550122", "ar", "AE", "Asia/Dubai"),
        ("wanjiru", "Wanjirũ Kamau", "Kamau Baskets", "+254715550165", "en", "KE", "Africa/Nairobi"),
    )
)
