"""What notes are worded with: each kind of act, feeling, tie and turn in plain words."""

from __future__ import annotations

from collections.abc import Mapping

NOT_SO = 60
DEEDS = ("confess", "forgive", "break_with", "leave_for_good", "accuse", "strike")
SOURCES = {"told": "heard", "lied_to": "heard", "inferred": "worked out", "read": "read", "witnessed": "seen"}
FEELINGS = {
    "anger": "angry with",
    "fear": "afraid of",
    "grief": "sorry for",
    "shame": "ashamed before",
    "joy": "glad of",
    "longing": "drawn to",
    "guilt": "full of guilt towards",
}
ALONE = {
    "fear": "afraid",
    "anger": "angry",
    "grief": "low",
    "shame": "ashamed",
    "joy": "glad",
    "guilt": "full of guilt",
}
TIES = {
    "trust": ("trusts {B} more", "trusts {B} less"),
    "affection": ("likes {B} more", "likes {B} less"),
    "respect": ("thinks more of {B}", "thinks less of {B}"),
    "fear": ("is more wary of {B}", "is less wary of {B}"),
    "debt": ("owes {B} more", "owes {B} less"),
}
ACTS: Mapping[str, str] = {
    "go": "{A} goes to {P}.",
    "take": "{A} takes {I}.",
    "give": "{A} gives {I} to {B}.",
    "hide": "{A} puts {I} out of sight.",
    "search": "{A} searches the place.",
    "destroy": "{A} destroys {I}.",
    "tend": "{A} does {B} some small practical kindness.",
    "block": "{A} stands in {B}'s way.",
    "strike": "{A} strikes {B}.",
    "leave_for_good": "{A} leaves for good.",
    "inspect": "{A} looks {I} over.",
    "ask": "{A} asks {B} about this: {F}.",
    "press": "{A} puts it to {B} again, harder: {F}.",
    "watch": "{A} watches {B}, and says nothing of it.",
    "eavesdrop": "{A} listens where nobody meant it.",
    "show": "{A} puts {I} before {B}.",
    "read": "{A} reads {I}.",
    "infer": "{A} puts it together: {F}.",
    "rule_out": "{A} works out that this cannot be so: {F}.",
    "test": "{A} says something only to see how {B} takes it, about this: {F}.",
    "answer_true": "{A} answers {B}: {G}.",
    "lie": "{A} answers {B}: {G}.",
    "answer_part": "{A} answers {B}, and leaves it at that: {G}.",
    "deflect": "{A} turns {B}'s question aside.",
    "keep_silent": "{A} gives {B} no answer.",
    "walk_out": "{A} walks out on {B} and the question.",
    "plead_ignorance": "{A} says to {B} that it is news.",
    "tell": "{A} tells {B}: {F}.",
    "confess": "{A} owns up to {B}: {F}.",
    "accuse": "{A} says it to {B}'s face: {F}.",
    "deny": "{A} will not have it, and tells {B} so. The charge was: {F}.",
    "apologise": "{A} says sorry to {B}.",
    "forgive": "{A} forgives {B}.",
    "break_with": "{A} breaks with {B}.",
    "comfort": "{A} comforts {B}.",
    "offer": "{A} offers {B} help.",
    "warn": "{A} warns {B}, about this: {F}.",
    "threaten": "{A} threatens {B}, about this: {F}.",
    "promise": "{A} makes {B} a promise.",
    "betray": "{A} passes on to {B} what was said in confidence: {F}.",
    "reflect": "{A} turns it over: {F}.",
    "resolve": "{A} makes a decision, and keeps it to {A}.",
    "wait": "{A} waits.",
    "improvise": "{A} does something that nobody asked for.",
}
"""A lie reads as a true answer does: nobody who hears one can tell."""
SEEN = ("witnessed", "read")
"""Where what is learnt is there to be seen, and is told as what there is to see."""
HOURS = {"morning": "the morning", "day": "the middle", "evening": "the evening", "night": "the night", "": "some hour"}
TURNS = {
    "overhearing": "Something is overheard.",
    "evidence": "Something comes to light that nobody was looking for.",
    "deadline": "There is less time than anybody thought; say it by the weather or the road, and invent no news.",
    "false_witness": "Something is said, or seen, in passing.",
    "promise": "An old promise comes up.",
}
NOBODYS_DOING = "Something comes up that nobody chose."
IMAGES = {
    "plain": "In passing, and as what it is, {motif}: a plain thing that is always there.",
    "charged": "Again {motif}; it has come to weigh something, and nobody says what.",
    "changed": "The last paragraph: {motif}, and it is not quite as it was. End on it.",
}
