"""Fifty citizens at once walk the public form to the receipt, each with two files: alone, and beside a hundred staff.

Run: make bench, or .venv/bin/python -m bench.senders [--cases 100000] > table.md

The citizens do not pause, so most forms are younger than eight seconds when they are sent, and their cases wait in
quarantine (feedback/spam.py); the sending itself does the same work. No worker runs: letters stay in the queue.
"""

import random
import re
import threading
import time
from collections import Counter, defaultdict
from http.client import HTTPException
from io import BytesIO

from PIL import Image

from bench import house

CITIZENS, STAFF = 50, 100
PAUSE = (1, 3)  # seconds between two pages of one of the staff
HEAD_START = 8  # seconds that the staff browse before the citizens come
JPEG_BYTES, PDF_PAGES = 300_000, 3
SENDER = {"kind": "person", "name": "Nguyễn Văn Bền", "address": "Số 5 đường Lê Lợi", "phone": "0912 345 678"}
CONTENT = {"subject": "conduct", "content": "Hồ sơ nộp đã lâu, chưa có kết quả. " * 20, "proposal": "", "website": ""}
NUMBER = re.compile(r"PAKN-\d{4}-\d{4,9}")
BROWSED = [("staff: queue", "/noi-bo/phan-anh/"), ("staff: case", None), ("staff: home", "/noi-bo/")]
SENDING, RECEIPT, OTHER_PAGES = "the sending", "the receipt", "the other pages of the form"
ALL_STAFF = "staff: all three"
STEPS = [
    "begin",
    "who",
    "words",
    "file: JPEG",
    "file: PDF",
    "files are complete",
    SENDING,
    RECEIPT,
    OTHER_PAGES,
    "whole walk",
    *(name for name, _ in BROWSED),
    ALL_STAFF,
]


class Record:
    """What happened, written by many threads."""

    def __init__(self):
        self.times, self.errors, self.receipts, self.verdict = defaultdict(list), [], [], ""

    def note(self, step, answer):
        self.times[step].append(answer.seconds)
        if not answer.is_good:
            self.errors.append(f"{step}: {answer.status}")
        return answer

    def share(self, step, part):
        return f"{house.share(self.times[step], part):.2f}" if self.times[step] else ""


def main():
    asked = house.options(__doc__)
    with house.running(asked, asked.cases) as here:
        report(asked, *measured(here))


def measured(here):
    """Both crowds, after a small one that only warms the two processes up."""
    files = {
        "file: JPEG": ("files", "anh.jpg", "image/jpeg", jpeg()),
        "file: PDF": ("files", "don.pdf", "application/pdf", pdf()),
    }
    crowd(here, files, "thử", citizens=4, staff=4)
    return crowd(here, files, "A", citizens=CITIZENS), crowd(here, files, "B", citizens=CITIZENS, staff=STAFF)


def report(asked, alone, beside):
    house.say(f"{house.machine()}; {asked.cases:,} cases, {CITIZENS} citizens at once.\n")
    heads = ["step, seconds", "alone p50", "p95", f"beside {STAFF} staff p50", "p95"]
    columns = [(one, part) for one in (alone, beside) for part in (0.5, 0.95)]
    house.table(heads, [[step, *(one.share(step, part) for one, part in columns)] for step in STEPS])
    for name, one in (("Alone", alone), (f"Beside {STAFF} staff", beside)):
        house.say(f"- {name}: {one.verdict}")


def crowd(here, files, mark, *, citizens, staff=0):
    """Run all citizens and staff at once; `mark` is part of the title of each case of this crowd."""
    record, end = Record(), threading.Event()
    browsing = [threading.Thread(target=browse, args=(here, n, record, end), daemon=True) for n in range(staff)]
    start = threading.Barrier(citizens)
    forms = [Form(here.visitor(), record, f"Chậm trả kết quả, người {n} của nhóm {mark}") for n in range(citizens)]
    walking = [threading.Thread(target=walk, args=(form, files, start), daemon=True) for form in forms]
    house.note(f"{citizens} citizens, {staff} staff …")
    for one in browsing:
        one.start()
    time.sleep(HEAD_START if staff else 0)
    begun, before = time.perf_counter(), here.cpu()
    for one in walking:
        one.start()
    for one in walking:
        one.join()
    seconds, cpu = time.perf_counter() - begun, here.cpu_since(before)
    end.set()
    for one in browsing:
        one.join()
    record.verdict = verdict(here, mark, record, seconds, cpu)
    return record


def walk(form, files, start):
    """One citizen, from the first page to the receipt."""
    record = form.record
    start.wait()
    begun = time.perf_counter()
    try:
        form.open("/phan-anh/")
        form.answer("begin", {})
        form.answer("who", SENDER)
        form.answer("words", CONTENT | {"title": form.title})
        for step, file in files.items():
            form.answer(step, {"them": "1"}, file=file)
        form.answer("files are complete", {"xong": "1"})
        form.answer(SENDING, {}, then=RECEIPT)
    except Refused:
        return
    except (OSError, HTTPException) as error:
        record.errors.append(f"form: {error!r}")
        return
    record.times["whole walk"].append(time.perf_counter() - begun)
    record.receipts.append(NUMBER.search(form.place)[0])


class Refused(Exception):
    """Something else came than the next step; it stands among the errors."""


class Form:
    """The public form as one citizen sees it: a page, its answer, the page to which that leads."""

    def __init__(self, visitor, record, title):
        self.visitor, self.record, self.title, self.place = visitor, record, title, None

    def open(self, place, step=OTHER_PAGES):
        self.place = place
        answer = self.record.note(step, self.visitor.get(place))
        if answer.status != 200:
            self.refuse(step, answer)

    def answer(self, step, fields, *, file=None, then=OTHER_PAGES):
        answer = self.record.note(step, self.visitor.post(self.place, fields, file=file))
        if answer.leads_to is None:
            self.refuse(step, answer)
        self.open(answer.leads_to, then)

    def refuse(self, step, answer):
        if answer.is_good:  # what is not good has been written down
            self.record.errors.append(f"{step}: {answer.status}, not the next step")
        raise Refused


def browse(here, n, record, end):
    """One of the staff: queue, case, home, until the last citizen is done."""
    person = here.visitor(f"staff {n}")
    number, pause = here.facts["cases"][f"staff {n}"], random.Random(n)  # noqa: S311  no secret
    end.wait(pause.uniform(0, HEAD_START))
    while not end.is_set():
        for step, path in BROWSED:
            try:
                answer = record.note(step, person.get(path or f"/noi-bo/phan-anh/{number}/"))
                record.times[ALL_STAFF].append(answer.seconds)
            except (OSError, HTTPException) as error:
                record.errors.append(f"{step}: {error!r}")
            if end.wait(pause.uniform(*PAUSE)):
                return


def verdict(here, mark, record, seconds, cpu):
    """Errors, and what the database holds: no gap in the numbers, no case twice, no case whose receipt nobody saw."""
    sql = f"SELECT number, title FROM feedback_case WHERE title LIKE '% của nhóm {mark}' ORDER BY number"  # noqa: S608  ours
    rows = here.rows(sql)
    last = [int(number.rpartition("-")[2]) for number, _ in rows]
    gaps = last[-1] - last[0] + 1 - len(last) if last else 0
    doubles = len(rows) - len({title for _, title in rows})
    unseen = len({number for number, _ in rows} - set(record.receipts))
    staff = len(record.times[ALL_STAFF])
    counts = f"{len(record.errors)} errors, {len(rows)} cases, {gaps} gaps in their numbers, {doubles} doubles"
    work = f"{len(rows) / seconds:.2f} forms and {staff / seconds:.1f} staff pages a second in {seconds:.0f} s"
    given = f"the server ran {cpu / seconds:.2f} s of CPU a second, {cpu / max(1, len(rows)):.2f} s for each form"
    errors = [f"{count} × {words}" for words, count in Counter(record.errors).most_common(5)]
    return "; ".join([f"{counts}, {unseen} without a receipt that was seen", work, given, *errors])


def jpeg():
    """A photograph of about 300 KB: noise is what JPEG cannot shrink."""
    out = BytesIO()
    width = 400
    while out.tell() < JPEG_BYTES:
        width, out = width + 40, BytesIO()
        Image.effect_noise((width, width * 3 // 4), 50).convert("RGB").save(out, "JPEG", quality=85)
    return out.getvalue()


def pdf():
    """Three scanned pages."""
    first, *others = [Image.effect_noise((620, 877), 20) for _ in range(PDF_PAGES)]
    out = BytesIO()
    first.save(out, "PDF", save_all=True, append_images=others)
    return out.getvalue()


if __name__ == "__main__":
    main()
