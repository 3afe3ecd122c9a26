"""The words of the embedded model: sentences written by people around the customer's own, no generative model."""

from crm.llm.embedded.composing.draft import compose

__all__ = ["compose"]
