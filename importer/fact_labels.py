"""Words that stand before a fact, in the languages of the pages we meet."""

import re

from .text import fold

# "other" is recognised, so that it does not end up in the body, but has no field.
LABELS = {
    "title": "title|film title|movie title|film|movie|titre|titre du film|titel|filmtitel|título|titolo|作品名|"
    "タイトル|film adı|tytuł|название|제목|영화 제목|片名|اسم الفيلم",
    "original_title": "original title|titre original|titre vo|originaltitel|título original|titolo originale|原題|"
    "oryginalny tytuł|tytuł oryginalny|originele titel|originaltitel|оригинальное название|orijinal adı|원제|"
    "título original|originalny tytuł|原名",
    "director": "director|directors|directed by|dir|réalisateur|réalisateurs|réalisatrice|réalisation|réalisé par|"
    "réalisée par|un film de|mise en scène|regie|regisseur|regisseurin|inszenierung|dirección|directora|dirigida por|"
    "director y guionista|regia|regista|direção|realização|realizador|diretor|regi|reżyseria|режиссер|режиссёр|監督|"
    "감독|导演|導演|a film by|un film di|una película de|ein film von|"
    "reżyser|regisserad av|regissör|regissør|instruktør|instruktion|ohjaus|ohjaaja|yönetmen|yöneten|режиссёр|"
    "режиссура|إخراج|اخراج|المخرج|rendező|rendezte|režie|réal|regie von|diretora|diretores|directores",
    "writer_director": "writer/director|written and directed by|director/writer|directed and written by|"
    "écrit et réalisé par|réalisation et scénario|scénario et réalisation|regie & drehbuch|regie und drehbuch|"
    "buch und regie|buch & regie|regie & buch|regie und buch|drehbuch und regie|dirección y guion|dirección y guión|"
    "guion y dirección|guión y dirección|escrita y dirigida por|監督・脚本|脚本・監督|監督/脚本|"
    "scenario en regie|regie en scenario|regi och manus|manus och regi|regi & manus|manus & regi|"
    "regia e sceneggiatura|sceneggiatura e regia|direção e roteiro|roteiro e direção|reżyseria i scenariusz|"
    "scenariusz i reżyseria|сценарий и режиссура|yazan ve yöneten|감독·각본|감독/각본|编导|إخراج وتأليف|تأليف وإخراج",
    "writer": "writer|writers|written by|screenplay|screenplay by|screenwriter|screenwriters|script|script by|"
    "scénario|scénariste|scénaristes|drehbuch|buch|drehbuchautor|guion|guión|guionista|guionistas|sceneggiatura|"
    "sceneggiatori|roteiro|argumento|scenariusz|сценарий|脚本|각본|编剧|"
    "scenarist|scenario|scenarioschrijver|manus|manuskript|käsikirjoitus|senaryo|senarist|scenariusz|"
    "автор сценария|сценаристы|сценарист|編劇|극본|سيناريو|تأليف|sceneggiatore|roteirista|roteiristas|"
    "forgatókönyv|scénář",
    "cast": "cast|starring|stars|actors|main cast|with|featuring|avec|acteurs|acteurs principaux|interprètes|"
    "interprétation|casting|darsteller|darsteller/innen|darstellerinnen|besetzung|mit|schauspieler|reparto|"
    "intérpretes|protagonistas|elenco|interpreti|cast principale|obsada|в ролях|出演|キャスト|出演者|主演|출연|"
    "主な出演者|"
    "acteurs et actrices|distribution des rôles|met|hoofdrollen|rolverdeling|acteurs en actrices|i rollerna|"
    "medverkande|skådespelare|medvirkende|näyttelijät|pääosissa|oyuncular|başrol|başroller|başrol oyuncuları|"
    "oyuncu kadrosu|występują|w rolach głównych|w roli głównej|aktorzy|в главных ролях|актёры|актеры|출연진|주연|"
    "배우|主演陣|演员|演員|領銜主演|بطولة|تمثيل|hrají|szereplők|con|com|intérpretes principais",
    "producer": "producer|producers|produced by|producteur|producteurs|productrice|produit par|produzent|"
    "produzenten|produzentin|productor|productores|produttore|produttori|produtor|プロデューサー|"
    "producent|producenten|producenci|producenter|продюсер|продюсеры|yapımcı|제작자|制片人|製片|المنتج|إنتاج",
    "distributor": "distributor|distributed by|us distributor|uk distributor|distributeur|distribué par|verleih|"
    "filmverleih|im verleih von|distribuidora|distribuidor|distribuida por|distribuzione|配給|배급|"
    "distribuição|distribuidora no brasil|dystrybutor|dystrybucja|distributör|прокат|дистрибьютор|"
    "dağıtım|dağıtımcı|수입|发行",
    "certification": "rated|certificate|certification|cert|mpaa|mpaa rating|mpa rating|bbfc|bbfc certificate|fsk|"
    "altersfreigabe|freigabe|film rating|us rating|eirin|映倫|"
    "fsk-freigabe|fsk ab",
    "runtime": "runtime|run time|running time|length|duration|durée|dauer|laufzeit|länge|filmlänge|spieldauer|"
    "duración|durata|duração|上映時間|本編時間|상영시간|"
    "länge in minuten|speelduur|duur|looptijd|längd|speltid|spilletid|lengde|varighed|kesto|süre|süresi|"
    "czas trwania|czas|длительность|продолжительность|хронометраж|время|러닝타임|片长|片長|时长|مدة الفيلم|المدة|"
    "durée du film|duración total|délka|játékidő",
    "year": "year|production year|year of release|année|année de production|jahr|produktionsjahr|erscheinungsjahr|"
    "herstellungsjahr|año|anno|ano|製作年|制作年|製作年度|"
    "jaar|productiejaar|år|produktionsår|produksjonsår|vuosi|yıl|yapım yılı|rok|rok produkcji|год|год выпуска|"
    "год производства|제작년도|제작연도|개봉연도|年份|年代|سنة الإنتاج|السنة|ano de produção|anno di produzione|"
    "año de producción|año de estreno",
    "release_date": "release date|released|date de sortie|sortie|erscheinungsdatum|fecha de estreno|estreno|"
    "data di uscita|data de estreia|公開日|公開|opens|us release date|uk release date|"
    "premiera|premiär|premiere|premièredatum|releasedatum|data premiery|дата выхода|премьера|vizyon tarihi|"
    "gösterim tarihi|개봉|개봉일|上映日期|上映|تاريخ العرض|estreia|data de lançamento|datum vydání|uscita",
    "cinema_date": "in theaters|in theatres|in cinemas|theatrical release|theatrical release date|kinostart|"
    "sortie en salles|date de sortie en salles|estreno en cines|al cinema dal|劇場公開日|劇場公開|日本公開|"
    "bioscooprelease|in de bioscoop|biopremiär|premiera kinowa|in sala dal|in sala|nos cinemas|nei cinema",
    "disc_date": "dvd release date|dvd release|blu-ray release date|on dvd|on blu-ray|on dvd and blu-ray|dvd-start|"
    "dvd-veröffentlichung|sortie dvd|sortie en dvd",
    "reviewer": "reviewed by|review by|reviewer|critique par|critique écrite par|rezension von|kritik von|rezensent|"
    "rezensentin|reseña de|reseñado por|recensione di|評者|執筆|執筆者|a review by|"
    "recensie door|recensie van|recensent|recension av|anmeldt av|recenzja|recenzent|автор рецензии|eleştiri|"
    "eleştirmen|리뷰어|影评人|escrito por|crítica por|testo di|tekst|text av|texte par|texte de|text von|text by|"
    "words by",
    "source": "based on|based upon|adapted from|d'après|nach|basada en|basado en|tratto da|原作|"
    "naar|efter|na podstawie|по мотивам|uyarlama|원작|改编自|baseado em",
    "stars": "rating|score|our rating|my rating|our score|my score|grade|note|ma note|notre note|wertung|bewertung|"
    "unsere wertung|meine wertung|puntuación|nota|mi nota|voto|評価|点数|stars|overall|"
    "waardering|cijfer|beoordeling|betyg|karakter|puan|puanı|ocena|moja ocena|оценка|рейтинг|моя оценка|평점|별점|"
    "评分|評分|التقييم|avaliação|nossa nota|calificación|valoración|il voto|giudizio|cotation",
    "other": "crew|genre|genres|country|countries|pays|pays de production|nationalité|land|länder|produktionsland|país|"
    "países|paese|nazione|製作国|制作国|国|language|languages|langue|langues|sprache|idioma|lingua|言語|music|"
    "music by|musique|musik|música|musiche|musica|音楽|cinematography|cinematographer|director of photography|"
    "photographie|photography|image|kamera|fotografía|fotografia|撮影|editor|editing|edited by|film editing|montage|"
    "schnitt|montaje|montaggio|編集|budget|studio|production|production company|production companies|"
    "société de production|produktion|producción|productora|produzione|製作|制作|distribution|box office|"
    "synopsis source|format|sound|aspect ratio|subtitles|audio|extras|costume designer|production designer|"
    "executive producer|executive producers|origine|origin|platform|available on|reviewed on|website|ジャンル|"
    "classification|calificación|clasificación|title in english|"
    "género|géneros|gênero|genere|genres|gatunek|жанр|жанры|tür|türü|장르|类型|النوع|kraj|kraje|kraj produkcji|"
    "страна|страны|ülke|국가|제작국가|국적|制片国家/地区|制片国家|国家|地区|البلد|"
    "land van herkomst|"
    "produktionsländer|landen|taal|språk|język|язык|dil|언어|语言|اللغة|yapım|yapım şirketi|muziek|"
    "muzyka|музыка|composer|original music|müzik|"
    "음악|kamera|zdjęcia|оператор|cinematografie|camera|foto|görüntü yönetmeni|촬영|摄影|montaż|montage|klippning|"
    "монтаж|kurgu|편집|剪辑|data publikacji|дата публикации|publié le|rotten tomatoes|metacritic|imdb|"
    "imdb score|tomatometer|metascore|region|region code|street date|msrp|retail price|discs|number of discs|"
    "video|subtitle|color|b&w|aspect|screen format|又名|别名|also known as|aka|tagline|slogan|company|label|"
    "catalog number|ean|upc|asin|posts|join date|location",
}
# A stars label is a fact only with a mark after it, and these only where a name follows.
FIELDS = {fold(word): name for name, words in LABELS.items() for word in words.split("|")}
_WORDS = sorted(
    {word for words in LABELS.values() for word in words.split("|")}, key=len, reverse=True
)
_ANY = "|".join(map(re.escape, _WORDS))
LABEL = re.compile(rf"(?<![\w’'])({_ANY})(?:\(s\)|/s|s\(es\))?\s{{0,3}}[:：]", re.IGNORECASE)
BARE = {
    name: re.compile(rf"^(?:{'|'.join(map(re.escape, words.split('|')))})\s+", re.IGNORECASE)
    for name, words in {
        "writer_director": "written and directed by|directed and written by|écrit et réalisé par|"
        "escrita y dirigida por|監督・脚本|脚本・監督",
        "director": "directed by|a film by|un film de|réalisé par|réalisée par|dirigida por|regie führte|ein film von|"
        "una película de|un film di|監督|regisserad av|in der regie von|diretto da|dirigido por",
        "writer": "written by|screenplay by|script by|脚本",
        "cast": "starring|出演|キャスト|avec|interpretato da|protagonizada por",
        "producer": "produced by",
        "distributor": "distributed by|im verleih von|配給",
        "certification": "rated|fsk",
        "reviewer": "reviewed by|review by|a review by|critique par|rezension von|kritik von|reseñado por|"
        "recensione di",
    }.items()
}
SOURCE_KINDS = {
    "novel": "novel|roman|novela|romanzo|romance",
    "stories": "stories|short stories|short story|nouvelles|nouvelle|erzählung|erzählungen|cuento|cuentos|racconti",
    "book": "book|livre|buch|libro|livro|memoir|memoirs|autobiography",
    "play": "play|stage play|pièce|theaterstück|obra de teatro",
    "comic": "comic|graphic novel|manga|bande dessinée|bd|cómic",
    "article": "article|magazine article",
}
KINDS_OF_SOURCE = {
    fold(word): kind for kind, words in SOURCE_KINDS.items() for word in words.split("|")
}
SOURCE = re.compile(
    r"(?:based (?:up)?on|adapted from|d['’]après|nach|basad[ao] en|tratto da)\s(?:(?:the|le|la|les|a|dem|der|den|el|"
    r"il|un|his|her) )?"
    rf"(?P<kind>{'|'.join(word for words in SOURCE_KINDS.values() for word in words.split('|'))})s?\s?"
    r"(?:[,:]\s)?(?P<title>[“\"«„‘][^”\"»“’]{1,100}[”\"»“’])?,?\s?(?:by|de|von|di)\s(?P<author>[^,.;()]{3,60})",
    re.IGNORECASE,
)
