"""`manage.py bench turns` and `webhooks`: real web server, workers and database against an outside world of our own."""
