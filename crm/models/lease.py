from django.db import models


class Lease(models.Model):
    """Who is doing a recurring job right now, until when (machine time). An advisory lock would not do: a stopped
    process (SIGSTOP) would hold it for ever."""

    name = models.SlugField(primary_key=True)
    holder = models.UUIDField(null=True, blank=True)
    until = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
