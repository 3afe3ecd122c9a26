"""The admin pages of what the team taught."""

from guidelines import behaviour_admin, knowledge_admin  # noqa: F401  # their pages register themselves
