"""Whether a page is a review of a film: evidence for and against, weighed openly."""

import re

from .document import gettext_noop
from .film_title import REVIEW_WORD
from .text import CJK, count_words, is_cjk

MIN_WORDS = 50  # less is a caption, a teaser or a listing
ENOUGH = 4
MANY_MARKS = 5


def _words(text):
    return re.compile(rf"(?<!\w)(?:{text})(?!\w)", re.IGNORECASE)


FILM = _words(
    r"films?|movies?|cinema|cinematic|director|directors|directed|filmmakers?|actors?|actress|actresses|screenplay|"
    r"script|scenes?|plot|performances?|performer|cinematography|cinematographer|on-screen|onscreen|screen|camera|"
    r"sequel|remake|protagonist|thriller|melodrama|biopic|documentary|blockbuster|casting|cast|"
    r"réalisateur|réalisatrice|réalisation|cinéma|cinéaste|acteurs?|actrices?|scénario|scènes?|long[- ]métrage|"
    r"mise en scène|interprétation|spectateurs?|personnages?|tourné|"
    r"filme|filmen|filmemacher|regisseur|regisseurin|regie|kino|schauspieler\w*|darsteller\w*|drehbuch|szenen?|"
    r"kamera|leinwand|spielfilm|hauptrolle|zuschauer|"
    r"películas?|cine|cineasta|director|directora|actor|actores|actriz|guion|guión|escenas?|pantalla|filme|cinta|"
    r"largometraje|espectador|regista|attori|attrice|sceneggiatura|pellicola|regia|diretor\w?|roteiro|ator|"
    r"atriz|cenas?|elenco|"
    r"scenario|acteurs?|acteerwerk|bioscoop|scènes?|film(?:en|er|em|u|ie|ów|y|i|in|ini|de|ler|leri)?|filmmaker|"
    r"regissör\w*|skådespelare\w*|manus\w*|fotot|biograf\w*|reżyser\w*|aktor\w*|scenariusz\w*|zdjęcia|kin[oaie]|"
    r"widz\w*|"
    r"фильм\w*|кино\w*|режиссёр\w*|режиссер\w*|актёр\w*|актер\w*|актрис\w*|сценари\w*|сцен[аыуе]\w*|зрител\w*|"
    r"картин\w*|экран\w*|yönetmen\w*|oyuncu\w*|senaryo\w*|sinema\w*|kamera\w*|seyirci\w*|görüntü\w*|sahne\w*|"
    r"فيلم|الفيلم|المخرج|السينما|السيناريو|المشهد|المشاهد|الممثل\w*|دور|أداء|البطل\w*"
)
FILM_CJK = re.compile(
    "映画|監督|俳優|女優|主演|脚本|作品|演技|出演|上映|公開|シーン|演出|物語|영화|감독|배우|연기|장면|"
    "각본|극장|电影|影片|导演|演员|表演|镜头|剧本|影院|電影|導演|演員|鏡頭"
)
OPINION = _words(
    r"masterpiece|brilliant|brilliantly|disappoint\w+|compelling|powerful|powerfully|weak|weakest|superb|dull|"
    r"gripping|"
    r"moving|remarkable|convincing|convincingly|fails?|failed|succeeds?|stunning|flawed|beautifully|must-see|"
    r"engaging|"
    r"overlong|clumsy|charming|tedious|excellent|outstanding|impressive|unforgettable|mediocre|worth|best|worst|"
    r"subtle|"
    r"chef-d['’]œuvre|réussi\w*|raté\w*|magnifique|bouleversant\w*|ennuyeu\w+|maladroit\w*|brillant\w*|superbe|"
    r"déce\w+|"
    r"gelungen\w*|enttäusch\w+|großartig\w*|grandios\w*|überzeug\w+|langweilig\w*|meisterwerk|meisterhaft\w*|"
    r"sehenswert\w*|"
    r"schwach\w*|stark\w*|beeindruck\w+|obra maestra|brillante|decepcion\w+|aburrid\w+|magnífic\w+|conmovedor\w*|"
    r"excelente|lograd\w+|fallid\w+|capolavoro|deludente|riuscit\w+|noios\w+|convince|splendid\w+|magistral\w+|"
    r"excelente\w*|belíssim\w+|recompensad\w+|melhores|chat[oa]|uitstekend\w*|prachtig\w*|ontroer\w*|aanrader|"
    r"voorspelbaar|enastående|vack(?:er|ra)|bästa|gripande|znakomit\w+|piękn\w+|najlepsz\w+|świetn\w+|słabsz\w+|"
    r"великолепн\w+|лучш\w+|прекрасн\w+|слаб\w+|скучн\w+|шедевр\w*|başarılı\w*|etkileyici\w*|dokunaklı\w*|en iyi|"
    r"رائع\w*|جميل\w*|أفضل|ضعيف\w*|يضعف|ممل\w*|يستحق"
)
OPINION_CJK = re.compile(
    "傑作|素晴らし|見事|面白|退屈|残念|感動|秀逸|名作|駄作|最高|圧巻|つまらな|良かった|美し|걸작|훌륭|아름답|최고|지루|精彩|杰作|出色|美得|最好|无聊|感人|"
    "感人|精采|傑出"
)
# Why a page is of another kind: (words, how many of them, how much they weigh).
AGAINST = {
    gettext_noop("it reads like news"): (
        _words(
            r"announced|announces|according to|spokes\w+|press release|told reporters|box office|grossed|will star|"
            r"will direct|set to star|has been cast|in talks|deadline reports|sources say|said in a statement|"
            r"is scheduled to|began shooting|production begins|shooting will|a annoncé|ont annoncé|selon|communiqué|"
            r"tournage (?:débutera|commencera)|teilte mit|gab bekannt|berichtet|laut|sprecher|"
            r"dreharbeiten (?:beginnen|starten)|"
            r"anunció|según|comunicado|portavoz|rodaje (?:comenzará|empezará)|発表した|発表された|明らかにした|"
            r"と発表|撮影開始"
        ),
        3,
        5,
    ),
    gettext_noop("it is a recipe"): (
        _words(
            r"ingredients?|preheat|tbsp|tsp|teaspoons?|tablespoons?|oven|simmer|recipe|whisk|servings?|"
            r"ingrédients?|préchauffe\w*|cuillères?|recette|four|zutaten|backofen|rezept|teelöffel|esslöffel|"
            r"ingredientes|horno|cucharad\w+|receta|材料|大さじ|小さじ|レシピ|オーブン"
        ),
        3,
        8,
    ),
    gettext_noop("it is a shop's page"): (
        _words(
            r"add to (?:cart|basket|bag)|in stock|out of stock|free shipping|buy now|check ?out|sku|free delivery|"
            r"customers also|ajouter au panier|en stock|livraison gratuite|in den warenkorb|auf lager|lieferzeit|"
            r"versandkosten\w*|añadir (?:al carrito|a la cesta)|envío gratis|カートに入れる|税込|在庫|送料無料"
        ),
        2,
        8,
    ),
    gettext_noop("it is a podcast's page"): (
        _words(
            r"podcasts?|listener mail|show notes|this episode|episode \d+|itunes|rate and review us|subscribe on|"
            r"rss feed|mp3|our (?:next|last) (?:episode|film)"
        ),
        3,
        7,
    ),
    gettext_noop("it lists what is shown"): (
        _words(
            r"book tickets|box office|screen times|showtimes?|(?:mon|tue|wed|thu|fri|sat|sun)(?:-(?:mon|tue|wed|"
            r"thu|fri|sat|"
            r"sun))? \d{1,2}[.:]\d\d|adults £?\d|concessions|programme subject to"
        ),
        3,
        7,
    ),
    gettext_noop("it is an encyclopedia's page"): (
        _words(r"from wikipedia|\[edit\]|external links|further reading|references|retrieved"),
        2,
        6,
    ),
}
# Other things that critics review: their words weigh only where they outnumber the words for a film.
TOPICS = {
    gettext_noop("it is about a book"): (
        _words(r"isbn|paperback|hardcover|pages|publisher|éditeur|verlag|editorial|the novelist"),
        4,
        5,
    ),
    gettext_noop("it is about music"): (
        _words(
            r"album|albums|tracks?|tracklist|band|songs?|riff|guitar|vinyl|EP|LP|chanson|disque"
        ),
        6,
        5,
    ),
    gettext_noop("it is about a game"): (
        _words(r"gameplay|console|playstation|xbox|nintendo|multiplayer|controller|joystick"),
        3,
        6,
    ),
    gettext_noop("it is about a restaurant"): (
        _words(r"restaurant|chef|menu|dish|dishes|waiter|dessert|wine list"),
        5,
        6,
    ),
    gettext_noop("it is about a series"): (
        _words(
            r"seasons?|episodes?|showrunners?|mini-?series|limited series|tv series|the show|saisons?|épisodes?|"
            r"staffeln?|folgen?|temporadas?|episodios?|capítulos|stagion[ei]|episodi|puntate"
        ),
        5,
        7,
    ),
    gettext_noop("it is about the stage"): (
        _words(
            r"theat(?:re|er)|stage|stages|staged|staging|playwright|interval|matinee|tickets?|the play|opera|soprano|"
            r"tenor|ballet|choreograph\w*|concert|orchestra|exhibition|gallery|museum|bühne|inszenierung|théâtre|"
            r"metteur en scène|teatro|escenario"
        ),
        4,
        6,
    ),
}
CORE = _words(
    r"films?|movies?|cinema|cinéma|kino|filme[ns]?|películas?|cine|pellicol[ae]|фильм\w*|filmen|filmu|sinema\w*|"
    r"映画|电影|電影|영화"
)
DEATH = _words(
    r"(?:has|have) died|died (?:on|at|aged|in|of|peacefully)|dies (?:aged|at)|passed away|survived by|obituary|"
    r"funeral|was born|born in|best known for|est mort\w*|est décédé\w*|obsèques|né[e]? (?:en|à)|ist gestorben|"
    r"verstorben|starb|geboren|falleció|ha fallecido|funeral|nacid[oa] en|è morto|è morta|nato a|nata a"
)
DEAD = _words(
    r"dies|dead at|has died|obituar(?:y|ies)|in memoriam|"
    r"est mort\w*|décès|gestorben|stirbt|tot|fallece|muere|morto|morta"
)
WALL = _words(
    r"(?:to )?continue reading|to read (?:more|the full)|already a (?:subscriber|member)|subscribe (?:today|now|"
    r"to read)|"
    r"subscribers only|free trial|unlimited access|cancel (?:at )?any ?time|réservé aux abonnés|abonnez-vous|"
    r"déjà abonné|"
    r"jetzt abonnieren|bereits abonnent|hazte suscriptor|ya eres suscriptor|abbonati|sei già abbonato"
)
INTERVIEW = re.compile(
    r"\b(?:interview|in conversation|talks (?:to|about)|q ?& ?a|entretien|rencontre avec|im gespräch|entrevista|"
    r"intervista)"
    r"\b|^[^\W\d_a-z][\w.’'\- ]{3,40}: [“\"‘«„]",
    re.IGNORECASE | re.MULTILINE,
)
QUESTION = re.compile(r"^(?:Q\s?[:.].{5,300}|.{8,200}\?)$", re.MULTILINE)
TEASER = 250  # words; a page with more of them shows enough of its review
FORUM = _words(
    r"join date|originally posted by|(?:senior|junior) member|thread starter|forums?|r/movies|posted by u/|"
    r"posts: [\d,]+|"
    r"quote:|sort by|\d+ points|#\d{1,3}|thread"
)
SEVERAL = re.compile(
    r"\b(?:diary|round-?up|dispatch(?:es)?|festival (?:report|preview|diary|wrap)|top (?:ten|\d+)|"
    r"(?:the )?(?:best|worst|"
    r"\d+|ten|five|seven|three) (?:new )?(?:films?|movies)|(?:new|now) (?:in|at) (?:cinemas|theat(?:er|re)s)|this week|"
    r"what to watch|double (?:bill|feature)|awards|nominations|oscars|palmarès|festivalbericht|"
    r"tagebuch|estrenos|cartelera|les sorties|kinostarts|neu im kino|in sala)\b",
    re.IGNORECASE,
)


def judge(doc, paragraphs, labels, heads, page):
    """Set `doc.not_review` to the reason, or leave it empty.

    `labels` is how many facts the page labels, `heads` the lines of its head,
    `page` all that it prints but the comments.
    """
    text = "\n".join(paragraphs)
    words = count_words(text)
    if words < MIN_WORDS:
        doc.not_review = gettext_noop(
            "the text has %(words)d words, a review has at least %(least)d",
            words=words,
            least=MIN_WORDS,
        )
    elif why := _other_kind(doc, text, words, heads, page):
        doc.not_review = why
    else:
        reasons = _reasons(text)
        weights = [weight for weight, _why in reasons]
        score = _evidence(doc, text, words, labels, heads)
        score -= max(weights, default=0) if _is_about_film(text, words) else sum(weights)
        if score < ENOUGH:
            doc.not_review = (
                max(reasons)[1] if reasons else gettext_noop("too little in it speaks of a film")
            )


def _other_kind(doc, text, words, heads, page):
    """Why a page is surely of another kind, or ""."""
    marks = [mark.lower() for mark in FORUM.findall(page)]
    if len(marks) >= MANY_MARKS and len(set(marks)) >= 3:
        return gettext_noop("it is a forum's thread")
    if len(WALL.findall(page)) >= 2 and words < TEASER:
        return gettext_noop("it shows only a part, and the rest to subscribers")
    if len(DEATH.findall(text)) >= 3 and DEAD.search(heads):
        return gettext_noop("it tells that somebody died")
    if INTERVIEW.search(heads) and len(QUESTION.findall(text)) >= 3 and not doc.stars:
        return gettext_noop("it is an interview")
    several = any(SEVERAL.search(line) for line in heads.split("\n") if len(line.split()) >= 3)
    return gettext_noop("it is about several films") if several and not doc.title else ""


def _reasons(text):
    """(weight, why) of all that speaks against a review of a film."""
    core = len(CORE.findall(text))
    found = [
        (weight, why)
        for why, (words, least, weight) in AGAINST.items()
        if _count(words, text) >= least
    ]
    for why, (words, least, weight) in TOPICS.items():
        if core < ENOUGH and _count(words, text) >= max(least, core + 1):
            found.append((weight, why))
    return found


def _evidence(doc, text, words, labels, heads):
    film, opinion = _film_words(text), len(OPINION.findall(text)) + len(OPINION_CJK.findall(text))
    named = sum(bool(performer.character) for performer in doc.cast)
    return sum(
        (
            3 if labels >= 2 else 2 * labels,
            2 if REVIEW_WORD.search(heads) else 0,
            1 if doc.title else 0,
            2 if doc.stars else 0,
            1 if doc.reviewers else 0,
            3 if named >= 3 else 2 if named == 2 else 0,
            0 if film < 3 else 3 if film * 50 >= words else 2 if film * 100 >= words else 1,
            2 if opinion >= 4 else 1 if opinion >= 2 else 0,
        )
    )


def _film_words(text):
    return len(FILM_CJK.findall(text)) if is_cjk(text) else len(FILM.findall(text))


def _is_about_film(text, words):
    return _film_words(text) * 60 >= words


def _count(pattern, text):
    if CJK.search(text[:2000]):
        return sum(
            text.count(word) for word in pattern.pattern.split("|") if CJK.search(word)
        ) + len(pattern.findall(text))
    return len(pattern.findall(text))
