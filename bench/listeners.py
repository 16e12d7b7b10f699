#!/usr/bin/env python3
"""People who listen on slow lines, while others read pages; see README.md."""

import argparse
import http.client
import socket
import statistics
import subprocess
import sys
import threading
import time
from contextlib import closing
from tempfile import TemporaryDirectory

from servers import a_server, megabytes
from sites import ROOT, environment

MOST_SECONDS = 1
PAGES = ("/", "/films/", "/reviews/", "/people/", "/films/?order=year")
BYTES_A_SECOND = 16_000  # that a line carries: 128 kbit/s
RECORD = """
import io, wave
from django.core.files.uploadedfile import SimpleUploadedFile
from audio.actions import take_upload
from audio.models import Recording
from reviews.models import Review
buffer = io.BytesIO()
with wave.open(buffer, "wb") as file:
    file.setparams((1, 2, 16_000, 0, "NONE", ""))
    file.writeframes(bytes(32_000 * 60 * 30))
sound = take_upload(SimpleUploadedFile("half an hour.wav", buffer.getvalue()))
facts = dict(zip(("file", "mime_type", "size", "duration"), sound))
print(Recording.objects.create(review=Review.objects.published().first(), **facts).url)
"""


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--listeners", type=int, default=4)
    parser.add_argument("--seconds", type=int, default=20)
    options = parser.parse_args()
    with TemporaryDirectory(prefix="bench-") as folder, a_server(folder, 1) as (process, port):
        path = record(folder)
        alone, before = read_for(port, options.seconds), megabytes(process.pid)
        stop, heard = threading.Event(), [0] * options.listeners
        listeners = [
            threading.Thread(target=listen, args=(port, path, heard, number, stop))
            for number in range(options.listeners)
        ]
        for listener in listeners:
            listener.start()
        time.sleep(2)
        beside, after = read_for(port, options.seconds), megabytes(process.pid)
        stop.set()
        for listener in listeners:
            listener.join()
    tell("alone", alone)
    tell(f"beside {options.listeners} listeners", beside)
    print(
        f"The one who heard least has {min(heard) / 1000:.0f} kB; memory {before:.0f} MB before, "
        f"{after:.0f} MB beside them."
    )
    raise SystemExit(max(beside) > MOST_SECONDS or not all(heard))


def record(folder):
    """The address of a recording of 58 MB."""
    command = [sys.executable, "manage.py", "shell", "-v0", "-c", RECORD]
    said = subprocess.run(  # noqa: S603 (our own program)
        command, cwd=ROOT, env=environment(folder), check=True, capture_output=True, text=True
    )
    return said.stdout.strip()


def read_for(port, seconds):
    """How long each page took, in seconds; one reader, one page after the other."""
    waits, last = [], time.monotonic() + seconds
    while time.monotonic() < last:
        with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=30)) as connection:
            begun = time.monotonic()
            connection.request("GET", PAGES[len(waits) % len(PAGES)])
            assert connection.getresponse().read()
            waits.append(time.monotonic() - begun)
    return waits


def listen(port, path, heard, number, stop):
    """Take what a slow line carries; every other one asks for a part, as browsers do."""
    asked = "" if number % 2 else "Range: bytes=0-\r\n"
    with socket.socket() as line:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 16_384)
        line.connect(("127.0.0.1", port))
        line.sendall(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{asked}\r\n".encode())
        while not stop.wait(0.25) and (block := line.recv(BYTES_A_SECOND // 4)):
            heard[number] += len(block)


def tell(when, waits):
    ordered = [wait * 1000 for wait in sorted(waits)]
    middle, late = statistics.median(ordered), ordered[len(ordered) * 99 // 100]
    print(
        f"{when}: {len(waits)} pages, median {middle:.1f} ms, 99 % under {late:.1f} ms, "
        f"longest {ordered[-1]:.0f} ms"
    )


if __name__ == "__main__":
    main()
