"""`manage.py doctor`: every setting and outside part, its state, what is wrong and what to do."""
