"""Every route x every role x every phase, in one table: routes.table beside this file.

The routes are those that the two programs have, read from their tables in the source: one that is missing here, or
stands here and is no more, is a failure that says which line to write.

Asked is whether the guard lets in. What changes something says that 100 MB will follow, which no route takes: whoever is
let in gets 413, and nothing happens.
"""
import http.client
import os
import re
import unittest
import urllib.parse

from harness import Installation

HERE = os.path.dirname(os.path.abspath(__file__))
SOURCE = os.path.join(HERE, "..", "..", "src")
TABLE = os.path.join(HERE, "routes.table")
ROOM_PHASES = ("draft", "open", "closed", "analysed", "completed", "erased")
# Letters of the table, in its order.
ROOM_ROLES = "nprfaotTx"
DESK_ROLES = "npsd"
NO_ID = "0" * 26


def routes_of(path):
    """[(method, path)] of the table in a C file."""
    with open(os.path.join(SOURCE, path), encoding="utf-8") as file:
        text = file.read()
    names = {"API": '"/api/v1"', "TALK": '"/api/v1/conversations/:slug"', "LANGUAGE_PATH": '"/language"'}
    found = []
    for method, words in re.findall(r"\{ HTTP_(GET|POST|PUT|PATCH|DELETE), ((?:[A-Z_]+ ?|\"[^\"]*\" ?)+), GUARD_", text):
        parts = [names.get(word, word) for word in re.findall(r"[A-Z_]+|\"[^\"]*\"", words)]
        found.append((method, "".join(part.strip('"') for part in parts)))
    return found


def read_table():
    """{program: {(method, path): [cell]}}"""
    table, program = {}, None
    with open(TABLE, encoding="utf-8") as file:
        for line in file:
            words = line.split()
            if line.startswith("["):
                program = table.setdefault(line.strip("[]\n"), {})
            elif words and not line.startswith("#"):
                program[(words[0], words[1])] = words[2:]
    return table


class Asker:
    """One who asks: the cookies of a browser, or a token; or nobody."""

    def __init__(self, url, browser=None, token=None):
        self.netloc = urllib.parse.urlsplit(url).netloc
        self.url, self.browser, self.token = url, browser, token
        self.connection = None

    def cookies(self):
        host = urllib.parse.urlsplit(self.url).hostname
        return "; ".join(f"{name}={value}" for (at, _, name), value in self.browser.cookies.items() if at == host)

    def status(self, method, path, stream):
        headers = {"Sec-Fetch-Site": "same-origin", "Origin": self.url}
        if self.browser and self.browser.cookies:
            headers["Cookie"] = self.cookies()
        if self.token:
            headers = {"Authorization": f"Bearer {self.token}"}
        if method != "GET":
            headers["Content-Type"] = "application/json" if path.startswith("/api/") else "application/x-www-form-urlencoded"
            headers["Content-Length"] = str(100 << 20)
        once = stream or method != "GET"
        if once or not self.connection:
            self.close()
            self.connection = http.client.HTTPConnection(self.netloc, timeout=30)
        self.connection.request(method, path, headers=headers)
        answer = self.connection.getresponse()
        # Led to their return key: not to what they asked for.
        led_away = answer.status == 303 and answer.getheader("Location", "").endswith("/return")
        if once:
            self.close()
        else:
            answer.read()
        return 403 if led_away else answer.status

    def close(self):
        if self.connection:
            self.connection.close()
            self.connection = None


def lets_in(method, path, status):
    """What a guard lets pass: nothing is done, as the body is none; what has made-up parts is not found."""
    if re.search(r":(ticket|token|name|file)", path) and status == 404:
        return True
    return status in (200, 204, 301, 302, 303, 307, 308) if method == "GET" else status == 413


class Routes(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.table = read_table()

    def test_all_are_in_the_table(self):
        for program, source, columns in (("room", "room/routes.c", len(ROOM_PHASES)), ("desk", "desk/web.c", 1)):
            real = routes_of(source)
            self.assertGreater(len(real), 30, "the table of routes is not found in the source")
            missing = [f"{method} {path}" for method, path in real if (method, path) not in self.table[program]]
            gone = [f"{method} {path}" for method, path in self.table[program] if (method, path) not in real]
            self.assertEqual(missing, [], f"add a line to [{program}] of tests/stories/routes.table: who is let in, phase by phase")
            self.assertEqual(gone, [], f"take the line from [{program}] of tests/stories/routes.table")
            for route, cells in self.table[program].items():
                self.assertEqual(len(cells), columns, route)

    # -- the room

    def try_to_write(self, roles, phase):
        """What people do while it is open is refused afterwards, with the reason; what staff do is not, until completion."""
        talk, item = "/conversations/our-framework", f"/contributions/{self.idea}"
        writes = [("POST", talk + "/ideas", {"section": "purpose", "text": "Too late"}), ("POST", item + "/comments", {"text": "Too late"}),
                  ("PUT", item + "/vote", {"vote": "like"}), ("PATCH", item, {"text": "Changed too late"}), ("DELETE", item, {}),
                  ("POST", item + "/flags", {"reason": "other"})]
        staff = [("f", "POST", item + "/actions", {"action": "hide", "reason": "other"}),
                 ("f", "POST", item + "/actions", {"action": "restore", "reason": "other"}),
                 ("a", "PUT", item + "/read", {"read": True})]
        late, over = {"closed": (409, 200), "analysed": (409, 200)}.get(phase, (410, 410)) if phase != "erased" else (401, 401)
        for method, path, data in writes:
            self.assertEqual(roles["p"].browser.api(method, path, data).status, late, (phase, method, path))
        for letter, method, path, data in staff:
            self.assertEqual(roles[letter].browser.api(method, path, data).status, over, (phase, method, path))

    def try_what_is_not_theirs(self, roles):
        """With bodies that are right: a badge of another conversation finds nothing, other roles can't moderate, and nothing
        has changed."""
        item, see = f"/contributions/{self.idea}", lambda: roles["p"].browser.api("GET", f"/contributions/{self.idea}").json()
        before = see()
        act = ("POST", item + "/actions", {"action": "hide", "reason": "other"})
        own = [("PATCH", item, {"text": "Not mine"}), ("DELETE", item, {})]
        all_may = [("POST", item + "/comments", {"text": "From elsewhere"}), ("PUT", item + "/vote", {"vote": "like"}),
                   ("POST", item + "/flags", {"reason": "other"})]
        for method, path, data in [act] + own + all_may:
            self.assertEqual(roles["x"].browser.api(method, path, data).status, 404, ("x", method, path))
        for letter in "prao":
            self.assertEqual(roles[letter].browser.api(*act).status, 403, letter)
        self.assertEqual(see(), before)

    def people(self, place):
        """Who can come in once it is open."""
        roles = {"n": Asker(place.room_url)}
        person = place.sign_in("p1@example.org")
        idea = person.api("POST", "/conversations/our-framework/ideas", {"section": "purpose", "text": "Longer opening hours"})
        self.idea = idea.json()["id"]
        roles["p"] = Asker(place.room_url, person)
        roles["r"] = Asker(place.room_url, place.sign_in("p2@example.org", welcome=False))
        link = place.candour("staff", "add", place.folder, "--role", "participant", check=False)
        self.assertNotEqual(link.returncode, 0, "participants come by a roster")
        roles["x"] = Asker(place.room_url, place.staff("facilitator", "elsewhere@example.org", slug="another"))
        return roles

    def staff(self, place):
        roles = {letter: Asker(place.room_url, place.staff(role, f"{role}@example.org", slug="our-framework"))
                 for letter, role in (("f", "facilitator"), ("a", "analyst"), ("o", "organiser"))}
        for letter, role in (("t", "participant"), ("T", "facilitator")):
            said = place.candour("token", "add", place.folder, "--role", role, "--conversation", "our-framework").stdout
            roles[letter] = Asker(place.room_url, token=said.strip())
        return roles

    def ask(self, roles, phase, number):
        """Compares one column; a difference is said as the line should be."""
        wrong = []
        for (method, path), cells in self.table["room"].items():
            filled = path.replace(":slug", "our-framework").replace(":id", self.idea).replace(":section", "purpose")
            filled = re.sub(r":\w+", "rules" if path.endswith(":page") else "x", filled)
            found = "".join(letter for letter in ROOM_ROLES if letter in roles and
                            lets_in(method, path, roles[letter].status(method, filled, path.endswith("/events"))))
            wanted = ROOM_ROLES if cells[number] == "*" else cells[number].replace("-", "")
            wanted = "".join(letter for letter in wanted if letter in roles)
            if found != wanted:
                wrong.append(f"{method} {path}: {found or '-'}, not {wanted or '-'}")
            self.seen.setdefault((method, path), []).append("*" if set(found) == set(roles) else found or "-")
        for role in roles.values():
            role.close()
        self.assertEqual(wrong, [], f"while {phase}")

    def test_room(self):
        self.seen, self.idea = {}, NO_ID
        with Installation() as place:
            place.init()
            place.import_conversation(opens=24, closes=24 * 14)
            place.import_roster(40)
            place.candour("conversation", "import", place.folder, place.write_conversation("another"))
            place.start()
            roles = self.staff(place)
            roles["n"] = Asker(place.room_url)
            with self.subTest("draft"):
                self.ask(roles, "draft", 0)
            place.candour("conversation", "open", place.folder, "our-framework")
            roles.update(self.people(place))
            for number, (phase, step) in enumerate((("open", None), ("closed", self.close), ("analysed", self.publish),
                                                    ("completed", self.complete), ("erased", self.erase)), 1):
                if step:
                    step(place, roles)
                with self.subTest(phase):
                    self.ask(roles, phase, number)
                with self.subTest("writing while " + phase):
                    if phase == "open":
                        self.try_what_is_not_theirs(roles)
                    else:
                        self.try_to_write(roles, phase)
        if os.environ.get("SHOW_TABLE"):
            for (method, path), cells in self.seen.items():
                print(f"{method:6} {path:42} " + " ".join(f"{cell:8}" for cell in cells).rstrip())

    @staticmethod
    def close(place, _):
        place.candour("conversation", "close", place.folder, "our-framework")

    def publish(self, _, roles):
        self.assertEqual(roles["o"].browser.post("/c/our-framework/organise/publish", {}).status, 200)

    @staticmethod
    def complete(place, _):
        place.candour("conversation", "complete", place.folder, "our-framework")

    @staticmethod
    def erase(place, _):
        place.candour("erase", place.folder, "our-framework", "--now")

    # -- the desk

    def test_desk(self):
        with Installation() as place:
            place.init()
            place.import_conversation()
            place.import_roster(40)
            place.start()
            desk = place.desk_url
            roles = {"n": Asker(desk), "p": Asker(desk, place.sign_in("p1@example.org")),
                     "s": Asker(desk, place.staff("facilitator")), "d": Asker(desk, place.staff("administrator"))}
            wrong = []
            for (method, path), (cell,) in self.table["desk"].items():
                filled = re.sub(r":\w+", "x", path.replace(":slug", "our-framework"))
                found = "".join(letter for letter in DESK_ROLES if lets_in(method, path, roles[letter].status(method, filled, False)))
                wanted = DESK_ROLES if cell == "*" else cell.replace("-", "")
                if found != wanted:
                    wrong.append(f"{method} {path}: {found or '-'}, not {wanted or '-'}")
                if os.environ.get("SHOW_TABLE"):
                    print(f"{method:6} {path:30} {'*' if found == DESK_ROLES else found or '-'}")
            for role in roles.values():
                role.close()
            self.assertEqual(wrong, [])
