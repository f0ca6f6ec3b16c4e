"""What a stranger wrote for the slots: what is right stays, and what would read wrong is refused."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from novel_engine.story.english.written_phrases import claim_clause, tell_phrase
from novel_engine.story.english.written_slots import (
    gerund_phrase,
    hedge_phrase,
    item_phrase,
    noun_phrase,
    oath_phrase,
    place_phrase,
    question_phrase,
)

RIGHT_TELL = """
rather too quickly agrees|all too readily laughs
all but closes her eyes|no longer meets your eye|every so often touches the scar
without fail touches the scar|more than once looks at the door|now and then scratches one wrist
relies on a joke|goes flying into excuses|lets out sighs|all at once goes quiet
rubs the back of her neck|tugs an earlobe|presses two fingers to the temple
smooths the tablecloth|looks at the floor|blinks twice|laughs too loudly|goes red
goes very still|goes pale about the mouth|bit the inside of a cheek|swallowed
touches the ring on her left hand|folds and unfolds the same receipt|shifts from foot to foot
says everything twice|speaks more slowly|talks faster|lets the tea go cold
breathes through the mouth|misses a beat|hums without knowing it|whistles under his breath
picks at the label|clicks a pen|sniffs|coughs before answering|stutters
stammers on the letter B|becomes very polite|gets the hiccups|has to sit down
can't meet anyone's eye|can never look you in the face|doesn't blink|never blinks
won't sit down|keeps his hands in his pockets|crosses her arms|buttons and unbuttons his cuff
winds a watch that does not go|cracks knuckles|eyes the door|hands things about
fingers the crucifix|shoulders the bag again|thumbs the edge of the book|is suddenly busy
is all smiles|always answers a question with a question|slowly turns the cup
half closes one eye|quietly puts down whatever there is to put down|puts on a voice
loses the thread|wets his lips|licks her lips|purses the lips|thinks of a joke, and tells it
does sums aloud|He rubs his nose.|She looks away|They look away|Looks away|"looks away"
Mara looks away|lies badly|bites a nail|squints|flushes|reddens|yawns|sweats
scratches behind one ear|stares at nothing|over-explains|re-ties a bootlace|hiccups
fidgets with a button|pats every pocket|is a little too loud|is a beat late|doesn't look up
has one hand in a pocket|eyes the door|bites lips|lets go of the rope
"""
WRONG_TELL = """
can be read in his face|whiskers quiver|LED flickers red|wings rustle|tends to blinking
antennae droop
a nervous laugh|nervous laugh|her hands shake|his left eye twitches|hands shake|the eyes dart
laughing|with a cough|rub the nose|look away|to look away|I look away|my hands shake
you look away|nervously|nervous|twitchy|none|unknown|always sweating|a twitch in the left cheek
sweaty palms|shifty eyes|eyes that dart|voice breaks|voice goes up|Voice drops to a whisper.
left hand trembles|her voice cracks|one eyebrow rises|stutter|stammers. Then she laughs.
a lot of blinking|too many words|silence|lots of hand gestures|fast talker|crossed arms
averted gaze|pursed lips|rubbing her neck when she lies|when lying, she rubs her neck
if she lies she rubs her neck|There is a pause before every answer|it's the way she laughs
doesn't have one|N/A|no tell|Mara's hands shake|Ida is a liar|his stutters are worse
glasses get pushed up|the glasses slip|nerves show|feet tap|shoulders go up|teeth grind
ears go red|cheeks flush|lips thin|jaw clenches|breath catches|pulse races
sweat beads on the lip|accent thickens|face goes blank|tail wags|ears flatten|eye twitches
stomach growls|knee bounces|says "never mind" softly
"""
RIGHT_CLAIM = """
the children belong to the miller|two and two make five|half the cast of the play is in debt|the cure kills
the tin can exploded|the will names Otto|he can|the boy can swim|marrying her frightens him
being found out terrifies her|because of her, he left|he is afraid of heights|that matters to nobody
he's been writing to her for years|the money's gone|the treasure's still under the floor
the doctors agree|Ted the baker lied|what he thinks of matters|the stairs are rotten
under the floor lies the gold|tests prove it|who she is frightens him|only Ada knew
she sold the boat|the ledger was forged|he has a second family in Bergen
nobody paid the insurance|it was not an accident|there is no money left|her brother is alive
the letters came back unopened|she cannot read|Ruth knows|he left the gate open
they never married|two of the tins are empty|the map is wrong|he drinks|she hit him
he put it there|the dog died|it cost too much|she let it burn|he quit in March
she reads the others' post|nothing was ever sent|all of it was for Ida|he'd kept the key
she'll be gone by spring|he isn't a doctor|I was never there is what he told the police
the name on the papers isn't hers|to leave was her idea|being poor shames him
what he burnt was the will|her mother begged her not to come|he owes Bram forty crowns
she loves Otto|they saw it and said nothing|That she sold the boat|That boat was never hers.
the reactor leaks|the well ran dry
"""
WRONG_CLAIM = """
too many debts|formerly a priest|running from the law|his real age
a forged will|the empty can|still in love with her|can't swim|doesn't love her
the body under the stairs|because she was afraid|sleeping with the boss|afraid of heights
emptied the can
the forged ledger|a second family|sold the boat|selling the boat|to sell the boat
I sold the boat|we sold the boat|my brother is alive|a secret|unknown|drinking|his past
she sold the boat. He knows.|murder|embezzlement from the charity|her real name|has a son
was in prison|is a spy|afraid of water|in love with Bram|stole the money|killed a man once
forged the ledger|never learned to read|what happened in Bergen|why she left|who did it
did she sell it?|Sold the boat!
"""
RIGHT_OATHS = """
in God's name|son of a gun|ones and all|shoot
for pity's sake|God|Christ almighty|damn it|bloody hell|hell's teeth|by the Nine|good grief
Jesus, Mary and Joseph|dear Lord|what the devil|I swear|mercy|saints preserve us|mother of God
drat!|Oh, for heaven's sake.|sacré bleu|O Lord|Jove|swear to God|curses|none of that|says who
my oath|saints alive|by St. Peter
"""
WRONG_OATHS = """
occasionally curses|rarely swears
none whatsoever|see voice|mild swearing
-|damn/hell|damn; hell; blast|(muttering) damn|religious ones|in Latin|damn (when angry)|TBD
she swears loudly|swearing|none|never swears|none that he uses|*gasps*|$%&!|F***|lots
curses in Norwegian|says damn|a long sentence. And another one. God|he does not swear
blasphemous
"""
RIGHT_HEDGES = """
in a tone|in theory|formally speaking|in some ways
I suppose|I think|perhaps|maybe|as far as I know|if you ask me|more or less
in a manner of speaking|I dare say|so they tell me|it may be|to my mind|sort of|I'd guess|well
probably|you know|mind you|don't quote me|in my opinion|never mind|as they say|they say
so to speak|no doubt|it may be|to be honest|strictly speaking|I mean|it seems|if I may say so
somewhat|or something|God willing|more often than not
"""
WRONG_HEDGES = """
rarely certain
talks around things|never commits
unsure tone|trails off|hesitates before answering|maybe / perhaps|'um' and 'er'
none|does not hedge|hedges a lot|hesitant|says maybe a lot|never|often|um, er, you know, like
I suppose so. Perhaps not.|polite|uses 'perhaps'|N/A|vague|hedging
"""
RIGHT_NOUN = """
a todo list|the none too clean knife|an unknown sum|what happened and why
the drained fuel|the sale of the boat|Ruth's letter|a second will|his first wife|what he did
Bergen|forty crowns|the night on the ridge|her drinking|forty crowns|draining the fuel
someone's letter|the lies and half-truths in a drawer
"""
WRONG_NOUN = """
because of her|none|the lost years. And more
she sold it|sold|is gone|quickly|that she lied|to sell it|drained
"""
RIGHT_GERUND = """
not being there|everyone's knowing|lying to be kind
draining the fuel|selling the boat|her selling the boat|having lied|not paying
Ruth's hiding the key|being seen|quietly selling the boat|telling nobody|his being late
"""
WRONG_GERUND = """
he burying|to be burying|is burying the gun|burying the gun. And lying.
drained the fuel|the drained fuel|to drain the fuel|drains it|she drains it|evening|something
the king's ring|morning
"""
RIGHT_PLACE = """
the attic and the stairs to it|Ward 6|the kitchen on the left|a bed in the attic
Nowhere|A/C room|the wherever machine|the place where the river bends|an unfinished church
the old cellar|cellar|Hut 4|The Annexe|Crow's Nest|roof|no man's land|a boat shed|their attic
number 9|upstairs|bed three|the Bergstraße|Ravensholm|the far bank of the river|below deck
the landing|landing|dining room|Left Bank|under-croft|no man's land
"""
WRONG_PLACE = """
here|outdoors somewhere|up the hill
somewhere|wherever they are|there is a cellar|cellar/attic|TBD|n/a|unknown|none
she lives here|running|is dark|quickly|of the|where they met|behind the
Goes down to the cellar.|12|he|sold the cellar|in the cellar|at the quay|under the stairs
"""
RIGHT_ITEM = """
half a crown|bag of wet sand|hearing aid|a seed in a jar|still life of pears
knitting|glasses the size of plates|keys her mother left|a used ticket|headed notepaper
a cracked mug and its saucer|dried flowers the colour of tea
set of keys|cut flowers|left glove
brass key|the brass key|a brass key|An old map|map of the pass|Ruth's watch|gloves
pair of gloves|letter from Bergen|Excalibur|her ring|two keys|iPod|X-ray|The Bible|Ruth's watch
captain's log|the Bible|string of pearls|burnt match|ring|cut glass bowl
"""
WRONG_ITEM = """
various things|a letter?|hidden in the wall|gives off light|still missing
none|unknown|key/lamp|a key and it is brass|carried a key|opens the door
is lost|quickly|the|she lost it|running|of gold|he|gave it away|in the drawer|under the bed
something he found. It glows.
"""
RIGHT_QUESTION = """
Will Ruth be told?|Who drained it?|will she leave|Is Bram the father?|Whose boat was it?
Isn't it late?|In whose name?
"""
WRONG_QUESTION = """
She told Ruth|Ruth|to tell|telling.|no|!
"""
SLOTS = (
    (tell_phrase, RIGHT_TELL, WRONG_TELL),
    (claim_clause, RIGHT_CLAIM, WRONG_CLAIM),
    (oath_phrase, RIGHT_OATHS, WRONG_OATHS),
    (hedge_phrase, RIGHT_HEDGES, WRONG_HEDGES),
    (noun_phrase, RIGHT_NOUN, WRONG_NOUN),
    (gerund_phrase, RIGHT_GERUND, WRONG_GERUND),
    (place_phrase, RIGHT_PLACE, WRONG_PLACE),
    (item_phrase, RIGHT_ITEM, WRONG_ITEM),
    (question_phrase, RIGHT_QUESTION, WRONG_QUESTION),
)


def each(written: str) -> list[str]:
    """The entries of a table, each once."""
    return list(dict.fromkeys(written.replace("\n", "|").strip("|").split("|")))


RIGHT = [(slot, one) for slot, right, _ in SLOTS for one in each(right)]
WRONG = [(slot, one) for slot, _, wrong in SLOTS for one in each(wrong)]


@pytest.mark.parametrize(("slot", "written"), RIGHT)
def test_what_fits_its_slot_is_accepted(slot: Callable[[str], str], written: str) -> None:
    assert slot(written)


@pytest.mark.parametrize(("slot", "written"), WRONG)
def test_what_does_not_is_refused_with_what_to_write(
    slot: Callable[[str], str], written: str
) -> None:
    with pytest.raises(ValueError, match=r"; write "):
        slot(written)


def test_a_noun_wants_its_article() -> None:
    assert [
        noun_phrase(one) for one in ("sale", "Boat", "drained fuel", "Bergen", "forty crowns")
    ] == [
        "the sale",
        "Boat",
        "the drained fuel",
        "Bergen",
        "forty crowns",
    ]


@given(st.text(min_size=1, max_size=40).filter(str.split))
def test_whatever_is_written_is_taken_or_refused(written: str) -> None:
    for slot, _, _ in SLOTS:
        with suppress(ValueError):
            assert slot(written)
