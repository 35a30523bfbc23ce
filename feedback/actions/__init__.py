"""Everything that changes cases. Each action takes who (`by`) and when (`now`), and refuses with NotAllowed."""

from feedback.actions.approving import approve, return_draft
from feedback.actions.entering import Receipt, receive
from feedback.actions.handling import (
    accept,
    ask,
    ask_extension,
    draft,
    grant_extension,
    note,
    refuse_extension,
    resume,
    send_back,
    set_aside,
    submit,
    take_up,
)
from feedback.actions.keeping import hold, unhold
from feedback.actions.letters import forward, issue
from feedback.actions.publishing import keep_private, publish, republish, unpublish
from feedback.actions.reception import assign, classify, discard, link, refuse, release, sort_out
from feedback.actions.retention import cancel as cancel_disposal
from feedback.actions.retention import confirm as confirm_disposal
from feedback.actions.retention import load_retention
from feedback.actions.retention import propose as propose_disposal
from feedback.actions.senders import (
    add,
    ask_reopening,
    decline_reopening,
    rate,
    reopen,
    reply,
    send_link,
    view_identity,
    withdraw,
)
from feedback.actions.submissions import enter

__all__ = [
    "Receipt",
    "accept",
    "add",
    "approve",
    "ask",
    "ask_extension",
    "ask_reopening",
    "assign",
    "cancel_disposal",
    "classify",
    "confirm_disposal",
    "decline_reopening",
    "discard",
    "draft",
    "enter",
    "forward",
    "grant_extension",
    "hold",
    "issue",
    "keep_private",
    "link",
    "load_retention",
    "note",
    "propose_disposal",
    "publish",
    "rate",
    "receive",
    "refuse",
    "refuse_extension",
    "release",
    "reopen",
    "reply",
    "republish",
    "resume",
    "return_draft",
    "send_back",
    "send_link",
    "set_aside",
    "sort_out",
    "submit",
    "take_up",
    "unhold",
    "unpublish",
    "view_identity",
    "withdraw",
]
