"""Event streams: how many a browser may have open at once, and what others notice of it.

builds: release sanitize
"""

import contextlib
import socket
import urllib.parse

from harness import Story

MOST = 12
EVENTS = "/api/v1/conversations/our-framework/events"


class Streams(Story):
    people = 3

    @contextlib.contextmanager
    def streams(self, header, n):
        host = urllib.parse.urlsplit(self.place.room_url)
        with contextlib.ExitStack() as stack:
            opened = []
            for _ in range(n):
                each = stack.enter_context(socket.create_connection((host.hostname, host.port), timeout=60))
                each.sendall(f"GET {EVENTS} HTTP/1.1\r\nHost: {host.netloc}\r\n{header}\r\n\r\n".encode())
                self.until(each, b"retry: 3000")
                opened.append(each)
            yield opened

    def until(self, stream, wanted):
        got = b""
        while wanted not in got:
            part = stream.recv(4096)
            self.assertTrue(part, got)
            got += part
        return got

    def ends(self, stream):
        self.assertIn(b"retry: 600000\n\n", self.until(stream, b"\r\n0\r\n\r\n"))

    @staticmethod
    def cookies(browser):
        return "Cookie: " + "; ".join(f"{name}={value}" for (_, _, name), value in browser.cookies.items())

    def post(self, browser, text):
        return browser.api("POST", "/conversations/our-framework/ideas", {"section": "purpose", "text": text}).json()["id"]

    def test_the_oldest_of_a_browser_makes_room(self):
        ada, ben = self.place.sign_in("p1@example.org"), self.place.sign_in("p2@example.org")
        with self.streams(self.cookies(ben), 1) as bens, self.streams(self.cookies(ada), MOST + 1) as adas:
            self.ends(adas[0])
            idea = self.post(ben, "One more cupboard").encode()
            for each in adas[1:] + bens:
                self.until(each, idea)

    def test_another_browser_of_the_same_person_notices_nothing(self):
        """Who holds somebody's link must not learn by it whether that person is in (A17)."""
        ada, thief = self.place.sign_in("p1@example.org"), self.place.sign_in("p1@example.org", welcome=False)
        with self.streams(self.cookies(thief), MOST) as theirs, self.streams(self.cookies(ada), MOST) as hers:
            idea = self.post(ada, "A second cupboard").encode()
            for each in theirs + hers:
                self.until(each, idea)

    def test_a_token_too(self):
        token = self.place.candour("token", "add", self.place.folder, "--role", "participant", "--conversation",
                                   "our-framework").stdout.strip()
        with self.streams(f"Authorization: Bearer {token}", MOST + 1) as opened:
            self.ends(opened[0])
