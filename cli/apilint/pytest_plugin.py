"""The pytest plugin: `test_api = apilint_test("openapi.yaml", url="http://127.0.0.1:8000")`, a test an operation.

Nothing but this file is imported until a suite uses it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from apilint_rules.core.finding import Finding

    from .testing.options import TestOptions
    from .testing.run import Tested

ARGUMENT = "apilint_operation"
UNKNOWN = "the service"
"""The one test of a service whose operations are not known before it runs."""


def apilint_test(
    service: Any = "", *, url: str = "", app: Any = None, **options: Any
) -> Callable[[str], None]:
    """A test function for a suite: assign it to a name that begins with `test`.

    service: a description (a file), the URL of a running service, or an ASGI or WSGI app; `url` and `app` say where
    the service of a description runs. Without a description, the service must publish it at a usual place.
    options: what `apilint test` takes, by the names of `TestOptions` (`auth=["bearer:TOKEN"]`, `fail_on="warning"`,
    `phases=["plan,probes"]`, `exclude=["/admin/*"]`). The service is tested once, when the first test of it runs.
    """
    suite = _Suite(service, url, app, options)

    def test(apilint_operation: str) -> None:
        __tracebackhide__ = True
        suite.check(apilint_operation)

    test.apilint_suite = suite  # type: ignore[attr-defined]
    return test


def pytest_generate_tests(metafunc: Any) -> None:
    """Makes a test of each operation (a hook of pytest)."""
    suite = getattr(metafunc.function, "apilint_suite", None)
    if suite is not None:
        metafunc.parametrize(ARGUMENT, suite.labels())


class _Suite:
    """One service with its description, tested once."""

    def __init__(self, service: Any, url: str, app: Any, options: dict[str, Any]) -> None:
        is_url = isinstance(service, str) and service.startswith(("http://", "https://"))
        if is_url and not url and app is None:
            service, url = "", service
        elif not isinstance(service, str) and not hasattr(service, "__fspath__"):
            service, app = "", service
        self._given = {**options, "spec": str(service), "url": url, "app": app if app is not None else ""}
        self._tested: Tested | None = None
        self._failures: list[Finding] = []
        self._error = ""

    def labels(self) -> list[str]:
        """The operations, from the description alone where there is one."""
        from .errors import ApilintError
        from .testing.opening import operations_of

        try:
            return operations_of(self._options())
        except ApilintError:
            return [UNKNOWN]  # said by the test, not by the collection

    def check(self, label: str) -> None:
        """Fails with the findings of an operation; skips one that could not be tested."""
        import pytest

        __tracebackhide__ = True
        tested = self._run()
        if tested is None:
            pytest.fail(self._error, pytrace=False)
        failures = [each for each in self._failures if label in (*each.operations, UNKNOWN)]
        if failures:
            pytest.fail(_text(failures, tested), pytrace=False)
        reached = {each.operation: each for each in tested.wire.reached}
        if label in reached and reached[label].state == "never":
            pytest.skip(f"never reached: {reached[label].reason}")

    def _options(self) -> TestOptions:
        from .testing.options import TestOptions

        return TestOptions(**{"quiet": True, **self._given})

    def _run(self) -> Tested | None:
        if self._tested is None and not self._error:
            from .configurations import Configurations, threshold, weigh
            from .errors import ApilintError
            from .installed import installed_rules
            from .service.stopping import Stop
            from .testing.run import tested

            options = self._options()
            with Stop() as stop:
                try:
                    configurations = Configurations(options, installed_rules())
                    self._tested = tested(options, configurations, stop, list)
                    settings = configurations.settings_of(self._tested.found.job.target)
                    least = threshold(options.fail_on or settings.fail_on or "error")
                    weighed = weigh(self._tested.findings, options, settings)
                    self._failures = [each for each in weighed.counted if each.severity.rank >= least]
                except ApilintError as error:
                    self._error = f"{error}\nhelp: {error.help}" if error.help else str(error)
            if stop.signal:
                raise KeyboardInterrupt
        return self._tested


def _text(findings: list[Finding], tested: Tested) -> str:
    """The findings as `apilint test` prints them."""
    from .reporters.run import Run
    from .reporters.text import report

    return "\n".join(report(findings, Run(rules={}, quiet=True, wire=tested.wire))).rstrip()
