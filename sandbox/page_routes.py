"""The chat page: static files, served as they are."""

from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

FOLDER = Path(__file__).parent / "page"
# The page needs no external resources, and must not be able to load any.
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:"


async def index(request: Request) -> Response:
    del request
    return FileResponse(
        FOLDER / "index.html", headers={"Content-Security-Policy": POLICY, "Cache-Control": "no-cache"}
    )


def page_routes() -> list[Route | Mount]:
    return [
        Route("/", index, methods=["GET"]),
        Mount("/page", StaticFiles(directory=FOLDER, check_dir=False)),
    ]
