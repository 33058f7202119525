"""Settings of an operator that others don't see: figures, the proxy in front, how many mails a minute.

builds: release sanitize
waits
"""

import re
import unittest
import urllib.error
import urllib.request

from harness import Installation, free_port, wait_for
from relay import Relay


class Figures(unittest.TestCase):
    def setUp(self):
        self.port = free_port()
        self.place = Installation(ini=f"[server]\nmetrics-listen=127.0.0.1:{self.port}\n").init()
        self.addCleanup(self.place.close)
        self.place.import_conversation()
        self.place.import_roster(3)
        self.place.start()

    def get(self, path):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=10) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode()

    def figures(self):
        status, text = self.get("/metrics")
        self.assertEqual(status, 200)
        return {name: float(value) for name, value in re.findall(r"^([^#\s]\S*) (\S+)$", text, re.M)}

    def test_errors_latencies_and_bytes_and_nothing_else(self):
        before = self.figures()
        ada = self.place.sign_in("p1@example.org")
        ada.api("POST", "/conversations/our-framework/ideas", {"section": "purpose", "text": "An idea"})
        page = ada.get("/c/our-framework/s/purpose")
        for _ in range(5):
            ada.get("/c/our-framework/none")
        after = self.figures()
        self.assertEqual(after['candour_http_answers_total{class="4xx"}'] - before['candour_http_answers_total{class="4xx"}'], 5)
        self.assertGreater(after['candour_http_answers_total{class="2xx"}'], before['candour_http_answers_total{class="2xx"}'])
        self.assertEqual(after['candour_http_answers_total{class="5xx"}'], 0)
        self.assertGreater(after["candour_http_bytes_total"] - before["candour_http_bytes_total"], len(page.body))
        count = after["candour_http_seconds_count"]
        self.assertEqual(after['candour_http_seconds_bucket{le="+Inf"}'], count)
        buckets = [value for name, value in after.items() if "_bucket" in name]
        self.assertEqual(buckets, sorted(buckets))
        for name in after:
            self.assertRegex(name, r"^candour_http_(answers_total|bytes_total|seconds_(bucket|sum|count))")

    def test_on_its_own_address_alone(self):
        self.assertEqual(self.get("/healthz"), (200, "ok\n"))
        self.assertEqual(wait_for("the desk", lambda: self.get("/readyz")[0] == 200 and 200), 200)
        self.assertEqual(self.get("/c/our-framework")[0], 404)
        for url in (self.place.room_url, self.place.desk_url):
            self.assertEqual(self.place.browser().get(url + "/metrics").status, 404)
        self.place.restart()
        self.assertEqual(self.get("/metrics")[0], 200)


class Proxy(unittest.TestCase):
    """The desk counts by network: ten calls an hour from one."""

    def desk(self, ini):
        place = Installation(ini=ini).init()
        self.addCleanup(place.close)
        place.import_conversation()
        place.import_roster(3)
        return place.start()

    @staticmethod
    def call(place, forwarded=None):
        browser = place.browser()
        headers = {"X-Forwarded-For": forwarded} if forwarded else None
        return browser.request("POST", place.desk_url + "/call-me", headers=headers,
                               form={"conversation": "our-framework", "name": "Zoe", "number": "01632 960 123"}).status

    def test_trusted(self):
        place = self.desk("[server]\ntrusted-proxy=127.0.0.1\n")
        for i in range(10):
            # What its client says stands before what the proxy saw, and counts for nothing.
            self.assertEqual(self.call(place, f"198.51.{i}.9, 192.0.2.{i}"), 200)
        self.assertEqual(self.call(place, "198.51.100.9, 192.0.2.77"), 429, "one network: 192.0.2")
        self.assertEqual(self.call(place, "203.0.113.5"), 200)
        self.assertEqual(self.call(place, "2001:db8:1:2::3"), 200)
        for nothing in ("unknown", "", None):
            self.assertEqual(self.call(place, nothing), 200, "not known: the proxy has the limit")

    def test_not_trusted(self):
        """Who says from where they come is not believed."""
        for ini in ("", "[server]\ntrusted-proxy=192.0.2.1\n"):
            place = self.desk(ini)
            for i in range(10):
                self.assertEqual(self.call(place, f"203.0.{i}.5"), 200)
            self.assertEqual(self.call(place, "203.0.113.5"), 429)


class PerMinute(unittest.TestCase):
    def test_so_many_and_no_more(self):
        relay = Relay().start()
        self.addCleanup(relay.stop)
        with Installation(ini=f"[mail]\ntransport=smtp\nsmtp-url={relay.url}\nper-minute=5\n") as place:
            place.init()
            place.import_conversation()
            place.import_roster(12)
            place.start()
            wait_for("the first five", lambda: len(relay.receivers()) >= 5)
            # The relay has a mail before the desk has heard so: until then it is counted as waiting, and ten are told as ten.
            wait_for("seven waiting, five sent, each rounded down",
                     lambda: "queued 0, sent 0, failing 0" in place.candour("mail", place.folder).stdout)
            self.assertEqual(len(set(relay.receivers())), 5)
            # The next minute brings the next five.
            wait_for("the next five", lambda: len(relay.receivers()) >= 10, 90)
            self.assertEqual(len(relay.receivers()), 10)


if __name__ == "__main__":
    unittest.main()
