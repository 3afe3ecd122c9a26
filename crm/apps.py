from django.apps import AppConfig


class CrmConfig(AppConfig):
    name = "crm"
    verbose_name = "People and house"

    def ready(self) -> None:
        from django_q.signals import post_spawn

        from crm.llm import warm_up

        post_spawn.connect(warm_up.begin, dispatch_uid="warm-up")
