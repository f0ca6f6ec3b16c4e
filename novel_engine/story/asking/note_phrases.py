"""What notes are worded with: each kind of act, feeling, tie and turn in plain words."""

from __future__ import annotations

SOURCE_VERBS = {
    "told": "heard",
    "lied_to": "heard",
    "inferred": "worked out",
    "read": "read",
    "witnessed": "seen",
}
FEELING_PHRASES = {
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
TIE_PHRASES = {
    "trust": ("trusts {B} more", "trusts {B} less"),
    "affection": ("likes {B} more", "likes {B} less"),
    "respect": ("thinks more of {B}", "thinks less of {B}"),
    "fear": ("is more wary of {B}", "is less wary of {B}"),
    "debt": ("owes {B} more", "owes {B} less"),
}
IMPROVISED = "{A} does something that nobody asked for."
SEEN_SOURCES = ("witnessed", "read")
"""Where what is learnt is there to be seen, and is told as what there is to see."""
HOUR_PHRASES = {
    "morning": "the morning",
    "day": "the middle",
    "evening": "the evening",
    "night": "the night",
    "": "some hour",
}
NOBODYS_DOING = "Something comes up that nobody chose."
IMAGES = {
    "plain": "In passing, and as what it is, {motif}: a plain thing that is always there.",
    "charged": "Again {motif}; it has come to weigh something, and nobody says what.",
    "changed": "The last paragraph: {motif}, and it is not quite as it was. End on it.",
}
