"""Graphs: `export` writes a view to a file, `measures` prints centrality and communities."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from habeas.casefile.case_file import CaseFile
from habeas.cli.options import CaseFolder, FormatOption, KnownOption, LangOption, QuietOption, argument, opened, option
from habeas.cli.output import Out
from habeas.formats.write.writers import RECORD_WRITERS, WRITERS
from habeas.graphs import export as graphs
from habeas.graphs.inputs import among
from habeas.graphs.measures import MEASURES, OnProgress, estimates, figures
from habeas.graphs.parameters import options_of
from habeas.graphs.views import VIEWS

ABOUT = {ending: writer.about for ending, writer in WRITERS.items()}
ABOUT |= {ending: writer.about for ending, writer in RECORD_WRITERS.items()}
FORMS = "  ".join(f"{ending} ({about})" for ending, about in ABOUT.items())
OUT_HELP = f"The file to write. Its ending chooses the format: {FORMS}."
VIEW_HELP = "Which view: " + ", ".join(VIEWS) + "."

ViewOption = Annotated[str, typer.Option("--view", metavar="VIEW", help=VIEW_HELP)]
EdgesOnOption = Annotated[str, option("--on", "DATE", "Edges that may have held on this day, month or year.")]
FromOption = Annotated[str, option("--from", "DATE", "Edges that may have held from then on.")]
ToOption = Annotated[str, option("--to", "DATE", "Edges that may have held up to then.")]
TypesOption = Annotated[str, option("--types", "A,B", "Only these nodes: person, org, facility, …")]
RelationsOption = Annotated[str, option("--relations", "A,B", "Only these edges: detainedAt, holdsPost, …")]
SpeakersOption = Annotated[str, option("--by", "NAMES", "Only claims by these speakers or in these documents.")]
AtOption = Annotated[
    str, option("--at", "NAMES", "Only edges to these facilities or organizations, or people held together there.")
]
MinSourcesOption = Annotated[
    int, typer.Option("--min-sources", metavar="N", help="Only edges that N independent documents support.")
]
CredibilityOption = Annotated[str, option("--credibility", "CODE", "Only claims judged at least this credible.")]
SensitivityOption = Annotated[
    str,
    typer.Option(
        "--sensitivity", metavar="CODE", help="The most sensitive level that may leave: public, restricted, sealed."
    ),
]
SayingsOption = Annotated[
    bool, typer.Option("--with-sayings", help="Include accusations and speech acts, as nodes of their own.")
]
EgoOption = Annotated[str, option("--ego", "NAME", "Only what is around this name.")]
StepsOption = Annotated[int, typer.Option("--steps", metavar="N", help="How many edges around it.")]
MostOption = Annotated[
    int, typer.Option("--most", metavar="N", help="At most this many nodes, the best connected; 0 for all.")
]
OngoingOption = Annotated[str, option("--ongoing-until", "DATE", "Extend what has no stated end to this day.")]
RedactOption = Annotated[
    bool,
    typer.Option("--redact", help="Show people who must not be named under pseudonyms, instead of leaving them out."),
]


WithMeasuresOption = Annotated[
    bool, typer.Option("--measures", help="Add a column for each measure (habeas measures).")
]
ForceOption = Annotated[bool, typer.Option("--force", help="Replace the file if it is there already.")]


def export(
    case: CaseFolder,
    out: Annotated[Path, argument("OUT", OUT_HELP)],
    *,
    view: ViewOption = "full",
    on: EdgesOnOption = "",
    from_: FromOption = "",
    to: ToOption = "",
    types: TypesOption = "",
    relations: RelationsOption = "",
    by: SpeakersOption = "",
    at: AtOption = "",
    min_sources: MinSourcesOption = 1,
    credibility: CredibilityOption = "",
    sensitivity: SensitivityOption = "public",
    redact: RedactOption = False,
    with_sayings: SayingsOption = False,
    ego: EgoOption = "",
    steps: StepsOption = 1,
    most: MostOption = 0,
    ongoing_until: OngoingOption = "",
    with_measures: WithMeasuresOption = False,
    force: ForceOption = False,
    known: KnownOption = "",
    lang: LangOption = "",
    quiet: QuietOption = False,
) -> None:
    """Write a view of the case as a graph that Gephi and others open, with its sources on every edge.

    Only what may leave is written: public claims, unless --sensitivity asks for more. With --redact the people above
    that level are included under pseudonyms that stay the same; where and when they were held may still reveal who
    they are.
    """
    printer = Out.of(quiet=quiet, lang=lang)
    days = {"on": on, "from": from_, "to": to, "ongoing-until": ongoing_until}
    chosen = {"types": types, "relations": relations, "by": by, "at": at, "min-sources": min_sources}
    around = {"ego": ego, "steps": steps, "most": most, "with-sayings": with_sayings, "measures": with_measures}
    may_leave = {"credibility": credibility, "sensitivity": sensitivity, "redact": redact, "lang": lang}
    options = options_of({**days, **chosen, **around, **may_leave})
    options["progress"] = _progress(printer)
    with opened(case, CaseFile, known=known) as file:
        done = file.export(out, view, force=force, **options)
    if done.records:
        printer.note(f"{out}: {done.form}, records: {done.records}.")
    else:
        printer.note(f"{out}: {done.form}, nodes: {done.nodes}, edges: {done.edges}. {VIEWS[view].about}")
    for sentence in done.notes:
        printer.note("  " + sentence)
    for what in done.lost:
        printer.note("  Not in this format: " + what + ".")


def measures(
    case: CaseFolder,
    *,
    view: ViewOption = "full",
    on: EdgesOnOption = "",
    from_: FromOption = "",
    to: ToOption = "",
    types: TypesOption = "",
    relations: RelationsOption = "",
    by: SpeakersOption = "",
    at: AtOption = "",
    min_sources: MinSourcesOption = 1,
    sensitivity: SensitivityOption = "public",
    ego: EgoOption = "",
    steps: StepsOption = 1,
    sort: Annotated[str, typer.Option("--sort", metavar="MEASURE", help="The measure to sort by.")] = "betweenness",
    top: Annotated[int, typer.Option("--top", metavar="N", help="How many rows; 0 for all.")] = 20,
    known: KnownOption = "",
    lang: LangOption = "",
    form: FormatOption = "",
    quiet: QuietOption = False,
) -> None:
    """Show who has many connections, who stands between others, and who belongs together in a view.

    The measures are about the file, not the world: somebody of whom much is said stands in the middle.
    """
    printer = Out.of(form, lang=lang, quiet=quiet)
    among("sort", sort, [measure.name for measure in MEASURES])
    days = {"on": on, "from": from_, "to": to, "lang": lang, "ego": ego, "steps": steps}
    chosen = {"types": types, "relations": relations, "by": by, "at": at, "min-sources": min_sources}
    options = options_of({**days, **chosen, "sensitivity": sensitivity})
    with opened(case, CaseFile, known=known) as file:
        graph = graphs.plain_graph(file.views, file.settings, view, **options)
    table = {measure.name: values for measure, values in figures(graph, _progress(printer))}
    order = table[sort]
    nodes = list(graph.nodes)
    ranked = sorted(range(len(nodes)), key=lambda at: (-float(order[at] or 0), nodes[at].id))
    rows = [
        (nodes[at].label, nodes[at].type, *(values[at] for values in table.values())) for at in ranked[: top or None]
    ]
    printer.table(("name", "type", *table), rows)
    for measure in MEASURES:
        printer.note(f"  {measure.name}: {measure.column.about}")
    for sentence in estimates(graph):
        printer.note("  " + sentence)


def _progress(out: Out) -> OnProgress:
    return lambda name: out.note(f"calculating {name} …")
