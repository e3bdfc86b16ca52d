"""What is wrong with a field of the form for a claim, in the language of whoever fills it in: why, and what to do."""

from __future__ import annotations

from typing import Final

from habeas.errors import BadChoice

MESSAGES: Final[dict[str, dict[str, tuple[str, str]]]] = {
    "no name": {"en": ("a name is wanted here", ""), "es": ("aquí hace falta un nombre", "")},
    "another kind": {
        "en": ("“{text}” is of the kind “{kind}”", "Wanted here: {wanted}."), "es": ("«{text}» es de la clase «{kind}»", "Aquí va: {wanted}."),
    },
    "several": {
        "en": ("“{text}” may be several", "Choose one of the names proposed, or say that it is a new name."),
        "es": ("«{text}» puede ser varios", "Elige uno de los nombres propuestos, o di que es un nombre nuevo."),
    },
    "unknown": {
        "en": ("nothing in this file is called “{text}”", "Choose one of the names proposed, or say that it is a new name."),
        "es": ("nada en este expediente se llama «{text}»", "Elige uno de los nombres propuestos, o di que es un nombre nuevo."),
    },
    "what kind": {
        "en": ("what kind of thing “{text}” is, is wanted", "Choose a kind that fits."),
        "es": ("hace falta decir qué clase de cosa es «{text}»", "Elige una clase que encaje."),
    },
    "not described": {
        "en": ("what is of the kind “{kind}” is not described by itself", "Choose another kind."),
        "es": ("lo que es de la clase «{kind}» no se describe por sí mismo", "Elige otra clase."),
    },
    "no such document": {
        "en": ("there is no document “{text}” in this file", "Choose one, or describe a new one."),
        "es": ("no hay un documento «{text}» en este expediente", "Elige uno, o describe uno nuevo."),
    },
    "no document": {
        "en": ("which document says so is wanted", "Choose one, or give a new one a title."),
        "es": ("hace falta saber qué documento lo dice", "Elige uno, o da un título a uno nuevo."),
    },
    "outside": {
        "en": ("characters {first} to {last} lie outside the text", "Mark the passage anew."),
        "es": ("los caracteres {first} a {last} quedan fuera del texto", "Marca el pasaje de nuevo."),
    },
    "nowhere": {
        "en": ("these words stand nowhere in the text of the document", "Copy them as they stand there."),
        "es": ("estas palabras no están en el texto del documento", "Cópialas tal como están allí."),
    },
    "no relation": {
        "en": ("what is said of it is wanted here", "Choose a relation."), "es": ("falta qué se dice de ello", "Elige una relación."),
    },
    "does not fit": {
        "en": ("“{relation}” is not said of the kind “{kind}”", "These fit: {fits} …"),
        "es": ("«{relation}» no se dice de la clase «{kind}»", "Estas encajan: {fits} …"),
    },
    "no object": {
        "en": ("what goes with “{relation}” is wanted here", ""), "es": ("falta lo que va con «{relation}»", ""),
    },
    "no code": {"en": ("“{text}” is not one of these", "{codes}"), "es": ("«{text}» no es ninguno de estos", "{codes}")},
    "no speaker": {
        "en": ("who says so is wanted; the document names no publisher", ""),
        "es": ("hace falta quién lo dice; el documento no nombra a quien lo publicó", ""),
    },
    "no day": {
        "en": ("when it was said is wanted; the document has no date", "For example 2026-01-12."),
        "es": ("hace falta cuándo se dijo; el documento no tiene fecha", "Por ejemplo 2026-01-12."),
    },
    "no number": {
        "en": ("“{text}” is no whole number", "For example 41."), "es": ("«{text}» no es un número entero", "Por ejemplo 41."),
    },
    "no yes": {"en": ("“{text}” is neither yes nor no", ""), "es": ("«{text}» no es ni sí ni no", "")},
    "not called": {
        "en": ("nothing in this file is called “{text}”", "Look for it with the search at the top, and write the name as it stands there."),
        "es": ("nada en este expediente se llama «{text}»", "Búscalo con el buscador de arriba, y escribe el nombre tal como está allí."),
    },
    "which of them": {
        "en": ("“{text}” may be several", "Write one of these: {names}"), "es": ("«{text}» puede ser varios", "Escribe uno de estos: {names}"),
    },
    "no reason": {
        "en": ("a reason is wanted, so that others understand later", ""), "es": ("hace falta un motivo, para que otros lo entiendan después", ""),
    },
    "which claim": {
        "en": ("which claim to go by is wanted", "Choose one of them."), "es": ("falta cuál de las afirmaciones se sigue", "Elige una."),
    },
    "no choice": {"en": ("one of these is wanted", ""), "es": ("hace falta elegir uno de estos", "")},
    "unchanged": {
        "en": ("the file has exactly this already, as {claim}", "Change what is wrong, then record."),
        "es": ("el expediente ya tiene exactamente esto, como {claim}", "Cambia lo que está mal y registra."),
    },
}  # fmt: skip


def field_error(where: str, key: str, lang: str, **values: object) -> BadChoice:
    """What is wrong with a field, ready to be raised."""
    why, advice = MESSAGES[key]["es" if lang == "es" else "en"]
    return BadChoice(where=where, why=why.format(**values), next=advice.format(**values))
