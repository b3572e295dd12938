"""Runs UiPath's own SDK, unchanged, as somebody's script does: what to call comes from standard input, a list of steps; what
came of each goes to standard output. Everything else it knows from the environment.
"""

import asyncio
import inspect
import json
import os
import sys

from uipath.platform import UiPath
from uipath.platform.connections import ActivityMetadata, ConnectionTokenType
from uipath.platform.errors import EnrichedException


def plain(value):
    if isinstance(value, list):
        return [plain(one) for one in value]
    return value.model_dump(by_alias=True) if hasattr(value, "model_dump") else value


def arguments(given):
    given = dict(given)
    if "activity_metadata" in given:
        given["activity_metadata"] = ActivityMetadata.model_validate(given["activity_metadata"])
    if "token_type" in given:
        given["token_type"] = ConnectionTokenType(given["token_type"])
    # A file, as a script has it: bytes with a name.
    for name, value in given.get("activity_input", {}).items():
        if isinstance(value, dict) and "file" in value:
            given["activity_input"][name] = (value["file"], value["content"].encode(), "text/plain")
    return given


async def run(sdk, step):
    try:
        result = getattr(sdk.connections, step["call"])(**arguments(step.get("with", {})))
        if inspect.isawaitable(result):
            result = await result
        return {"result": plain(result)}
    except EnrichedException as error:
        said = error.error_info
        return {
            "error": type(error).__name__,
            "status": error.status_code,
            "code": said and said.error_code,
            "message": said and said.message,
            "trace": said and said.trace_id,
        }
    except Exception as error:
        return {"error": type(error).__name__, "message": str(error)}


async def main():
    sdk = UiPath()
    steps = json.load(sys.stdin)
    done = [await run(sdk, step) for step in steps]
    json.dump({"done": done, "environment": dict(os.environ)}, sys.stdout)


asyncio.run(main())
