"""A stand-in for Twilio's WhatsApp API: its own process, port and SQLite store. The product talks to it with the
unchanged `twilio` SDK; only scheme and host of each request differ. Nothing here imports the product, Django or the
SDK, so that it stays an independent witness of what was sent, answered and delivered.

Start it with `manage.py simulator` or `python -m conversations.whatsapp.simulator`.
"""
