"""What prose calls people of many cultures, held to what a careful writer of English would write.

The references beside the names say where such usage is described; they were not all opened.
"""

from __future__ import annotations

import csv

import pytest

from novel_engine.adapters.files.bundled import core_file
from novel_engine.adapters.reading.character.name_forms import NameForms
from novel_engine.adapters.reading.character.naming import forms_of, with_small_article
from novel_engine.adapters.reading.character.naming_words import name_words
from novel_engine.adapters.reading.character.reader import NAMES_FILE
from tests.support.terminal import FIXTURES

WORDS = name_words(core_file(NAMES_FILE))


def table(name: str) -> list[tuple[str, str, str]]:
    """The names of a table, each with its short form and what those use who go by surnames."""
    text = (FIXTURES / "names" / name).read_text(encoding="utf-8")
    rows = csv.reader(text.splitlines()[1:], delimiter="\t", quoting=csv.QUOTE_NONE)
    return [(name, short, surname) for name, _, short, surname, _ in rows]


@pytest.mark.parametrize("file", ["first-hundred.tsv", "second-hundred.tsv"])
def test_two_hundred_names_are_called_as_their_cultures_call_them(file: str) -> None:
    rows = table(file)
    found = {name: forms_of(name, WORDS) for name, _, _ in rows}
    assert len(found) == 100
    assert [(name, found[name].short, found[name].formal) for name, _, _ in rows] == rows


def test_what_many_peoples_say_before_and_after_a_name_is_no_name() -> None:
    rows = table("titles-and-orders.tsv")
    found = {name: forms_of(name, WORDS) for name, _, _ in rows}
    assert len(found) == 267
    assert [(name, found[name].short, found[name].formal) for name, _, _ in rows] == rows


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Dr. Ruth Amsel", "Ruth"),
        ("Captain Little Jo Bell", "Little Jo"),
        ("J. R. Hartley", "Hartley"),
        ("ida kessel", "ida"),
        ("Zoë O'Brien-Łukasz", "Zoë"),
        ("../../etc/passwd", "../../etc/passwd"),
        ("B.", "B."),
        (",", ","),
        ("Jean-Luc", "Jean-Luc"),
        ("An Old Man", "an Old Man"),
        ("Wei Zhang", "Wei"),
        ("Bong Joon-ho", "Joon-ho"),
        ("Ip Man", "Ip Man"),
        ("Comte de Monte Cristo", "Comte de Monte Cristo"),
        ("First Lieutenant Milo Bell", "Milo"),
        ("Juan Carlos I", "Juan Carlos"),
        ("Daw Aung San Suu Kyi", "Aung San Suu Kyi"),
        ("Gimli son of Glóin", "Gimli"),
        ("Smith, the baker, of Ely", "Smith"),
    ],
)
def test_a_short_name_is_the_given_name_where_the_words_make_it_sure(name: str, short: str) -> None:
    assert forms_of(name, WORDS).short == short


@pytest.mark.parametrize(
    ("name", "full"),
    [
        ("The Green Knight", "the Green Knight"),
        ("Queen of Hearts", "the Queen of Hearts"),
        ("The Rev. Thomas Green", "the Rev. Thomas Green"),
        ("Rev. Green", "Reverend Green"),
        ("Martin Luther King, Jr.", "Martin Luther King Jr."),
        ("Jane Goodall, PhD", "Jane Goodall"),
        ("Kessel, Ida", "Ida Kessel"),
        ('Captain "Jim" Garcia', "Captain Jim Garcia"),
        ('Dwayne "The Rock" Johnson', "Dwayne Johnson"),
        ("Yuzu (the cat girl)", "Yuzu"),
        ("William 'Bill'", "Bill"),
        ("Malcolm X", "Malcolm X"),
        ('"Jim"', '"Jim"'),
    ],
)
def test_the_whole_name_is_as_it_stands_in_a_sentence(name: str, full: str) -> None:
    assert forms_of(name, WORDS).full == full


def test_a_nickname_gives_way_to_what_the_file_calls_somebody() -> None:
    assert forms_of('James "Jim" Hawkins', WORDS, "James") == NameForms(
        "James Hawkins", "James", "Hawkins", "Jim"
    )


CALLED = """
A. A. Milne|Milne|Milne
A J Ayer|Ayer|Ayer
A. P. J. Abdul Kalam|Abdul Kalam|Abdul Kalam
A. Conan Doyle|Conan|Doyle
An Jung-geun|Jung-geun|An
An Lushan|Lushan|An
A Stranger|a Stranger|a Stranger
The Kid|the Kid|the Kid
The Woman|the Woman|the Woman
The Rt. Hon. James Hacker MP|James|Hacker
Vice-Admiral Horatio Nelson|Horatio|Nelson
Vice Admiral Horatio Nelson|Horatio|Nelson
Major-General Stanley|Major-General Stanley|Major-General Stanley
Private First Class Ada Rourke|Ada|Rourke
Lance Corporal Ada Rourke|Ada|Rourke
Lance Armstrong|Lance|Armstrong
Dr. med. Anna Vogt|Anna|Vogt
Ing. Karel Novák|Karel|Novák
DI Alex Drake|Alex|Drake
Di Alex|Di Alex|Di Alex
Goody Proctor|Goody Proctor|Goody Proctor
Grand Moff Tarkin|Grand Moff Tarkin|Grand Moff Tarkin
Oom Schalk Lourens|Oom Schalk|Oom Schalk
His Excellency Ambassador Kosh|Ambassador Kosh|Ambassador Kosh
Her Majesty|Her Majesty|Her Majesty
Don Draper|Don|Draper
Don Quixote|Don Quixote|Don Quixote
Des O'Connor|Des|O'Connor
Della Street|Della|Street
Della Robbia|Della Robbia|Della Robbia
Red Skelton|Red|Skelton
Red Sonja|Red Sonja|Red Sonja
Dean Winchester|Dean|Winchester
Howlin' Wolf|Howlin' Wolf|Howlin' Wolf
Nearly Headless Nick|Nearly Headless Nick|Nearly Headless Nick
Sugar Ray Leonard|Sugar Ray|Leonard
Sitting Bull|Sitting Bull|Sitting Bull
Notorious B.I.G.|Notorious B.I.G.|Notorious B.I.G.
Ida K.|Ida|K.
MF DOOM|MF DOOM|MF DOOM
IDA KESSEL|IDA|KESSEL
Dances With Wolves|Dances With Wolves|Dances With Wolves
V for Vendetta|V for Vendetta|V for Vendetta
Guns N' Roses|Guns N' Roses|Guns N' Roses
Lee Kuan Yew|Kuan Yew|Lee
Lee Ann Womack|Lee Ann|Womack
Chow Yun-fat|Yun-fat|Chow
Tony Leung Chiu-wai|Tony|Leung
Lan Wangji|Wangji|Lan
Natsume Sōseki|Sōseki|Natsume
Tanizaki Jun'ichirō|Jun'ichirō|Tanizaki
Ono no Komachi|Komachi|Komachi
Yi Sang|Yi Sang|Yi Sang
Aung San Suu Kyi|Aung San Suu Kyi|Aung San Suu Kyi
Federico García Lorca|Federico|García Lorca
Rafael Nadal Parera|Rafael|Nadal
Ramsay Bolton né Snow|Ramsay|Bolton
St. John Rivers|St. John|Rivers
Máire Mhac an tSaoi|Máire|Mhac an tSaoi
Tali'Zorah vas Normandy|Tali'Zorah|vas Normandy
Te Ata Fisher|Te Ata|Fisher
Rani Mukerji|Rani|Mukerji
Thomas Thomas|Thomas|Thomas
Hu Lee|Hu|Lee
Mei Chen|Mei|Chen
Ai Wada|Ai|Wada
Mai Thi Nguyen|Mai|Nguyen
Kim Wilde|Kim|Wilde
Masaki Kobayashi|Masaki|Kobayashi
Roman Arkadyevich Abramovich|Roman|Abramovich
Ben Smith|Ben|Smith
Mary J. Bey|Mary|Bey
Papa J. Smith|Papa Smith|Papa Smith
Alfred, Lord Tennyson|Alfred|Alfred
Doe, Rev. John A. Jr.|John|Doe
Doe, Lt. Gen. John A. Kenneth IV|John|Doe
Velasquez y Garcia, Juan Q. Xavier III|Juan|Velasquez y Garcia
Washington Jr. MD, Franklin|Franklin|Washington
John Smith, Ph. D.|John|Smith
John Doe, Msc.Ed.|John|Doe
Lt.Gen. John Doe|John|Doe
Larry James Johnson I|Larry|Johnson
Malcolm Norton X|Malcolm|X
Van Johnson|Van|Johnson
Van Helsing|Van Helsing|Van Helsing
Alex Ben Johnson|Alex|Johnson
Eliezer Ben Yehuda|Eliezer|Ben Yehuda
Strýc Pepin|Strýc Pepin|Strýc Pepin
Barba Yannis|Barba Yannis|Barba Yannis
Meena Aunty|Meena Aunty|Meena Aunty
Bapak Suryo|Bapak Suryo|Bapak Suryo
Chief Engineer Scott|Chief Engineer Scott|Chief Engineer Scott
Tia Bell|Tia|Bell
Pan Jianwei|Jianwei|Pan
Pak Kyong-ni|Kyong-ni|Pak
Mak Siu-wai|Siu-wai|Mak
Pan Tadeusz|Pan Tadeusz|Pan Tadeusz
Lola Bell|Lola|Bell
"""


@pytest.mark.parametrize("row", CALLED.strip().splitlines())
def test_nobody_is_called_by_a_title_an_article_or_half_a_name_of_the_stage(row: str) -> None:
    name, short, formal = row.split("|")
    found = forms_of(name, WORDS)
    assert (found.short, found.formal) == (short, formal)


def test_what_somebody_was_called_earlier_stays_in_the_whole_name() -> None:
    assert forms_of("Ramsay Bolton né Snow", WORDS).full == "Ramsay Bolton né Snow"


@pytest.mark.parametrize(
    ("written", "amid"),
    [
        ("The Boss", "the Boss"),
        ("A Stranger", "a Stranger"),
        ("A. K.", "A. K."),
        ("An", "An"),
        ("Theo", "Theo"),
    ],
)
def test_an_article_that_a_name_begins_with_is_small_amid_a_sentence(
    written: str, amid: str
) -> None:
    assert with_small_article(written) == amid
