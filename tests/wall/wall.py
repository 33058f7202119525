"""What the suites of the wall share: unmistakable people, and where to look for them.

A canary is a word that stands in a roster or in a request and can come from nowhere else.  Needles are searched in
every form in which they could lie somewhere: UTF-8, UTF-16, hexadecimal, base64, percent encoding, lower case.
"""

import base64
import os
import re
import sqlite3
import subprocess
import sys
import urllib.parse

sys.path.insert(0, os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "stories"))

from harness import BIN, TROUBLE, Installation, Story, number_word, wait_for  # noqa: E402, F401
from web import Browser  # noqa: E402, F401

SLUG = "our-framework"
TALK = "/conversations/" + SLUG
FORGE = os.path.join(BIN, "tests", "wall", "forge")


# ---- canaries

def canary_people(count, groups=("Quaggaward", "Zorillaward")):
    """People with names, addresses and attributes that no text of the program can hold by chance."""
    return [{"email": f"xq{number_word(i).lower()}zv.{i}@wombatmarsh.example",
             "name": f"Xylq{number_word(i).lower()}zv Brontovick{number_word(i).lower()}",
             "directorate": groups[i % len(groups)],
             "payroll": f"PAYROLLQZ{7000 + i}"} for i in range(1, count + 1)]


def canaries_of(people, labels=False):
    """The words of a roster that must stand nowhere in the room.  labels: group labels too."""
    found = set()
    for row in people:
        found.update((row["email"], row["name"], *row["name"].split(), row["payroll"]))
        if labels:
            found.add(row["directorate"])
    return found | {"wombatmarsh"}


def forms_of(word):
    """All the ways in which a word could be written down."""
    data = word.encode()
    forms = {data, data.lower(), data.upper(), word.encode("utf-16-le"), data.hex().encode(), data.hex().upper().encode(),
             urllib.parse.quote(word, safe="").encode(), data[::-1]}
    if len(data) >= 8:
        # Base64 of a longer text shows the word at one of three shifts; only the middle is sure.
        for shift in range(3):
            text = base64.b64encode(b"\0" * shift + data)
            middle = text[4 if shift else 0:-4]
            if len(middle) >= 8:
                forms.update((middle, middle.replace(b"+", b"-").replace(b"/", b"_")))
    return forms


class Needles:
    """A set of words to look for."""

    def __init__(self, words):
        self.words = set(words)
        self.whose = {form: word for word in self.words for form in forms_of(word)}

    def found_in(self, data):
        if isinstance(data, str):
            data = data.encode()
        return sorted({word for form, word in self.whose.items() if form in data})


# ---- places to look

def files_of(folder):
    """{path: bytes} of everything below a folder."""
    found = {}
    for top, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(top, name)
            if os.path.isfile(path):
                with open(path, "rb") as file:
                    found[os.path.relpath(path, folder)] = file.read()
    return found


def memory_of(pid):
    """Yields (name of the map, bytes) of everything readable in a process."""
    with open(f"/proc/{pid}/maps", encoding="utf-8") as file:
        maps = [line.split(None, 5) for line in file.read().splitlines()]
    with open(f"/proc/{pid}/mem", "rb", buffering=0) as memory:
        for entry in maps:
            start, end = (int(part, 16) for part in entry[0].split("-"))
            name = entry[5] if len(entry) > 5 else ""
            if not entry[1].startswith("r") or name in ("[vvar]", "[vsyscall]", "[vvar_vclock]"):
                continue
            at = start
            while at < end:
                try:
                    memory.seek(at)
                    part = memory.read(min(end - at, 1 << 24))
                except OSError:
                    break
                if not part:
                    break
                yield name, part
                at += len(part)


def tables_of(path):
    """{table: (columns, rows)} of a copy of a database (with its journal)."""
    with sqlite3.connect(f"file:{urllib.parse.quote(path)}?mode=ro", uri=True) as db:
        names = [row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        tables = {}
        for name in names:
            if name.startswith("sqlite_"):
                continue
            rows = db.execute(f'SELECT * FROM "{name}"')
            tables[name] = ([column[0] for column in rows.description], rows.fetchall())
    db.close()
    return tables


def column(tables, table, name):
    columns, rows = tables[table]
    at = columns.index(name)
    return [row[at] for row in rows]


# ---- people

def ready(people=None, count=None, **how):
    """An installation that serves, with a conversation and a roster; the caller closes it."""
    conversation = how.pop("conversation", {})
    place = Installation(**how).init()
    try:
        place.import_conversation(**conversation)
        place.import_roster(people or count)
        return place.start()
    except BaseException:
        place.close()
        raise


def conversation_id(place):
    tables = tables_of(os.path.join(place.folder, "room", "room.db"))
    return column(tables, "conversation", "conversation")[0]


def forge(keys, conversation, pseudonym, roles=1, seconds=60, version=None):
    """The text of a ticket; keys None: signed by somebody else than the desk."""
    command = [FORGE, keys or "-", conversation.hex(), pseudonym.hex(), str(roles), str(seconds)]
    if version is not None:
        command.append(str(version))
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=30).stdout.strip()


def add_idea(person, text, section="purpose", **more):
    answer = person.api("POST", TALK + "/ideas", {"section": section, "text": text, **more})
    if answer.status != 201:
        raise AssertionError(f"posting answered {answer.status}: {answer.text[:300]}")
    return answer.json()["id"]


def vote(person, id, what="like"):
    answer = person.api("PUT", f"/contributions/{id}/vote", {"vote": what})
    if answer.status != 200:
        raise AssertionError(f"voting answered {answer.status}: {answer.text[:300]}")
    return answer.json()
