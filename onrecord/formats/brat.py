"""brat standoff, both ways: NAME.txt and NAME.ann (brat.nlplab.org/standoff.html). Imports record and errors.

Source, Cue and Content are text-bound annotations; a statement is an event whose trigger is its cue, or, without a cue, a
relation from its content to its source. brat counts code points, as we do. It shows a line at a time: spans are cut at line
ends when they are written, and joined again when they are read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from onrecord.errors import InputError
from onrecord.formats.attributions import AnnotatedText, Attribution, spans_in
from onrecord.formats.entries import LARGEST, Entry
from onrecord.formats.identifiers import plain_name
from onrecord.record import Record, Span, Spans

CONFIGURATION = """\
[entities]
Source
Cue
Content

[relations]
Said\tArg1:Content, Arg2:Source

[events]
Cue\tSource?:Source, Content:Content

[attributes]
"""

_TEXT_BOUND = re.compile(r"(T\d+)\t(\S+) (\d{1,12} \d{1,12}(?:;\d{1,12} \d{1,12})*)(?:\t|$)")
_EVENT = re.compile(r"(E\d+)\t(\S+:T\d+(?: \S+:T\d+)*)\s*$")
_RELATION = re.compile(r"R\d+\t\S+ \S+?:(T\d+) \S+?:(T\d+)\s*$")
_LINE_BREAKS = re.compile(r"[\r\n]+")
_BREAKS_A_LINE = re.compile("[\t\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")  # what some reader of lines or columns would split at


def write(records: Iterable[Record], folder: Path) -> None:
    """Two files an article, and the configuration that brat needs beside them. Raises InputError where a file is there
    already."""
    folder.mkdir(parents=True, exist_ok=True)
    _write_new(folder / "annotation.conf", CONFIGURATION)
    for record in records:
        text, annotation = to_brat(record)
        name = plain_name(record.article)
        _write_new(folder / f"{name}.txt", text)
        _write_new(folder / f"{name}.ann", annotation)


def _write_new(path: Path, text: str) -> None:
    try:
        with path.open("xb") as file:  # as bytes, so that line ends are kept
            file.write(text.encode())
    except FileExistsError:
        raise InputError(f'"{path}" is there already; name a folder that is new or empty.') from None


def to_brat(record: Record) -> tuple[str, str]:
    """The text, and the annotation."""
    text = record.article.text
    bound: list[str] = []
    shared: dict[tuple[str, Spans], str] = {}
    events: list[str] = []
    relations: list[str] = []

    def new(type_: str, spans: Spans) -> str:
        bound.append(f"T{len(bound) + 1}\t{type_} {_fragments(spans, text)}\n")
        return f"T{len(bound)}"

    def named(type_: str, spans: Spans) -> str:
        if (type_, spans) not in shared:
            shared[type_, spans] = new(type_, spans)
        return shared[type_, spans]

    for statement in record.statements:
        source = named("Source", statement.source) if statement.source else None
        if statement.cue:
            arguments = [f"Source:{source}"] if source else []
            arguments += [f"Content:{named('Content', statement.content)}"]
            events.append(f"E{len(events) + 1}\tCue:{named('Cue', statement.cue)} {' '.join(arguments)}\n")
            continue
        content = new("Content", statement.content)  # its own: nothing but relations tells these statements apart
        if source:
            relations.append(f"R{len(relations) + 1}\tSaid Arg1:{content} Arg2:{source}\n")
    return text, "".join([*bound, *events, *relations])


def _fragments(spans: Spans, text: str) -> str:
    pieces = [piece for span in spans for piece in _within_lines(span, text)] or list(spans)
    offsets = ";".join(f"{piece.start} {piece.end}" for piece in pieces)
    return f"{offsets}\t{_BREAKS_A_LINE.sub(' ', ' '.join(piece.of(text) for piece in pieces))}"


def _within_lines(span: Span, text: str) -> Iterator[Span]:
    at = span.start
    for match in _LINE_BREAKS.finditer(text, span.start, span.end):
        if at < match.start():
            yield Span(at, match.start())
        at = match.end()
    if at < span.end:
        yield Span(at, span.end)


def read(folder: Path, name: str) -> Iterator[Entry]:
    """The annotated texts of a folder and of those in it: each NAME.ann with the NAME.txt beside it."""
    annotations = sorted(folder.rglob("*.ann"))
    if not annotations:
        yield name, InputError("There is no annotation (.ann) in it.")
    for annotation in annotations:
        try:
            yield str(annotation), from_brat(_decoded(annotation.with_suffix(".txt")), _decoded(annotation))
        except InputError as error:
            yield str(annotation), error


def _decoded(path: Path) -> str:
    """The file's text, its line ends as they are, since spans count them."""
    try:
        if path.stat().st_size > LARGEST:
            raise InputError(f'"{path.name}" is larger than {LARGEST // 1_000_000} MB.')
        return path.read_bytes().decode("utf-8")
    except OSError as error:
        raise InputError(f'"{path.name}" cannot be read: {error.strerror}.') from None
    except UnicodeDecodeError as error:
        raise InputError(f'"{path.name}" is not UTF-8: byte {error.start} cannot be decoded.') from None


def from_brat(text: str, annotation: str) -> AnnotatedText:
    """The annotated text: an attribution for each event with a cue, for each cue that relations join to something, and for each
    content without a cue. Notes, attributes and other types are passed over. Raises InputError where a span is not in the
    text."""
    types: dict[str, str] = {}
    spans: dict[str, Spans] = {}
    groups: list[tuple[str, list[str]]] = []
    joined: dict[str, list[str]] = {}
    for line in annotation.split("\n"):
        if match := _TEXT_BOUND.match(line):
            types[match[1]] = match[2].casefold()
            spans[match[1]] = _pieces(text, match[3], match[1])
        elif match := _EVENT.match(line):
            groups.append((match[1], [argument.rsplit(":", 1)[1] for argument in match[2].split(" ")]))
        elif match := _RELATION.match(line):
            joined.setdefault(match[1], []).append(match[2])
            joined.setdefault(match[2], []).append(match[1])
    groups = [
        (event, [*members, *(other for cue in members if types.get(cue) == "cue" for other in joined.get(cue, ()))])
        for event, members in groups
        if any(types.get(member) == "cue" for member in members)
    ]
    for anchor in ("cue", "content"):
        taken = {member for _, members in groups for member in members}
        groups += [
            (name, [name, *joined.get(name, ())]) for name, type_ in types.items() if type_ == anchor and name not in taken
        ]
    return AnnotatedText(text, tuple(_attribution(text, name, members, types, spans) for name, members in groups))


def _attribution(text: str, name: str, members: list[str], types: dict[str, str], spans: dict[str, Spans]) -> Attribution:
    def of(type_: str) -> Spans:
        pieces = [span for member in dict.fromkeys(members) if types.get(member) == type_ for span in spans[member]]
        return spans_in(text, [(span.start, span.end) for span in pieces], f"{name}, {type_}")

    return Attribution(name, of("source"), of("cue"), of("content"))


def _pieces(text: str, offsets: str, where: str) -> Spans:
    """The spans that offsets give; two with nothing but line ends between them are one."""
    pairs = [(int(start), int(end)) for start, end in (piece.split(" ") for piece in offsets.split(";"))]
    whole: list[Span] = []
    for span in spans_in(text, pairs, where):
        if whole and _LINE_BREAKS.fullmatch(text, whole[-1].end, span.start):
            whole[-1] = Span(whole[-1].start, span.end)
        else:
            whole.append(span)
    return tuple(whole)
