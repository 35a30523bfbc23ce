"""Real rows for tests."""

import factory

from organization.models import Agency, Unit, User


class AgencyFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Agency
        django_get_or_create = ["pk"]

    pk = 1
    name = "Sở Khoa học và Công nghệ"
    superior_name = "UBND tỉnh Mẫu"
    place_name = "Tỉnh Mẫu"
    symbol = "SKHCN"


class UnitFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Unit

    name = factory.Sequence(lambda n: f"Phòng số {n}")


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User

    username = factory.Sequence(lambda n: f"can-bo-{n}")
    email = factory.LazyAttribute(lambda user: f"{user.username}@example.org")
    full_name = factory.Sequence(lambda n: f"Cán bộ {n}")
    unit = factory.SubFactory(UnitFactory)
    role = User.Role.OFFICER
