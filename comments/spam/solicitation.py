"""Solicitation: a text that asks readers to come to its author’s own channel, page or shop.

The words are common knowledge of how such requests are put, in seven languages, folded
(`core.text.fold`); a word that ends with * stands for all that begin so. Two videos of the YouTube
Spam Collection were read to choose them, and never the three on which bench/README.md quotes
figures.
"""

from collections.abc import Sequence

MAX_DISTANCE = 6  # words from one part of a request to the next


class Words:
    """A set of words and of beginnings of words."""

    def __init__(self, text: str) -> None:
        words = text.split()
        self.whole = frozenset(word for word in words if not word.endswith("*"))
        self.beginnings = tuple(word[:-1] for word in words if word.endswith("*"))

    def __contains__(self, word: str) -> bool:
        return word in self.whole or word.startswith(self.beginnings)


ASKS = Words(
    """
    check visit watch listen look click join vote like share donate support subscri* suscri* sub
    subs follow* go
    come add help view read buy order download try
    besuch* schau* schaut abonnier* folg* klick* hort hor teil* unterstutz* kauf*
    visit* regard* abonn* ecout* suiv* cliqu* partag* soutenez achet* aimez
    mir* suscrib* segu* escuch* comparte* visita* apoy* compr* dale
    vej* inscrev* sig* escut* curt* compartilh* assist* acess*
    guard* iscriv* ascolt* condivid* visitat* clicc*
    подпи* смотри* посмотр* заход* зайди* слуша* послуша* лайк* ставь* переход*
    """
)
OWN = Words(
    """
    my our mine ours mah
    mein* unser*
    mon ma mes notre nos
    mi mis nuestr*
    meu* minha* noss*
    mio mia miei mie nostr*
    мой мою моем моего мои наш* нашу
    """
)
THINGS = Words(
    """
    channel* page* video* vid vids vidio* site* website* web blog* cover covers track tracks
    profile* account*
    link* instagram insta facebook fb twitter youtube soundcloud tiktok twitch onlyfans telegram
    whatsapp giveaway*
    campaign* fundraiser* store* shop* remix* mixtape* tutorial* beats rap raps playlist*
    podcast* ebook* subscribers
    kanal* seite* webseite* profil*
    chaine* profil* compte* boutique*
    canal* pagina* sitio* perfil* cuenta* tienda* loja*
    canale sito profilo negozio
    канал* страниц* видео сайт* группу профил*
    """
)
SUBSCRIBE = Words(
    "subscri* suscri* sucscri* subscib* abonnier* abonn* suscrib* inscrev* iscriv* подпи*"
)
FOLLOW = Words("follow folgt suivez sigue sigam seguitemi")
WHERE = Words(
    "on at back insta* twitter facebook fb youtube twitch soundcloud tiktok auf sur en em su"
)
TELLERS = Words(
    "i we they he she who to ich wir je nous yo eu io я мы"
)  # before a verb, they make it no request
PLEAS = Words(
    "please pls plz plzz pleas pleaase bitte svp merci por favor porfavor perfavore пожалуйста me "
    "us back mir moi"
)
GAINS = Words(
    """
    free gratis kostenlos gratuit* бесплатн* earn* verdien* gagn* gana* ganh* guadagn* зараб*
    money geld argent dinero
    dinheiro soldi деньг* cash paypal win winner* prize* gift giveaway* vote votes voting donat*
    spend* gofundme
    indiegogo kickstarter petition* download* discount* rabatt sale deal* offer* promo* coupon*
    code codes cheap*
    bitcoin* crypto* investment* loan* profit* income subscri* refer referral* ref bonus*
    casino* dating
    teespring patreon affiliate*
    """
)


def places(words: Sequence[str], kind: Words) -> list[int]:
    """Where words of a kind stand."""
    return [place for place, word in enumerate(words) if word in kind]


def asks_to_come(words: Sequence[str]) -> bool:
    """Whether readers are asked to come to what is the writer's: “check out my new channel”."""
    asks, own, things = (places(words, kind) for kind in (ASKS, OWN, THINGS))
    asks = [place for place in asks if place == 0 or words[place - 1] not in TELLERS]
    return any(
        any(own_at - MAX_DISTANCE <= ask < own_at for ask in asks)
        and any(own_at < thing <= own_at + MAX_DISTANCE for thing in things)
        for own_at in own
    )


def asks_to_subscribe(words: Sequence[str]) -> bool:
    """Whether readers are asked to subscribe or follow: “please subscribe”, “follow me”."""
    pleas = places(words, PLEAS)
    if any(
        words[place + 1] in {"me", "us"} and words[place + 2] in WHERE
        for place in places(words[:-2], FOLLOW)
    ):
        return True
    return any(0 < abs(plea - place) <= 2 for place in places(words, SUBSCRIBE) for plea in pleas)


def promises(words: Sequence[str]) -> bool:
    """Whether it speaks of money, gifts or votes, as advertisements do beside a link."""
    return any(word in GAINS for word in words)
