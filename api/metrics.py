"""Numbers about the service for Prometheus."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

LATENCY_BUCKETS_S = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)


class Metrics:
    """The counters of one app; each app has its own registry, so that two never mix."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.commands = Counter(
            "redbee_commands",
            "Commands by name and what they came to: recorded, repeated, or a refusal's code.",
            ("command", "outcome"),
            registry=self.registry,
        )
        self.scans = Counter(
            "redbee_scans",
            "Scans by kind of code and what they came to.",
            ("kind", "outcome"),
            registry=self.registry,
        )
        self.latency = Histogram(
            "redbee_http_request_seconds",
            "Time to answer, by route, method and status.",
            ("route", "method", "status"),
            buckets=LATENCY_BUCKETS_S,
            registry=self.registry,
        )
        self.turned_away = Counter(
            "redbee_turned_away",
            "Requests refused because a quota was used up.",
            ("quota",),
            registry=self.registry,
        )
        self.uncounted = Counter(
            "redbee_uncounted",
            "Requests let through because the counter of quotas did not answer.",
            ("quota",),
            registry=self.registry,
        )
        self.position = Gauge(
            "redbee_log_position", "Last position of the log.", registry=self.registry
        )
        self.lag = Gauge(
            "redbee_projection_lag_events",
            "Events that a read model has not seen yet.",
            ("projection",),
            registry=self.registry,
        )

    def text(self) -> bytes:
        """Write all numbers as Prometheus reads them."""
        return generate_latest(self.registry)
