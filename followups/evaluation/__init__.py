"""`manage.py evaluate followups`: labelled cases through the real turn, in a scratch database."""
