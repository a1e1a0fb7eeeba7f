"""The routes of the control API: JSON out, and the reason in Spanish where a call is wrong."""

from collections.abc import Awaitable, Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sandbox.errors import ApiError, NoSuchThing

Json = dict[str, Any]
Handler = Callable[[Request], Awaitable[Any]]


def route(method: str, path: str, handler: Handler) -> Route:
    async def answer(request: Request) -> Response:
        # A page from elsewhere, open in the same browser, must not press the buttons of this one.
        if request.headers.get("sec-fetch-site") == "cross-site":
            return JSONResponse({"error": "petición de otro sitio"}, status_code=403)
        try:
            result = await handler(request)
        except NoSuchThing as missing:
            return JSONResponse({"error": str(missing)}, status_code=404)
        except ApiError as refusal:
            return JSONResponse({"error": refusal.description}, status_code=400)
        except (KeyError, TypeError, ValueError) as wrong:
            return JSONResponse({"error": f"petición mal formada: {wrong!r}"}, status_code=422)
        return result if isinstance(result, Response) else JSONResponse(result)

    return Route(path, answer, methods=[method])
