"""The fixtures of the registers that these tests stand on."""

from tests.procedures.conftest import enter, kinds, new, register, x_ray

__all__ = ["enter", "kinds", "new", "register", "x_ray"]
