"""Every way of tampering that docs/audit.md has in its table, done with plain git, and what the audit says of it."""

from __future__ import annotations

import contextlib
import io
import os
import re
import secrets
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from copies import copy_folder

from dunning_cli.cli.main import main
from dunning_cli.kernel.entry_id import CHANCE_BITS, entry_id

CASE, LOAN = "PF-2026-0007", "XD-2026-0001"
PAGE = Path(__file__).parents[2] / "docs" / "audit.md"
STAFF = """staff:
  - {id: wang, name: 王静, email: wang@example.com}
  - {id: li, name: 李明远, email: li@example.com}
  - {id: zhou, name: 周正, roles: [supervisor], email: zhou@example.com}
approval_limits: {waiver: 200.00, extension_days: 30, hold_days: 30}
"""
STEPS = (
    ("open", CASE, "--policy", "property-fee", "--name", "王建国", "--phone", "13800000007", "--address", "青禾花园"),
    ("charge", CASE, "--on", "2026-01-01", "--due", "2026-01-31", "--principal", "1200.00"),
    ("open", LOAN, "--policy", "small-loan", "--name", "赵强", "--term", "contract_rate=12%/year"),
    ("opening", LOAN, "--on", "2026-05-01", "--principal", "10000.00"),
    ("pay", CASE, "300.00", "--on", "2026-05-20"),
    ("note", CASE, "客户表示本月底前缴清", "--channel", "counter", "--result", "reached"),
    ("hold", CASE, "accrual", "--from", "2026-05-10", "--until", "2026-05-12", "--reason", "核对面积"),
    ("hold", CASE, "accrual", "--from", "2026-05-01", "--until", "2026-05-03", "--reason", "核对面积"),
    ("waive", CASE, "principal", "50.00", "--reason", "停水三天"),
    ("letter", "new", CASE, "payment-reminder"),
    ("letter", "new", CASE, "payment-reminder", "--on", "2026-06-02"),
)  # fmt: skip
WAYS = {}


def way(name, verdict, code=""):
    """Registers what a hand does, under the words of the table."""

    def register(do):
        assert name not in WAYS
        WAYS[name] = (verdict, code, do)
        return do

    return register


def _quietly(*words):
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        return main(list(words)), out.getvalue()


def _letter(serial, digest=None):
    """The keys of an entry that registers a letter."""
    hashed = f", hash: {digest}" if digest else ""
    return f"kind: letter, date: 2026-05-25, serial: {serial}, template: payment-reminder, to: debtor{hashed}"


class Hands:
    """Somebody with a shell in the ledger's folder."""

    def __init__(self, folder):
        self.folder = folder
        self.now = datetime.now(UTC).replace(microsecond=0)
        self.since = ()

    def git(self, *words, by="wang", committer=None, when=None, committed=None, given=None):
        """Runs git as somebody at some time."""
        name, _, email = by.partition(" ")
        other, _, other_email = (committer or by).partition(" ")
        environment = {**os.environ, "GIT_AUTHOR_NAME": name, "GIT_AUTHOR_EMAIL": email or f"{name}@example.com",
                       "GIT_COMMITTER_NAME": other, "GIT_COMMITTER_EMAIL": other_email or f"{other}@example.com"}  # fmt: skip
        for key, moment in (("AUTHOR", when), ("COMMITTER", committed or when)):
            if moment is not None:
                environment[f"GIT_{key}_DATE"] = moment.isoformat()
        done = subprocess.run(
            ["git", *words], cwd=self.folder, env=environment, input=given, capture_output=True, check=True
        )
        return done.stdout.decode().strip()

    def commit(self, message="tidy up", **how):
        """Commits all there is."""
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", message, **how)

    def file(self, case=CASE):
        """The file of a case."""
        (found,) = (self.folder / "cases").rglob(f"{case}.yaml")
        return found

    def path(self, case=CASE):
        """The same, relative to the ledger."""
        return self.file(case).relative_to(self.folder).as_posix()

    def lines(self, case=CASE):
        """Its lines, each with its end."""
        return self.file(case).read_text(encoding="utf-8").splitlines(keepends=True)

    def put(self, lines, case=CASE):
        """Writes it anew."""
        self.file(case).write_text("".join(lines), encoding="utf-8", newline="\n")

    def edit(self, old, new, case=CASE):
        """Replaces a text that stands in it once."""
        text = "".join(self.lines(case))
        assert text.count(old) == 1, text
        self.put([text.replace(old, new)], case)

    def line(self, words, case=CASE):
        """The number of the first line with these words."""
        return next(number for number, line in enumerate(self.lines(case)) if words in line)

    def id(self, words, case=CASE):
        """The id of the entry on that line."""
        return re.search(r"id: (\w+)", self.lines(case)[self.line(words, case)])[1]

    def write(self, path, text):
        """Writes any file."""
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")

    def letter(self, number):
        """The text of a letter."""
        return self.folder / "letters" / "2026" / "00" / f"2026-A-{number:04}.txt"

    def entry(self, keys, by="wang", at=None, made=None):
        """A line that adds an entry, as the product would write it now, or at another time."""
        at = at or self.now
        id_ = entry_id(made or at, secrets.randbits(CHANCE_BITS))
        stamp = at.isoformat() if isinstance(at, datetime) else at
        return id_, f"  - {{id: {id_}, {keys}, by: {by}, at: {stamp}}}\n"

    def forge(self, keys="kind: payment, date: 2026-05-25, amount: 10.00", case=CASE, by="wang", entry_by=None,
              at=None, made=None, trailers=None, **how):  # fmt: skip
        """Adds an entry and commits it with all that belongs to it."""
        id_, line = self.entry(keys, entry_by or by.partition(" ")[0], at, made)
        self.put([*self.lines(case), line], case)
        date = re.search(r"date: ([\d-]+)", keys)[1]
        said = trailers or f"Case: {case}\nEntry: {{id}}\nActor: {by.partition(' ')[0]}\nValue-Date: {date}"
        self.commit(f"pay {case}\n\n" + said.format(id=id_), by=by, **how)
        return id_

    def run(self, *words, code=0):
        """The product itself."""
        done, said = _quietly(*words)
        assert done == code, said
        return said

    def two_sides(self):
        """A payment on each of two branches, and the merge begun."""
        self.git("branch", "other")
        self.forge("kind: payment, date: 2026-05-25, amount: 11.00")
        self.git("checkout", "-q", "other")
        self.forge("kind: payment, date: 2026-05-25, amount: 22.00", LOAN)
        self.write("letters/2026/00/2026-A-0003.txt", "text\n")
        self.forge(_letter("2026-A-0003"))
        self.git("checkout", "-q", "main")
        # git's own merge of texts stops where both sides added; the union is put down by hand
        both = [*self.lines(), *self.git("show", "other:" + self.path()).splitlines(keepends=True)[-1:]]
        with contextlib.suppress(subprocess.CalledProcessError):
            self.git("-c", "merge.dunning.driver=false", "merge", "-q", "--no-commit", "--no-ff", "other")
        assert (self.folder / ".git" / "MERGE_HEAD").exists()
        self.put([*both[:-2], *sorted(f"{line.rstrip()}\n" for line in both[-2:])])


@way("the amount of a past entry changed", "found", "entry-changed")
def _(hands):
    hands.edit("amount: 300.00", "amount: 3000.00")
    hands.commit()


@way("its value date or due date changed", "found", "entry-changed")
def _(hands):
    hands.edit("due: 2026-01-31", "due: 2026-03-31")
    hands.commit()


@way("the words of a note changed", "found", "entry-changed")
def _(hands):
    hands.edit("本月底前", "明年底前")
    hands.commit()


@way("who recorded it changed", "found", "entry-changed")
def _(hands):
    place = hands.line("amount: 300.00")
    hands.put(
        [line.replace("by: wang", "by: li") if n == place else line for n, line in enumerate(hands.lines())]
    )
    hands.commit()


@way("a key added to a past entry", "found", "entry-changed")
def _(hands):
    hands.edit("amount: 300.00", "amount: 300.00, payer: 李敏")
    hands.commit()


@way("a past entry removed", "found", "entry-removed")
def _(hands):
    hands.put([line for line in hands.lines() if "amount: 300.00" not in line])
    hands.commit()


@way("a past entry removed and brought back", "listed", "entry-restored")
def _(hands):
    before = hands.lines()
    hands.put([line for line in before if "amount: 300.00" not in line])
    hands.commit()
    hands.put(before)
    hands.commit("bring it back")


@way("past entries put in another order", "found", "entry-reordered")
def _(hands):
    lines, place = hands.lines(), hands.line("amount: 300.00")
    lines[place - 1], lines[place] = lines[place], lines[place - 1]
    hands.put(lines)
    hands.commit()


@way("holds put in another order than they were entered", "found", "entry-reordered")
def _(hands):
    lines, place = hands.lines(), hands.line("from: 2026-05-10")
    lines[place], lines[place + 1] = lines[place + 1], lines[place]
    hands.put(lines)
    hands.commit()


@way("an entry put between past ones", "found", "entry-inserted")
def _(hands):
    lines, place = hands.lines(), hands.line("amount: 300.00")
    id_, line = hands.entry("kind: payment, date: 2026-05-25, amount: 10.00")
    hands.put([*lines[:place], line, *lines[place:]])
    hands.commit(f"pay\n\nCase: {CASE}\nEntry: {id_}\nActor: wang\nValue-Date: 2026-05-25")


@way("a past entry changed on the disk, not committed", "found", "entry-changed")
def _(hands):
    hands.edit("amount: 300.00", "amount: 3000.00")


@way("a past entry changed on the disk, with git told to overlook the file", "found", "entry-changed")
def _(hands):
    hands.git("update-index", "--assume-unchanged", hands.path())
    hands.edit("amount: 300.00", "amount: 3000.00")


@way("an entry added on the disk by hand", "found", "entry-by-hand")
def _(hands):
    hands.put([*hands.lines(), hands.entry("kind: payment, date: 2026-05-25, amount: 10.00")[1]])


@way("an entry without an id", "found", "entry-id")
def _(hands):
    hands.put([*hands.lines(), re.sub(r"id: \w+, ", "", hands.lines()[hands.line("amount: 300.00")])])
    hands.commit()


@way("an id used twice in one case", "found", "entry-id")
def _(hands):
    hands.put([*hands.lines(), hands.lines()[hands.line("amount: 300.00")]])
    hands.commit()


@way("an id that stands in two cases", "found", "entry-id-twice")
def _(hands):
    hands.put([*hands.lines(LOAN), hands.lines()[hands.line("amount: 300.00")]], LOAN)
    hands.commit()


# times


@way("a time of recording that is not the commit's", "found", "time")
def _(hands):
    hands.forge(at=hands.now - timedelta(days=30))


@way("a time of recording without its offset", "found", "time")
def _(hands):
    hands.forge(at=hands.now.replace(tzinfo=None).isoformat(), made=hands.now)


@way("the author's date of a commit rewritten", "found", "time")
def _(hands):
    hands.run("pay", CASE, "10.00", "--actor", "wang")
    hands.git("commit", "-q", "--amend", "--no-edit", "--date", "2026-05-20T09:00:00+08:00")


@way("an id made at another time than the entry says", "found", "id-time")
def _(hands):
    hands.forge(made=hands.now - timedelta(days=30))


@way("author's and committer's date apart", "listed", "committed-apart")
def _(hands):
    hands.forge(when=hands.now, committed=hands.now + timedelta(minutes=40))


@way("all times of a commit set before those of the commit it follows", "listed", "date-order")
def _(hands):
    past = hands.now - timedelta(days=30)
    hands.forge(at=past, when=past)


@way("all times of a commit some hours in the future", "listed", "future-date")
def _(hands):
    ahead = hands.now + timedelta(hours=8)
    hands.forge(at=ahead, when=ahead)


@way("all times of a commit days in the future", "found", "future-date")
def _(hands):
    ahead = hands.now + timedelta(days=8)
    hands.forge(at=ahead, when=ahead)


# people


@way("an entry said to be recorded by another than the commit's author", "found", "author")
def _(hands):
    hands.forge(entry_by="li")


@way("the author of a commit rewritten", "found", "author")
def _(hands):
    hands.run("pay", CASE, "10.00", "--actor", "wang")
    hands.git("commit", "-q", "--amend", "--no-edit", "--author", "li <li@example.com>")


@way("an author who is not on the staff list of that day", "listed", "author-not-staff")
def _(hands):
    hands.forge(by="mallory")


@way("a committer who is not", "listed", "committer-not-staff")
def _(hands):
    hands.forge(committer="mallory")


@way("author and committer two different people", "listed", "committer-differs")
def _(hands):
    hands.forge(by="li", committer="wang")


@way("an entry recorded by nobody of that day's staff", "listed", "by-not-staff")
def _(hands):
    hands.forge(by="mallory wang@example.com")


@way("a letter of another alphabet in a name", "found", "look-alike")
def _(hands):
    hands.forge(by="w\u0430ng")


@way("a mark that nobody sees in a name", "found", "look-alike")
def _(hands):
    hands.forge(by="wa\u200bng")


@way("full-width letters in a name", "found", "look-alike")
def _(hands):
    hands.forge(by="\uff57\uff41\uff4e\uff47 w@example.com")


@way("a name that differs in capitals only", "listed", "look-alike")
def _(hands):
    hands.forge(by="Wang wang2@example.com")


@way("another member's e-mail address", "found", "look-alike")
def _(hands):
    hands.forge(by="wang li@example.com")


# what a commit says of itself


@way("an entry without any trailer", "found", "trailers-missing")
def _(hands):
    hands.forge(trailers="it was agreed so")


@way("trailers that name another case", "found", "trailers")
def _(hands):
    hands.forge(trailers=f"Case: {LOAN}\nEntry: {{id}}\nActor: wang\nValue-Date: 2026-05-25")


@way("trailers that name an entry the commit does not add", "found", "trailers")
def _(hands):
    hands.forge(
        trailers=f"Case: {CASE}\nEntry: {{id}}\nEntry: 01jtd3k8q7m4x2aa\nActor: wang\nValue-Date: 2026-05-25"
    )


@way("an entry that the trailers leave out", "found", "trailers")
def _(hands):
    line = hands.entry("kind: payment, date: 2026-05-25, amount: 9.00")[1]
    hands.put([*hands.lines(), line])
    hands.forge()


@way("entries counted and not named", "found", "trailers")
def _(hands):
    hands.forge(trailers=f"Case: {CASE}\nEntries: 1\nActor: wang\nValue-Date: 2026-05-25")


@way("a wrong count of entries", "found", "trailers")
def _(hands):
    hands.forge(trailers=f"Case: {CASE}\nEntries: 5\nActor: wang\nValue-Date: 2026-05-25")


@way("trailers that name another actor", "found", "trailers")
def _(hands):
    hands.forge(trailers=f"Case: {CASE}\nEntry: {{id}}\nActor: li\nValue-Date: 2026-05-25")


@way("trailers that say another value date", "found", "trailers")
def _(hands):
    hands.forge(trailers=f"Case: {CASE}\nEntry: {{id}}\nActor: wang\nValue-Date: 2026-06-01")


@way("no value date in the trailers", "listed", "value-date-missing")
def _(hands):
    hands.forge(trailers=f"Case: {CASE}\nEntry: {{id}}\nActor: wang")


@way("an empty commit that claims an entry", "found", "trailers")
def _(hands):
    hands.commit(f"pay\n\nCase: {CASE}\nEntry: 01jtd3k8q7m4x2aa\nActor: wang")


@way("a commit such as no git writes", "found", "odd-commit")
def _(hands):
    tree, parent = hands.git("rev-parse", "HEAD^{tree}"), hands.git("rev-parse", "HEAD")
    text = f"tree {tree}\nparent {parent}\nauthor wang <wang@example.com> 253402300800 +2500\n\nodd\n"
    id_ = hands.git("hash-object", "-t", "commit", "-w", "--stdin", "--literally", given=text.encode())
    hands.git("update-ref", "refs/heads/main", id_)


# approval limits


@way("a waiver above the limit, not waiting for approval", "found", "above-limit")
def _(hands):
    hands.forge("kind: waiver, date: 2026-05-25, component: principal, amount: 500.00, reason: 困难")


@way("a waiver of all of a component above the limit", "found", "above-limit")
def _(hands):
    hands.forge("kind: waiver, date: 2026-05-25, component: principal, reason: 困难")


@way("an extension beyond the limit", "found", "above-limit")
def _(hands):
    hands.forge("kind: extension, date: 2026-05-25, due: 2026-09-30")


@way("a hold longer than the limit, or open", "found", "above-limit")
def _(hands):
    hands.forge("kind: hold, date: 2026-05-25, from: 2026-05-25, what: accrual, reason: 困难")


@way("a plan whose waivers are above the limit together", "found", "above-limit")
def _(hands):
    plan, first = hands.entry(
        "kind: plan, date: 2026-05-25, instalments: [{due: 2026-06-30, amount: 600.00}]"
    )
    parts = "kind: waiver, date: 2026-05-25, if_paid_by: 2026-06-30, component: {}, amount: 150.00, reason: 困难, plan: "
    made = [hands.entry(parts.format(component) + plan) for component in ("principal", "penalty")]
    hands.put([*hands.lines(), first, *(line for _, line in made)])
    named = "".join(f"Entry: {id_}\n" for id_ in (plan, *(id_ for id_, _ in made)))
    hands.commit(f"plan\n\nCase: {CASE}\n{named}Actor: wang\nValue-Date: 2026-05-25")


@way("waivers within the limit, together above it", "found", "above-limit")
def _(hands):
    hands.forge("kind: waiver, date: 2026-05-25, component: principal, amount: 150.00, reason: 困难")
    hands.forge("kind: waiver, date: 2026-05-26, component: principal, amount: 150.00, reason: 困难")


@way("a closing that writes off more than the limit", "found", "above-limit")
def _(hands):
    hands.forge("kind: close, date: 2026-05-25, reason: written_off")


@way("a judgment for less than was owed by more than the limit", "found", "above-limit")
def _(hands):
    hands.forge("kind: judgment, date: 2026-05-25, principal: 100.00, perform_by: 2026-06-25")


@way("a limit raised in the commit that goes above it", "found", "above-limit")
def _(hands):
    settings = (hands.folder / "dunning.yaml").read_text(encoding="utf-8")
    hands.write("dunning.yaml", settings.replace("waiver: 200.00", "waiver: 9000.00"))
    hands.forge("kind: waiver, date: 2026-05-25, component: principal, amount: 500.00, reason: 困难")


@way("a limit raised on the disk only, for one command", "found", "above-limit")
def _(hands):
    before = (hands.folder / "dunning.yaml").read_text(encoding="utf-8")
    hands.write("dunning.yaml", before.replace("waiver: 200.00", "waiver: 9000.00"))
    hands.run("waive", CASE, "principal", "500.00", "--reason", "困难", "--actor", "wang")
    hands.write("dunning.yaml", before)


@way("an approval of one's own entry", "found", "own-approval")
def _(hands):
    hands.run("waive", CASE, "principal", "500.00", "--reason", "困难", "--actor", "wang")
    entry = hands.id("amount: 500.00")
    hands.forge(f"kind: approval, date: 2026-05-25, entry: {entry}, granted: true")


@way("an approval by somebody whose role may not", "found", "approval-role")
def _(hands):
    settings = (hands.folder / "dunning.yaml").read_text(encoding="utf-8")
    hands.write(
        "dunning.yaml", settings.replace("approval_limits: {", "approval_limits: {roles: [manager], ")
    )
    hands.run("commit", "--actor", "zhou")
    hands.run("waive", CASE, "principal", "500.00", "--reason", "困难", "--actor", "wang")
    entry = hands.id("amount: 500.00")
    hands.forge(f"kind: approval, date: 2026-05-25, entry: {entry}, granted: true", by="zhou")


@way("an approval in somebody else's name from the requester's own machine", "listed", "requester-committed")
def _(hands):
    hands.run("waive", CASE, "principal", "500.00", "--reason", "困难", "--actor", "wang")
    hands.git("config", "user.name", "wang")
    hands.git("config", "user.email", "wang@example.com")
    hands.run("approve", CASE, "--actor", "zhou")


@way("an approval that was taken back", "found", "above-limit")
def _(hands):
    entry = hands.forge("kind: waiver, date: 2026-05-25, component: principal, amount: 500.00, reason: 困难")
    approval = hands.forge(f"kind: approval, date: 2026-05-25, entry: {entry}, granted: true", by="zhou")
    hands.forge(f"kind: reversal, date: 2026-05-25, entry: {approval}", by="zhou")


@way("the mark of waiting taken off a past waiver", "found", "entry-changed")
def _(hands):
    hands.run("waive", CASE, "principal", "500.00", "--reason", "困难", "--actor", "wang")
    hands.edit(", pending: true", "")
    hands.commit()


# letters


@way("a letter removed", "found", "file-removed")
def _(hands):
    hands.letter(1).unlink()
    hands.commit()


@way("the text of a letter changed", "found", "letter-changed")
def _(hands):
    hands.letter(1).write_text("another letter\n", encoding="utf-8")
    hands.commit()


@way("a letter renamed", "found", "file-renamed")
def _(hands):
    hands.letter(1).rename(hands.letter(99))
    hands.commit()


@way("a letter that never was as its hash says", "found", "letter-hash")
def _(hands):
    hands.write("letters/2026/00/2026-A-0003.txt", "another letter\n")
    hands.forge(_letter("2026-A-0003", digest="0" * 64))


@way("an entry of a letter without its text", "found", "letter-missing")
def _(hands):
    hands.forge(_letter("2026-A-0003"))


@way("a letter without an entry", "found", "letter-unregistered")
def _(hands):
    hands.write("letters/2026/00/2026-A-0003.txt", "a letter of its own\n")
    hands.commit()


@way("a letter without an entry on the disk, not committed", "found", "letter-unregistered")
def _(hands):
    hands.write("letters/2026/00/2026-A-0003.txt", "a letter of its own\n")


@way("a number of letters left out", "found", "serial-gap")
def _(hands):
    hands.write("letters/2026/00/2026-A-0007.txt", "text\n")
    hands.forge(_letter("2026-A-0007"))


@way("a number of letters used twice", "found", "serial-twice")
def _(hands):
    hands.forge(_letter("2026-A-0001"), case=LOAN)


@way("a second text of a letter", "found", "serial-twice")
def _(hands):
    hands.write("letters/2026/2026-A-0001.txt", "another letter\n")
    hands.commit()


# case files


@way("a case file removed", "found", "file-removed")
def _(hands):
    hands.file().unlink()
    hands.commit()


@way("a case file renamed", "found", "file-renamed")
def _(hands):
    hands.file().rename(hands.file().with_name("PF-2026-0008.yaml"))
    hands.commit()


@way("a case renamed as by sync, its id given to no other", "found", "file-renamed")
def _(hands):
    lines = [line.replace(f"case: {CASE}", f"case: {CASE}-2") for line in hands.lines()]
    id_, line = hands.entry(f"kind: renamed, date: 2026-06-01, what: case, was: {CASE}, now: {CASE}-2")
    old = hands.file()
    old.with_name(f"{CASE}-2.yaml").write_text("".join([*lines, line]), encoding="utf-8", newline="\n")
    old.unlink()
    hands.commit(
        f"sync\n\nCase: {CASE}\nCase: {CASE}-2\nEntry: {id_}\nActor: wang\nValue-Date: 2026-06-01", by="wang"
    )


@way(
    "an entry that gives a case or letter a new name which its commit does not give",
    "found",
    "renamed-by-hand",
)
def _(hands):
    place = hands.line("serial: 2026-A-0001")
    letter = re.findall(r"id: (\w{16})", "".join(hands.lines()[: place + 1]))[-1]
    hands.forge(
        f"kind: renamed, date: 2026-05-25, what: letter, was: 2026-A-0001, now: 2026-A-0002, entries: [{letter}]"
    )


@way("a case file made unreadable", "found", "case-unreadable")
def _(hands):
    hands.put([*hands.lines(), "  - {\n"])
    hands.commit()


@way("a case that no command reads any more: an unknown key, a contradiction", "found", "case-refused")
def _(hands):
    hands.forge("kind: hold, date: 2026-05-25, from: 2026-05-25, until: 2026-05-20, what: contact, reason: x")


@way("a case refused so on the disk, not committed", "found", "case-refused")
def _(hands):
    hands.edit("case: PF-2026-0007", "case: PF-2026-0007\ncolour: red")


@way("a case under another case's file name", "found", "case-refused")
def _(hands):
    text = "".join(hands.lines(LOAN))
    hands.write("cases/zz/XD-2026-0009.yaml", text.partition("entries:")[0] + "entries:\n")
    hands.commit()


@way("a case that stands in two files", "found", "case-refused")
def _(hands):
    text = "".join(hands.lines(LOAN))
    hands.write(f"cases/zz/{LOAN}.yaml", text.partition("entries:")[0] + "entries:\n")
    hands.commit()


@way("a case file turned into a link", "found", "file-removed")
def _(hands):
    hands.file().rename(hands.folder / "elsewhere.yaml")
    (hands.folder / "cases" / f"{CASE}.yaml").symlink_to("../elsewhere.yaml")
    hands.commit()


@way("a value of a case's head changed", "listed", "head-changed")
def _(hands):
    hands.edit("13800000007", "13800000008")
    hands.commit()


# merges


@way("a merge that drops an entry", "found", "entry-removed")
def _(hands):
    hands.two_sides()
    hands.put(hands.lines()[:-1])
    hands.commit("merge")


@way("a merge that drops a whole case file", "found", "file-removed")
def _(hands):
    hands.two_sides()
    hands.file(LOAN).unlink()
    hands.commit("merge")


@way("a merge that drops a letter", "found", "file-removed")
def _(hands):
    hands.two_sides()
    hands.letter(3).unlink()
    hands.commit("merge")


@way("a merge that changes a past entry", "found", "entry-changed")
def _(hands):
    hands.two_sides()
    hands.edit("amount: 300.00", "amount: 3000.00")
    hands.commit("merge")


@way("a merge that adds an entry", "found", "merge-adds")
def _(hands):
    hands.two_sides()
    hands.put([*hands.lines(), hands.entry("kind: payment, date: 2026-05-25, amount: 10.00")[1]])
    hands.commit("merge")


@way("a waiver above the limit brought by a merge", "found", "above-limit")
def _(hands):
    hands.two_sides()
    waiver = "kind: waiver, date: 2026-05-25, component: principal, amount: 500.00, reason: 困难"
    hands.put([*hands.lines(), hands.entry(waiver)[1]])
    hands.commit("merge")


@way("a merge that takes one side only", "found", "entry-removed")
def _(hands):
    hands.two_sides()
    hands.git("merge", "--abort")
    hands.git("merge", "-q", "-s", "ours", "other", "-m", "merge")


@way("a merge that puts past entries in another order", "found", "entry-reordered")
def _(hands):
    hands.two_sides()
    lines, place = hands.lines(), hands.line("amount: 300.00")
    lines[place - 1], lines[place] = lines[place], lines[place - 1]
    hands.put(lines)
    hands.commit("merge")


@way("new entries of a merge that are not sorted", "listed", "merge-order")
def _(hands):
    hands.two_sides()
    *common, first, second = hands.lines()
    hands.put([*common, second, first])
    hands.commit("merge")


# other files


@way("`.gitattributes` removed", "found", "attributes-changed")
def _(hands):
    (hands.folder / ".gitattributes").unlink()
    hands.commit()


@way("a line that `init` wrote taken out of it", "found", "attributes-changed")
def _(hands):
    text = (hands.folder / ".gitattributes").read_text()
    hands.write(".gitattributes", text.replace("cases/** -text\n", ""))
    hands.commit()


@way("a filter or another merge driver put into it", "found", "attributes-changed")
def _(hands):
    hands.write(".gitattributes", (hands.folder / ".gitattributes").read_text() + "*.yaml filter=tidy\n")
    hands.commit()


@way("a line about cases put into it on the disk, not committed", "found", "attributes-changed")
def _(hands):
    hands.write(".gitattributes", (hands.folder / ".gitattributes").read_text() + "cases/** -diff\n")


@way("a line about other files added to it", "listed", "attributes-changed")
def _(hands):
    hands.write(".gitattributes", (hands.folder / ".gitattributes").read_text() + "*.xlsx binary\n")
    hands.commit()


@way("a second `.gitattributes` in a folder", "found", "unknown-file")
def _(hands):
    hands.write("cases/.gitattributes", "*.yaml merge=ours\n")
    hands.commit()


@way("a symbolic link", "found", "link")
def _(hands):
    (hands.folder / "policies" / "mine.yaml").symlink_to("/etc/hostname")
    hands.commit()


@way("another repository within (submodule)", "found", "link")
def _(hands):
    hands.git("update-index", "--add", "--cacheinfo", f"160000,{hands.git('rev-parse', 'HEAD')},cases/inner")
    hands.git("commit", "-q", "-m", "more")


@way("a program among the cases", "found", "unknown-file")
def _(hands):
    hands.write("cases/setup.exe", "MZ")
    hands.commit()


@way("a folder that differs from the ledger's in capitals", "found", "unknown-file")
def _(hands):
    hands.write("Letters/2026/2026-A-0001.txt", "another letter\n")
    hands.commit()


@way("a file of the office's own beside the ledger's", "listed", "unknown-file")
def _(hands):
    hands.write("README.md", "our office\n")
    hands.commit()


@way("the executable bit of a file", "listed", "executable")
def _(hands):
    hands.file().chmod(0o755)
    hands.commit()


@way("settings changed: limits, staff", "listed", "settings-changed")
def _(hands):
    settings = (hands.folder / "dunning.yaml").read_text(encoding="utf-8")
    hands.write("dunning.yaml", settings.replace("waiver: 200.00", "waiver: 9000.00"))
    hands.commit()


@way("a rate of a policy changed", "listed", "policy-changed")
def _(hands):
    text = (hands.folder / "policies" / "property-fee.yaml").read_text(encoding="utf-8")
    hands.write("policies/property-fee.yaml", text.replace("0.05%/day", "0.04%/day"))
    hands.commit()


@way("a statement to a client changed after it was issued", "listed", "statement-replaced")
def _(hands):
    for payable in ("1658.91", "1600.00"):
        text = f"client: 新城银行\npayable: {payable}\nhash: {'a' * 64}\n"
        hands.write("clients/statements/bank/2026-05-01_2026-05-31.yaml", text)
        hands.commit()


@way("a template changed", "listed", "template-changed")
def _(hands):
    text = (hands.folder / "templates" / "zh" / "payment-reminder.txt").read_text(encoding="utf-8")
    hands.write("templates/zh/payment-reminder.txt", text + "再见\n")
    hands.commit()


# the history itself


@way("the last commit amended, its entry another", "found", "work-lost")
def _(hands):
    hands.run("pay", CASE, "10.00", "--actor", "wang")
    hands.edit("amount: 10.00", "amount: 1.00")
    hands.git("commit", "-qa", "--amend", "--no-edit")


@way("the last commits taken back with `git reset`", "found", "work-lost")
def _(hands):
    hands.run("pay", CASE, "10.00", "--actor", "wang")
    hands.git("reset", "-q", "--hard", "HEAD~1")


@way("work done on a branch that was deleted", "found", "work-lost")
def _(hands):
    hands.git("checkout", "-q", "-b", "aside")
    hands.forge()
    hands.git("checkout", "-q", "main")
    hands.git("branch", "-q", "-D", "aside")


@way("work done on no branch and left", "found", "work-lost")
def _(hands):
    hands.git("checkout", "-q", "--detach")
    hands.forge()
    hands.git("checkout", "-q", "main")


@way("work on another branch of this clone", "listed", "work-elsewhere")
def _(hands):
    hands.git("checkout", "-q", "-b", "aside")
    hands.forge()
    hands.git("checkout", "-q", "main")


@way("commits rewritten here with the same entries", "listed", "rewritten-here")
def _(hands):
    hands.run("pay", CASE, "10.00", "--actor", "wang")
    hands.git(
        "commit", "-q", "--amend", "-m", hands.git("log", "-1", "--format=%B").replace("pay", "paid", 1)
    )


def _backed_up(hands):
    backup = hands.folder.with_name("backup.git")
    subprocess.run(["git", "clone", "-q", "--bare", str(hands.folder), str(backup)], check=True)
    hands.git("remote", "add", "backup", str(backup))
    hands.git("fetch", "-q", "backup")


@way("a history rewritten that a remote still has", "found", "history-rewritten")
def _(hands):
    hands.run("pay", CASE, "10.00", "--actor", "wang")
    _backed_up(hands)
    hands.git("reset", "-q", "--hard", "HEAD~1")
    hands.git("reflog", "expire", "--expire=now", "--all")
    hands.forge("kind: payment, date: 2026-05-25, amount: 5.00")
    hands.git("update-ref", "refs/heads/main", "backup/main")
    hands.git("update-ref", "refs/heads/main", "HEAD~1")
    hands.git("reset", "-q", "--hard")


@way("a history that a trusted commit does not lead to", "found", "history-rewritten")
def _(hands):
    hands.since = ("--since", hands.git("rev-parse", "HEAD"))
    hands.git("commit", "-q", "--amend", "-m", "another")


@way("newer work on a remote that is not here", "listed", "behind")
def _(hands):
    hands.run("pay", CASE, "10.00", "--actor", "wang")
    _backed_up(hands)
    hands.git("update-ref", "refs/heads/main", "HEAD~1")
    hands.git("reset", "-q", "--hard")
    hands.git("reflog", "expire", "--expire=now", "--all")


@way("one object shown in the place of another (`git replace`)", "found", "object-replaced")
def _(hands):
    hands.git("replace", "HEAD", "HEAD~1")


@way("a graft in `.git/info/grafts`", "found", "object-replaced")
def _(hands):
    (hands.folder / ".git" / "info").mkdir(exist_ok=True)
    (hands.folder / ".git" / "info" / "grafts").write_text(hands.git("rev-parse", "HEAD") + "\n")


@way("a clone that holds the end of the history only", "found", "cut-off")
def _(hands):
    full = hands.folder.rename(hands.folder.with_name("full"))
    subprocess.run(["git", "clone", "-q", "--depth", "2", full.as_uri(), str(hands.folder)], check=True)
    os.chdir(hands.folder)


# what has no witness


@way(
    "the whole history rewritten with all that belongs to it, where no clone, remote or log has the old one",
    "not knowable",
)
def _(hands):
    stream = hands.git("fast-export", "--all").encode().replace(b"amount: 300.00", b"amount: 800.00")
    hands.git("fast-import", "--quiet", "--force", given=stream + b"\n")
    hands.git("reset", "-q", "--hard")
    hands.git("reflog", "expire", "--expire=now", "--all")
    assert "amount: 800.00" in "".join(hands.lines())


@way("the last commits taken back, this clone's logs emptied, and no other clone has them", "not knowable")
def _(hands):
    hands.run("pay", CASE, "10.00", "--actor", "wang")
    hands.git("reset", "-q", "--hard", "HEAD~1")
    hands.git("reflog", "expire", "--expire=now", "--all")


@way("work under a colleague's name, at their machine or with their settings, unsigned", "not knowable")
def _(hands):
    hands.forge(by="li")


@way("a call that never took place, or another amount than was paid, entered by who says so", "not knowable")
def _(hands):
    hands.run("pay", CASE, "999.00", "--actor", "wang")


@pytest.fixture(scope="session")
def _office(git_config, tmp_path_factory):
    """A ledger with staff, limits, two cases and letters; made once and copied."""
    folder = tmp_path_factory.mktemp("office") / "ledger"
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith(("GIT_", "DUNNING_"))]:
            patch.delenv(name)
        patch.setenv("GIT_CONFIG_GLOBAL", str(git_config))
        patch.setenv("GIT_CONFIG_NOSYSTEM", "1")
        patch.setenv("DUNNING_TODAY", "2026-06-01")
        patch.chdir(folder.parent)
        assert _quietly("init", str(folder), "--office", "青禾物业服务有限公司", "--actor", "wang")[0] == 0
        patch.chdir(folder)
        for key, value in (("user.name", "wang"), ("user.email", "wang@example.com")):
            subprocess.run(["git", "config", key, value], check=True)
        settings = folder / "dunning.yaml"
        text = settings.read_text(encoding="utf-8").replace("staff: []\n", STAFF)
        settings.write_text(text, encoding="utf-8", newline="\n")
        for words in (("commit",), *STEPS):
            done, said = _quietly(*words, "--actor", "wang")
            assert done == 0, said
    return folder


@pytest.fixture
def hands(_office, git_identity, tmp_path, monkeypatch):
    folder = tmp_path / "ledger"
    copy_folder(_office, folder)
    monkeypatch.chdir(folder)
    monkeypatch.setenv("FILTER_BRANCH_SQUELCH_WARNING", "1")
    return Hands(folder)


@pytest.mark.parametrize("name", WAYS)
def test_the_audit_says_of_each_way_what_its_page_says(hands, audit, name):
    verdict, code, do = WAYS[name]
    audit()  # what is proved of the beginning is kept
    do(hands)
    report = audit(*hands.since)
    assert report == audit("--all", *hands.since)
    codes = {kind: {item["code"] for item in report[kind]} for kind in ("findings", "listed")}
    if verdict == "not knowable":
        assert codes["findings"] == set()
        assert codes["listed"] <= {"settings-changed", "committer-not-staff", "committer-differs"}
    else:
        assert code in codes["findings" if verdict == "found" else "listed"]


def test_the_office_before_anybody_touches_it_is_sound(hands, audit):
    report = audit()
    assert report["findings"] == []
    assert {item["code"] for item in report["listed"]} <= {
        "settings-changed",
        "committer-not-staff",
        "committer-differs",
    }


def test_an_approved_waiver_is_sound_however_it_came_about(hands, audit):
    hands.run("waive", CASE, "principal", "500.00", "--reason", "困难", "--actor", "wang")
    hands.run("approve", CASE, "--actor", "zhou")
    entry = hands.forge("kind: waiver, date: 2026-05-25, component: principal, amount: 400.00, reason: 困难")
    hands.forge(f"kind: approval, date: 2026-05-25, entry: {entry}, granted: true", by="zhou")
    assert audit()["findings"] == []


def test_the_page_has_a_row_for_each_way_and_no_other():
    rows = re.findall(
        r"^\| (.+?) \| (found|listed|not knowable) \| ?(?:`(\S+)`)? ?\|$", PAGE.read_text("utf-8"), re.M
    )
    assert {name: (verdict, code) for name, verdict, code in rows} == {
        name: (verdict, code) for name, (verdict, code, _) in WAYS.items()
    }
    assert len(rows) >= 60
