"""Addresses of feedback, cut by who comes to them. A case is addressed by its number."""

from django.urls import register_converter


class NumberConverter:
    regex = r"PAKN-\d{4}-\d{4,9}"

    def to_python(self, value):
        return value

    def to_url(self, value):
        return str(value)


register_converter(NumberConverter, "number")
