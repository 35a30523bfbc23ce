"""Everything that changes the registers. Each action takes who (`by`) and when (`now`), and refuses with NotAllowed."""

from procedures.actions.catalogue import add_form, edit_facts, edit_version, refresh_words, remove_form
from procedures.actions.costs import save_costs
from procedures.actions.decisions import correct, enter, withdraw
from procedures.actions.dossiers import apply_file as apply_dossiers
from procedures.actions.dossiers import edit as edit_dossiers
from procedures.actions.dossiers import preview_file as preview_dossiers
from procedures.actions.dossiers import record as record_dossiers
from procedures.actions.dossiers import remove as remove_dossiers
from procedures.actions.drafting import mark_needed, mark_not_needed, reopen_step, take_step
from procedures.actions.links import check_again
from procedures.actions.proposals import edit_proposal, propose, settle, withdraw_proposal
from procedures.actions.publishing import change_proof, tick, tick_row, untick
from procedures.actions.reference import load_reference
from procedures.actions.reviews import (
    add_reviews,
    complete,
    edit_review,
    make_plan,
    reopen_review,
    save_plan,
    save_sheet,
    withdraw_review,
)

__all__ = [
    "add_form",
    "add_reviews",
    "apply_dossiers",
    "change_proof",
    "check_again",
    "complete",
    "correct",
    "edit_dossiers",
    "edit_facts",
    "edit_proposal",
    "edit_review",
    "edit_version",
    "enter",
    "load_reference",
    "make_plan",
    "mark_needed",
    "mark_not_needed",
    "preview_dossiers",
    "propose",
    "record_dossiers",
    "refresh_words",
    "remove_dossiers",
    "remove_form",
    "reopen_review",
    "reopen_step",
    "save_costs",
    "save_plan",
    "save_sheet",
    "settle",
    "take_step",
    "tick",
    "tick_row",
    "untick",
    "withdraw",
    "withdraw_proposal",
    "withdraw_review",
]
