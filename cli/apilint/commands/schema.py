"""`apilint schema`: JSON Schemas of what apilint reads and writes."""

from __future__ import annotations

import json
from typing import Annotated

import typer


def command(
    of: Annotated[
        str, typer.Argument(metavar="[config|report]", help="Of the configuration or of the JSON report.")
    ] = "config",
) -> None:
    """Print the JSON Schema of the configuration, or of the report.

    Editors complete and check `apilint.yaml` with it.
    """
    from ..config.schema import configuration_schema
    from ..errors import ApilintError
    from ..installed import installed_rules
    from ..reporters._json_schema import report_schema

    if of not in ("config", "report"):
        raise ApilintError(
            f"there is no schema of `{of}`", help="write `apilint schema config` or `apilint schema report`"
        )
    schema = configuration_schema(installed_rules()) if of == "config" else report_schema()
    typer.echo(json.dumps(schema, indent=2, ensure_ascii=False))
