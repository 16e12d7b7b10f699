"""Letters that look like others, with which names are imitated (after Unicode’s UTS #39)."""

# Each line: the letter that is meant, and those of other alphabets or shapes that pass for it.
_TABLE = """
a аαɑᴀ₳Ꭺ∆Λ
b ЬвьᏏβɓʙ฿
c сϲⅽᴄƈ¢ҫ
d ԁɗⅾᴅđð
e еєҽɛεᴇℯɇ€
f ƒſϝғꜰ
g ɡցɢǥԍ
h нһηհʜћђ
i іıιɩΙⅰɪ¡ӏ
j јʝϳⅉᴊ
k кκᴋқҟ
l ⅼļłʟΙ
m ммᴍⅿ₥
n пηոռɴπ
o оοσօᴏ0ø๐ºөθ
p рρᴘƿ
q ԛգɋզ
r гᴦʀɍѓ
s ѕꜱʂƽ$§
t тτᴛŧƭ†
u υսцᴜμʉ
v νѵᴠⅴ
w ԝшωᴡѡɯ₩
x хχ×ⅹ
y уγўүʏყ¥
z ᴢʐƶʒȥ
A ΑАᎪ
B ΒВᏴ
C СϹᏟ
E ΕЕᎬ
H ΗНᎻ
I ΙІӀ|Ꮖ
J ЈᎫ
K ΚКᏦ
M ΜМᎷ
N ΝΝᏁ
O ΟОՕ
P ΡРᏢ
S ЅՏᏚ
T ΤТᎢ
X ΧХ
Y ΥҮУ
Z ΖᏃ
"""

LOOK_ALIKES = {
    ord(sign): letter
    for letter, signs in (line.split() for line in _TABLE.strip().splitlines())
    for sign in signs
}
# Read at a glance as one letter. Both sides of a comparison pass here, so “Arnold” stays itself.
LOOK_ALIKE_PAIRS = (("rn", "m"), ("vv", "w"), ("1", "l"), ("i", "l"))
