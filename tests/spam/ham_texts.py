"""What readers say under a review, in our own words: the corpus's sentences, hard cases, and other languages."""

from filmsite.corpus.sentences import COMMENTS, REPLIES

# Honest talk with the words and links that advertisements use.
HARD = (
    "It took $40 million on its first weekend and still lost money. So much for word of mouth.",
    "There is a longer interview with {director} at https://archive.example/interviews/{number} that explains the cut.",
    "The casino scene is the best in it: nobody wins, and nobody says so.",
    "Does anybody know where one can watch it online? Our library has no copy.",
    "I bought the disc for 12 euros and the restoration is worth every cent of it.",
    "Free screening on Thursday in {place}, doors open at seven, bring a cushion.",
    "The trailer gives everything away!!! Do not watch it before.",
    "GREAT film. GREAT music. My daughter cried, I cried, the usher cried.",
    "His pharmacist is the only honest man in town, and he sells pills to everybody.",
    "You write that the bank lends her the money. It is her aunt who does, see 1:12:40.",
    "The same director made a short about a lottery winner, see [here](https://shorts.example/{number}).",
    "Thank you for this review, I would have missed it otherwise.",
    "Great post, but I disagree about the ending.",
    "I saw it {number} times and I still do not know what the bet was about.",
    "My blog has a longer piece on the music, if the link is allowed: https://listening.example/{number}",
    "Best use of a phone box in any film. Discuss.",
    "Compare https://en.encyclopedia.example/wiki/Ferry_{number} on the real ferry, it sank much later.",
    "Wonderful review, and I will share it with my film club.",
    "He doubles his money twice and loses his brother once. That is the whole film.",
    "Is the soundtrack sold anywhere? I would buy it at once.",
    "Loved it.", "No.", "Bravo!", "What a bore", "So true.", "Masterpiece", "Agreed, every word.", "+1",
)  # fmt: skip
OTHER = (
    "Ein stiller Film über {theme_de}, der seinen Figuren zuhört und nie drängt.",
    "Die Kamera bleibt zu lange auf Abstand, finde ich, aber die Schauspieler tragen das.",
    "Ich habe ihn im Kino gesehen, zweite Reihe, und das Ende hat mich kalt erwischt.",
    "Danke für die Besprechung! Den Vergleich mit dem frühen Werk hätte ich nicht gezogen.",
    "Un film lent et beau, où la mer parle plus que les personnages.",
    "Je ne suis pas d’accord avec vous sur la fin : elle est drôle, justement.",
    "La musique revient trois fois, et la troisième fois j’ai pleuré.",
    "Merci pour cette critique, elle m’a donné envie de le revoir ce soir.",
    "Una película sobre el trabajo y el silencio, con una actriz inmensa.",
    "El guion se pierde a la mitad, pero la última escena lo perdona todo.",
    "No entendí por qué vende la casa; ¿alguien lo vio de otra manera?",
    "Un film che guarda le mani più dei volti, e fa bene.",
    "La fotografia è splendida, il resto un po’ meno.",
    "Bardzo piękny film, choć zakończenie wydaje mi się zbyt łatwe.",
    "Dziękuję za recenzję, pójdę do kina w sobotę z mamą.",
    "Тихий фильм о семье, и как же хорошо в нём молчат.",
    "Не согласна с рецензией: финал честный, а музыка лишняя.",
    "Смотрел два раза, во второй раз заметил, что письмо так и не открыли.",
    "静かな映画でした。最後の場面がずっと心に残っています。",
    "音楽の使い方がとても控えめで好きです。もう一度映画館で見たい。",
    "这部电影很安静，演员的表演让我想起我的祖母。",
    "结尾我不太明白，有人能解释一下那封信吗？",
    "فيلم هادئ وجميل، والمشهد الأخير بقي معي أياما.",
    "لا أتفق مع الناقد، فالموسيقى كانت أكثر من اللازم.",
    "Μια ήσυχη ταινία για τη μνήμη, με υπέροχη φωτογραφία.",
    "Δεν μου άρεσε το τέλος, αλλά οι ηθοποιοί είναι σπουδαίοι.",
    "En stillsam film om sorg, och slutet är helt rätt.",
    "Um filme sobre o mar e sobre quem fica; gostei muito do som.",
)
GAPS = {
    "number": tuple(str(number) for number in range(2, 60)),
    "theme_de": ("Trauer", "Arbeit", "Freundschaft", "das Alter", "eine Fähre"),
}
TALK = COMMENTS + REPLIES
