"""Sentences of made-up criticism, with gaps that `prose.py` fills from the word lists here."""

GAPS = {
    "adj": (
        "patient", "brittle", "unhurried", "generous", "stubborn", "graceful", "watchful", "crowded", "plain", "tender",
        "awkward", "lucid", "restless", "dry", "weightless", "exact", "melancholy", "playful", "severe", "airless",
        "radiant", "muted", "raw", "sly", "earnest", "ornate", "shapeless", "elegant", "abrupt", "humane",
    ),
    "adv": (
        "quietly", "almost", "stubbornly", "rarely", "gracefully", "plainly", "suddenly", "barely", "slyly", "slowly",
        "cheerfully", "grimly", "patiently", "mostly", "openly",
    ),
    "thing": (
        "the ferry", "a locked kitchen", "the borrowed coat", "an unpaid bill", "the upstairs window", "a broken radio",
        "the winter orchard", "a box of letters", "the station clock", "an empty dance hall", "the harbour wall",
        "a school photograph", "the last tram", "a neighbour’s piano", "the flooded cellar", "a wedding nobody wanted",
    ),
    "theme": (
        "grief", "work", "money", "forgiveness", "shame", "exile", "family duty", "boredom", "memory", "class",
        "friendship", "old age", "ambition", "faith", "jealousy", "silence",
    ),
    "feature": (
        "the cutting", "the photography", "the sound of the rooms", "the colour", "the framing", "the costume work",
        "the use of natural light", "the score", "the silence between lines", "the set design", "the camera’s distance",
    ),
    "job": (
        "a night porter", "a piano tuner", "a customs officer", "a retired teacher", "a translator", "a ship’s cook",
        "a projectionist", "a nurse", "a surveyor", "a seamstress", "a taxi driver", "a postman", "a lighthouse keeper",
    ),
    "time": (
        "in the first ten minutes", "halfway through", "by the second act", "in one long take", "before the titles",
        "over a single dinner", "in the closing reel", "during the storm", "after an hour", "between two trains",
    ),
}  # fmt: skip

PREMISE = (
    "{character} is {job} in {place} who has stopped opening the post.",
    "The story begins with {thing} and two people who both claim it.",
    "For most of its length *{film}* follows {character} from one closed door to the next.",
    "There is a plot, and it concerns {thing}, but nobody in {place} seems in a hurry to get to it.",
    "{character} comes home to {place} after nine years and finds that {thing} has become a matter of {theme}.",
    "What looks like a tale of {theme} turns, {time}, into something closer to a comedy.",
    "The set-up could be told on a postcard: {job}, {job}, and {thing} between them.",
    "We learn {time} that {character} has lied about almost everything except {thing}.",
    "{place} is seen as people see the town they work in: bus stops, back stairs, the sea at the end of a street.",
    "Nothing is explained twice, and a good deal about {theme} is not explained at all.",
)
PERFORMANCES = (
    "{actor} plays {character} with {adj} calm, and lets other people do the shouting.",
    "It is {actor} who holds the middle of the film together, mostly by listening.",
    "{actor} has one speech, {time}, and delivers it as if reading out a shopping list; it is devastating.",
    "As {character}, {actor} is {adj} and {adj} by turns, sometimes inside a single line.",
    "The smaller parts are cast {adv} well, down to {job} who appears for thirty seconds.",
    "Not every scene suits {actor}, whose best moments here are wordless.",
    "Watch what {actor} does with {thing}: it tells you more than the dialogue dares to.",
    "There is {adj} comedy in the scenes between {character} and {job}, and it never turns cruel.",
    "{actor} has played this sort of part before, though never so {adv}.",
    "The cast behave like people who have shared a kitchen for years.",
)
DIRECTION = (
    "{director} has always been interested in {theme}, but has never been this {adj} about it.",
    "The camera keeps its distance until, {time}, it does not.",
    "{director} cuts away from the obvious scene so often that one starts to trust the habit.",
    "You can feel {director} deciding, shot by shot, to leave {thing} out of it.",
    "A lesser film would underline {theme}; this one lets it sit in the corner of the room.",
    "There are passages of {adj} confidence here, and one or two where {director} loses the thread.",
    "{feature} and {feature} work against each other, which is surely the point.",
    "Scenes end a beat early, and the gaps fill up with {theme}.",
    "Some will find the pace {adj}; I found it {adj}, which is a different complaint.",
    "{director} films {place} without postcards, and it has seldom looked so {adj}.",
)
SCRIPT = (
    "The dialogue is {adj} without ever calling attention to itself.",
    "Too much hangs on {thing}, and the script knows it.",
    "The second act repeats the first with better jokes.",
    "Written with an ear for how people in {place} avoid a subject, the script is at its best on {theme}.",
    "A subplot about {job} goes nowhere, {adv}.",
    "The one flashback is {adj} and could have gone.",
    "Every argument in the film is about {theme}, even the one about {thing}.",
    "Lines that look flat on the page come out {adj} in the mouths of this cast.",
)
IMAGE = (
    "{feature} is {adj}, and never more so than {time}.",
    "The light in {place} does half the work, and the photography has the good sense to let it.",
    "Interiors are lit as if someone had just left the room.",
    "A single image of {thing} says what the film has been circling for an hour.",
    "Grain, rain and brick: the palette is narrow and {adv} beautiful.",
    "There is a cut, {time}, from {thing} to a face that I will not forget soon.",
)
SOUND = (
    "The score is used so sparingly that its return {time} comes as a shock.",
    "You hear {place} before you see it: gulls, a generator, somebody’s radio.",
    "Much of the story is told off screen, by footsteps.",
    "The mix lets whole sentences drown in traffic, {adv} and on purpose.",
    "A song about {theme} recurs three times, each time with a different singer.",
)
BUZZ = (
    "It came out of its first festival with prizes and a reputation for {theme}.",
    "I had been told to expect something {adj}; I had not been told it was funny.",
    "Word from {place} was divided, and having seen it I understand both halves.",
    "It arrives late and with little noise, which suits it.",
)
VERDICT = (
    "*{film}* is {adj} where it might have been grand, and all the better for it.",
    "I left the cinema thinking about {thing}, which is more than I can say for most films on {theme}.",
    "It does not quite hold, but its failures are more {adj} than other people’s successes.",
    "See it on a large screen, with an audience, and stay for the credits.",
    "There is a great short film inside this {adj} long one.",
    "Few films about {theme} are this {adj} or this kind.",
    "I wanted to like it more than I did; I may yet.",
    "Whatever else it is, it is the work of someone who looks.",
)
SPOILER = (
    "In the end {character} takes the boat alone, and the letter is never opened.",
    "{character} has been dead since the second reel; the voice we heard was the brother’s.",
    "The house burns, and {character} stands in the road and laughs.",
    "It was {character} who sold {thing}, and the last shot makes us complicit.",
    "They meet again on the platform, and neither says a word before the train leaves.",
)
NOTES = (
    "The print I saw ran two minutes shorter than the listed time.",
    "Shown in {place} with live piano, which I recommend.",
    "The subtitles render this as “{theme}”, which is not quite it.",
    "A remark {director} has made in several interviews.",
    "Compare the ending of *{mention}*.",
)
COMPARISONS = (
    "It sits well beside [{mention}]({link}), which shares its interest in {theme}.",
    "I thought more than once of *{mention}*, another film about {thing}.",
    "Those who know *{mention}* will recognise the staircase.",
)
QUOTES = (
    "I never wanted anyone to understand {character}; I wanted them to wait for the same bus.",
    "We had {thing} and eleven days of light, and we wrote the rest in the car.",
    "People ask me about {theme}. I made a film about {thing}.",
    "If the actors are comfortable, I move the camera.",
    "The first cut was four hours long and very boring. Then we took out the story.",
    "In {place} they laughed in all the right places, and I have worried about it since.",
)
LINES = (
    "You never asked about {thing}.",
    "I did. You were on the telephone.",
    "We could leave in the morning.",
    "In the morning there is work.",
    "And what would you do with {thing}?",
    "Nothing. I would like to have it, that is all.",
    "That is not what you said in {place}.",
    "Everybody says things in {place}.",
)
PULLS = (
    "{theme} has rarely looked so {adj}",
    "A {adj} film about {thing}",
    "It is funny until it is not",
    "The silences do the talking",
    "{actor} listens better than most people speak",
)
HEADLINES = (
    "{film}: {adj} and {adj}", "{theme}, {adv}", "The trouble with {thing}", "{actor} in {adj} form",
    "A {adj} evening in {place}",
    "{director} looks again at {theme}", "{film}, or the art of leaving out", "Waiting for {thing}",
    "On {theme} and {thing}",
    "The {adj} side of {place}", "What {character} wanted", "{place}, {time}", "How {film} earns its ending",
    "More {adj} than it knows",
    "{thing}, and other reasons to see {film}", "{film}: a second look",
)  # fmt: skip
STANDFIRSTS = (
    "{director}’s film about {theme} is {adj}, {adj} and, {time}, very funny.",
    "{actor} and {actor} share {thing} in a story that takes its time over {theme}.",
    "There are better films about {theme}, but few that look so {adv} at {place}.",
    "A story of {theme} that starts with {thing} and ends somewhere more {adj}.",
)
KICKERS = ("Film review", "From the archive", "Festival report", "Seen again", "On disc", "First night", "")
VERDICT_LINES = (
    "Go for {actor}, stay for {thing}.",
    "A {adj} film about {theme}, {adv} told.",
    "{adj} in places, {adj} in others.",
    "Worth the evening, if not the journey to {place}.",
    "See it before somebody explains it to you.",
)
PHRASES = (
    "{adj} from first to last", "{adv} {adj}", "at its best {time}", "too fond of {thing}", "{adj} on {theme}",
    "never quite {adj}",
    "more {adj} than it needs to be",
)  # fmt: skip
LOGLINES = (
    "{job} in {place} inherits {thing}.",
    "Two families in {place} fall out over {thing}.",
    "{job} and {job} spend one winter learning about {theme}.",
    "After nine years away, {job} comes back to {place}.",
)
COMMENTS = (
    "I saw this in {place} last week and the whole room stayed for the credits.",
    "Agree about {actor}, but surely {feature} deserves a mention.",
    "I could not disagree more: for me it was {adj}, and {adv} so.",
    "Thank you for this. I had given up on films about {theme}.",
    "Does anybody know which version was shown in {place}?",
    "The scene with {thing} has stayed with me for days.",
    "My father was {job}, and that part at least is right.",
    "You are too kind to {director}; the second half is {adj}.",
    "I laughed at the scene with {thing}, and I was the only one.",
    "Has anyone read the book? It is far more {adj}.",
    "It took me two attempts, and I am glad that I tried again.",
    "What did people make of {feature}?",
    "I do not think it is about {theme} at all.",
    "I walked out {time} and regret it now.",
    "Fair review, though I would have given it more for {actor} alone.",
    "The distributor told our film club that a disc is coming in the autumn.",
    "*{film}* was the first film I saw with subtitles, and I have loved it since.",
    "Perhaps it plays differently if you grew up near {place}.",
    "There is a {adj} joke about {theme} that I only noticed the second time.",
    "I had the opposite reaction to {character}: I could not wait for every scene.",
)
REPLIES = (
    "Yes, exactly that.",
    "That is not how I read it, but I see what you mean.",
    "I must have missed it. Where was that?",
    "It was the longer version, I think; the one with {thing}.",
    "Well put. {actor} was {adj} in that scene.",
    "I am not sure that {theme} has anything to do with it.",
    "You are right about {feature}, and I take it back.",
    "Then we saw two different films.",
    "Seconded. Try it again {time} and tell me.",
    "Funny, I remembered {thing} and nothing else.",
)
