"""Templates of advertisements, by kind, in our own words.

`{gap}`s are filled from GAPS; `{ham}` is a reader's text.
"""

GAPS = {
    "host": (
        "best-ranks.example", "pillsdirect.test", "coin-doubler.example", "lucky-reels.test", "cheapbags.example",
        "seo-wizard.test", "meds4you.example", "spinpalace.test", "fastcash.example", "hotdates.test",
        "moviestreamz.example", "diploma-shop.test", "watchesreplica.example", "traffic-boost.test", "loan24.example",
        "bonusking.test", "cryptosignals.example", "slimtea.test", "kasino-stern.example", "azart-igra.test",
    ),
    "path": ("", "/", "/offer", "/go?id=7781", "/?ref=a19", "/promo", "/blog/best-deals", "/en/start", "/r/44120"),
    "sum": ("500", "1,000", "2500", "9,850", "47,000", "300"),
    "percent": ("50", "70", "85", "100", "200", "300"),
    "number": ("3", "7", "10", "14", "24", "90"),
    "keyword": (
        "cheap hotel deals", "car insurance quotes", "plumber near me", "vape juice wholesale", "roof repair",
        "wedding photographer", "essay writing service", "keto gummies", "replica watches", "web design agency",
    ),
    "drug": ("viagra", "cialis", "tramadol", "xanax", "modafinil", "ozempic", "levitra", "phentermine"),
    "coin": ("bitcoin", "ethereum", "USDT", "dogecoin", "crypto", "solana"),
    "expert": ("Mrs Loretta Hale", "Mr Dwayne Pruitt", "expert trader Helga", "coach Ramon", "Mr Felix Osgood"),
    "phone": ("+1 555 010 4471", "+44 7700 900 812", "0800 555 0199", "+234 555 0142"),
}  # fmt: skip

KINDS = {
    "seo": (
        "Rank your website on page one of Google! We sell {number}0 high quality backlinks, visit {link}",
        "Looking for {keyword}? Visit {link} for the best {keyword} at the lowest price.",
        "Do you want more traffic to your website? Our SEO agency guarantees first page results. {link}",
        '<a href="https://{host}{path}">{keyword}</a> best {keyword} online, order now with discount',
        "[url=https://{host}{path}]{keyword}[/url] professional {keyword}, free quote today",
        "We offer guest post and backlink packages with DA {number}0+. Contact our team at {link} for prices.",
        "Increase your domain authority fast, buy quality links and social signals here: {link}",
        "Top {number} {keyword} of this year, read our review and get a coupon code {link} {link}",
    ),
    "pharma": (
        "Buy {drug} online without prescription, fast shipping worldwide {link}",
        "Cheap {drug} and {drug} {percent}% off, no prescription needed. Order now: {link}",
        "Generic {drug} from certified pharmacy. Discreet delivery, lowest price guaranteed {link}",
        "{drug} {drug} {drug} overnight delivery, pay with {coin} {link}",
        "Lose {number} kg in one month with this natural pill, doctors hate it. Order here {link}",
        "Herbal cure worked for my husband after {number} years, contact the doctor on WhatsApp {phone}",
        "Our online pharmacy sells {drug} at discount prices, {percent}% bonus pills with each order {link}",
        "Men over 40 use this trick for stronger performance, free trial bottle of pills at {link}",
    ),
    "crypto": (
        "I earned ${sum} in one week trading {coin} with {expert}, contact on WhatsApp {phone}",
        "Invest in {coin} now and double your money within {number} days, guaranteed profit {link}",
        "Free {coin} giveaway! Send 0.1 and receive 0.2 back instantly, limited time {link}",
        "{expert} helped me to recover my lost {coin} wallet, write to her on Telegram {phone}",
        "Join our {coin} signals group, {percent}% profit every month, no risk. {link}",
        "I was in debt until {expert} taught me forex and {coin} investment. Now I make ${sum} weekly. {link}",
        "Passive income from home: our trading bot makes ${sum} a day, register here {link}",
        "Best {coin} investment platform, withdraw your profit daily, minimum deposit ${sum} {link}",
    ),
    "casino": (
        "Online casino with {percent}% welcome bonus and {number}0 free spins, play now {link}",
        "Win real money at slots today! No deposit bonus code inside: {link}",
        "Best betting site, live odds and free bet of ${sum} for new players {link}",
        "Play poker and roulette online, instant withdrawals, {percent}% bonus on first deposit {link}",
        "Jackpot of ${sum} waiting, register your casino account and claim free spins {link}",
        "Онлайн казино с бонусом {percent}% и фриспинами, играть на деньги {link}",
        "Лучшие ставки на спорт, бонус новым игрокам, вывод денег за {number} минут {link}",
        "在线赌场 注册送{sum}元 真人百家乐 {link}",
    ),
    "flattery": (
        "Great post! I really enjoyed reading this article, keep up the good work. Visit my site {link}",
        "Wonderful blog, very informative content. I have bookmarked it and will share. Check out {link}",
        "Hi there, I found your website through Google and it is amazing. My page is about {keyword}: {link}",
        "Thanks for sharing this valuable information, admin! Please also visit {link}",
        "Nice article, your writing style is awesome. Feel free to visit my web page {link}",
        "This is exactly what I was looking for, excellent blog! Here is my homepage {link}",
        "I am impressed by the quality of information on this blog, do you accept guest posts? {link}",
        "Hello admin, very good website you have here, take a look at my blog post about {keyword} {link}",
    ),
    "scraped": (
        "{ham} {link}",
        "{ham} Read more at {link}",
        "{ham}\n\nMore about {keyword}: {link}",
        "{ham} By the way, cheap {keyword} here: {link}",
        "{ham} [url=https://{host}{path}]{keyword}[/url]",
        '{ham} <a href="https://{host}{path}">{keyword}</a>',
        "{ham} Watch full movie free HD download {link}",
        "{ham} Best {keyword} deals {link}",
    ),
    "adult and money": (
        "Lonely girls in your city want to meet tonight, free registration {link}",
        "Hot singles near you, chat with me now, my photos are here {link}",
        "Need a loan? We lend up to ${sum},000 at {number}% interest, apply today by e-mail or {phone}",
        "Make money from home, ${sum} per day with your phone, no experience. Click {link}",
        "Watch the full movie online free in HD without registration {link}",
        "Download full film 1080p free streaming, all episodes, click here {link}",
        "You have won a gift card worth ${sum}, claim your prize now at {link}",
        "Schneller Kredit ohne Schufa, bis {sum}.000 Euro sofort, jetzt beantragen {link}",
    ),
}

NAMES = (
    "SEO Expert", "Best Casino", "cheap meds", "Loretta", "John Smith", "crypto coach", "Buy Backlinks", "Kate",
    "movie download", "online pharmacy", "Mike", "bonus hunter", "Sarah J", "web traffic", "Казино", "loan officer",
)  # fmt: skip
