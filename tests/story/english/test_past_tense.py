"""The past of a verb is what English has, whatever its spelling tells."""

from __future__ import annotations

import pytest

from novel_engine.story.english.past_tense import past, third_person

RIGHT = """
accepts:accepted accuses:accused aches:ached acquits:acquitted admires:admired admits:admitted
adores:adored agrees:agreed aims:aimed alights:alighted allots:allotted allows:allowed
annoys:annoyed answers:answered appeals:appealed argues:argued arises:arose asks:asked
avoids:avoided awakes:awoke babbles:babbled backpedals:backpedalled bangs:banged bans:banned
barks:barked bars:barred bathes:bathed bats:batted bays:bayed beams:beamed bears:bore
becalms:becalmed beckons:beckoned becomes:became befits:befitted begins:began begs:begged
behaves:behaved belies:belied believes:believed belongs:belonged bends:bent benefits:benefited
betrays:betrayed bids:bade binds:bound bites:bit blabs:blabbed bleats:bleated bleeds:bled
blinks:blinked blots:blotted blows:blew blurs:blurred blushes:blushed bobs:bobbed boils:boiled
borrows:borrowed bothers:bothered bounces:bounced bows:bowed boxes:boxed brags:bragged
breaks:broke breathes:breathed brightens:brightened bristles:bristled broods:brooded
builds:built buries:buried bursts:burst bustles:bustled buzzes:buzzed calls:called calms:calmed
cancels:cancelled cares:cared carries:carried carves:carved casts:cast catches:caught
catnaps:catnapped chafes:chafed chants:chanted chaps:chapped chats:chatted checks:checked
cheers:cheered chews:chewed chips:chipped chirps:chirped chokes:choked chooses:chose
chops:chopped chuckles:chuckled cites:cited claps:clapped clears:cleared clenches:clenched
clings:clung clips:clipped cloys:cloyed clubs:clubbed coaxes:coaxed comforts:comforted
commits:committed compels:compelled complains:complained conceals:concealed concurs:concurred
confers:conferred confuses:confused controls:controlled copies:copied costs:cost coughs:coughed
counts:counted cowers:cowered cracks:cracked crams:crammed crawls:crawled creeps:crept
cries:cried croaks:croaked croons:crooned crops:cropped crosses:crossed curls:curled
curses:cursed cuts:cut cycles:cycled dabs:dabbed dances:danced darts:darted dawdles:dawdled
deals:dealt decides:decided defers:deferred delays:delayed delights:delighted denies:denied
departs:departed destroys:destroyed deters:deterred develops:developed dies:died
differs:differed digs:dug dims:dimmed dips:dipped dispels:dispelled distils:distilled
dithers:dithered dodges:dodged does:did dons:donned doodles:doodled doubts:doubted dozes:dozed
drags:dragged drawls:drawled draws:drew dreads:dreaded dreams:dreamed dribbles:dribbled
dries:dried drinks:drank drips:dripped drives:drove drools:drooled drops:dropped drums:drummed
ducks:ducked dusts:dusted dyes:dyed eats:ate eavesdrops:eavesdropped echoes:echoed edges:edged
edits:edited emits:emitted empties:emptied endures:endured enters:entered envies:envied
equals:equalled equips:equipped erases:erased errs:erred excels:excelled excuses:excused
expects:expected expels:expelled explains:explained explodes:exploded faces:faced fades:faded
fails:failed faints:fainted fakes:faked falls:fell falters:faltered fans:fanned fastens:fastened
fears:feared feeds:fed feels:felt fells:felled fibs:fibbed fiddles:fiddled fidgets:fidgeted
fights:fought files:filed fills:filled finds:found finishes:finished fixes:fixed fizzes:fizzed
flags:flagged flaps:flapped flashes:flashed flattens:flattened flatters:flattered flexes:flexed
flicks:flicked flies:flew flinches:flinched flings:flung flips:flipped flirts:flirted
flits:flitted floats:floated flops:flopped flounders:floundered flutters:fluttered
focuses:focused folds:folded follows:followed forbids:forbade foresees:foresaw
foretells:foretold forgets:forgot forgoes:forwent forsakes:forsook frees:freed freezes:froze
frets:fretted frolics:frolicked frowns:frowned fuels:fuelled fulfils:fulfilled fumbles:fumbled
fusses:fussed gabs:gabbed gags:gagged gainsays:gainsaid gambles:gambled gapes:gaped gasps:gasped
gathers:gathered gazes:gazed gestures:gestured gets:got giggles:giggled gives:gave
glances:glanced glares:glared glowers:glowered gnashes:gnashed gnaws:gnawed gobbles:gobbled
goes:went gossips:gossiped grabs:grabbed grieves:grieved grimaces:grimaced grinds:ground
grins:grinned grips:gripped groans:groaned grovels:grovelled growls:growled grows:grew
grubs:grubbed grumbles:grumbled grunts:grunted guards:guarded guesses:guessed guides:guided
gulps:gulped gushes:gushed hangs:hung has:had hates:hated haws:hawed heals:healed helps:helped
hems:hemmed hesitates:hesitated hiccups:hiccuped hides:hid highlights:highlighted
hinders:hindered hints:hinted hisses:hissed hits:hit hoes:hoed holds:held hops:hopped
hovers:hovered howls:howled huffs:huffed hugs:hugged humbugs:humbugged hunches:hunched
hurls:hurled hurries:hurried hurts:hurt hushes:hushed ignores:ignored imagines:imagined
impels:impelled incurs:incurred infers:inferred initials:initialled instils:instilled
insults:insulted interferes:interfered interrupts:interrupted interweaves:interwove
invites:invited irons:ironed is:was itches:itched jabs:jabbed jams:jammed jars:jarred
jerks:jerked jests:jested jiggles:jiggled jigs:jigged jogs:jogged joins:joined jokes:joked
jots:jotted jumps:jumped juts:jutted keels:keeled keeps:kept kicks:kicked kidnaps:kidnapped
kids:kidded kisses:kissed kneads:kneaded kneels:knelt knits:knitted knocks:knocked knots:knotted
knows:knew labels:labelled laces:laced lags:lagged laps:lapped lashes:lashed lathers:lathered
laughs:laughed lays:laid leads:led leans:leaned leaps:leapt learns:learned lends:lent lets:let
levels:levelled lifts:lifted lights:lit likes:liked limits:limited limps:limped lingers:lingered
listens:listened lists:listed loathes:loathed logs:logged lolls:lolled longs:longed looks:looked
looms:loomed loosens:loosened lops:lopped lugs:lugged lurks:lurked manages:managed maps:mapped
mars:marred marvels:marvelled means:meant meets:met mends:mended mimics:mimicked mislays:mislaid
misreads:misread misses:missed misspells:misspelled mistakes:mistook
misunderstands:misunderstood mixes:mixed moans:moaned models:modelled moonlights:moonlighted
moons:mooned mopes:moped mops:mopped mourns:mourned moves:moved mugs:mugged mumbles:mumbled
murmurs:murmured musters:mustered mutters:muttered nabs:nabbed nags:nagged naps:napped
neatens:neatened needs:needed nestles:nestled nets:netted nibbles:nibbled nips:nipped
nods:nodded noses:nosed notices:noticed nudges:nudged obeys:obeyed objects:objected
obliges:obliged occurs:occurred offers:offered omits:omitted opens:opened orders:ordered
outfits:outfitted outgrows:outgrew outlives:outlived outwits:outwitted overacts:overacted
overdoes:overdid overhears:overheard overlaps:overlapped overpays:overpaid
overreacts:overreacted oversteps:overstepped overtakes:overtook owes:owed paces:paced
packs:packed pads:padded paints:painted pales:paled panics:panicked pants:panted
parallels:paralleled pardons:pardoned parts:parted passes:passed patrols:patrolled pats:patted
pauses:paused pays:paid peers:peered pegs:pegged pencils:pencilled perks:perked
permits:permitted pets:petted picks:picked picnics:picnicked pinches:pinched pins:pinned
pities:pitied plans:planned plays:played pleads:pleaded pleases:pleased plops:plopped
plots:plotted plucks:plucked plugs:plugged points:pointed pokes:poked polishes:polished
pops:popped pouts:pouted praises:praised prances:pranced prays:prayed preens:preened
prefers:preferred presses:pressed pretends:pretended prickles:prickled prods:prodded
promises:promised props:propped prowls:prowled puffs:puffed pulls:pulled purrs:purred puts:put
quails:quailed quakes:quaked quarrels:quarrelled quavers:quavered queries:queried
questions:questioned quips:quipped quits:quit quivers:quivered quizzes:quizzed quotes:quoted
rambles:rambled raps:rapped rasps:rasped reaches:reached reads:read reasons:reasoned
rebels:rebelled rebuts:rebutted recalls:recalled recites:recited reckons:reckoned
recoils:recoiled recurs:recurred reddens:reddened redoes:redid reels:reeled refers:referred
refits:refitted refuses:refused regards:regarded regrets:regretted rehearses:rehearsed
relaxes:relaxed relays:relayed relies:relied relights:relit remains:remained
remembers:remembered reminds:reminded remits:remitted removes:removed renders:rendered
repeats:repeated repels:repelled replays:replayed replies:replied reports:reported
represents:represented requites:requited resents:resented resets:reset resigns:resigned
rests:rested retells:retold retires:retired returns:returned reveals:revealed revels:revelled
rewinds:rewound rewrites:rewrote rides:rode rids:rid rings:rang rips:ripped rises:rose
rivets:riveted roars:roared robs:robbed rocks:rocked rolls:rolled rots:rotted rouses:roused
rows:rowed rubs:rubbed ruffles:ruffled rushes:rushed sags:sagged salutes:saluted says:said
scabs:scabbed scans:scanned scars:scarred scoffs:scoffed scolds:scolded scowls:scowled
scratches:scratched screams:screamed scribbles:scribbled scrubs:scrubbed seals:sealed
seeks:sought seems:seemed seizes:seized sends:sent senses:sensed sets:set settles:settled
sews:sewed shakes:shook shams:shammed shaves:shaved shears:sheared sheds:shed shifts:shifted
shines:shone shivers:shivered shoots:shot shouts:shouted shovels:shovelled shoves:shoved
shows:showed shrinks:shrank shrugs:shrugged shuffles:shuffled shuns:shunned shuts:shut
sighs:sighed signals:signalled simpers:simpered sings:sang sinks:sank sins:sinned sips:sipped
sits:sat skids:skidded skims:skimmed skips:skipped slams:slammed slaps:slapped sleeps:slept
slides:slid slings:slung slinks:slunk slips:slipped slits:slit slobs:slobbed slops:slopped
slouches:slouched slows:slowed slugs:slugged slumps:slumped slurs:slurred smells:smelled
smiles:smiled smirks:smirked smooths:smoothed smothers:smothered smudges:smudged snags:snagged
snaps:snapped snarls:snarled sneers:sneered sneezes:sneezed snickers:snickered sniffs:sniffed
snips:snipped snivels:snivelled snorts:snorted snubs:snubbed snuggles:snuggled soaks:soaked
sobs:sobbed softens:softened sounds:sounded spans:spanned spars:sparred speaks:spoke speeds:sped
spells:spelled spends:spent spills:spilled spins:spun spits:spat splits:split
splutters:spluttered spoils:spoiled spots:spotted sprawls:sprawled spreads:spread springs:sprang
spurs:spurred sputters:sputtered squares:squared squats:squatted squeaks:squeaked
squeals:squealed squeezes:squeezed squints:squinted squirms:squirmed stabs:stabbed
staggers:staggered stalls:stalled stammers:stammered stamps:stamped stares:stared
startles:startled starts:started stays:stayed steals:stole stems:stemmed steps:stepped
sticks:stuck stiffens:stiffened stills:stilled stings:stung stinks:stank stirs:stirred
stoops:stooped stops:stopped straightens:straightened strains:strained straps:strapped
stretches:stretched strews:strewed strides:strode strikes:struck strings:strung strips:stripped
strives:strove strokes:stroked strolls:strolled strums:strummed struts:strutted studies:studied
stuffs:stuffed stumbles:stumbled stuns:stunned stutters:stuttered submits:submitted subs:subbed
sucks:sucked suffers:suffered suits:suited sulks:sulked summons:summoned surveys:surveyed
suspects:suspected swabs:swabbed swaggers:swaggered swallows:swallowed swaps:swapped
swats:swatted sways:swayed swears:swore sweats:sweated sweeps:swept swells:swelled
swerves:swerved swigs:swigged swims:swam swings:swung swivels:swivelled takes:took talks:talked
tallies:tallied tans:tanned taps:tapped tars:tarred tastes:tasted teaches:taught tears:tore
teases:teased tempts:tempted tenses:tensed thanks:thanked thinks:thought thins:thinned
thrashes:thrashed throbs:throbbed throngs:thronged throws:threw thrusts:thrust thumbs:thumbed
thumps:thumped tidies:tidied ties:tied tightens:tightened tilts:tilted tingles:tingled
tips:tipped toes:toed tosses:tossed totals:totalled totters:tottered touches:touched toys:toyed
transfers:transferred traps:trapped travels:travelled treads:trod treats:treated treks:trekked
trembles:trembled tries:tried trifles:trifled trills:trilled trims:trimmed trips:tripped
trots:trotted troubles:troubled trudges:trudged trusts:trusted tucks:tucked tugs:tugged
tuts:tutted tweaks:tweaked twiddles:twiddled twigs:twigged twins:twinned twirls:twirled
twists:twisted twitches:twitched ums:ummed unbends:unbent unbuttons:unbuttoned uncaps:uncapped
unclips:unclipped undergoes:underwent underlines:underlined underpins:underpinned undoes:undid
unites:united unpins:unpinned unplugs:unplugged unravels:unravelled unrolls:unrolled
unsettles:unsettled unstraps:unstrapped unties:untied untucks:untucked unveils:unveiled
unwinds:unwound unwraps:unwrapped unzips:unzipped upbraids:upbraided upholds:upheld upsets:upset
urges:urged uses:used utters:uttered vanishes:vanished varies:varied vetoes:vetoed vies:vied
visits:visited vomits:vomited vows:vowed waddles:waddled wags:wagged waits:waited wakes:woke
walks:walked wanders:wandered wants:wanted warms:warmed warns:warned washes:washed
watches:watched wavers:wavered waxes:waxed wears:wore weds:wed weeps:wept weighs:weighed
welcomes:welcomed wets:wetted wheels:wheeled wheezes:wheezed whiles:whiled whimpers:whimpered
whines:whined whips:whipped whirls:whirled whirrs:whirred whispers:whispered whittles:whittled
whizzes:whizzed wilts:wilted winces:winced winds:wound winks:winked wins:won wipes:wiped
wishes:wished withdraws:withdrew withers:withered withholds:withheld withstands:withstood
wobbles:wobbled wonders:wondered works:worked worries:worried worships:worshipped wounds:wounded
wraps:wrapped wriggles:wriggled wrings:wrung writes:wrote yaps:yapped yawns:yawned yells:yelled
yelps:yelped yields:yielded zaps:zapped zigzags:zigzagged zips:zipped zooms:zoomed
"""


@pytest.mark.parametrize("initial", "abcdefghijklmnopqrstuvwyz")
def test_the_past_of_every_verb_is_right(initial: str) -> None:
    pairs = [pair.split(":") for pair in RIGHT.split() if pair.startswith(initial)]

    assert [[verb, past(verb)] for verb, _ in pairs] == pairs


def test_a_verb_after_a_hyphen_keeps_it() -> None:
    assert [past(verb) for verb in ("re-ties", "over-explains", "flip-flops", "side-eyes")] == [
        "re-tied", "over-explained", "flip-flopped", "side-eyed"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("plain", "of_one"),
    [
        ("want", "wants"),
        ("go", "goes"),
        ("watch", "watches"),
        ("try", "tries"),
        ("play", "plays"),
        ("miss", "misses"),
        ("quiz", "quizzes"),
        ("do", "does"),
        ("have", "has"),
        ("soliloquy", "soliloquies"),
        ("boo", "boos"),
        ("tattoo", "tattoos"),
        ("radio", "radios"),
        ("video", "videos"),
        ("stomach", "stomachs"),
        ("echo", "echoes"),
    ],
)
def test_the_third_person_is_spelled_as_it_is_said(plain: str, of_one: str) -> None:
    assert third_person(plain) == of_one
