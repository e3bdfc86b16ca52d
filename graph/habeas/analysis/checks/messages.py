"""The catalogue of what findings say: each message in English and in Spanish.

`{who}` and the like are values; `wording` says how each is told. A translator needs this file and no other.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

UNITS: Final[Mapping[str, Mapping[str, tuple[str, str]]]] = {
    "en": {"Y": ("year", "years"), "M": ("month", "months"), "W": ("week", "weeks"), "D": ("day", "days")},
    "es": {"Y": ("año", "años"), "M": ("mes", "meses"), "W": ("semana", "semanas"), "D": ("día", "días")},
}
THINGS: Final[Mapping[str, str]] = {
    "held": "personas presas",
    "released": "liberadas",
    "arrested": "detenidas",
    "died": "muertas",
}
"""What a number counts, in Spanish."""
OWN_TRAITS: Final[Mapping[str, str]] = {
    "taken on": "detención el",
    "held at": "preso en",
    "born": "nacimiento",
}
"""Traits that are no property of the vocabulary, in Spanish."""

WORDS: Final[Mapping[str, tuple[str, str]]] = {
    "and": (" and ", " y "),
    "or": (" or ", " o "),
    "to": ("{first} to {last}", "{first} a {last}"),
    "until": ("not after {last}", "no después de {last}"),
    "since": ("not before {first}", "no antes de {first}"),
    "some day": ("some day", "algún día"),
    "many days": ("{days} … {last} ({count} days told)", "{days} … {last} ({count} días dichos)"),
    "at least": ("at least {lower}", "al menos {lower}"),
    "range": ("{lower} to {upper}", "{lower} a {upper}"),
    "no number": ("no number", "sin cifra"),
    "many numbers": ("{count} numbers from {first} on", "{count} cifras desde {first}"),
    "about": ("about {length}", "alrededor de {length}"),
    "doubtful": ("{length} (doubtful)", "{length} (dudoso)"),
    "whom": ("population not stated", "no se dice a quiénes"),
}
"""The small words between names, days and numbers."""

MESSAGES: Final[Mapping[str, tuple[str, str]]] = {
    "C01.question": (
        "Where was {who}, {days}: at {place}, or at {other}?",
        "¿Dónde estaba {who}, {days}: en {place} o en {other}?",
    ),
    "C01.why": (
        "Two places at once, for more than the day of a transfer.",
        "Dos lugares a la vez, por más que el día de un traslado.",
    ),
    "C02.question": (
        "Which of the days is right for {who}: the end on {ended}, or the beginning on {began}?",
        "¿Qué día es correcto para {who}: el final, {ended}, o el comienzo, {began}?",
    ),
    "C02.why": ("It is told to have ended before it began.", "Se dice que terminó antes de comenzar."),
    "C03.question.held": (
        "{who} is told to have been let go on {then} and was seen held on {later}. Is an arrest in between missing, "
        "or is one of them wrong?",
        "De {who} se dice que fue liberado, {then}, y se le vio preso, {later}. ¿Falta una detención entre ambos días, "
        "o uno de ellos es erróneo?",
    ),
    "C03.question.free": (
        "{who} is told to have been taken on {then} and was seen free on {later}. Is a release in between missing, "
        "or is one of them wrong?",
        "De {who} se dice que fue detenido, {then}, y se le vio libre, {later}. ¿Falta una excarcelación entre ambos "
        "días, o uno de ellos es erróneo?",
    ),
    "C03.why": (
        "Nothing in the file lies between {these} and {seen}.",
        "Nada en el archivo está entre {these} y {seen}.",
    ),
    "C04.question": (
        "{who} is told to have died not after {day}, and {later} of a later day. Is a day wrong, or is it somebody "
        "else?",
        "De {who} se dice que murió no después de {day}, y {later} es de un día posterior. ¿Es erróneo un día, o es "
        "otra persona?",
    ),
    "C04.why": (
        "Nobody acts, speaks or is held after death.",
        "Nadie actúa, habla ni está bajo custodia después de morir.",
    ),
    "C04.question.twice": (
        "When did {who} die: {days}? Or are they two people?",
        "¿Cuándo murió {who}: {days}? ¿O son dos personas?",
    ),
    "C04.why.twice": ("Nobody dies twice.", "Nadie muere dos veces."),
    "C05.question": ("Which day is right for {event}: {days}?", "¿Qué día es correcto para {event}: {days}?"),
    "C05.why": ("No day fits them all.", "Ningún día vale para todas."),
    "C05.event": ("{kind} ({about}, {word})", "{kind} ({about}, {word})"),
    "C05.event.of": ("{kind} of {people} ({about}, {word})", "{kind} de {people} ({about}, {word})"),
    "C06.question.cause": (
        "Which cause of death is right: {values}?",
        "¿Cuál es correcto (causa de muerte): {values}?",
    ),
    "C06.question.facility": (
        "Which place of death is right: {values}?",
        "¿Cuál es correcto (lugar de muerte): {values}?",
    ),
    "C06.why.cause": (
        "More than one cause is stated for {about}. One may only be nearer than the other.",
        "Para {about} se dice más de un valor (causa). Uno puede ser solo más preciso que el otro.",
    ),
    "C06.why.facility": (
        "More than one place is stated for {about}. One may only be nearer than the other.",
        "Para {about} se dice más de un valor (lugar). Uno puede ser solo más preciso que el otro.",
    ),
    "C07.question": (
        "How old is {who}, and how do {these} go together?",
        "¿Qué edad tiene {who}, y cómo se concilian {these}?",
    ),
    "C07.why": (
        "An age on a day leaves a year for the birth; these miss each other by {gap} days.",
        "Una edad en un día deja un año para el nacimiento; a estas les faltan {gap} días para coincidir.",
    ),
    "C08.question": (
        "{claim} puts the beginning of the detention of {who} on {began}. By {told} it lasted {long}; as it ended "
        "{ended}, it would have begun {would}. Do both hold?",
        "{claim} sitúa el comienzo de la detención de {who} así: {began}. Según {told} duró {long}; como terminó "
        "{ended}, habría comenzado {would}. ¿Valen las dos?",
    ),
    "C08.why.hard": ("They share no day.", "No comparten ningún día."),
    "C08.why.soft": (
        "They fit only in part: a length of {least} to {most} days is a round figure.",
        "Encajan solo en parte: una duración de {least} a {most} días es una cifra redonda.",
    ),
    "C08.question.life": (
        "Can the detention of {who} have lasted more than {years} years?",
        "¿Pudo durar más de {years} años la detención de {who}?",
    ),
    "C08.why.life": ("It is longer than a life.", "Es más que una vida."),
    "C09.question": (
        "Which number of {keeper} is right for {days}: {numbers}?",
        "¿Qué cifra de {keeper} es correcta para {days}: {numbers}?",
    ),
    "C09.why": (
        "One keeper, one population, one kind, one day, and no number fits all.",
        "Quien cuenta, a quiénes, la clase y el día son los mismos, y ninguna cifra vale para todas.",
    ),
    "C10.question": (
        "What makes the difference between {numbers}, {thing} by {days}?",
        "¿De dónde viene la diferencia entre {numbers}, {thing} al {days}?",
    ),
    "C10.why": ("{definitions}", "{definitions}"),
    "C10.definition": ("{claim}, {keeper}: {whom}", "{claim}, {keeper}: {whom}"),
    "C10.definition.since": (
        "{claim}, {keeper}: {whom}; since when is not stated",
        "{claim}, {keeper}: {whom}; no se dice desde cuándo",
    ),
    "C11.question": ("Can {part} be a part of {whole}?", "¿Puede {part} ser parte de {whole}?"),
    "C11.why": ("A part is never greater than its whole.", "Una parte nunca es mayor que su todo."),
    "C11.question.sum": (
        "Can {parts}, at least {least} together, be parts of {whole}?",
        "¿Pueden {parts}, al menos {least} en conjunto, ser partes de {whole}?",
    ),
    "C11.why.sum": (
        "They are counted over separate days within it.",
        "Se contaron en días separados dentro de su periodo.",
    ),
    "C12.question": (
        "Why did the count of {keeper} go down from {before} on {first} to {after} on {last}?",
        "¿Por qué bajó la cuenta de {keeper}, de {before} el {first} a {after} el {last}?",
    ),
    "C12.why": (
        "A count since one beginning only grows. Was the first one corrected?",
        "Una cuenta desde un mismo comienzo solo crece. ¿Se corrigió la primera?",
    ),
    "C13.question": (
        "{keeper} counts {before} on {first} and {after} on {last}. Where does the difference come from?",
        "{keeper} cuenta {before}, {first}, y {after}, {last}. ¿De dónde viene la diferencia?",
    ),
    "C13.why": ("With what is told in between, {needed}.", "Con lo que se dice entre ambas fechas, {needed}."),
    "C13.why.missing": (
        "With what is told in between, {needed}. Not told: {missing}.",
        "Con lo que se dice entre ambas fechas, {needed}. Sin decir: {missing}.",
    ),
    "C13.needed.more": (
        "at least {count} arrested or newly documented",
        "hacen falta al menos {count} detenciones o casos recién documentados",
    ),
    "C13.needed.fewer": (
        "at least {count} more who left, or were taken off the list",
        "hace falta que al menos {count} personas más salieran o se quitaran de la lista",
    ),
    "C13.needed.none": ("nothing further is needed", "no hace falta nada más"),
    "C14.question": (
        "Who was {post}, {days}: {one} or {other}?",
        "¿Quién ocupaba el cargo de {post}, {days}: {one} o {other}?",
    ),
    "C14.why": (
        "Both are told to have held it. Some posts have more than one seat.",
        "De ambas personas se dice que lo ocuparon. Hay cargos con más de una plaza.",
    ),
    "C15.question.circle": (
        "Can {one} and {other} be descended from each other?",
        "¿Pueden ser {one} y {other} descendientes la una de la otra?",
    ),
    "C15.question.sibling": (
        "Can {one} and {other} be both parent and sibling?",
        "¿Pueden ser {one} y {other} a la vez padre o madre y hermano o hermana?",
    ),
    "C15.question.young": (
        "Can {one} and {other} be a parent less than {years} years older?",
        "¿Pueden ser {one} y {other} padre o madre con menos de {years} años más?",
    ),
    "C15.why": ("Kinship allows no such tie.", "El parentesco no permite tal lazo."),
    "C16.question.denial": (
        "{these} accuse or assert, and {claim} denies it. Are both sides shown wherever one is?",
        "{these}: se acusa o se afirma; {claim} lo niega. ¿Se muestran ambas partes donde se muestra una?",
    ),
    "C16.why.denial": (
        "Neither the saying nor the denial makes a fact.",
        "Ni lo dicho ni el desmentido hacen un hecho.",
    ),
    "C16.question.opposite": (
        "{these} says so, and {claim} says it is not so. Who is right?",
        "{these} dice que sí; {claim}, que no. ¿Quién tiene razón?",
    ),
    "C16.why.opposite": (
        "Opposite statements on one thing are kept side by side.",
        "Dos dichos opuestos sobre una misma cosa se conservan juntos.",
    ),
    "C16.question.words": (
        "{claim} says one thing and {these} the opposite. Are both sides shown wherever one is?",
        "{claim} dice una cosa y {these} lo contrario. ¿Se muestran ambas partes donde se muestra una?",
    ),
    "C16.why.words": (
        "Opposed words about the same people and time.",
        "Palabras opuestas sobre las mismas personas y el mismo tiempo.",
    ),
    "C17.question.two": (
        "Are {one} and {other}, both called “{label}”, two people?",
        "¿Son {one} y {other}, ambos llamados “{label}”, dos personas?",
    ),
    "C17.why.two": (
        "Their days of birth or death cannot be those of one.",
        "Sus días de nacimiento o de muerte no pueden ser los de una sola.",
    ),
    "C17.question.one": ("Are {one} and {other} one person?", "¿Son {one} y {other} una sola persona?"),
    "C17.why.one": ("They have in common: {traits}.", "Tienen en común: {traits}."),
    "C18.question": (
        "On {days} {who} was released, by one account, and moved to house arrest, by another. Do both speak of one "
        "event?",
        "{days}: según una voz {who} salió en libertad; según otra pasó a arresto domiciliario. ¿Hablan del mismo "
        "hecho?",
    ),
    "C18.why": (
        "Some keepers of lists count house arrest as a release, others do not.",
        "Hay quien cuenta el arresto domiciliario como excarcelación y hay quien no.",
    ),
    "C19.question": (
        "{claim} tells of {days}, and its document is of {published}. Which day is wrong?",
        "{claim} habla de {days}, y su documento es del {published}. ¿Qué día es erróneo?",
    ),
    "C19.question.said": (
        "{claim} is said on {days}, and its document is of {published}. Which day is wrong?",
        "{claim} se dijo el {days}, y su documento es del {published}. ¿Qué día es erróneo?",
    ),
    "C19.why": (
        "A document cannot tell of what comes after it.",
        "Un documento no puede hablar de lo que vino después.",
    ),
    "C20.question": ("Was {source} changed between two captures?", "¿Se cambió {source} entre dos capturas?"),
    "C20.why": (
        "The later capture counts for the latest text only; both stay.",
        "La captura posterior vale solo para el último texto; ambas se conservan.",
    ),
    "C21.question": (
        "Does anybody but {who} say what {claim} says?",
        "¿Alguien más que {who} dice lo que dice {claim}?",
    ),
    "C21.why": (
        "Uncorroborated official: no other kind of source in this file supports it.",
        "Versión oficial sin confirmar: ninguna fuente de otra clase la apoya en este archivo.",
    ),
    "C22.question": (
        "{these} all go back to {who}. Is there a second source for it: {subject} — {word}?",
        "{these} vienen todas de {who}. ¿Hay una segunda fuente para esto: {subject} — {word}?",
    ),
    "C22.why": (
        "Single origin: however many documents repeat it, it was said once.",
        "Un solo origen: por muchos documentos que lo repitan, se dijo una vez.",
    ),
}
