"""What a plot is worth, part by part: the most that each part of the score counts, and what it takes
to have all of it.

The most of all parts together are a hundred. What strangers asked of stories, and did not find
answered, weighs most: who, why, and what being wrong has cost. How well a plot is joined comes
next, and how it runs last, since nobody was lost for want of it.
"""

FOR_ANSWERED = 12
"""Points: the main question answered from what was found: a story that does not say who did it was
retold by nobody. Nearly every night has it, so that it need not weigh more."""

FOR_REASON = 12
"""Points: the reason learnt. Two of twelve readers could say why; next to the answer itself."""

FOR_ERROR = 12
"""Points: a false belief acted on, and paid for. As much as the answer: it is the middle of a plot."""

FOR_CHOICES = 13
"""Points: choices taken between two things, at their price. As much as the reason: they make the end
somebody's doing."""

FOR_OWN = 8
"""Points: what people's files say having a part in the plot. Readers of a cast of their own look for
it first; a plot that has all the rest is a story without it, though."""

FOR_CLEARED = 6
"""Points: the wrong one suspected, and then cleared. Less than the error that it is a kind of."""

FOR_REVERSAL = 5
"""Points: an account that somebody held turned into another. A turn without a price is worth less."""

FOR_ENDING = 15
"""Points: an ending that says how people then stand, and the one that this story leans to. So much
that nights which have all of the rest are told apart by it, and no ending is told of most seeds."""

FOR_CHAIN = 7
"""Points: acts that are on the way to the answer. Whatever is not is cut, or dilutes what is told."""

FOR_JOINED = 2
"""Points: acts that come of something that was done or came up. What comes of nothing reads as chance."""

FOR_EFFECTS = 2
"""Points: acts that change something. An act without an effect is left out, and so costs little."""

FOR_MOVES = 2
"""Points: attempts that neither fail nor are made twice. They tire a reader, and confuse nobody."""

FOR_TENSION = 2
"""Points: tension near its curve. The curve is a taste, so it decides between equals only."""

FOR_THREADS = 1
"""Points: further questions that are answered, if they are raised. Most are cut with their plot."""

FOR_CONSEQUENCES = 1
"""Points: things that came up and made it worse. They count again where they are on the chain."""

LEFT_OPEN_ONE_IN = 12
"""Stories: one in so many leans to an ending that leaves its question open, if a night of its comes to
one; one in a hundred nights does, and few of those have all of the rest. At most five in a hundred."""

ALL_OF_IT = 100
"""Hundredths: all of a part."""

BY_GUESS = 10
"""Hundredths: of an answer that rests on no piece of evidence. Hardly any: it is told all the same,
and a reader asks how they could know, whichever ending it comes to."""

BY_ONE_PIECE = 75
"""Hundredths: of an answer that rests on one piece of evidence. Two are what it takes to drop a
rival as well, so one is more than half and not all."""

ENDED_LATE = 15
"""Hundredths: of an ending that is only taken when no better is left. Less than half: it answers,
and nobody has forgiven, or broken with, anybody."""

ENDED_OTHERWISE = 20
"""Hundredths: of the fuller ending that a story leans to least. Each story of a kernel leans to its
endings in an order of its own, dealt over seeds, or the one that comes easiest would be told of most."""

BY_ANOTHER = 60
"""Hundredths: at most of an answer that is found by somebody else than whoever sees most of it."""

LEARNT_BY_ANOTHER = 40
"""Hundredths: of a reason that somebody learns who does not see most of the plot. Less than half,
since a telling has to fetch it from another pair of eyes."""

ACTED_ON = 50
"""Hundredths: of a false belief that is acted on and costs nothing. Half: the other half is the cost."""

ERROR_BY_AN_ACT = 70
"""Hundredths: of one that somebody acts on at a cost of goodwill or of a feeling, and nothing is lost
by it. What the kernel has people do on the strength of it, and what that costs, is told in so many
words; this is to be gathered."""

UNPAID = 20
"""Hundredths: of a choice whose price has not come when the story ends. Something: it was made; and so
little that a night on which every price comes is told before it."""

OWN_ASKED = (1, 2, 1)
"""Times: secrets, wishes or dreads, and ties: so many of each are all that is asked."""

PIECES = 2
"""Choices: two are what a plot has to have (Storycraft, rule 3); more of them add nothing."""

SUSPECTED = 40
"""Hundredths: for holding the wrong one guilty, and as many again for learning better. What is left
is for saying it to their face."""

CHARGED = 20
"""Hundredths: for charging the wrong one aloud. Half of a suspicion, since a charge is its price."""

TURNED = 60
"""Hundredths: for each account that turns in those who see most of it. Two are more than whole."""

TURNED_IN_ANOTHER = 30
"""Hundredths: for each that turns in anybody else. Half as much: it may be seen by nobody."""

ON_THE_CHAIN = 40
"""Hundredths of the acts: so many on the way to the answer are all that is asked (Storycraft, Gates)."""

WITH_EFFECT = 80
"""Hundredths of the acts: so many with an effect are all that is asked (Storycraft, Gates)."""

MOVES_FORGIVEN = 5
"""Hundredths of the attempts: so many may fail or be repeated. Half of what the gates allow of
refusals, since a night that has none is to be had."""

MOVES_COUNT = 4
"""Times: how much each hundredth beyond them takes away. At thirty in a hundred nothing is left:
the worst tenth of nights before anything was done about searching in vain."""

FROM_THE_CURVE = 2
"""Times: how much each tenth of a point counts that a scene is from its curve, in the mean of them.
Five points away, half of the scale, nothing is left."""

MADE_WORSE = 3
"""Things that come up: a ladder has three rungs (Storycraft, Situation); more of them add nothing."""
