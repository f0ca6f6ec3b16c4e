"""Which verb a form is the past or the participle of, as far as its spelling and tables tell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from novel_engine.story.english.past_tense import (
    BASES,
    PAST_OF_BASE,
    WITH_PREFIX,
    past,
    third_person,
)

ALSO_BASES = frozenset(
    """accept accuse add admit agree allow announce apologise appear argue arrive assume attend avoid
    bear_out betray blame borrow bother bring broach brood burn care carry cause change charge chance
    check claim clean clear climb close collect comfort complain conceal confess consider continue cook
    copy count cover crack cross dare decide declare deny depend deserve destroy die discuss dismiss
    disturb doubt drag drain drop earn eat empty end enjoy enter escape examine excuse exist expect
    explain fail fasten fetch fill finish fit follow force forfeit gather glance grieve grudge guess
    hand happen hesitate hint hope hurry ignore imagine improve insist intend interrupt introduce invite
    join judge keep kick kiss knock lack last laugh lean learn lie lift light like listen lock lower
    manage marry matter mend mention mind miss mistake mumble nod note notice obey object offer open
    order owe own pack part pass pause pay persuade pick place plan plead point pour praise prefer
    prepare press prevent promise prove pull punish push quieten rain raise reach realise recall
    receive recognise refuse regret release remain remark remember remind repair repeat reply report
    resolve rest return reveal rub ruin rush save scold search seem serve settle shake share shout shrug
    sign sleep slip smell smile smooth snow sound spare spell spoil square stare start stay step stir
    stop stretch struggle study suffer suggest suppose surprise suspect tap taste tend test thank
    threaten tidy tie touch trade treat tremble trouble trust try turn understand undo unlock use
    vanish visit vote wait walk want warn waste watch water wave weigh whisper wipe wish wonder work
    worry wreck yield""".split()
)
"""Verbs besides, whose past with -ed tells of two which it is."""
PARTICIPLE_OF_BASE: Mapping[str, str] = dict(
    pair.split(":")
    for pair in """be:been do:done go:gone see:seen take:taken give:given know:known speak:spoken
    break:broken choose:chosen fall:fallen forget:forgotten forgive:forgiven begin:begun come:come
    become:become drink:drunk drive:driven eat:eaten draw:drawn fly:flown grow:grown hide:hidden
    ride:ridden ring:rung rise:risen run:run show:shown sing:sung sink:sunk steal:stolen swear:sworn
    swim:swum tear:torn throw:thrown wake:woken wear:worn write:written undo:undone""".split()
)
"""The participles that are not the past as well."""
BASE_OF_PARTICIPLE: Mapping[str, str] = {form: base for base, form in PARTICIPLE_OF_BASE.items()}
BASE_OF_PAST_FORM: Mapping[str, str] = {
    gone: base
    for base, gone in (*PAST_OF_BASE.items(), *WITH_PREFIX.items())
    if base not in ("wind", "lay", "bide", "find_out")
} | dict(pair.split(":") for pair in "lay:lie laid:lay learnt:learn burnt:burn spelt:spell".split())
"""Of `wound` nothing tells whether it is the past of one verb or the base of another."""
ONLY_PAST = frozenset(
    form
    for form, base in BASE_OF_PAST_FORM.items()
    if base in PARTICIPLE_OF_BASE and PARTICIPLE_OF_BASE[base] != form and form != base
)
"""Forms that can be nothing but a finite past: took, went, knew."""
PAST_AND_BASE = frozenset(base for base, gone in PAST_OF_BASE.items() if gone == base) | {"bit"}
"""Forms that may be the past or the base, or a thing: put, read, cut."""
WANTS_A_SUBJECT = PAST_AND_BASE | frozenset("bit left".split())
"""Forms that are finite where somebody stands right before them who does it."""
NO_VERBS = frozenset(
    "need indeed deed speed seed feed heed bed red shed weed breed hundred sacred naked wicked".split()
)


def base_of_past(form: str) -> str:
    """The verb that this may be the past of; empty where it is none, or that is not certain."""
    if form in PAST_AND_BASE:
        return "bite" if form == "bit" else form
    if form in BASE_OF_PAST_FORM:
        return BASE_OF_PAST_FORM[form]
    if not form.endswith("ed") or form in NO_VERBS:
        return ""
    known = [base for base in _bases_with_ed(form) if base in BASES or base in ALSO_BASES]
    spelled = [base for base in _bases_with_ed(form) if past(third_person(base)) == form]
    return next(iter((*known, *spelled)), "")


def _bases_with_ed(form: str) -> Iterator[str]:
    stem = form.removesuffix("ed")
    if not stem:
        return
    if stem.endswith("i"):
        yield f"{stem[:-1]}y"
    takes_e = stem.endswith(("v", "c", "g", "u", "z", "s", "at", "ir", "in")) and stem[-2:] not in (
        "ss",
        "ng",
        "ow",
    )
    pair = (f"{stem}e", stem) if takes_e else (stem, f"{stem}e")
    if len(stem) > 2 and stem[-1] == stem[-2] and stem[-1] not in "lsf":
        yield stem[:-1]
    yield from pair
    if len(stem) > 1 and stem[-1] == stem[-2]:
        yield stem[:-1]


def base_of_participle(form: str) -> str:
    """The verb that this may be the participle of, as after `have`; empty where it is none."""
    if form in BASE_OF_PARTICIPLE:
        return BASE_OF_PARTICIPLE[form]
    return "" if form in ONLY_PAST else base_of_past(form)
