"""What a person wrote for a slot of the prose fits it, or is refused with what to write."""

from __future__ import annotations

import pytest
import yaml

from novel_engine.adapters.files.bundled import bundled_root
from novel_engine.story.english.written_phrases import claim_clause, tell_phrase
from novel_engine.story.english.written_slots import (
    gerund_phrase,
    hedge_phrase,
    item_name,
    noun_phrase,
    oath_phrase,
    place_name,
)

HABITS = yaml.safe_load((bundled_root() / "configs/core/habits.yaml").read_text("utf-8"))

RIGHT_TELLS = """laughs nervously|laughs|laughed once|shakes hands with nobody|eyes the door
fingers his collar|hands over whatever is nearest|shoulders a bag|thumbs a coin|nervously laughs
always looks up|never meets an eye|can't sit still|won't look up|doesn't blink|tries not to blink
blinks twice|goes quiet|says 'well' twice|counts under her breath in Fante|hums|fidgets|stammers
is very quiet|has a coughing fit|smiles with her mouth closed|looks up, as if it were written
presses her lips together|drums her fingers|taps a call sign|gulps|sweats, and wipes it off
squares the papers|quickly looks away|once more checks the lock|kneels to tie a lace
whistles through his teeth|bites one nail|guesses aloud|buzzes
carries on|eyes whoever spoke|knuckles an eye|takes his own pulse""".replace("\n", "|")

WRONG_TELLS = """a nervous laugh|shaking hands|hands shake|his hands shake|nervous laughter
trembling lips|eyes dart around|fingers drum on the table|sweaty palms|stammering|with a stutter
when nervous, bites a nail|to look away|laugh nervously|look at the floor|a twitch
the left eye twitches|her voice drops|nervous|silence|very quiet|knees knock|lips press together
avoiding eye contact|no eye contact|nerves|I look away|my hands shake|We laugh
He laughs. Then he looks away.|blush|bite a nail|eyes on the floor|hands in pockets|deep breaths
goosebumps|their left hand|rapid blinking|awkward silences|tears in the eyes|feet tap
take a long breath|get quiet|voice cracks|one eyebrow goes up|biting his nails|You look away
The eyes dart.|Shaking hands.|not a muscle moves|cheeks redden|under stress, coughs
every breath is short|these hands shake|teeth grind|like a statue|{their} hands shake""".replace(
    "\n", "|"
)

RIGHT_CLAIMS = """the ledger was forged|{ida} took the money|there is no house|nobody ever paid
she drinks|the Smiths hate him|half the readings were made up|the child isn't his
he never went to sea|letters were steamed open once|that letter was forged|all of it burned
someone else did it|two men died of it|drinking killed him|the money went to Bo|the boat sank
they're broke|he put it there|the men know|everyone saw it|{heir} burnt the letter|Ada can't swim
it was the guide's nerve that went at Sorn, before the snow|she has written two different sums
the offer from the Observatory at Accra lies answered in a drawer|Bo hit her""".replace("\n", "|")

WRONG_CLAIMS = """the missing money|stole the money|stealing the money|to steal the money
I stole the money|my brother's debt|a gambling debt|was fired from the bank|murder|We buried it
an affair with Bo|cowardice|fear of water|took the money|hidden gold|The ledger. It is forged.
his love for Ada|the old debt|has a second family|is broke|it was me""".replace("\n", "|")


@pytest.mark.parametrize("written", [*HABITS["tells"], *RIGHT_TELLS.split("|")])
def test_a_verb_phrase_is_a_tell_as_it_stands(written: str) -> None:

    assert tell_phrase(written) == written


@pytest.mark.parametrize("written", WRONG_TELLS.split("|"))
def test_what_would_read_wrong_as_a_tell_is_refused_with_a_right_one(written: str) -> None:
    with pytest.raises(ValueError, match=r"; write "):
        tell_phrase(written)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("He laughs nervously.", "laughs nervously"),
        ("They laugh nervously.", "laughs nervously"),
        ("They always carry on!", "always carries on"),
        ("They touch the wall", "touches the wall"),
        ("They go quiet.", "goes quiet"),
        ("They fly into a rage.", "flies into a rage"),
        ("Ve looks away.", "looks away"),
        ("they're very busy", "is very busy"),
        ("She is suddenly very busy.", "is suddenly very busy"),
        ("Laughs nervously", "laughs nervously"),
        ("Mara Quist looks away.", "looks away"),
        ('"laughs"', "laughs"),
    ],
)
def test_what_can_only_mean_a_verb_phrase_is_made_one(written: str, said: str) -> None:
    assert tell_phrase(written) == said


@pytest.mark.parametrize("written", RIGHT_CLAIMS.split("|"))
def test_a_clause_is_a_claim_as_it_stands(written: str) -> None:
    assert claim_clause(written) == written


@pytest.mark.parametrize("written", WRONG_CLAIMS.split("|"))
def test_what_does_not_fit_after_that_is_refused_with_what_does(written: str) -> None:
    with pytest.raises(ValueError, match=r"; write a whole clause"):
        claim_clause(written)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("The ledger was forged.", "the ledger was forged"),
        ("that she took it", "she took it"),
        ("Ida took the money.", "Ida took the money"),
        ("He loves Ada", "he loves Ada"),
    ],
)
def test_a_claim_loses_its_stop_its_that_and_a_capital_of_no_name(written: str, said: str) -> None:
    assert claim_clause(written) == said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("cellar", "the cellar"),
        ("the old cellar", "the old cellar"),
        ("The old cellar", "the old cellar"),
        ("Bo's room", "Bo's room"),
        ("Sorn", "Sorn"),
        ("bed", "bed"),
        ("number ten", "number ten"),
        ("a barn", "a barn"),
    ],
)
def test_a_place_has_an_article_unless_it_wants_none(written: str, said: str) -> None:
    assert place_name(written) == said


@pytest.mark.parametrize("written", ["brass key", "the brass key", "A brass key", "brass key."])
def test_a_thing_has_no_article_of_its_own(written: str) -> None:
    assert item_name(written) == "brass key"


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Good grief!", "good grief"),
        ("Perhaps,", "perhaps"),
        ("God knows", "God knows"),
        ("I suppose.", "I suppose"),
        *((phrase, phrase) for phrase in (*HABITS["hedges"], *HABITS["oaths"])),
    ],
)
def test_an_oath_or_a_hedge_can_stand_within_a_sentence(written: str, said: str) -> None:
    assert oath_phrase(written) == hedge_phrase(written) == said


def test_a_fact_s_noun_and_gerund_fit_their_slots() -> None:
    assert noun_phrase("The drained fuel.") == "the drained fuel"
    assert gerund_phrase("Draining the fuel.") == "draining the fuel"
    assert gerund_phrase("the will being burnt") == "the will being burnt"
    with pytest.raises(ValueError, match=r"has no verb in -ing; write"):
        gerund_phrase("the fuel")
