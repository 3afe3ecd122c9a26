"""What the team taught: facts (articles, their passages, the questions they leave open) and behaviour."""

from guidelines.models.application import Application
from guidelines.models.article import Article, Topic
from guidelines.models.citation import Citation
from guidelines.models.gap import Gap
from guidelines.models.guideline import Guideline
from guidelines.models.passage import Passage
from guidelines.models.revision import Effect, Revision

__all__ = [
    "Application",
    "Article",
    "Citation",
    "Effect",
    "Gap",
    "Guideline",
    "Passage",
    "Revision",
    "Topic",
]
