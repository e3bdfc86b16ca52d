"""A form for a body of the United Nations: each field with the claims that answer it, or with the question to ask next.

The template says what the published form asks for and which claims answer (`reports.form_templates`); what is required
there is checked first. Nothing is filled in that no claim says; what only whoever submits can say is left to them.
"""

from __future__ import annotations

from collections.abc import Iterator

from habeas.casefile.dossier_custody import CustodyParts
from habeas.casefile.dossier_report import Dossier
from habeas.casefile.report_bindings import Binding
from habeas.model.codec import entity_from_plain
from habeas.model.values import Claim, Entity
from habeas.reports.document import Block, DocumentNote, DocumentPart, FormField, Gap, Statement
from habeas.reports.form_templates import FormTemplate, TemplateField

NAMED_BY = 5
"""So many claims are cited for a name."""
AXES = frozenset(["custody", "place", "legal", "restrictions"])


class FilledForm:
    """One form, filled in from the claims about one person; `made` has read them, as an audience may see them."""

    def __init__(self, made: Dossier, template: FormTemplate) -> None:
        self._made, self._template, self._say = made, template, made.writer.say
        self._custody = CustodyParts(made.view, made.subject, made.day, made.writer)
        self._facts, self._sayings = made.facts(), made.sayings()
        self.missing: list[TemplateField] = []
        self.left: list[TemplateField] = []

    def parts(self) -> list[DocumentPart]:
        """What is required first, then the form, then the questions that are open."""
        filled = [self._part(number) for number in range(len(self._template.parts))]
        return [self._required(), *filled, self._next_questions()]

    def _part(self, number: int) -> DocumentPart:
        part = self._template.parts[number]
        warning = self._say("This part was not compared with the published text.")
        notes: list[Block] = [] if part.verified else [DocumentNote(text=warning)]
        return DocumentPart(title=part.title, blocks=(*notes, *map(self._field, part.fields)))

    def _field(self, field: TemplateField) -> FormField:
        answers: list[Statement | Gap] = list(self._answers(field))
        if field.sender:
            self.left.append(field)
            answers = [Gap(text=self._say("For whoever submits."), ask=field.ask)]
        elif not answers:
            self.missing.append(field)
            answers = [Gap(text=self._say("No claim answers this."))]
        required = self._say("required") if field.required else ""
        return FormField(item=field.item, label=field.label, required=required, answers=tuple(answers))

    def missing_required(self) -> list[TemplateField]:
        """The required fields that no claim answers; those for whoever submits are not among them."""
        return [field for field in self.missing if field.required]

    # -- answers

    def _answers(self, field: TemplateField) -> Iterator[Statement]:
        if field.name:
            yield from self._name()
        if field.relations or field.events:
            wanted = Binding(relations=field.relations, events=field.events)
            found = [claim for claim in self._facts if wanted.answers(claim)]
            found = found or [claim for claim in self._sayings if wanted.answers(claim)]
            yield from self._made.told(found)
        for what in field.calculated:
            yield from (one for one in self._calculated(what) if isinstance(one, Statement))

    def _name(self) -> Iterator[Statement]:
        """The name as the claims have it; a placeholder, such as “wife of …, unnamed”, is no name."""
        subject, entity = self._made.subject, self._entity()
        if entity is None or entity.placeholder:
            return
        every = (entity.label(self._made.writer.lang), *(text.text for text in (*entity.labels, *entity.also)))
        names = "; ".join(dict.fromkeys(every))
        cited = [
            claim.id for claim in self._facts if str(claim.subject) in subject.names or _names(claim, subject.names)
        ]
        if told := self._made.writer.calculated(
            self._say("name in the file: %(names)s", names=names), cited[:NAMED_BY]
        ):
            yield told

    def _entity(self) -> Entity | None:
        body = self._made.view.index.entity(self._made.subject.names[0])
        return entity_from_plain(body) if body else None

    def _calculated(self, what: str) -> Iterator[Block]:
        if what in AXES:
            return self._custody.axis(what)
        return self._custody.power() if what == "power" else self._custody.days_held()

    # -- what is required, and what to ask next

    def _required(self) -> DocumentPart:
        wanted = [field for field in self._template.fields() if field.required]
        open_ = [field for field in wanted if field in self.missing]
        mine = [field for field in wanted if field.sender]
        done = len(wanted) - len(open_) - len(mine)
        told = self._say(
            "Required by the published form: %(all)s items; answered by claims: %(done)s; missing: %(missing)s; "
            "for whoever submits: %(sender)s.",
            all=len(wanted),
            done=done,
            missing=len(open_),
            sender=len(mine),
        )
        blocks: list[Block] = [DocumentNote(text=told)]
        blocks += [Gap(text=f"{field.item}: {field.label}") for field in open_]
        blocks += [DocumentNote(text=self._template.published), DocumentNote(text=self._template.checked)]
        return DocumentPart(title=self._say("Before this is sent"), blocks=tuple(blocks))

    def _next_questions(self) -> DocumentPart:
        asked = [Gap(text=f"{field.item}: {field.label}", ask=field.ask) for field in self.missing]
        none = DocumentNote(text=self._say("Every field that claims can answer has an answer."))
        return DocumentPart(title=self._say("What to ask the family next"), blocks=tuple(asked) or (none,))


def _names(claim: Claim, names: tuple[str, ...]) -> bool:
    return any(str(value) in names for _, value in claim.details)
