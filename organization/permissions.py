"""What each role may do in the admin panel. In the staff portal each app decides with its QuerySets (`editable_by`).

The administrator has every permission. The control unit maintains the reference data that an app declares in its
AppConfig: `controller_keeps = ALL`, or a set of model names. Accounts, roles and the trail are never included.
"""

from django.apps import apps

ALL = "all"


def allows(user, permission):
    """Whether the user holds an admin permission such as "organization.change_unit"."""
    app_label, codename = permission.split(".", 1)
    kept, model = _kept_by(user, app_label), codename.split("_", 1)[-1]
    return kept == ALL or model in kept


def allows_app(user, app_label):
    return bool(_kept_by(user, app_label))


def _kept_by(user, app_label):
    """The models of an app that the user maintains in the admin panel: ALL, or a collection of names."""
    if not user.is_active:
        return ()
    if user.role == user.Role.ADMINISTRATOR:
        return ALL
    if user.role != user.Role.CONTROLLER or app_label not in apps.app_configs:
        return ()
    return getattr(apps.app_configs[app_label], "controller_keeps", ())
