"""Words that stand before a fact, in the languages of the pages we meet."""

import re

from .text import fold

# "other" is recognised, so that it does not end up in the body, but has no field.
LABELS = {
    "title": "title|film title|movie title|film|movie|titre|titre du film|titel|filmtitel|título|titolo|作品名|"
    "タイトル",
    "original_title": "original title|titre original|titre vo|originaltitel|título original|titolo originale|原題",
    "director": "director|directors|directed by|dir|réalisateur|réalisateurs|réalisatrice|réalisation|réalisé par|"
    "réalisée par|un film de|mise en scène|regie|regisseur|regisseurin|inszenierung|dirección|directora|dirigida por|"
    "director y guionista|regia|regista|direção|realização|realizador|diretor|regi|reżyseria|режиссер|режиссёр|監督|"
    "감독|导演|導演|a film by|un film di|una película de|ein film von",
    "writer_director": "writer/director|written and directed by|director/writer|directed and written by|"
    "écrit et réalisé par|réalisation et scénario|scénario et réalisation|regie & drehbuch|regie und drehbuch|"
    "buch und regie|buch & regie|regie & buch|regie und buch|drehbuch und regie|dirección y guion|dirección y guión|"
    "guion y dirección|guión y dirección|escrita y dirigida por|監督・脚本|脚本・監督|監督/脚本",
    "writer": "writer|writers|written by|screenplay|screenplay by|screenwriter|screenwriters|script|script by|"
    "scénario|scénariste|scénaristes|drehbuch|buch|drehbuchautor|guion|guión|guionista|guionistas|sceneggiatura|"
    "sceneggiatori|roteiro|argumento|scenariusz|сценарий|脚本|각본|编剧",
    "cast": "cast|starring|stars|actors|main cast|with|featuring|avec|acteurs|acteurs principaux|interprètes|"
    "interprétation|casting|darsteller|darsteller/innen|darstellerinnen|besetzung|mit|schauspieler|reparto|"
    "intérpretes|protagonistas|elenco|interpreti|cast principale|obsada|в ролях|出演|キャスト|出演者|主演|출연|"
    "主な出演者",
    "producer": "producer|producers|produced by|producteur|producteurs|productrice|produit par|produzent|"
    "produzenten|produzentin|productor|productores|produttore|produttori|produtor|プロデューサー",
    "distributor": "distributor|distributed by|us distributor|uk distributor|distributeur|distribué par|verleih|"
    "filmverleih|im verleih von|distribuidora|distribuidor|distribuida por|distribuzione|配給|배급",
    "certification": "rated|certificate|certification|cert|mpaa|mpaa rating|mpa rating|bbfc|bbfc certificate|fsk|"
    "altersfreigabe|freigabe|film rating|us rating|eirin|映倫",
    "runtime": "runtime|run time|running time|length|duration|durée|dauer|laufzeit|länge|filmlänge|spieldauer|"
    "duración|durata|duração|上映時間|本編時間|상영시간",
    "year": "year|production year|year of release|année|année de production|jahr|produktionsjahr|erscheinungsjahr|"
    "herstellungsjahr|año|anno|ano|製作年|制作年|製作年度",
    "release_date": "release date|released|date de sortie|sortie|erscheinungsdatum|fecha de estreno|estreno|"
    "data di uscita|data de estreia|公開日|公開|opens|us release date|uk release date",
    "cinema_date": "in theaters|in theatres|in cinemas|theatrical release|theatrical release date|kinostart|"
    "sortie en salles|date de sortie en salles|estreno en cines|al cinema dal|劇場公開日|劇場公開|日本公開",
    "disc_date": "dvd release date|dvd release|blu-ray release date|on dvd|on blu-ray|on dvd and blu-ray|dvd-start|"
    "dvd-veröffentlichung|sortie dvd|sortie en dvd",
    "reviewer": "reviewed by|review by|reviewer|critique par|critique écrite par|rezension von|kritik von|rezensent|"
    "rezensentin|reseña de|reseñado por|recensione di|評者|執筆|執筆者|a review by",
    "source": "based on|based upon|adapted from|d'après|nach|basada en|basado en|tratto da|原作",
    "stars": "rating|score|our rating|my rating|our score|my score|grade|note|ma note|notre note|wertung|bewertung|"
    "unsere wertung|meine wertung|puntuación|nota|mi nota|voto|評価|点数|stars|overall",
    "other": "crew|genre|genres|country|countries|pays|pays de production|nationalité|land|länder|produktionsland|país|"
    "países|paese|nazione|製作国|制作国|国|language|languages|langue|langues|sprache|idioma|lingua|言語|music|"
    "music by|musique|musik|música|musiche|musica|音楽|cinematography|cinematographer|director of photography|"
    "photographie|photography|image|kamera|fotografía|fotografia|撮影|editor|editing|edited by|film editing|montage|"
    "schnitt|montaje|montaggio|編集|budget|studio|production|production company|production companies|"
    "société de production|produktion|producción|productora|produzione|製作|制作|distribution|box office|"
    "synopsis source|format|sound|aspect ratio|subtitles|audio|extras|costume designer|production designer|"
    "executive producer|executive producers|origine|origin|platform|available on|reviewed on|website|ジャンル|"
    "classification|calificación|clasificación|title in english",
}
# A stars label is a fact only with a mark after it, and these only where a name follows.
FIELDS = {fold(word): name for name, words in LABELS.items() for word in words.split("|")}
_WORDS = sorted({word for words in LABELS.values() for word in words.split("|")}, key=len, reverse=True)
_ANY = "|".join(map(re.escape, _WORDS))
LABEL = re.compile(rf"(?<![\w’'])({_ANY})(?:\(s\)|/s|s\(es\))?\s{{0,3}}[:：]", re.IGNORECASE)
BARE = {
    name: re.compile(rf"^(?:{'|'.join(map(re.escape, words.split('|')))})\s+", re.IGNORECASE)
    for name, words in {
        "writer_director": "written and directed by|directed and written by|écrit et réalisé par|"
        "escrita y dirigida por|監督・脚本|脚本・監督",
        "director": "directed by|a film by|un film de|réalisé par|réalisée par|dirigida por|regie führte|ein film von|"
        "una película de|un film di|監督",
        "writer": "written by|screenplay by|script by|脚本",
        "cast": "starring|出演|キャスト",
        "producer": "produced by",
        "distributor": "distributed by|im verleih von|配給",
        "certification": "rated|fsk",
        "reviewer": "reviewed by|review by|a review by|critique par|rezension von|kritik von|reseñado por|"
        "recensione di",
    }.items()
}
MONTHS = {
    fold(name): number
    for number, names in enumerate(
        (
            "january|jan|janvier|janv|januar|jänner|enero|ene|gennaio|janeiro",
            "february|feb|février|févr|fév|februar|febrero|febbraio|fevereiro",
            "march|mar|mars|märz|marzo|março",
            "april|apr|avril|avr|abril|aprile",
            "may|mai|mayo|maggio|maio",
            "june|jun|juin|juni|junio|giugno|junho",
            "july|jul|juillet|juil|juli|julio|luglio|julho",
            "august|aug|août|agosto|ago",
            "september|sep|sept|septembre|septiembre|settembre|setembro",
            "october|oct|octobre|oktober|okt|octubre|ottobre|outubro",
            "november|nov|novembre|noviembre|novembro",
            "december|dec|décembre|déc|dezember|dez|diciembre|dic|dicembre|dezembro",
        ),
        start=1,
    )
    for name in names.split("|")
}
SOURCE_KINDS = {
    "novel": "novel|roman|novela|romanzo|romance",
    "stories": "stories|short stories|short story|nouvelles|nouvelle|erzählung|erzählungen|cuento|cuentos|racconti",
    "book": "book|livre|buch|libro|livro|memoir|memoirs|autobiography",
    "play": "play|stage play|pièce|theaterstück|obra de teatro",
    "comic": "comic|graphic novel|manga|bande dessinée|bd|cómic",
    "article": "article|magazine article",
}
KINDS_OF_SOURCE = {fold(word): kind for kind, words in SOURCE_KINDS.items() for word in words.split("|")}
SOURCE = re.compile(
    r"(?:based (?:up)?on|adapted from|d['’]après|nach|basad[ao] en|tratto da)\s(?:(?:the|le|la|les|a|dem|der|den|el|"
    r"il|un|his|her) )?"
    rf"(?P<kind>{'|'.join(word for words in SOURCE_KINDS.values() for word in words.split('|'))})s?\s?"
    r"(?:[,:]\s)?(?P<title>[“\"«„‘][^”\"»“’]{1,100}[”\"»“’])?,?\s?(?:by|de|von|di)\s(?P<author>[^,.;()]{3,60})",
    re.IGNORECASE,
)
