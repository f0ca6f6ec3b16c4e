"""An adversary spoils valid answers by seed, writes down what it planted, and heals when it is told
to.
"""

from __future__ import annotations

import json
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from random import Random

import pytest

from novel_engine.adapters.models.archive.offline_model import Understudy
from novel_engine.story.asking.consultation import Prompt
from novel_engine.story.fabula.events import Acted, Departed, SceneClosed, SceneOpened, id_of
from novel_engine.story.fabula.world import begin, fold
from novel_engine.story.givens.roles import Roles
from novel_engine.story.givens.verbs import Action, Choice
from novel_engine.story.telling.syuzhet import Beat
from tests.adversary.adversaries import (
    backstage_of,
    chapter_prompts,
    choosing,
    narrating,
    played,
    told,
)
from tests.adversary.adversary import KINDS, Adversary, Part, Planted, corruptions_of
from tests.adversary.backstage import Backstage, ChapterTruth, SceneTruth
from tests.adversary.corruptions_of_chapters import OF_CHAPTERS, in_the_past
from tests.adversary.flipping import contrary_was_done
from tests.adversary.planting import Question, Wording
from tests.support import worlds
from tests.support.stories import Told

QUIZ = narrating("chapter 1 quiz", 99, {"answers": ["yes", "no", "untold"]})
FRAMING = choosing("scene 3", 20, 4, seam="framing")


@pytest.fixture(scope="module")
def story() -> Told:
    return told("the-closing-pass", 1)


def over(story: Told, part: Part) -> Adversary:
    return Adversary(Understudy(), backstage_of(story), part)


def spoilt(
    story: Told, prompt: Prompt, kind: str, seeds: int = 40, wording: Wording = "first"
) -> list[Planted]:
    """What the adversary makes of one question under many seeds, by this kind alone."""
    found: list[Planted] = []
    for seed in range(seeds):
        adversary = over(story, Part(str(seed), (kind,), wording=wording))
        adversary.ask(prompt)
        found += adversary.planted
    return found


# ── the understudy ────────────────────────────────────────────────────────────────────────────────


def test_the_understudy_gives_the_offline_answer_and_says_what_it_would_have_taken() -> None:
    prompt = choosing("ida-kessel", 3, 2)

    reply = Understudy().ask(prompt)

    assert reply.text == prompt.understudy
    assert (reply.tokens_in, reply.tokens_out) == (4, -(-len(prompt.understudy) // 4))
    assert reply.stopped == ""


# ── when it strikes ───────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("heals", [0, 1, 2])
def test_it_heals_after_so_many_answers_to_the_same_question(story: Told, heals: int) -> None:
    adversary = over(story, Part("1", heal_after=heals))
    answers = [adversary.ask(FRAMING).text for _ in range(4)]

    assert [answer == FRAMING.understudy for answer in answers] == [at >= heals for at in range(4)]
    assert [planted.attempt for planted in adversary.planted] == list(range(heals))
    assert adversary.calls == {("framing", 20, "scene 3"): 4}


def test_it_may_never_heal(story: Told) -> None:
    adversary = over(story, Part("1"))

    assert all(adversary.ask(FRAMING).text != FRAMING.understudy for _ in range(9))


def test_a_repair_is_the_same_question_and_another_turn_is_another(story: Told) -> None:
    adversary = over(story, Part("1", heal_after=1))

    assert adversary.ask(FRAMING).text != FRAMING.understudy
    assert (
        adversary.ask(replace(FRAMING, user="Choose. That was wrong.")).text == FRAMING.understudy
    )
    assert adversary.ask(replace(FRAMING, turn=21)).text != FRAMING.understudy


def test_it_strikes_the_share_of_questions_that_it_is_told_to(story: Told) -> None:
    adversary = over(story, Part("1", share=0.3))
    struck = [
        adversary.ask(replace(FRAMING, turn=turn)).text != FRAMING.understudy for turn in range(300)
    ]

    assert 60 < sum(struck) < 120
    assert over(story, Part("1", share=0.0)).ask(FRAMING).text == FRAMING.understudy
    assert over(story, Part("1", places=("deciding",))).ask(FRAMING).text == FRAMING.understudy


def test_what_it_plants_depends_on_the_seed_alone_and_not_on_who_asks_first(story: Told) -> None:
    prompts = [*chapter_prompts(story), QUIZ, FRAMING]

    def planted(seed: str, order: list[Prompt], threads: int) -> tuple[Planted, ...]:
        adversary = over(story, Part(seed))
        with ThreadPoolExecutor(threads) as pool:
            list(pool.map(adversary.ask, order))
        return adversary.planted

    assert planted("1", prompts, 1) == planted("1", prompts[::-1], 4) == planted("1", prompts, 4)
    assert planted("1", prompts, 1) != planted("2", prompts, 1)


# ── which kinds there are, and where ──────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "prompt", [QUIZ, FRAMING, choosing("ida-kessel", 4, 3), narrating("chapter 1", 99, {})]
)
def test_only_the_kinds_of_its_seam_are_planted(prompt: Prompt) -> None:
    assert set(corruptions_of(prompt)) <= set(KINDS)
    assert {"prose", "truncated", "refusal", "flood"} <= set(corruptions_of(prompt))


def test_every_kind_is_planted_in_decisions() -> None:
    """But in nobody who is gone, for whom it takes somebody to have left."""
    count: Counter[str] = Counter()
    for seed in range(1, 5):
        setting = told(("the-closing-pass", "short-handed")[seed % 2], seed).setting
        adversary, heard = played(setting, Part(str(seed)))
        count.update(planted.kind for planted in adversary.planted)
        assert len(adversary.planted) == len(heard)

    assert set(count) | {"dead-person"} == set(corruptions_of(choosing("x", 1, 2)))
    assert min(count.values()) >= 2, count


def test_every_kind_is_planted_in_chapters(story: Told) -> None:
    count: Counter[str] = Counter()
    for seed in range(60):
        adversary = over(story, Part(str(seed)))
        for prompt in chapter_prompts(story):
            adversary.ask(prompt)
        count.update(planted.kind for planted in adversary.planted)

    assert set(count) | {"dead-person"} == set(corruptions_of(next(chapter_prompts(story))))


@pytest.mark.parametrize("prompt", [QUIZ, FRAMING])
def test_every_kind_is_planted_in_frames_and_quizzes(story: Told, prompt: Prompt) -> None:
    for kind in corruptions_of(prompt):
        assert {planted.kind for planted in spoilt(story, prompt, kind, 3)} == {kind}


def test_somebody_who_has_left_for_good_is_spoken_to_as_though_they_were_there() -> None:
    world = worlds.house(Departed(worlds.CY, "by boat"))
    choice = Choice(Action("tell", worlds.ADA, Roles.of(A=worlds.ADA, B=worlds.BO)), 1, ())
    backstage = Backstage(world.setting, lambda: world, lambda: (choice,))
    adversary = Adversary(Understudy(), backstage, Part("1", ("dead-person",)))

    adversary.ask(choosing(worlds.ADA, 2, 1))

    assert "Cy" in adversary.planted[0].mark


def seldom_there(story: Told) -> str:
    """Who is in the fewest scenes, beside the one that the story is told through."""
    scenes = Counter(p for e in story.events if isinstance(e, SceneOpened) for p in e.cast)
    others = (p for p in story.setting.people if p != story.telling.focalizer)
    return min(others, key=lambda person: (scenes[person], person))


def test_somebody_who_has_left_for_good_acts_in_a_chapter_after_it(story: Told) -> None:
    """They go at the end of the first scene, and are not missed in all that come after."""
    who = seldom_there(story)
    gone = Departed(who, "by sledge")
    closed = next(at for at, event in enumerate(story.events) if isinstance(event, SceneClosed))
    events = [
        *story.events[:closed],
        replace(story.events[closed], effects=(gone,)),
        *story.events[closed + 1 :],
    ]
    left = replace(story, events=tuple(events))

    found = [
        planted
        for prompt in chapter_prompts(story)
        for planted in spoilt(left, prompt, "dead-person", 5)
    ]

    assert found
    assert all(story.setting.people[who].short in planted.mark for planted in found)


# ── what is planted is wrong ──────────────────────────────────────────────────────────────────────


def test_an_illegal_choice_is_never_one_of_those_offered(story: Told) -> None:
    for planted in spoilt(story, FRAMING, "illegal-id"):
        assert json.loads(planted.text)["choice"] not in ("1", "2", "3", "4")


def test_what_breaks_off_is_no_json_and_a_flood_is_past_fifty_thousand_signs(story: Told) -> None:
    for planted in spoilt(story, FRAMING, "truncated"):
        with pytest.raises(json.JSONDecodeError):
            json.loads(planted.text)
    for prompt in (FRAMING, QUIZ, next(chapter_prompts(story))):
        assert all(len(planted.text) >= 50_000 for planted in spoilt(story, prompt, "flood", 6))


def test_a_quiz_of_no_questions_can_neither_be_answered_wrongly_nor_be_cut_short(
    story: Told,
) -> None:
    empty = narrating("chapter 1 quiz", 99, {"answers": []})

    assert spoilt(story, empty, "flipped-answers") == []
    assert {
        json.loads(p.text)["answers"] == ["yes"] for p in spoilt(story, empty, "miscounted")
    } == {True}


def test_a_flipped_answer_is_another_and_a_miscount_is_one_off(story: Told) -> None:
    for planted in spoilt(story, QUIZ, "flipped-answers"):
        answers = json.loads(planted.text)["answers"]
        assert len(answers) == 3
        assert answers != ["yes", "no", "untold"]
    assert {len(json.loads(p.text)["answers"]) for p in spoilt(story, QUIZ, "miscounted")} == {2, 4}


@pytest.mark.parametrize("wording", ["first", "second"])
@pytest.mark.parametrize(
    "kind",
    "flipped-outcome unhappened-deed wrong-day invented-person absent-person teleport others-item "
    "mind-reading "
    "early-leak unknown-fact invented-fact".split(),
)
def test_a_sentence_planted_in_a_chapter_stands_in_it_once_and_is_worded_variously(
    story: Told, kind: str, wording: Wording
) -> None:
    prompt = next(chapter_prompts(story))

    found = spoilt(story, prompt, kind, wording=wording)

    assert len({planted.mark for planted in found}) > 4
    for planted in found:
        texts = [paragraph["text"] for paragraph in json.loads(planted.text)["paragraphs"]]
        assert sum(planted.mark in text for text in texts) == 1, planted
        assert planted.mark not in prompt.understudy
        assert not set("{}") & set(planted.mark)


def test_the_two_wordings_have_no_sentence_in_common(story: Told) -> None:
    prompts = list(chapter_prompts(story))

    def marks(wording: Wording) -> set[str]:
        parts = [Part(str(seed), wording=wording) for seed in range(20)]
        adversaries = [over(story, part) for part in parts]
        for adversary in adversaries:
            for prompt in (*prompts, choosing("ida-kessel", 4, 3, improvise=True)):
                adversary.ask(prompt)
        return {planted.mark for adversary in adversaries for planted in adversary.planted} - {""}

    first, second = marks("first"), marks("second")

    assert len(first) > 40
    assert len(second) > 40
    assert first & second == set()


def test_in_the_second_wording_a_sentence_may_stand_first_or_in_the_middle_of_a_paragraph(
    story: Told,
) -> None:
    prompt = next(chapter_prompts(story))
    where = Counter[str]()
    for planted in spoilt(story, prompt, "wrong-day", wording="second"):
        texts = [paragraph["text"] for paragraph in json.loads(planted.text)["paragraphs"]]
        before, _, after = next(text for text in texts if planted.mark in text).partition(
            planted.mark
        )
        where[f"{bool(before)} {bool(after)}"] += 1

    assert set(where) == {"False False", "False True", "True False", "True True"}


@pytest.mark.parametrize(
    ("claim", "then"),
    [
        ("Ida has taken a post and is going down", "Ida had taken a post and was going down"),
        ("Bram means to stay", "Bram meant to stay"),
        ("the stair can no longer be climbed", "the stair could no longer be climbed"),
        ("the can was emptied in the night", "the can was emptied in the night"),
    ],
)
def test_what_is_told_of_a_claim_is_told_in_the_past(claim: str, then: str) -> None:
    assert in_the_past(claim) == then


def test_an_act_is_not_told_as_its_contrary_where_the_contrary_was_done_too(story: Told) -> None:
    """Whoever asks and is asked in one scene may be told of as the one who was asked."""
    backstage = backstage_of(story)
    question = Question(next(chapter_prompts(story)), "{}", backstage, Random(1))
    done = next(e for e in story.events if isinstance(e, Acted) and e.roles.get("B"))
    ask, deny, confess = (replace(done, verb=verb) for verb in ("ask", "deny", "confess"))
    back = replace(ask, actor=ask.roles.get("B"), roles=Roles.of(A=ask.roles.get("B"), B=ask.actor))

    def is_true_too(act: Acted, other: Acted) -> bool:
        chapter = ChapterTruth("ida-kessel", (), {}, {1: act, 2: other}, ())
        return contrary_was_done(replace(question, chapter=chapter), act)

    assert is_true_too(ask, back)
    assert is_true_too(deny, confess)
    assert not is_true_too(ask, replace(back, scene=ask.scene + 1))
    assert not is_true_too(ask, confess)


def test_a_leak_is_of_nothing_that_whoever_it_is_told_through_knows_by_then(story: Told) -> None:
    marks = " ".join(
        planted.mark for planted in spoilt(story, next(chapter_prompts(story)), "early-leak", 80)
    )

    last = max(number for beat in story.telling.chapters[0].beats for number in beat.events)
    so_far = [event for event in story.events if id_of(event) <= last]
    heard = fold(story.setting, so_far).minds[story.telling.chapters[0].focalizer].beliefs

    assert story.setting.claim("harm.deed") in marks
    for fact in heard:
        assert story.setting.claim(fact) not in marks


def test_a_missing_event_is_one_that_nothing_else_in_the_chapter_tells(story: Told) -> None:
    prompt = next(chapter_prompts(story))
    whole = json.loads(prompt.understudy)["paragraphs"]

    for planted in spoilt(story, prompt, "missing-event"):
        left = json.loads(planted.text)["paragraphs"]
        assert 0 < len(left) < len(whole)
        assert all(paragraph in whole for paragraph in left)


def test_a_repeated_paragraph_and_one_of_unknown_beats_are_what_they_say(story: Told) -> None:
    prompt = next(chapter_prompts(story))
    for planted in spoilt(story, prompt, "repeated-paragraph", 5):
        texts = [paragraph["text"] for paragraph in json.loads(planted.text)["paragraphs"]]
        assert len(set(texts)) == len(texts) - 1
    told_of = json.loads(prompt.understudy)["paragraphs"]
    most = max(n for paragraph in told_of for n in paragraph["beats"])
    for planted in spoilt(story, prompt, "unknown-beats", 5):
        beats = [
            n for paragraph in json.loads(planted.text)["paragraphs"] for n in paragraph["beats"]
        ]
        assert set(beats) & {0, -1, 97} or max(beats) > most


def test_a_person_who_speaks_of_what_is_not_theirs_to_know_does_so_aloud() -> None:
    """A line is planted only where the act is spoken, for nobody hears any other."""
    setting = told("the-closing-pass", 1).setting
    adversary, _ = played(setting, Part("1", ("unknown-fact", "early-leak")))

    assert adversary.planted
    assert all(json.loads(planted.text)["line"] == planted.mark for planted in adversary.planted)


def test_where_nothing_of_a_kind_can_be_made_the_answer_stays_as_it_was() -> None:
    made = worlds.setting(places={}, items={}, facts={})
    world = begin(made)
    kinds = tuple(kind for kind in corruptions_of(choosing("x", 1, 1)) if kind in (
        "unknown-fact", "early-leak", "absent-person", "dead-person", "teleport", "others-item",
        "mind-reading",        "undeclared-effects", "invented-fact", "invented-person",
    ))  # fmt: skip
    adversary = Adversary(Understudy(), Backstage(made, lambda: world), Part("1", kinds))
    prompt = choosing(worlds.ADA, 1, 1)

    assert adversary.ask(prompt).text == prompt.understudy
    assert adversary.planted == ()


def test_without_a_telling_only_what_needs_no_truth_is_planted_in_a_chapter() -> None:
    made = worlds.setting()
    answer: dict[str, object] = {
        "title": "One",
        "paragraphs": [{"beats": [1], "speaker": "", "text": "It was cold."}],
    }
    prompt = narrating("chapter 1", 9, answer)
    found = set()
    for kind in corruptions_of(prompt):
        adversary = Adversary(
            Understudy(), Backstage(made, lambda: begin(made)), Part("1", (kind,))
        )
        adversary.ask(prompt)
        found |= {planted.kind for planted in adversary.planted}

    assert found == {"unknown-beats", "prose", "truncated", "refusal", "declined", "flood"}


@pytest.mark.parametrize(
    "kind",
    (
        "missing-event flipped-outcome unhappened-deed teleport others-item mind-reading "
        "repeated-paragraph"
    ).split(),
)
def test_a_chapter_that_gives_no_ground_for_a_fault_gets_none(story: Told, kind: str) -> None:
    """One person alone in a house of one room, with nothing in it and nothing to do."""
    scene = SceneTruth("kitchen", 1, 8, (), {"ida-kessel"})
    beat = Beat("scene", (100,), 1, needed=True)
    chapter = ChapterTruth("ida-kessel", (beat,), {1: scene}, {}, ())
    setting = replace(story.setting, places={"kitchen": story.setting.places["kitchen"]}, items={})
    text = json.dumps(
        {"title": "One", "paragraphs": [{"beats": [1], "speaker": "", "text": "It was cold."}]}
    )
    question = Question(
        narrating("chapter 1", 9, {}), text, Backstage(setting, lambda: begin(setting)), Random(1)
    )

    assert OF_CHAPTERS[kind](replace(question, chapter=chapter)) is None


def test_a_person_for_whom_there_is_nothing_left_to_want_gets_no_failed_precondition() -> None:
    made = worlds.setting(verbs={})
    adversary = Adversary(
        Understudy(), Backstage(made, lambda: begin(made)), Part("1", ("failed-precondition",))
    )

    assert adversary.ask(choosing(worlds.ADA, 1, 1)).text == choosing(worlds.ADA, 1, 1).understudy
