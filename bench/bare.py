"""An answer that costs nothing, over the same server: the ceiling of what Python can do here.

python -m bench.bare PORT BYTES
"""

import sys

import uvicorn
from starlette.applications import Starlette
from starlette.responses import Response
from starlette.routing import Route


def app(size: int) -> Starlette:
    """An application with one answer of so many bytes, at every address."""
    content = b'{"head":{"vars":[]},"results":{"bindings":[]}}'.ljust(size)

    async def answer(_: object) -> Response:
        return Response(content, media_type="application/sparql-results+json")

    return Starlette(routes=[Route("/{path:path}", answer)])


if __name__ == "__main__":
    uvicorn.run(app(int(sys.argv[2])), port=int(sys.argv[1]), log_level="error", access_log=False)
