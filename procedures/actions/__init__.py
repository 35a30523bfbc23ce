"""Everything that changes the registers. Each action takes who (`by`) and when (`now`), and refuses with NotAllowed."""

from procedures.actions.decisions import correct, enter, withdraw
from procedures.actions.drafting import mark_needed, mark_not_needed, reopen_step, take_step
from procedures.actions.publishing import change_proof, tick, tick_row, untick
from procedures.actions.reference import load_reference

__all__ = [
    "change_proof",
    "correct",
    "enter",
    "load_reference",
    "mark_needed",
    "mark_not_needed",
    "reopen_step",
    "take_step",
    "tick",
    "tick_row",
    "untick",
    "withdraw",
]
