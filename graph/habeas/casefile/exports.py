"""A case in the forms of others: graph files, and values for rdflib, networkx and pandas."""

from __future__ import annotations

import importlib
import warnings
from functools import cache
from pathlib import Path
from typing import Any, Unpack

from habeas.casefile.doubtful_names import require_decided
from habeas.casefile.open_case import OpenCase
from habeas.graphs import export as graphs
from habeas.graphs.parameters import ExportOptions
from habeas.model.values import Ref
from habeas.sparql.results import Results
from habeas.storage.audience import policy_of
from habeas.storage.pseudonyms import pseudonyms


class Exporting(OpenCase):
    """What a case file offers to graph programs and notebooks."""

    def as_rdflib(self) -> Any:
        """A copy of the store as an rdflib Dataset, for its serializers, SHACL and your own code."""
        found = importlib.import_module("rdflib").Dataset()
        with warnings.catch_warnings():  # rdflib itself calls what it calls deprecated
            warnings.simplefilter("ignore", DeprecationWarning)
            found.parse(data=self.views.store.to_nquads(), format="nquads")
        return found

    def as_networkx(self, view: str = "full", **options: Unpack[ExportOptions]) -> Any:
        """A view as a networkx graph. Raises BadChoice, NotFound."""
        return graphs.as_networkx(self.views, self.settings, view, **self._with_pseudonyms(options))

    def export(
        self, path: Path | str, view: str = "full", *, force: bool = False, **options: Unpack[ExportOptions]
    ) -> graphs.Exported:
        """Write a view to a file in the format of its ending, whole or not at all.

        Raises BadChoice, also where words may name somebody withheld and nobody decided on them; BadFile, NotFound.
        """
        require_decided(self, options.get("sensitivity", "") or "public")
        return graphs.export(self.views, self.settings, Path(path), view, force=force, **self._with_pseudonyms(options))

    def download(self, view: str, ending: str, **options: Unpack[ExportOptions]) -> graphs.Download:
        """A view as a graph file in pieces, for the web. Raises BadChoice as `export` does, NotFound."""
        require_decided(self, options.get("sensitivity", "") or "public")
        return graphs.download(self.views, self.settings, view, ending, **self._with_pseudonyms(options))

    def ready_pseudonyms(self, *, redact: bool = True) -> None:
        """Make the key of this case's pseudonyms, where there is none yet and one may be needed: to show people under
        them, or for ids in which a withheld name stands. Raises BadFile."""
        if redact or policy_of(self.views, default=self.settings.sensitivity).names:
            pseudonyms(self.folder)

    def _with_pseudonyms(self, options: ExportOptions) -> ExportOptions:
        """With the pseudonyms of this case, whose key is made when the first is asked for.

        Whoever asks for pseudonyms is told where their key cannot be kept. The ids of those withheld take a key for
        this one answer then.
        """
        shown = bool(options.get("redact"))
        every = cache(lambda: pseudonyms(self.folder, kept=shown))
        if shown:
            every()

        def alias(ref: Ref) -> str:
            return every()(ref)

        return {**options, "alias": alias}

    @staticmethod
    def to_pandas(results: Results) -> Any:
        """The rows of an answer as a pandas DataFrame. Raises BadChoice when pandas is not installed."""
        return results.to_pandas()
