"""Whether a page is a review of a film: evidence for and against, weighed openly."""

import re

from .text import CJK, count_words, is_cjk
from .titles import REVIEW_WORD

MIN_WORDS = 60  # less is a caption, a teaser or a listing
ENOUGH = 4


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
    r"largometraje|espectador|regista|attori|attrice|sceneggiatura|pellicola|diretor|roteiro|ator|atriz|cena"
)
FILM_CJK = re.compile(
    "映画|監督|俳優|女優|主演|脚本|作品|演技|出演|上映|公開|シーン|演出|物語|영화|감독|배우|电影|导演|演员"
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
    r"excelente|lograd\w+|fallid\w+|capolavoro|deludente|riuscit\w+|noios\w+"
)
OPINION_CJK = re.compile(
    "傑作|素晴らし|見事|面白|退屈|残念|感動|秀逸|名作|駄作|最高|圧巻|つまらな|良かった|美し|걸작|훌륭|精彩|杰作"
)
AGAINST = {
    "it reads like news": (
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
    "it is a recipe": (
        _words(
            r"ingredients?|preheat|tbsp|tsp|teaspoons?|tablespoons?|oven|simmer|recipe|whisk|servings?|"
            r"ingrédients?|préchauffe\w*|cuillères?|recette|four|zutaten|backofen|rezept|teelöffel|esslöffel|"
            r"ingredientes|horno|cucharad\w+|receta|材料|大さじ|小さじ|レシピ|オーブン"
        ),
        3,
        8,
    ),
    "it is a shop's page": (
        _words(
            r"add to (?:cart|basket|bag)|in stock|out of stock|free shipping|buy now|check ?out|sku|free delivery|"
            r"customers also|ajouter au panier|en stock|livraison gratuite|in den warenkorb|auf lager|lieferzeit|"
            r"versandkosten\w*|añadir (?:al carrito|a la cesta)|envío gratis|カートに入れる|税込|在庫|送料無料"
        ),
        2,
        8,
    ),
    "it is about a book": (
        _words(r"isbn|paperback|hardcover|pages|publisher|éditeur|verlag|editorial|the novelist"),
        4,
        5,
    ),
    "it is about music": (
        _words(r"album|albums|tracks?|tracklist|band|songs?|riff|guitar|vinyl|EP|LP|chanson|disque"),
        6,
        5,
    ),
    "it is about a game": (_words(r"gameplay|console|playstation|xbox|nintendo|multiplayer|controller|joystick"), 3, 6),
    "it is about a restaurant": (_words(r"restaurant|chef|menu|dish|dishes|waiter|dessert|wine list"), 5, 6),
    "it is about a series": (
        _words(r"season (?:\d+|one|two|three|four|five)|episodes?|showrunner|saison \d|staffel \d|temporada"),
        5,
        5,
    ),
    "it is an encyclopedia's page": (
        _words(r"from wikipedia|\[edit\]|external links|further reading|references|retrieved"),
        2,
        6,
    ),
}


def judge(doc, paragraphs, labels, heads):
    """Set `doc.not_review` to the reason, or leave it empty.

    `labels` is how many facts the page labels, `heads` the text of its head.
    """
    text = "\n".join(paragraphs)
    words = count_words(text)
    if words < MIN_WORDS:
        doc.not_review = f"the text has {words} words, a review has at least {MIN_WORDS}"
    else:
        score = _evidence(doc, text, words, labels, heads)
        reasons = [(weight, why) for why, (pattern, least, weight) in AGAINST.items() if _count(pattern, text) >= least]
        score -= sum(weight for weight, _why in reasons if not _is_about_film(text, words))
        score -= max((weight for weight, _why in reasons), default=0) if _is_about_film(text, words) else 0
        if score < ENOUGH:
            doc.not_review = max(reasons)[1] if reasons else "too little in it speaks of a film"


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
        return sum(text.count(word) for word in pattern.pattern.split("|") if CJK.search(word)) + len(
            pattern.findall(text)
        )
    return len(pattern.findall(text))
