"""What each page costs with a thousand and with a hundred thousand cases, beside a bare view of the same run.

Run: make bench, or .venv/bin/python -m bench.pages [--cases 100000] > table.md
"""

from copy import copy

from bench import house
from bench.visitor import ASKED, TOLD

SMALL = 1_000
WARM_UPS, ROUNDS, TURNS = 2, 40, 4  # warm-ups of each turn; rounds of all turns
CASES = "/noi-bo/phan-anh/"
A_CASE = CASES + "{case}/"
STAFF = [
    ("home", "controller", "/noi-bo/"),
    ("home", "officer", "/noi-bo/"),
    ("home", "leader", "/noi-bo/"),
    ("plans", "controller", "/noi-bo/ke-hoach/"),
    ("plan", "controller", "/noi-bo/ke-hoach/{year}/"),
    ("plan", "officer", "/noi-bo/ke-hoach/{year}/"),
    ("task", "controller", "/noi-bo/ke-hoach/{year}/nhiem-vu/1/"),
    ("procedures", "controller", "/noi-bo/thu-tuc/"),
    ("procedure", "controller", "/noi-bo/thu-tuc/{procedure}/"),
    ("decisions", "controller", "/noi-bo/quyet-dinh/"),
    ("decision", "controller", "/noi-bo/quyet-dinh/{decision}/"),
    ("publication matrix", "controller", "/noi-bo/cong-khai/"),
    ("reviews", "controller", "/noi-bo/ra-soat/"),
    ("review plan", "controller", "/noi-bo/ra-soat/{year}/"),
    ("dossiers", "controller", "/noi-bo/so-lieu/"),
    ("queue: first tab", "controller", CASES),
    ("queue: first tab", "officer", CASES),
    ("queue: first tab", "leader", CASES),
    ("queue: new", "controller", CASES + "?tab=moi"),
    ("queue: overdue", "controller", CASES + "?tab=qua-han"),
    ("queue: all", "controller", CASES + "?tab=tat-ca"),
    ("queue: all, page 30", "controller", CASES + "?tab=tat-ca&trang=30"),
    ("search: a number", "controller", CASES + "?tab=tat-ca&q=PAKN-{year}-0009"),
    ("search: three words", "controller", CASES + "?tab=tat-ca&q=thiet+bi+bx711"),
    ("search: words of every case", "controller", CASES + "?tab=tat-ca&q=ho+so"),
    ("case", "controller", A_CASE),
    ("case", "officer", A_CASE),
    ("case", "leader", A_CASE),
    ("register of a year", "controller", CASES + "so-tiep-nhan/?tu=01/01/{year}&den=31/12/{year}"),
    ("retention", "controller", CASES + "luu-tru/"),
    ("calendar", "controller", "/noi-bo/lich/nam/{year}/"),
]
PUBLIC = [
    ("front", None, "/"),
    ("procedures", None, "/thu-tuc/"),
    ("procedure", None, "/thu-tuc/{procedure}/"),
    ("feedback: start", None, "/phan-anh/"),
    ("feedback: first question", "citizen", None),
    ("look-up", None, "/phan-anh/tra-cuu/"),
    ("published answers", None, "/phan-anh/ket-qua/"),
    ("published answers, searched", None, "/phan-anh/ket-qua/?q=thiet+bi"),
    ("guidance", None, "/phan-anh/huong-dan/"),
]
# The bare views of bench/urls.py, with and without a session.
KINDS = [
    ("staff page", ("controller", "/bench/bare-staff/"), STAFF),
    ("public page", (None, "/bench/bare-public/"), PUBLIC),
]
HEADS = ["queries", "p50 ms", "p95 ms", "÷ bare", "CPU ms", "CPU ÷ bare"]


class Batch:
    """Requests of one page: the milliseconds of each, the CPU milliseconds of all, the queries of one."""

    def __init__(self, here, who, path):
        self.here, self.times, self.cpu_of_all, self.queries = here, [], 0.0, 0
        self.visitor = here.visitor(who, keeps=True)
        self.path = path.format(**here.facts["paths"]) if path else self.visitor.begin_form()

    def turn(self):
        """Some requests on a new connection; it may lead to the other process, which must warm up too."""
        self.visitor.connection.close()
        for _ in range(WARM_UPS):
            self.queries = int(self.asked(**{ASKED: "yes"}).headers[TOLD.lower()])
        before = self.here.cpu()
        self.times += [1000 * self.asked().seconds for _ in range(ROUNDS // TURNS)]
        self.cpu_of_all += 1000 * self.here.cpu_since(before)

    def asked(self, **headers):
        """A page that fails is fast: it must not be measured."""
        answer = self.visitor.get(self.path, **headers)
        if answer.status != 200:
            raise SystemExit(f"{self.path} answered {answer.status}.")
        return answer

    def joined(self, others):
        whole = copy(self)
        whole.times = [one for batch in (self, *others) for one in batch.times]
        whole.cpu_of_all = sum(batch.cpu_of_all for batch in (self, *others))
        return whole

    @property
    def cpu(self):
        return self.cpu_of_all / len(self.times)

    @property
    def p50(self):
        return house.share(self.times, 0.5)

    @property
    def p95(self):
        return house.share(self.times, 0.95)


def main():
    asked = house.options(__doc__)
    with house.running(asked, SMALL) as here:
        small = measured(here)
    with house.running(asked, asked.cases) as here:
        large = measured(here)
    report(asked, small, large)


def report(asked, small, large):
    words = f"{asked.cases:,} and {SMALL:,} cases, {ROUNDS} requests a page, one at a time"
    house.say(f"{house.machine()}; {words}, the bare view in turn with each page.\n")
    heads = [*HEADS, f"p50 at {SMALL:,}", "growth", f"CPU at {SMALL:,}", "CPU growth"]
    for kind, _, _ in KINDS:
        bare = together(kind, large), together(kind, small)
        rows = [line(name, large[kind, name][0], small[kind, name][0], bare[0]) for of, name in large if of == kind]
        house.table([kind, *heads], [line("bare view", *bare, bare[0]), *rows])


def together(kind, found):
    """Every request of the bare view, whatever page it was beside: a few of them alone tell more of the noise."""
    first, *others = [bare for (of, _), (_, bare) in found.items() if of == kind]
    return first.joined(others)


def called(name, who):
    return f"{name} ({who})" if who in ("controller", "officer", "leader") else name


def measured(here):
    """{(kind, page): (its batch, the batch of the bare view beside it)}."""
    found = {}
    for kind, bare, pages in KINDS:
        for name, who, path in pages:
            page, least = found[kind, called(name, who)] = Batch(here, who, path), Batch(here, *bare)
            for _ in range(TURNS):
                least.turn()
                page.turn()
            house.note(f"{called(name, who)}: {page.p50:.0f} ms, {page.cpu:.0f} ms of CPU")
    return found


def line(name, page, before, bare):
    wall = [f"{page.p50:.1f}", f"{page.p95:.1f}", f"{page.p50 / bare.p50:.1f}"]
    cpu = [f"{page.cpu:.1f}", f"{page.cpu / bare.cpu:.1f}"]
    growth = [f"{before.p50:.1f}", f"{page.p50 / before.p50:.1f}", f"{before.cpu:.1f}", f"{page.cpu / before.cpu:.1f}"]
    return [name, page.queries, *wall, *cpu, *growth]


if __name__ == "__main__":
    main()
