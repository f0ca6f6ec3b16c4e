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
COMPANY = 5


def told(cast: list[Path], seed: str, out: Path) -> dict[str, str]:
    """The hashes of a story of this cast: its events, and each of its files."""
    from novel_engine.cli.app import run

    words = ["run", "--seed", seed, "--out", str(out), "--json", "--scenes", "6"]
    words += [word for person in cast for word in ("--cast", str(person))]
    words += [word for name in FORMATS for word in ("--format", name)]
    said, err = io.StringIO(), io.StringIO()
    with redirect_stdout(said), redirect_stderr(err):
        code = run(words)
    if code:
        raise SystemExit(f"{words}: {code}: {err.getvalue()}")
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
    companies = [people[first : first + COMPANY] for first in range(0, len(people), COMPANY)]
    found = [
        told(company, str(number), root / f"story-{number}")
        for number, company in enumerate(companies, 1)
    ]
    print(json.dumps(found))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
