"""What a page prints around its text: menus, log-in boxes, notices, feet, in several languages."""

import re

from .text import fold, word_set

# Whole lines, folded. A line that only holds one of these, or several of them, is furniture.
WORDS = word_set(
    "kommentieren|commenter|comentar|topics|reuse this content|"
    "facebook|twitter|x|pinterest|email|e-mail|print|reddit|tumblr|linkedin|whatsapp|telegram|pocket|"
    "instagram|"
    "youtube|google+|bluesky|mastodon|rss|share|tweet|pin it|like|like this|like loading|loading|share this|"
    "share on facebook|share on twitter|click to share|more|home|menu|search|search for|skip to content|"
    "skip to main content|skip to navigation|main menu|navigation|about|contact|contact us|about us|privacy|"
    "privacy policy|terms|terms of use|terms of service|advertise|advertisement|advertising|sponsored|"
    "sponsored content|continue reading|read more|next|previous|next post|previous post|older posts|"
    "newer posts|"
    "back to top|log in|login|log out|sign in|sign up|register|subscribe|my account|logo|google photo|"
    "twitter picture|facebook photo|change|cancel|cancel reply|submit|post comment|reply|website|name|"
    "email required|name required|comment|notify me of new comments via email|"
    "notify me of new posts via email|"
    "download apps|download the app|download our app|app store|google play|features|reviews|news|videos|"
    "podcasts|collapse expand|pm picks|donate|donate now|support us|toggle navigation|close|open menu|"
    "view all|see all|trailer|watch trailer|watch the trailer|photos|galleries|newsletter|follow us|follow|"
    "accueil|rechercher|recherche|partager|imprimer|envoyer|connexion|se connecter|inscription|s'abonner|"
    "mentions légales|publicité|lire la suite|haut de page|suivant|précédent|répondre|bande-annonce|"
    "aller au contenu|startseite|suche|suchen|teilen|drucken|anmelden|registrieren|impressum|datenschutz|"
    "anzeige|werbung|weiterlesen|nach oben|zum inhalt springen|antworten|merken|kontakt|über uns|"
    "inicio|buscar|compartir|imprimir|iniciar sesión|registrarse|suscríbete|publicidad|leer más|"
    "seguir leyendo|"
    "aviso legal|contacto|responder|saltar al contenido|política de privacidad|accedi|condividi|cerca|"
    "pubblicità|"
    "rispondi|início|compartilhar|publicidade|ホーム|メニュー|検索|シェア|シェアする|ツイート|ツイートする|"
    "トップページ|広告|スポンサーリンク|続きを読む|ログイン|新規登録|返信|お問い合わせ|プライバシーポリシー|"
    "運営会社|利用規約|目次|トップ|いいね|フォロー|フォローする|前の記事|次の記事|ページトップへ|予告編",
    divider="|",
)
PATTERN = re.compile(
    r"©|\(c\)\s?(?:19|20)\d\d|copyright\b|.{0,160}\ball rights reserved|.{0,160}\btous droits réservés|"
    r".{0,160}\balle rechte vorbehalten|.{0,160}\btodos los derechos reservados|powered by\b|proudly powered|"
    r"connecting to\b|fill in your details|you are commenting using|you must be logged in|you need to be logged|"
    r"your email address will not|required fields are marked|.{0,80}notify me of (?:new|follow)|"
    r"this site uses akismet|"
    r"this entry was posted|.{0,40}\bbookmark the permalink|posted in\b|filed (?:under|in)\b|tagged\b|tags?\s?:|"
    r"categor(?:y|ies)\s?:|posted (?:on|by)\b|published (?:on|at)?\s?:|last updated|updated\s?:|"
    r"(?:.{0,120}\b)?(?:we use|uses|accept|this website uses) cookies|.{0,60}\bcookie (?:policy|settings)|"
    r".{0,80}utilis(?:e|ons|ation) (?:de |des |les )?cookies|.{0,80}cookies (?:zu |verwende)|"
    r".{0,80}verwende[nt] cookies|"
    r".{0,80}(?:utiliza|utilizamos|usamos|usa) cookies|.{0,60}(?:クッキー|cookie)\s?を(?:使用|利用)|"
    r"please donate|donate to|.{0,60}\bmake a donation|support (?:us|our|this site|independent)|faites un don|"
    r"soutenez[- ]nous|jetzt spenden|unterstütze(?:n sie)? uns|haz una donación|apóyanos|寄付|"
    r"sign up (?:for|to)|subscribe (?:to|now|for)|follow us|follow @|join our|get our newsletter|"
    r"inscrivez-vous|abonnez-vous|newsletter abonnieren|.{0,80}\bsuscríbete|メルマガ|"
    r"download (?:the|our) app|get the app|available on the app store|listen on\b|téléchargez l|laden sie die app|"
    r"descarga la app|アプリをダウンロード|collapse expand|"
    r".{0,100}\bfeatured image$|(?:image|photo|photos|credit|picture|crédit|foto|bild|写真|画像)\s?(?:credit|"
    r"courtesy)?\s?[:：©]|"
    r"courtesy of|.{0,80}\bcourtesy of .{1,60}$|publié (?:dans|le|par)\b|classé dans|étiquet|mots-clés|"
    r"veröffentlicht (?:in|am|unter)\b|"
    r"kategorien?\s?:|schlagw|verschlagwortet|publicado (?:en|el|por)\b|etiquet|categorías?\s?:|etiquetas?\s?:|"
    r"カテゴリ|タグ\s?[:：]|投稿日|投稿者|更新日|公開日時|トラックバック|"
    r"(?:\d{1,4}|no) (?:views?|shares?|likes?)$|\d{1,3} min(?:ute)?s? read$|https?://\S+$|www\.\S+$|"
    r"←|→|‹|›|«\s?(?:prev|older|précéd|vorher|anterior)|»\s?next|skip to\b|click (?:here|to)\b|tap to\b|"
    r"read (?:the )?(?:full|whole|rest)\b.{0,40}$|comments powered by|email this|blogthis|labels?\s?:|posted by\b|"
    r"(?:home|accueil|startseite|start|inicio|início|strona główna|главная)\s?[>»›/].{2,120}$|"
    r"[^.!?>»›]{2,60}(?: [>»›] [^.!?>»›]{1,80}){2,5}$|"
    r"comparte (?:esto|en)\b|compartilhe|condividi su|teilen mit\b|deel dit|udostępnij|dela (?:på|det)|"
    r"поделиться|paylaş\b|"
    r"cargando\b|loading\b|chargement|wird geladen|open in app|(?:create|get) (?:an )?account|download\s?:|"
    r"[\d.,]+k? (?:followers?|claps?|shares?|reads?)$|follow\b.{0,30}$|written by$|member-only story|"
    r"photo by\b|image by\b|(?:buy|rent|stream|order|available) (?:it )?(?:from|on|at) (?:amazon|itunes|netflix)|"
    r"buy (?:from|on|at)\b|opens in (?:a )?new (?:window|tab)|.{0,120}\(opens in (?:a )?new (?:window|tab)\)|"
    r"sign in or (?:create|register)|an image, when javascript|please enable javascript|"
    r"by providing your information|enable cookies",
    re.IGNORECASE,
)
# From such a line on, the page's own text is over.
REPLY_FORM = re.compile(
    r"(?:leave|post|submit|add|write|make) (?:a|your) (?:reply|comment|response)|leave a (?:reply|comment) to|"
    r"join the (?:conversation|discussion)|comments are closed|comments have been closed|cancel reply|"
    r"laisser un commentaire|laissez un commentaire|poster un commentaire|ajouter un commentaire|"
    r"écrire un commentaire|schreib(?:e|en sie)? einen kommentar|kommentar (?:verfassen|schreiben|hinterlassen)|"
    r"hinterlasse einen kommentar|deine? antwort|antwort (?:hinterlassen|abbrechen)|"
    r"deja? (?:un comentario|una respuesta|tu comentario)|dejar un comentario|escribe un comentario|"
    r"lascia un commento|scrivi un commento|deixe um comentário|deixe uma resposta|laat een reactie|"
    r"コメントを(?:残す|書く|投稿|どうぞ)|コメントする|返信を(?:残す|キャンセル)|geef een reactie|plaats een reactie|"
    r"lämna (?:ett svar|en kommentar)|skriv en kommentar|kommentera|"
    r"legg igjen en|dodaj komentarz|napisz komentarz|zostaw odpowiedź|добавить комментарий|оставить комментарий|"
    r"оставьте комментарий|добавить отзыв|yorum (?:yap|yaz|bırak)|bir (?:cevap|yanıt) yazın|"
    r"댓글 (?:남기기|쓰기|작성|달기)|"
    r"发表评论|發表迴響|写评论|添加评论|اترك (?:تعليق|رد)|أضف تعليق|poster votre commentaire|add a public comment|"
    r"subscribe\b.{0,30}add disqus|.{0,20}add disqus to your site|want to comment\?|be the first to comment",
    re.IGNORECASE,
)
FOOT = re.compile(
    r"please donate|donate to|faites un don|jetzt spenden|haz una donación|related (?:posts|articles|stories|films|"
    r"movies|reviews|content|news|reading)|you (?:may|might) also|"
    r"more (?:from|stories|reviews|articles|in|on)\b|most (?:popular|read|viewed|recent)|trending|popular (?:posts|"
    r"now)|"
    r"recent (?:posts|comments|reviews|articles)|recently (?:played|viewed)|latest (?:in|news|reviews|posts|articles|"
    r"from)|"
    r"subscribe to this thread|now playing|now showing|showtimes|listen on the go|sister station|author archives|"
    r"archives?$|special reports|what others are saying|editors?['’]? picks?|about the (?:author|reviewer)|"
    r"share this|"
    r"(?:from around|around) the web|recommended (?:for you|reading)|blogroll|join the newsletter|read (?:also|next)|"
    r"see also$|"
    r"articles? (?:similaires|liés|associés|récents)|à lire (?:aussi|également)|lire aussi|sur le même sujet|"
    r"à propos de l['’]auteur|dans la même rubrique|partager cet article|vous aimerez aussi|derniers articles|"
    r"ähnliche (?:beiträge|artikel)|das könnte (?:dich|sie|ihnen|dir)|weitere (?:artikel|beiträge|kritiken|filme)|"
    r"mehr zum thema|mehr von|über den autor|auch interessant|neueste (?:beiträge|artikel|kommentare)|beitrag teilen|"
    r"artículos? (?:relacionados?|recientes)|entradas (?:relacionadas|recientes)|(?:también )?te puede interesar|"
    r"noticias relacionadas|sobre el autor|más (?:leídas|noticias|sobre)|compartir esta|lo más (?:leído|visto)|"
    r"articoli (?:correlati|recenti)|leggi anche|potrebbe interessarti|posts relacionados|leia também|veja também|"
    r"関連(?:記事|作品|リンク|ニュース|する)|人気(?:記事|ランキング)|おすすめ(?:記事|の記事)|最新(?:記事|の記事|"
    r"ニュース)|最近の(?:記事|投稿|コメント)|"
    r"この記事を(?:シェア|書いた)|あわせて読みたい|アーカイブ|похожие|関連$",
    re.IGNORECASE,
)
DISCLOSURE = re.compile(
    r"(?:.{0,60}\b)?(?:reflects?|are|is) (?:the )?(?:views? )?(?:only|solely) (?:of|those of) the author|"
    r"this (?:publication|post|article|review) reflects the views|(?:the )?(?:views|opinions) expressed|"
    r"(?:disclosure|disclaimer|full disclosure|hinweis zur transparenz|transparenzhinweis)\s?:|"
    r"les (?:opinions|propos) exprimé|die hier geäußerte|las opiniones (?:expresadas|vertidas)|"
    r"this film was reviewed (?:from|at|on|via)|i (?:was provided|received) a (?:screener|copy|pass)",
    re.IGNORECASE,
)
_OWNER = re.compile(
    r"(?:©|\(c\)|copyright)[\s©]*(?:\d{4}(?:\s?[-–]\s?\d{2,4})?)(?!\d)[\s,]*(?:by\s)?([^\W\d_][^.©|"
    r",•·]{1,39}?)(?:\s+media)?"
    r"(?:,?\s+(?:inc|ltd|llc|gmbh|sarl|s\.l|plc|co)\.?)?[\s.,|–—·-]*"
    r"(?:all rights reserved|tous droits réservés|alle rechte vorbehalten|todos los derechos reservados)",
    re.IGNORECASE,
)
LONGEST = 320  # characters of the longest notice


def is_furniture(text):
    """Whether a line belongs to the page and not to what is printed on it."""
    if len(text) > LONGEST:
        return False
    if fold(text) in WORDS or PATTERN.match(text) is not None:
        return True
    parts = re.split(r"\s*[|•·/»>]\s*|\s{2,}|[\[\]()]", text)
    parts = [part for part in parts if part.strip()]
    return all(fold(part) in WORDS for part in parts)


def is_foot(text):
    """Whether a line opens what follows the page's own text."""
    return len(text) <= 90 and (FOOT.match(_bare(text)) is not None)


def is_reply_form(text):
    """Whether a line opens the form for a new comment."""
    return len(text) <= 120 and REPLY_FORM.match(_bare(text)) is not None


def is_disclosure(text):
    """Whether a line says whose views these are, or on what terms the film was seen."""
    return len(text) <= 300 and DISCLOSURE.match(text) is not None


def owner_of(text):
    """The name in a line of the form “© 2019 East Bay Express All rights reserved”, or ""."""
    match = _OWNER.match(text[:200])
    return match[1].strip() if match else ""


def _bare(text):
    return text.lstrip("•*·-–—>»#✎📝 [").rstrip()
