"""The vocabulary of made-up films, people and places. All of it is invented."""

GENRES = (
    "Drama", "Comedy", "Romance", "Thriller", "Documentary", "Western", "Musical", "Horror", "Animation",
    "Science fiction", "Crime", "War", "Family", "Mystery", "Road movie", "Silent film",
)  # fmt: skip
LANGUAGES = (
    ("en", "English"), ("fr", "French"), ("ru", "Russian"), ("ja", "Japanese"), ("ar", "Arabic"), ("el", "Greek"),
    ("de", "German"), ("es", "Spanish"), ("it", "Italian"), ("pt", "Portuguese"), ("sv", "Swedish"), ("pl", "Polish"),
)  # fmt: skip
# Code, name, language, the board's marks for certifications.
COUNTRIES = (
    ("GB", "United Kingdom", "en", ("U", "PG", "12A", "15", "18")),
    ("US", "United States", "en", ("G", "PG", "PG-13", "R")),
    ("FR", "France", "fr", ("U", "12", "16")),
    ("DE", "Germany", "de", ("0", "6", "12", "16")),
    ("JP", "Japan", "ja", ("G", "PG12", "R15+")),
    ("RU", "Russia", "ru", ("0+", "12+", "16+")),
    ("EG", "Egypt", "ar", ()),
    ("GR", "Greece", "el", ("K", "K-12", "K-15")),
    ("ES", "Spain", "es", ("A", "7", "12", "16")),
    ("IT", "Italy", "it", ("T", "14+")),
    ("BR", "Brazil", "pt", ("L", "10", "14")),
    ("SE", "Sweden", "sv", ("7", "11", "15")),
    ("PL", "Poland", "pl", ()),
)
DISTRIBUTORS = (
    "Lantern Row", "Halfmoon Pictures", "Tidewater Releasing", "Quay Street Films", "Northlight",
    "Meridian Eleven", "Blue Hour Distribution", "Fourth Reel",
)  # fmt: skip
AWARD_BODIES = (
    "Harbour Film Festival", "Winter Lake Festival", "The Critics’ Table", "Academy of the Northern Screen",
    "Golden Shutter Awards", "Guild of Picture Editors",
)  # fmt: skip
AWARD_CATEGORIES = (
    "Best film", "Best director", "Best leading performance", "Best screenplay", "Best photography", "Best music",
    "Best editing", "Best first film",
)  # fmt: skip
PERSONAL_CATEGORIES = ("Best director", "Best leading performance", "Best screenplay")

FIRST_NAMES = (
    "Ada", "Agathe", "Amara", "Anselm", "Arlo", "Astrid", "Bastien", "Beatriz", "Bruno", "Cato", "Celeste", "Clem",
    "Cosima", "Dario", "Delphine", "Edda", "Elio", "Elke", "Emeka", "Esther", "Fabian", "Farah", "Felicity", "Florian",
    "Gita", "Gwendolen", "Hana", "Hector", "Helmi", "Ilse", "Imre", "Ines", "Ivo", "Jadwiga", "Jarek", "Jonah", "Kaito",
    "Kerstin", "Laszlo", "Leila", "Leopold", "Linnea", "Lorcan", "Lucienne", "Maja", "Malik", "Marguerite", "Matteo",
    "Mirela", "Nadia", "Nils", "Noor", "Odile", "Olga", "Orson", "Otis", "Paloma", "Pavel", "Petra", "Quentin", "Ragna",
    "Ravi", "Renata", "Rosalind", "Ruben", "Sabine", "Samir", "Saoirse", "Silas", "Solveig", "Tamsin", "Tariq",
    "Thea", "Tomas", "Ulla", "Umberto", "Valerie", "Viggo", "Wanda", "Yara", "Yusuf", "Zelda", "Zoltan",
)  # fmt: skip
LAST_NAMES = (
    "Abara", "Adler", "Almeida", "Arkwright", "Balogun", "Barlow", "Belmonte", "Bergqvist", "Bramley", "Calder",
    "Castellane", "Corrigan", "Czerny", "Dahl", "Delacourt", "Devereux", "Drost", "Eklund", "Espinel", "Fairweather",
    "Farkas", "Ferrand", "Fontanel", "Gallacher", "Garrity", "Godoy", "Grünwald", "Haddad", "Halloran", "Harrowby",
    "Hisakawa", "Holm", "Iweala", "Jellicoe", "Jurado", "Kallas", "Karimi", "Kessler", "Kimura", "Kovač", "Lachance",
    "Laurier", "Lindqvist", "Lovelace", "Macready", "Maran", "Marchetti", "Merriweather", "Mirza", "Montague", "Moreau",
    "Nakagawa", "Nevin", "Novotny", "Oduya", "Okonjo", "Orlandi", "Pascoe", "Penhaligon", "Petrossian", "Quill",
    "Rasmussen", "Ravenscroft", "Rivas", "Rosental", "Sablon", "Sandoval", "Santoro", "Sarkis", "Sfar", "Silvester",
    "Soledad", "Stavros", "Strand", "Szabo", "Tanaka", "Thackeray", "Tregarth", "Ustinova", "Vale", "Vasquez", "Venn",
    "Villeneuve", "Wadleigh", "Weatherby", "Wilde", "Winterbourne", "Yamane", "Zamora", "Zielinska",
)  # fmt: skip
PLACES = (
    "Antwerp", "Aberdeen", "Brindisi", "Cádiz", "Dunkirk", "Galway", "Gdynia", "Hull", "Kobe", "Le Havre", "Lisbon",
    "Malmö", "Marseille", "Nantes", "Odessa", "Ostend", "Porto", "Riga", "Salford", "Thessaloniki", "Trieste", "Turku",
    "Valparaíso", "Yokohama",
)  # fmt: skip

TITLE_ADJECTIVES = (
    "Last", "Quiet", "Borrowed", "Salt", "Northern", "Second", "Broken", "Patient", "Paper", "Winter", "Unfinished",
    "Hollow", "Crooked", "Long", "Late", "Glass", "Forgotten", "Tall", "Silver", "Empty", "Slow", "Electric",
)  # fmt: skip
TITLE_NOUNS = (
    "Harbour", "Orchard", "Lighthouse", "Ferry", "Telegram", "Garden", "Bridge", "Winter", "Ballroom", "Piano",
    "Station", "Letter", "River", "Window", "Carnival", "Tide", "Factory", "Mirror", "Umbrella", "Projectionist",
    "Postman", "Understudy", "Staircase", "Island", "Confession", "Swimmer", "Cartographer", "Night Shift",
    "Translator", "Wedding", "Kitchen", "Compass", "Tenant", "Aviary", "Snowfall",
)  # fmt: skip
TITLE_PATTERNS = (
    "The {adjective} {noun}", "The {noun}", "{noun} of {place}", "A {noun} in {place}", "{first} and the {noun}",
    "{adjective} {noun}s", "The {noun} and the {other}", "Nobody Leaves {place}", "{first}",
    "The {adjective} {noun} of {place}",
    "Goodbye, {first}", "What the {noun} Knew", "{place} by Night", "A {adjective} Year", "Seven Days in {place}",
    "No {noun}, No {other}",
    "{last} & Daughter", "The {last}s", "Before the {noun}", "Twelve {noun}s",
)  # fmt: skip
LONG_TITLES = (
    "The {adjective} and Entirely Truthful History of {first} {last}, {noun}-Keeper of {place}, as Told by Those Who "
    "Owed Money, Together with an Account of the {other} and What Was Found in It",
    "How I Stopped Waiting for the {noun}, Left My Brother in {place}, and Learned from {first} {last} That Every "
    "{other} Has Its Own Weather and Nobody to Thank for It",
    "If on a {adjective} Morning the {noun} Should Ring, Do Not Answer, for It Is Only {first} Calling from {place} "
    "about the {other} Again",
)
# Language, country, the title in its own script, how we would print it.
FOREIGN_TITLES = (
    ("ru", "RU", "Тихая гавань", "The Quiet Harbour"),
    ("ru", "RU", "Последний паром", "The Last Ferry"),
    ("ru", "RU", "Письма с севера", "Letters from the North"),
    ("ru", "RU", "Зимний сад", "The Winter Garden"),
    ("ja", "JP", "静かな港", "A Still Harbour"),
    ("ja", "JP", "最後の手紙", "The Last Letter"),
    ("ja", "JP", "雪の駅", "Station in Snow"),
    ("ja", "JP", "遠い灯台の話", "Tale of a Distant Lighthouse"),
    ("ar", "EG", "جسر الليل", "The Bridge of Night"),
    ("ar", "EG", "رسالة من البحر", "A Letter from the Sea"),
    ("ar", "EG", "حديقة الشتاء", "Garden in Winter"),
    ("el", "GR", "Το τελευταίο καράβι", "The Last Boat"),
    ("el", "GR", "Ένα ήσυχο λιμάνι", "One Quiet Harbour"),
    ("el", "GR", "Γράμμα από τη θάλασσα", "Letter from the Sea"),
    ("fr", "FR", "Le Dernier Bac", "The Last Crossing"),
    ("fr", "FR", "L’Été sans retour", "Summer, One Way"),
    ("de", "DE", "Das gläserne Jahr", "The Year of Glass"),
    ("es", "ES", "Nadie llama dos veces", "Nobody Rings Twice"),
    ("it", "IT", "La cucina di mezzanotte", "The Midnight Kitchen"),
    ("pl", "PL", "Świt nad Gdynią", "Dawn over Gdynia"),
    ("sv", "SE", "Fyren och snön", "The Lighthouse and the Snow"),
)

PUBLICATIONS = (
    # Name, kind, comment policy, stars out of, sections of the house.
    ("Second Row", "blog", "open", 5, ()),
    ("The Late Screening", "magazine", "open", None, ("premise", "performances", "direction", "verdict")),
    ("Halftone Weekly", "weekly", "members", 5, ("performances", "script", "image")),
    ("Harbour Radio Film Hour", "radio", "real_names", None, ()),
    ("The Evening Ledger", "newspaper", "closed", 5, ("premise", "verdict")),
    ("Reel Correspondence", "blog", "open", 10, ("buzz", "premise", "performances", "direction", "image", "verdict")),
    ("Interval", "podcast", "members", None, ("premise", "sound", "verdict")),
    ("Letters from the Balcony", "blog", "real_names", None, ()),
)  # fmt: skip
SECTIONS = {
    "buzz": "The buzz",
    "premise": "The premise",
    "performances": "The performances",
    "direction": "The direction",
    "script": "The script",
    "image": "The image",
    "sound": "The sound",
    "verdict": "The verdict",
}
ASPECTS = ("Verdict", "Performances", "Direction", "Script", "Image", "Sound")
TAGS = (
    "slow cinema", "first films", "restorations", "black and white", "ensemble", "adaptations", "sea", "small towns",
    "sisters", "night", "trains", "work", "exile", "friendship", "school", "music", "letters", "food", "winter",
    "festivals",
    "long takes", "non-professional cast", "women behind the camera", "remakes", "rediscovered", "shot on film",
    "one location", "unreliable narrators", "epics", "under ninety minutes",
)  # fmt: skip
SERIES = (
    # Name, goal.
    ("Fifty-two weeks, fifty-two countries", 52),
    ("A hundred first films", 100),
    ("Harbours of the world", 30),
    ("Silent Sundays", 24),
    ("The restoration desk", None),
    ("Seen again, ten years on", None),
    ("Films about work", 40),
    ("Letters between critics", None),
)
VERDICTS = ("must_see", "recommended", "worth_a_look", "mixed", "disappointing", "avoid")
