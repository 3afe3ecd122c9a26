from crm.llm.embedded.composing import compose

__all__ = ["compose"]
