"""The picture; what is asked for here comes before any of its classes."""

from lossstudio.picture.qt_overrides import make_errors_objects

make_errors_objects()
