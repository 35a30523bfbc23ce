"""What each role may do in the admin panel. In the staff portal each app asks its own questions (`editable_by`)."""

from organization.models import User

# The control unit keeps reference data; accounts, roles and the trail belong to the administrator.
CONTROLLER_APPS = {"deadlines", "procedures", "reviews", "dossiers", "feedback"}
CONTROLLER_MODELS = {"organization.agency", "organization.unit", "organization.unitname"}


def allows(user, permission):
    """Whether the user holds an admin permission such as "organization.change_unit"."""
    if not user.is_active:
        return False
    if user.role == User.Role.ADMINISTRATOR:
        return True
    if user.role != User.Role.CONTROLLER:
        return False
    app_label, codename = permission.split(".", 1)
    model = codename.split("_", 1)[-1]
    return app_label in CONTROLLER_APPS or f"{app_label}.{model}" in CONTROLLER_MODELS


def allows_app(user, app_label):
    if user.is_active and user.role == User.Role.ADMINISTRATOR:
        return True
    apps = CONTROLLER_APPS | {name.split(".")[0] for name in CONTROLLER_MODELS}
    return user.is_active and user.role == User.Role.CONTROLLER and app_label in apps
