"""The contrary of what was done, and deeds that nobody did, as other careless models word them.

Written without a look at the checks, and not to be read by whoever mends them. Slots are those of
the first wording, and for each person also `{a_he}`, `{a_him}`, `{a_his}` and `{a_himself}`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

# ── the contrary of what happened ─────────────────────────────────────────────────────────────────

ASKED = (
    "{a} went the whole of that hour without putting a single question to {b}.",
    "{b}, curious as ever, wanted to know everything, and {a} did nothing but reply.",
    "If there was anything {a} might have wished to learn from {b}, it stayed unasked.",
    "The questions were all {b}'s.",
    "{a}, thinking better of it, talked to {b} about the weather instead, and about nothing else.",
    "There was a question in the air, and {a} left it there; {b} was not troubled with it.",
    '"I shan\'t ask," said {a}, and kept to it.',
    "Asked point-blank by {b}, {a} had to think.",
)
TOLD = (
    "{a} kept {a_his} own counsel, and {b} left the room knowing exactly as much as before.",
    "What {a} had meant to tell {b} went untold.",
    "{b} did the talking; {a}, hearing it for the first time, only listened.",
    "Not a syllable of it passed {a}'s lips in {b}'s hearing.",
    "That was the moment to speak of it to {b}. {a} let it go by in silence.",
    "{a} swallowed the rest, smiled at {b}, and told {b_him} nothing.",
    "Having opened {a_his} mouth to speak, {a} shut it again, and {b} was none the wiser.",
)
WITHHELD = (
    "{a} answered at once, fully, and with every particular that {b} could have wished for.",
    "Once started, {a} laid the whole business before {b}, from the first night to the last.",
    "Holding nothing back now, {a} gave {b} names, times and reasons.",
    "{b} had only to ask; {a} was frankness itself, and explained everything.",
    '"Since you ask, I will tell you all of it," said {a}, and did.',
    "When {a} had finished there was no part of it that {b} had not been told.",
)
ANSWERED = (
    "{a} shook {a_his} head and would not say a word, whatever {b} tried.",
    "To this {b} received no reply of any sort.",
    "{b} waited for {a} to speak until it was plain that {a} never would.",
    '"That is no affair of yours," said {a}, and {b} had to be content with it.',
    "Turning {a_his} back on {b}, {a} left the question where it lay.",
    "{a}'s mouth stayed shut; {b} might as well have asked the wall.",
)
THING = (
    "{a} had no eyes for the {item}, and went by with {a_his} mind on supper.",
    "The {item} could have been on the moon for all the notice that {a} took.",
    "{a} refused to look at the {item}.",
    "As for the {item}, {a} gave up the idea of examining anything, and sat down.",
    "Without a glance at the {item}, {a} blew out the lamp.",
    "{a} passed over the {item} altogether.",
)
FLIPPED: Mapping[str, Sequence[str]] = MappingProxyType(
    {
        "ask": ASKED,
        "press": ASKED,
        "test": ASKED,
        "tell": TOLD,
        "warn": TOLD,
        "betray": TOLD,
        "deflect": WITHHELD,
        "keep_silent": WITHHELD,
        "plead_ignorance": WITHHELD,
        "walk_out": (
            "{a} drew a chair up to {b}'s and stayed until everything had been said.",
            "It was {b} who stormed out, leaving {a} with the lamp.",
            "Nobody left; {a} least of all.",
            *WITHHELD,
        ),
        "answer_true": ANSWERED,
        "answer_part": ANSWERED,
        "lie": ANSWERED,
        "confess": (
            "{a} swore to {b}, hand on heart, that it was none of {a_his} doing.",
            "Far from owning up, {a} laid it all at somebody else's door.",
            "{b} had hoped for a confession and went without one.",
            "To the last {a} protested {a_his} innocence.",
            '"I never did it," said {a}, "and I can prove it."',
            "{a} carried {a_his} secret out of the room as {a_he} had carried it in.",
        ),
        "accuse": (
            "{a} took {b}'s part, and would hear nothing said against {b_him}.",
            "No charge was brought, by {a} or by anyone.",
            "{b} rounded on {a} and named {a_him} as the one.",
            '"I know that it wasn\'t you," {a} told {b}.',
            (
                "Suspecting {b} was the last thing that {a} would have dreamt of, and {a_he} said as "
                "much."
            ),
            "{a} cleared {b} of all blame.",
        ),
        "deny": (
            "{a} hung {a_his} head and owned to the lot.",
            "Nothing was denied; {a} put it all in {b}'s hands, the whole wretched story.",
            "Before {b} could say more {a} had pleaded guilty.",
            '"You are right, and I did it," said {a}.',
            "Out it came at last: {a}, weeping, took the blame for everything.",
            "{a} made no attempt to deny it to {b}.",
        ),
        "apologise": (
            "If {b} was waiting for an apology, {a} did not supply one.",
            "{a} was unrepentant, and told {b} so to {b_his} face.",
            "{b} begged {a}'s pardon, and {a} granted it.",
            "The words of regret stuck in {a}'s throat and were never spoken.",
            '"I would do it again," said {a}, "and I am not sorry."',
            "Sorry was not a word that {a} had any use for, with {b} or with anybody.",
        ),
        "forgive": (
            "{a} told {b} that some things cannot be forgiven and that this was one.",
            "Pardon was asked for and refused; {a} turned {b} away.",
            "{a} would carry the grudge to the grave, and let {b} know it.",
            (
                "Hardening {a_his} heart, {a} withheld from {b} the one word that would have "
                "mended it."
            ),
            '"Never," said {a}. "Not if you crawled."',
            "As for forgiveness, {b} had none from {a}.",
        ),
        "break_with": (
            "{a} took {b} by both hands and called {b_him} the best friend {a_he} had.",
            "Everything between {a} and {b} was mended by that, and better than new.",
            "{a} begged {b} to stay and put it all behind them.",
            '"We shall say no more about it," said {a}, embracing {b}.',
            "Their quarrel was made up; {a} forgave {b} every bit of it.",
            "No breach came of it; {a} stood by {b}, then and afterwards.",
        ),
        "comfort": (
            "{a} told {b} sharply to stop snivelling, and walked off.",
            "{b} got no comfort from {a}, who had turned away.",
            "Instead of a kind word {a} had a sneer for {b}.",
            "{a} looked on, unmoved, and let {b} bear it alone.",
            "Whatever might have consoled {b}, {a} kept to {a_himself}.",
            "{a} mocked {b} for it until {b_he} left the table.",
        ),
        "offer": (
            "{a} did not lift a finger for {b}.",
            "Help was what {b} needed, and {a} withheld it.",
            "{a} made {b} no offer of any kind.",
            "{a} saw {b} struggling, and sat on.",
            '"You can manage by yourself," {a} told {b}.',
            "{b} would have been glad of a hand from {a}, and did without.",
        ),
        "promise": (
            "{b} asked for {a}'s word and did not get it.",
            "No vow was made; {a} said that {a_he} could answer for nothing.",
            "{a} took back even the little that {a_he} had once promised {b}.",
            '"I give no promises," said {a}, "to you or to anyone."',
            "Pressed to swear, {a} shrugged, and {b} let it be.",
            "{a} declined to bind {a_himself} to {b} in any way.",
        ),
        "give": (
            "{a} held on to the {item} and would not part with it.",
            "The {item} stayed in {a}'s pocket, and {b} never touched it.",
            "{b} put out a hand for the {item}; {a} drew it back.",
            "Far from giving it up, {a} locked the {item} away.",
            "{a} asked {b} for the {item}, and {b} gave it.",
            "Nothing changed hands. The {item} was still {a}'s when {b} went out.",
        ),
        "show": (
            "{a} slid the {item} under a cushion before {b} could catch sight of it.",
            "{b} was not allowed so much as a glimpse of the {item}.",
            "The {item} was kept well out of {b}'s view; {a} saw to that.",
            "{a} swore that there was no such thing as the {item}, and produced nothing.",
            "Whatever {a} might have laid before {b}, it was not the {item}.",
            "{b} thrust the {item} at {a}, who had never set eyes on it.",
        ),
        "take": (
            "{a} let the {item} lie.",
            "The {item} stayed where it was; {a} would not be seen with it.",
            "Reaching for the {item}, {a} thought better of it and came away with empty hands.",
            "Nobody took the {item}, and certainly not {a}.",
            "{a} put out a foot and pushed the {item} out of reach.",
            "{a} left without the {item}.",
        ),
        "inspect": THING,
        "read": (
            "{a} folded the {item} again without having read a word.",
            "What stood in the {item} {a} neither knew nor cared to know.",
            "{a} burned the {item} unread.",
            "The {item} went into the drawer unopened.",
            "{a}, who could have read the {item}, handed it back as it was.",
            "Not one line of the {item} did {a} take in.",
        ),
        "search": (
            "{a} searched nothing and nowhere.",
            "It did not occur to {a} to look for anything, anywhere.",
            "{a} gave up before the search had begun.",
            "No drawer was opened and no shelf gone through by {a}.",
            "{a} spent the hour in a chair, with {a_his} eyes shut.",
            "Rather than hunt about, {a} took up some mending.",
        ),
        "infer": (
            "{a} could make neither head nor tail of it, and gave it up.",
            "None of it led {a} to any conclusion at all.",
            (
                "Had two and two been laid side by side on the table, {a} would not have made "
                "four of "
                "them."
            ),
            "{a} was exactly as far as {a_he} had been before, which was nowhere.",
            "For {a} the pieces did not fit, then or later.",
            "The whole thing remained a riddle to {a}.",
        ),
        "block": (
            "{a} got out of {b}'s way without being asked.",
            "The door was free, and {a} waved {b} through it.",
            "Stepping back, {a} let {b} pass.",
            "{b} barred the door, and {a} could not get out.",
            "Nothing stood between {b} and the door; {a} had seen to it.",
            "{a} begged {b} to go first.",
        ),
        "threaten": (
            "{a} spoke to {b} with nothing but kindness.",
            "There was no threat in it; {a} wished {b} well, and told {b_him} so.",
            "{a} assured {b} that {b_he} had nothing to fear.",
            "It was {b} who did the threatening.",
            '"I would never hurt you," {a} told {b}.',
            "{a} cowered before {b}'s threats.",
        ),
        "eavesdrop": (
            "{a} moved out of earshot, on principle.",
            "Not a word of it reached {a}, who had gone to the far end of the house.",
            "{a} coughed loudly, so as to be known to be there.",
            "Of what was said behind the door {a} heard nothing at all.",
            "{a} stopped up the keyhole and left.",
            "Listening at doors was beneath {a}, and {a_he} did not do it.",
        ),
    }
)

# ── what never happened, or not then ──────────────────────────────────────────────────────────────

UNHAPPENED: Mapping[str, Sequence[str]] = MappingProxyType(
    {
        "strike": (
            "{a}'s fist caught {f} under the jaw.",
            (
                "Swinging round, {a} dealt {f} a slap that could be heard from one end of the "
                "house "
                "to the other."
            ),
            "{f}'s lip was split and bleeding where {a} had hit {f_him}.",
            "{a} knocked {f} to the ground.",
            "There was a scuffle, and at the end of it {a} had {f} by the hair.",
            "{f} kicked {a} on the shin, hard, and was kicked back.",
        ),
        "die": (
            "By the time they reached {a} there was no pulse.",
            "{a} died a little after that, without having said anything more.",
            "{f} closed {a}'s eyes with two fingers.",
            "It was {f} who found {a}'s body.",
            "A funeral is soon arranged where the ground is hard; they put {a} under stones.",
            "{a}, whose heart had always been weak, sank down and was gone.",
        ),
        "marry": (
            "{a} went down on one knee and offered {f} a ring.",
            "{f} let {a} kiss {f_him}, and kissed back.",
            "They were to be married, {a} and {f}; it was settled between them with a handshake.",
            "{a}'s arms were round {f}, and their mouths met.",
            '"Marry me," said {a}, and {f} said that {f_he} would.',
            "With a curtain ring, and no priest, {a} was married to {f}.",
        ),
        "confess": (
            "{a} owned up to the whole thing, weeping.",
            (
                "It had been {a_his} doing from beginning to end, {a} told them; they need look no "
                "further."
            ),
            '"You need not look any further. I am the one who did it," said {a}.',
            "With {f} for a witness {a} signed a confession.",
            "Unable to bear it any longer, {a} made a clean breast of it to {f}.",
            "{f} heard {a}'s confession to the end without interrupting.",
        ),
        "forgive": (
            "{f} put an arm about {a} and told {a_him} that all was forgiven.",
            '"It is forgotten," {a} told {f}. "I forgive you."',
            "Whatever {f} had done, {a} wiped the slate clean with a word.",
            "{a} and {f} shook hands on it and were reconciled.",
            "Having been pardoned by {f}, {a} wept.",
            "There and then {a} gave {f} {a_his} forgiveness.",
        ),
        "leave_for_good": (
            "{a} put on {a_his} skis and was gone over the pass before anyone could stop {a_him}.",
            "That was the last that any of them ever saw of {a}.",
            "{a} packed a bag, said goodbye to nobody, and set off down to the valley.",
            (
                "{f} watched {a} dwindle on the snowfield, a speck, then nothing; {a} would not be "
                "back."
            ),
            "Taking the sledge, {a} abandoned the station and the people in it.",
            "{a}'s bunk was stripped and {a_his} pegs were empty; {a_he} had gone for ever.",
        ),
        "destroy": (
            "{a} fed the letters to the fire, one after another.",
            "{a} took the axe to the radio and did not stop until it was kindling.",
            "The lamp went over, pushed by {a}, and broke on the boards.",
            "{a} ripped the log-book down the spine and threw both halves into the stove.",
            "With the heel of {a_his} boot {a} ground the thing to powder.",
            "{f} was too late; {a} had already torn it to pieces and swallowed some of them.",
        ),
        "betray": (
            "{a} sold {f} out for a seat on the sledge.",
            "Behind {f}'s back {a} had gone to the others with every word of it.",
            "{a} informed on {f}, by radio, to the valley.",
            "What {f} had confided, {a} repeated to the whole table.",
            "{f} had been given away, and by {a}.",
            "A report with {f}'s name in it left the station under {a}'s signature.",
        ),
        "threaten": (
            "{a} laid a razor against {f}'s cheek and told {f_him} to keep quiet.",
            '"Speak of this and you will not see the spring," {a} said.',
            "{a} swore to have {f} thrown out into the snow.",
            "The gun in {a}'s hand was pointing at {f}.",
            (
                "{a} let {f} know what happened to people who talked, and drew a finger across "
                "{a_his} throat."
            ),
            "Seizing {f} by the collar, {a} promised {f_him} a broken neck.",
        ),
    }
)
