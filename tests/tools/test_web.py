"""The small browser of the stories, against a server of a few lines."""

import http.server
import os
import sys
import threading
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "stories"))

from web import Browser, Page

PAGE = b"""<!doctype html><title>A</title><h1>Share <b>an</b> idea</h1>
<script>document.write("<h1>not read</h1>")</script>
<a href="/next" aria-label="Next page">&gt;</a> <a href="other">Other</a>
<form method="post" action="/echo"><input type="hidden" name="token" value="a&amp;b">
<input type="checkbox" name="off"><input type="radio" name="r" value="1"><input type="radio" name="r" value="2" checked>
<textarea name="text">
old</textarea><select name="s"><option value="x">X</option><option value="y" selected>Y</option></select>
<button name="do" value="share">Share it</button><button name="do" value="hold" aria-label="Keep for later">K</button></form>
<form action="/find"><input name="q"><button>Search</button></form>"""


class Server(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def answer(self, status, body, **headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        if self.path == "/set":
            self.answer(303, b"", Location="/echo", Set_Cookie="badge=1; Path=/; HttpOnly")
        elif self.path == "/end":
            self.answer(303, b"", Location="/echo", Set_Cookie="badge=; Path=/; Max-Age=0")
        elif self.path == "/round":
            self.answer(302, b"", Location="/round")
        elif self.path == "/":
            self.answer(200, PAGE)
        else:
            self.answer(200, f"{self.path} {self.headers.get('Cookie')} {self.headers.get('Origin')}".encode())

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.answer(200, "\n".join([self.headers.get("Content-Type"), body, self.headers.get("Sec-Fetch-Site") or "none",
                                    self.headers.get("Origin") or "none"]).encode())


class BrowserCases(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Server)
        cls.server.daemon_threads = True
        threading.Thread(target=cls.server.serve_forever, daemon=True).start()
        cls.addClassCleanup(cls.server.server_close)
        cls.addClassCleanup(cls.server.shutdown)

    def setUp(self):
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        self.browser = Browser(self.url)
        self.addCleanup(self.browser.close)

    def test_reads_a_page(self):
        page = self.browser.get("/")
        self.assertEqual(page.h1, ["Share an idea"])
        self.assertEqual(page.reader.title, "A")
        self.assertEqual(page.link_to("next"), self.url + "/next")
        self.assertEqual(page.link_to("Other"), self.url + "/other")
        self.assertNotIn("not read", page.words)

    def test_sends_a_form_as_it_stands(self):
        self.browser.get("/")
        lines = self.browser.submit("Share it", text="new & \u00e9").text.split("\n")
        self.assertEqual(lines, ["application/x-www-form-urlencoded",
                                 "token=a%26b&r=2&text=new+%26+%C3%A9&s=y&do=share", "same-origin", self.url])

    def test_button_by_its_accessible_name(self):
        self.browser.get("/")
        self.assertIn("do=hold", self.browser.submit("Keep for").text)

    def test_search_form(self):
        self.browser.get("/")
        self.assertEqual(self.browser.submit("Search", q="a b").url, self.url + "/find?q=a+b")

    def test_refuses_what_is_not_there(self):
        self.browser.get("/")
        for fields in ({"button": "Delete"}, {"button": "Share it", "colour": "red"}):
            with self.assertRaises(AssertionError):
                self.browser.submit(**fields)

    def test_cookies_and_redirects(self):
        page = self.browser.get("/set")
        self.assertEqual((page.path, page.text), ("/echo", "/echo badge=1 None"))
        self.assertEqual(self.browser.cookie("badge"), ["1"])
        self.assertEqual(self.browser.get("/end").text, "/echo None None")

    def test_redirect_unfollowed_and_without_end(self):
        self.assertEqual(self.browser.get("/set", follow=False).status, 303)
        with self.assertRaises(AssertionError):
            self.browser.get("/round")

    def test_headers_can_be_left_out(self):
        lines = self.browser.post("/echo", {}, headers={"Sec-Fetch-Site": None, "Origin": None}).text.split("\n")
        self.assertEqual(lines[2:], ["none", "none"])

    def test_json(self):
        lines = self.browser.api("POST", "/x", {"a": 1}).text.split("\n")
        self.assertEqual(lines[:2], ["application/json", '{"a": 1}'])

    def test_page_without_forms(self):
        with self.assertRaises(AssertionError):
            Page(self.url, 200, {}, b"<p>x", []).form_with("Continue")


if __name__ == "__main__":
    unittest.main()
