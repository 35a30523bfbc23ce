"""Everything that changes a plan. Each action takes who (`by`) and when (`now`), and refuses with NotAllowed."""

from plans.actions.imports import apply_import, forget_abandoned, preview_import
from plans.actions.milestones import fill_missing_dates
from plans.actions.plan import clone, close, create, discard, edit_text, issue, reopen, return_to_draft, submit
from plans.actions.tasks import (
    add_section,
    add_task,
    change_lead,
    drop_section,
    drop_task,
    edit_task,
    move_task,
    rename_section,
)
from plans.actions.work import add_event, add_note, mark_done, record_deliverable, reopen_milestone, set_date, withdraw

__all__ = [
    "add_event",
    "add_note",
    "add_section",
    "add_task",
    "apply_import",
    "change_lead",
    "clone",
    "close",
    "create",
    "discard",
    "drop_section",
    "drop_task",
    "edit_task",
    "edit_text",
    "fill_missing_dates",
    "forget_abandoned",
    "issue",
    "mark_done",
    "move_task",
    "preview_import",
    "record_deliverable",
    "rename_section",
    "reopen",
    "reopen_milestone",
    "return_to_draft",
    "set_date",
    "submit",
    "withdraw",
]
