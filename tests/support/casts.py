"""Stories told in this Python of people whose names are written in thirty scripts; the hashes of
all that comes of them are printed, to be compared with another Python's.
"""

from __future__ import annotations

import hashlib
import io
import json
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

FORMATS = ("md", "html", "epub", "fountain", "jsonl")
NAMES = (
    *("Ada Vane", "Đặng Thị Ngọc", "Мария Иванова", "Ελένη Σταύρου", "Արմեն Սարոյան"),
    *("שרה לוי", "محمد أحمد", "ናርዶስ በቀለ", "ประเสริฐ แก้ว", "王小明"),
    *("田中 さくら", "ヨシダ ケン", "김민준", "தமிழ்ச்செல்வி", "నాగేశ్వరి రావు"),
    *("ಕಾವ್ಯ ಗೌಡ", "ക്രിഷ്ണൻ നായർ", "গীতা বসু", "ગીતા શાહ", "ਗੁਰਪ੍ਰੀਤ ਕੌਰ"),
    *("गीता शर्मा", "ଗୀତା ଦାସ", "සුනිල් පෙරේරා", "အောင် ဆန်း", "សុខា ចាន់"),
    *("ບຸນມີ ສີ", "བསྟན་འཛིན", "ᠪᠠᠲᠤ", "ნინო ბერიძე", "ᏎᏉᏯ"),
    *("ᓴᓐᓂ ᐊᕐᓇᖅ", "ⵜⴰⵏⵉⵍⴰ", "އައިޝަތު", "ߡߊߡߊߘߎ", "ǅemal Ǆurić"),
)
NEWER = (
    *("\U00011f04\U00011f05 \U00011f06", "\U0001e4d0\U0001e4d1", "\U00031350 \U0002ebf0"),
    *("\U00010d50\U00010d70 \U00010d51\U00010d71", "\ua7cbra Van\ua7dc", "Ada\U0001e4ecs Vane"),
)
"""Names with letters and marks that not every Python knows: Kawi, Nag Mundari, rare Chinese, Garay,
Latin, and a mark of Nag Mundari's in a Latin one.
"""
COMPANY = 5


def told(cast: list[Path], seed: str, out: Path) -> dict[str, str]:
    """The hashes of a story of this cast: its events, and each of its files; or what is said
    instead.
    """
    from novel_engine.cli.app import run

    words = ["run", "--seed", seed, "--out", str(out), "--json", "--scenes", "6"]
    words += [word for person in cast for word in ("--cast", str(person))]
    words += [word for name in FORMATS for word in ("--format", name)]
    said, err = io.StringIO(), io.StringIO()
    with redirect_stdout(said), redirect_stderr(err):
        code = run(words)
    if code:
        return {"code": str(code), "said": err.getvalue().replace(str(out.parent), "")}
    answer = json.loads(said.getvalue())
    files = {
        path.relative_to(out).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(out.rglob("*"))
        if path.is_file() and path.name != "story.db"
    }
    return {"events": answer["events_sha256"], "story": answer["story_sha256"], **files}


def main(root: Path) -> None:
    """Tell a story of every five people, below this folder, and print the hashes."""
    people = []
    for number, name in enumerate(NAMES):
        people.append(root / "people" / f"person-{number}")
        people[-1].mkdir(parents=True)
        card = f"name: {name}\ndescription: They call me {name}.\ngoals: [to be called {name}]\n"
        (people[-1] / "character.yaml").write_text(card, "utf-8")
    found = []
    for number, name in enumerate(NEWER, 1):
        newer = root / "people" / f"newer-{number}"
        newer.mkdir()
        (newer / "character.yaml").write_text(f"name: {name}\n", "utf-8")
        found.append(told([people[0], newer], str(number), root / f"newer-{number}"))
    companies = [people[first : first + COMPANY] for first in range(0, len(people), COMPANY)]
    for number, company in enumerate(companies, 1):
        found.append(told(company, str(number), root / f"story-{number}"))
        if "code" in found[-1]:
            raise SystemExit(str(found[-1]))
    print(json.dumps(found))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
