#!/usr/bin/env python3
"""domesday serve answers to its own pages on this machine, and to nobody else.

    serve_test.py PROGRAM TEXT_DUMP
"""
import gzip
import http.client
import json
import pathlib
import re
import signal
import socket
import subprocess
import sqlite3
import sys
import tempfile

PAGE = "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<title>report</title></head><body>report</body></html>\n"


class Server:
    def __init__(self, program, report, store):
        self.process = subprocess.Popen([program, "serve", "--db", store, "--report", report], stdout=subprocess.PIPE,
                                        stderr=subprocess.PIPE, text=True)
        address = self.process.stdout.readline()
        self.port, self.token = re.fullmatch(r"http://127\.0\.0\.1:(\d+)/\?token=([0-9a-f]{32})\n", address).groups()
        self.port = int(self.port)

    def ask(self, method, path, body=None, token=True, **headers):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if token:
            sent.setdefault("X-Domesday-Token", self.token)
        connection.putrequest(method, path, skip_host="Host" in sent, skip_accept_encoding=True)
        for name, value in sent.items():
            connection.putheader(name, value)
        if body is not None:
            connection.putheader("Content-Length", str(len(body)))
        connection.endheaders(body)
        answer = connection.getresponse()
        answer.body = answer.read()
        connection.close()
        return answer

    def raw(self, request):
        with socket.create_connection(("127.0.0.1", self.port), timeout=20) as connection:
            connection.sendall(request)
            return connection.makefile("rb").readline()

    def stop(self, number):
        self.process.send_signal(number)
        assert self.process.wait(timeout=20) == 0
        return self.process.communicate()


def decisions_for(store):
    with sqlite3.connect(store) as connection:
        sha256, = connection.execute("SELECT sha256 FROM document").fetchone()
        owner, = connection.execute("SELECT text FROM text JOIN entry ON entry.id = entry_id"
                                    " WHERE field = 'owner' AND position = 0").fetchone()
    connection.close()
    return json.dumps({"format": "domesday-decisions", "version": 1, "decisions": [
        {"document": sha256, "revision": 1, "subject": "value", "register": 0, "entry": 0, "field": "owner",
         "extracted": owner, "decision": "agree", "value": None, "comment": "", "who": "A. Auditor",
         "when": "2026-02-13T10:00:00Z"}]}).encode()


def check_reading(server):
    page = server.ask("GET", "/")
    assert page.status == 200
    assert f'<head>\n<meta name="domesday-serve" content="{server.token}">' in page.body.decode()
    assert page.getheader("Content-Security-Policy").startswith("default-src 'none'; ")
    assert page.getheader("X-Content-Type-Options") == "nosniff"
    assert page.getheader("Access-Control-Allow-Origin") is None
    assert server.ask("GET", "/d1/app.js").body == b"let x = 1;\n"
    assert server.ask("GET", "/d1/").status == 200
    assert server.ask("GET", "/", token=False).status == 403
    first = server.ask("GET", "/?token=" + server.token, token=False)
    cookie = first.getheader("Set-Cookie")
    assert (first.status, first.getheader("Location")) == (303, "/")
    assert "HttpOnly" in cookie and "SameSite=Strict" in cookie
    assert server.ask("GET", "/", token=False, Cookie="a=b; " + cookie.split(";")[0]).status == 200
    assert server.ask("GET", "/", token=False, Cookie=cookie.split("=")[0] + "=" + "0" * 32).status == 403
    assert server.ask("GET", "/?token=" + "0" * 32, token=False).status == 403


def check_strangers(server):
    for host in ("evil.example", f"evil.example:{server.port}", "127.0.0.1", f"127.0.0.1:{server.port + 1}",
                 f"[::1]:{server.port}", ""):
        assert server.ask("GET", "/", Host=host).status == 403, host
    assert server.ask("GET", "/", Host=f"localhost:{server.port}").status == 200
    assert server.ask("GET", "/", Origin="http://evil.example").status == 403
    assert server.ask("GET", "/", Origin="null").status == 403
    assert b" 40" in server.raw(b"GET / HTTP/1.1\r\n\r\n")
    # listens on this machine's own address only
    addresses = {line.split()[1] for line in open("/proc/net/tcp").readlines()[1:]}
    assert f"0100007F:{server.port:04X}" in addresses and f"00000000:{server.port:04X}" not in addresses


def check_traversal(server):
    for path in ("/../secret.txt", "/d1/../../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt", "/link.txt",
                 "/linked/secret.txt", "//etc/passwd", "/d1/%00", "/index.html%00.js", "/.", "/d1", "/later.html",
                 "/..\\secret.txt", "/decisions"):
        answer = server.ask("GET", path)
        assert answer.status in (400, 404), (path, answer.status)
        assert b"secret" not in answer.body
    assert server.ask("PUT", "/index.html", b"x").status in (400, 404)
    assert server.ask("DELETE", "/index.html").status in (400, 404)


def check_decisions(server, store):
    good = decisions_for(store)
    kind = {"Content_Type": "application/json"}

    def rows():
        with sqlite3.connect(store) as connection:
            count, = connection.execute("SELECT count(*) FROM decision").fetchone()
        connection.close()
        return count

    assert server.ask("POST", "/decisions", good, token=False, **kind).status == 403
    assert server.ask("POST", "/decisions", good, X_Domesday_Token="0" * 32, **kind).status == 403
    cookie = f"domesday-{server.port}={server.token}"
    assert server.ask("POST", "/decisions", good, token=False, Cookie=cookie, **kind).status == 403
    assert server.ask("POST", "/decisions", good, Host="evil.example", **kind).status == 403
    assert server.ask("POST", "/decisions", good, Origin="http://evil.example", **kind).status == 403
    assert server.ask("POST", "/decisions", good, Sec_Fetch_Site="cross-site", **kind).status == 403
    assert server.ask("POST", "/decisions", good, Content_Type="text/plain").status == 415
    assert server.ask("POST", "/decisions", b"{", **kind).status == 400
    assert server.ask("POST", "/elsewhere", good, **kind).status == 404
    assert b" 413 " in server.raw(
        f"POST /decisions HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\nX-Domesday-Token: {server.token}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {17 << 20}\r\n\r\n".encode())
    bomb = gzip.compress(b" " * (64 << 20))
    assert server.ask("POST", "/decisions", bomb, Content_Encoding="gzip", **kind).status == 415
    assert server.ask("POST", "/decisions", Transfer_Encoding="chunked", **kind).status == 411
    assert rows() == 0
    own = {"Origin": f"http://127.0.0.1:{server.port}", "Sec_Fetch_Site": "same-origin"}
    answer = server.ask("POST", "/decisions", good, **own, **kind)
    assert (answer.status, json.loads(answer.body)) == (200, {"added": 1, "known": 0, "problems": []}), answer.body
    again = json.loads(server.ask("POST", "/decisions", good, **kind).body)
    assert again == {"added": 0, "known": 1, "problems": []}
    strange = good.replace(b'"revision": 1', b'"revision": 9')
    refused = server.ask("POST", "/decisions", strange, **kind)
    assert refused.status == 422  # a page that gets a 200 says "saved"
    assert json.loads(refused.body)["problems"] == [{"number": 1, "found": "the store has no revision 9 of the document"}]
    assert rows() == 1


def main():
    program, dump = map(lambda name: pathlib.Path(name).resolve(), sys.argv[1:3])
    with tempfile.TemporaryDirectory() as folder:
        scratch = pathlib.Path(folder)
        store, report = scratch / "store.db", scratch / "report"
        subprocess.run([program, "ingest", "--db", store, dump], capture_output=True)
        (report / "d1").mkdir(parents=True)
        (report / "index.html").write_text(PAGE)
        (report / "d1/index.html").write_text(PAGE)
        (report / "d1/app.js").write_text("let x = 1;\n")
        (scratch / "secret.txt").write_text("secret")
        (report / "link.txt").symlink_to(scratch / "secret.txt")
        (report / "linked").symlink_to(scratch)
        server = Server(program, report, store)
        try:
            (report / "later.html").write_text(PAGE)
            check_reading(server)
            check_strangers(server)
            check_traversal(server)
            check_decisions(server, store)
        finally:
            server.stop(signal.SIGTERM)
        Server(program, report, store).stop(signal.SIGINT)
        empty = scratch / "empty"
        empty.mkdir()
        refused = subprocess.run([program, "serve", "--db", store, "--report", empty], capture_output=True)
        assert refused.returncode == 2 and b"no index.html" in refused.stderr, refused
    print("served to its own pages, and to nobody else")


if __name__ == "__main__":
    main()
