"""The addresses of the reading room, a module a page. Each has a `router`; `app.PAGES` lists the modules.

A handler is a plain function (it runs in a thread, since the database is asked): it takes `Room`, builds a frozen dataclass of
`views/` and hands it to `render.answer`, which makes HTML or JSON of it.

    router = APIRouter()

    @router.get("/issues")
    def issues(request: Request, room: Room) -> Response:
        return answer(request, "issues.html", issues_page(room.store.view))

What writes takes `room.Form` instead, which refuses whoever is not signed in, and forms without the token of their session.
"""
