"""`manage.py evaluate half-year`: hundreds of simulated customers for half a year of business time, through the real house.

`customers.py` draws who they are and what they will do, and keeps the truth: what they asked for, when they wanted no word.
`house.py` plays them against the product, `rules_house.py` against fixed rules; `ledger.py` judges both by that truth.
"""
