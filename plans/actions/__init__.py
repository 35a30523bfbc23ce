"""Everything that changes a plan. Each action takes who (`by`) and when (`now`), and refuses with NotAllowed."""

from plans.actions.imports import apply_import, identical_plan, preview_import, rows_of
from plans.actions.plan import clone, close, create, edit_text, issue, reopen, return_to_draft, submit
from plans.actions.tasks import add_section, add_task, change_lead, drop_task, edit_task, move_task
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
    "drop_task",
    "edit_task",
    "edit_text",
    "identical_plan",
    "issue",
    "mark_done",
    "move_task",
    "preview_import",
    "record_deliverable",
    "reopen",
    "reopen_milestone",
    "return_to_draft",
    "rows_of",
    "set_date",
    "submit",
    "withdraw",
]
