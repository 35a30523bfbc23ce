"""The page of a case, its files, and the identity of the sender."""

from django.db.models import Exists, OuterRef, Prefetch, Subquery, prefetch_related_objects
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from core.paging import page_of
from core.refusals import NotAllowed
from deadlines.models import SpecialDay
from feedback import clocks, life
from feedback.actions import senders
from feedback.models import Case, CaseEvent, CaseFile, Letter, PublicText, Status
from feedback.views.working import SLUGS, case_of
from files import giving

EVENTS_A_PAGE = 30
# The main action in each status; the others are in the menu.
MAIN = {
    Status.QUARANTINED: ["release"],
    Status.NEW: ["classify"],
    Status.RECEIVED: ["assign", "forward"],
    Status.HANDLING: ["grant_extension", "accept", "submit", "draft", "assign"],
    Status.INSUFFICIENT: ["grant_extension", "accept", "take_up"],
    Status.WAITING: ["grant_extension", "reply"],
    Status.APPROVAL: ["approve"],
    Status.APPROVED: ["issue"],
    Status.ANSWERED: ["reopen", "publish"],
    Status.PUBLISHED: ["reopen", "republish"],
}
CONVERSATION = ("ask", "reply", "add", "ask_reopening", "decline_reopening")
ELSEWHERE = {"issue": "issue", "forward": "forward", "publish": "publish", "republish": "publish"}
ELSEWHERE |= {"unpublish": "unpublish", "keep_private": "keep_private"}
# Relations that many cases lack: their existence is read with the case, to save queries.
PUBLIC = PublicText.objects.current().filter(case=OuterRef("pk"))
HAS = {
    "has_letters": Exists(Letter.objects.filter(case=OuterRef("pk"))),
    "public_title": Subquery(PUBLIC.values("title")[:1]),
    "public_since": Subquery(PUBLIC.values("published_at")[:1]),
    "has_duplicates": Exists(Case.objects.filter(duplicate_of=OuterRef("pk"))),
}


@require_safe
def case(request, number):
    one, today, calendar = case_of(request, number, **HAS), timezone.localdate(), SpecialDay.objects.calendar()
    events = story(one)
    offered = life.open_actions(request.user, one)
    main = next((name for name in MAIN.get(one.status, []) if name in offered), None)
    context = {
        "case": one,
        "main": entry(one, main) if main else None,
        "menu": [entry(one, name) for name in offered if name != main],
        "clocks": clock_cards(one, events, today, calendar),
        "conversation": [event for event in events if event.action in CONVERSATION],
        "page": page_of(request, events[::-1], EVENTS_A_PAGE),
        "first_files": [file for event in events if event.action == "receive" for file in event.files.all()],
    }
    return TemplateResponse(
        request, "feedback/cases/case.html", context | stands_out(one, events) | of_sender(one, request.user)
    )


def story(case):
    """All events of the case with users and files, the oldest first; read once for all parts of the page."""
    files = Prefetch("files", CaseFile.objects.select_related("file"))
    events = CaseEvent.objects.select_related("by").prefetch_related(files).order_by("at", "pk")
    prefetch_related_objects([case], Prefetch("events", events))
    return list(case.events.all())


def stands_out(case, events):
    """Context of the notices on top of the page. Relations that the case lacks are not queried."""
    public = PublicText(case=case, title=case.public_title or "", published_at=case.public_since)
    return {
        "letters": case.letters.select_related("file") if case.has_letters else (),
        "public_text": public if case.public_since else None,
        "duplicates": case.duplicates.all() if case.has_duplicates else (),
        "remarks": remarks_on(case, events),
        "extension": life.open_extension(case),
        "reopening_waits": life.reopening_waits(case),
    }


def of_sender(case, user):
    """Context about the sender for every user who sees the case, and whether the user may see the identity."""
    sender = case.sender
    return {
        "may_see_identity": case.shows_identity_to(user),
        "sender_kind": sender.get_kind_display(),
        "is_anonymised": sender.is_anonymised,
        "has_email": bool(sender.email),
    }


def entry(case, name):
    """(words, address) of an action."""
    if name in ELSEWHERE:
        return life.words(name), reverse(f"feedback:{ELSEWHERE[name]}", args=[case.number])
    return life.words(name), reverse("feedback:step", args=[case.number, SLUGS[name]])


def clock_cards(case, events, today, calendar):
    """The open clocks, nearest due date first, each with its explanation; then the stopped ones."""
    stops, running, stopped = clocks.pauses_of((one.at, one.from_status, one.to_status) for one in events), [], []
    for clock in case.clocks.all():
        card = {"clock": clock, "badge": clocks.badge(clock, today, calendar)}
        if not clock.is_done:
            card["computed"] = clocks.explained(clock, calendar, stops)
            card["left"] = clocks.left(clock, calendar, today, stops) if clock.stands_still else None
            running.append(card)
        else:
            stopped.append(card)
    running.sort(key=lambda card: (card["clock"].due_date is None, card["clock"].due_date or today))
    return {"running": running, "stopped": stopped}


def remarks_on(case, events):
    """The leader's remarks on a returned draft, until it is submitted again."""
    if case.status not in (Status.HANDLING, Status.INSUFFICIENT, Status.WAITING):
        return None
    return next((event for event in reversed(events) if event.action == "return_draft"), None)


@require_POST
def identity(request, number):
    """The identity, as the response to a POST, so that it has no address to bookmark or share."""
    one = case_of(request, number)
    try:
        sender = senders.view_identity(case=one, by=request.user, now=timezone.now())
    except NotAllowed as refusal:
        raise Http404 from refusal
    return TemplateResponse(request, "feedback/cases/identity.html", {"case": one, "sender": sender})


@require_safe
def case_file(request, number, pk):
    one = case_of(request, number)
    rows = one.files.select_related("file")
    if not one.shows_identity_to(request.user):
        rows = rows.exclude(file__in=one.letters.values("file"))  # a letter contains the identity
    return giving.download(get_object_or_404(rows, pk=pk).file)
