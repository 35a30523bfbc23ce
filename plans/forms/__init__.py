from plans.forms.imports import ImportForm, UnitForm
from plans.forms.plan import CloneForm, CreateForm, IssueForm, PlanTextForm
from plans.forms.task import BulkLeadForm, FilterForm, HomeForm, SectionForm, TaskForm
from plans.forms.work import DateForm, DeliverableForm, EventForm, NoteForm, TickForm

__all__ = [
    "BulkLeadForm",
    "CloneForm",
    "CreateForm",
    "DateForm",
    "DeliverableForm",
    "EventForm",
    "FilterForm",
    "HomeForm",
    "ImportForm",
    "IssueForm",
    "NoteForm",
    "PlanTextForm",
    "SectionForm",
    "TaskForm",
    "TickForm",
    "UnitForm",
]
