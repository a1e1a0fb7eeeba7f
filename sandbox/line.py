"""The client's connection to the control API."""

import ssl
from typing import Any

import httpx

Json = dict[str, Any]


class SandboxError(Exception):
    """The sandbox refused a control call."""


class Line:
    def __init__(self, url: str) -> None:
        # Everything is plain HTTP on this machine: an empty context saves reading the certificates.
        bare = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        # Hundreds of people may wait at once, each on a connection; few idle connections are
        # kept, because httpcore compares all of them with each other at every call.
        lines = httpx.Limits(max_connections=None, max_keepalive_connections=20)
        self._http = httpx.AsyncClient(
            base_url=f"{url}/_sandbox", timeout=60, limits=lines, trust_env=False, verify=bare
        )

    async def aclose(self) -> None:
        await self._http.aclose()

    async def get(self, path: str, **params: Any) -> Json:
        return await self.request("GET", path, params=params)

    async def post(self, path: str, body: Json | list[Json] | None = None) -> Json:
        return await self.request("POST", path, json=body)

    async def request(self, verb: str, path: str, **how: Any) -> Json:
        response = await self._http.request(verb, path, **how)
        if response.is_error:
            raise SandboxError(_reason(response))
        found: Json = response.json()
        return found

    async def content(self, file_id: str) -> bytes:
        response = await self._http.get(f"/files/{file_id}")
        return response.raise_for_status().content


def _reason(response: httpx.Response) -> str:
    try:
        return str(response.json()["error"])
    except (ValueError, KeyError):
        return f"HTTP {response.status_code}"
