"""Events and acts as claims about their victims. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from habeas.formats.esf.acts import ACT_KINDS
from habeas.formats.esf.codes import CARRIED_OUT, CONTACTS, code_for, kinds_by_notation, notation_from
from habeas.formats.esf.facts import OF_ACTS
from habeas.formats.esf.fields import EsfFile, EsfRecord
from habeas.formats.esf.words import EsfClaims
from habeas.model.values import slug_of
from habeas.vocab import KINDS, PROPERTIES

_BY_CODE: Final[Mapping[str, tuple[str, str]]] = {
    "TreatmentKind": ("treatment", "treatmentKind"),
    "ConditionType": ("condition", "conditionType"),
    "BailStatus": ("bail", "bailStatus"),
    "CustodyKind": ("detention", "custodyKind"),
}
"""List of ours -> the kind of act and the property that its code is of."""
_PLACES_OF_CUSTODY: Final = ("030400", "030500", "030600")
"""Codes of MT17 for a military base, a police station and a penal institution."""
_DEEPEST: Final = 2
"""Levels of a code of MT4 that say what kind of act it is, at least."""


class EsfActReader:
    """Reads the events of a file, act by act."""

    def __init__(self, claims: EsfClaims, file: EsfFile) -> None:
        self.claims, self._file = claims, file

    def read(self) -> None:
        """Claims of every event and of its acts."""
        told = [one for one in self._file.records if one.format == "information"]
        for event in self._file.records:
            if event.format != "event":
                continue
            own = [one for one in told if one.first("event") == event.number and not _has_claims(one)]
            if self._says_more(event):
                self.claims.by(own, event)
                self._event(event)

    def _says_more(self, record: EsfRecord) -> bool:
        """True when something is left of a record, or of one inside it."""
        return bool(self.claims.of(record)) or any(map(self._says_more, record.inside))

    def _event(self, event: EsfRecord) -> None:
        acts = [one for one in event.inside if one.format == "act"]
        victim = next((self._victim(act) for act in acts), "")
        for act in acts:
            self.claims.within(act)
            self._act(act, self._victim(act))
        self.claims.within(event)
        for name in ("event_title", "initial_date", "final_date"):
            self.claims.of(event).pop(name, None)
        self.claims.keep_words(event, victim)
        for one in event.inside:
            if one.format != "act":
                self.claims.keep_words(one, victim)

    def _victim(self, act: EsfRecord) -> str:
        return self.claims.people.ref(act.first("victim"))

    # -- one act

    def _act(self, act: EsfRecord, victim: str) -> None:
        claims, left = self.claims, self.claims.of(act)
        is_new = bool(left.pop("victim", None))
        left.pop("event", None)
        if not victim:
            claims.keep_words(act, victim)
            return
        kind, node = self._kind(act, victim)
        if is_new and kind:
            claims.say(act, node, "person", victim)
        if kind:
            self._when_and_where(act, kind, node)
        self._ends(act, kind, node, victim)
        for one in act.inside:
            self._inside(one, kind, node, victim)
        claims.keep_words(act, victim)

    def _kind(self, act: EsfRecord, victim: str) -> tuple[str, str]:
        """What kind of act it is and what it is called here; says what its code says beside that."""
        own, _, slug = act.number.partition(":")
        slug = slug_of(slug or act.number)[:80]
        notation = notation_from("MT4", act.first("type_of_act"))
        meaning = _meaning(notation)
        kind = own if own in ACT_KINDS and not notation else meaning.kind
        if not kind:
            return "", ""
        node = f"{kind}:{slug}"
        if self.claims.of(act).pop("type_of_act", None):
            for name, value in meaning.said.items():
                self.claims.say(act, node, name, value)
            if not meaning.exact:
                words = f"type of act (2109): {act.first('type_of_act')}"
                self.claims.say(act, victim, "context", {"text": words})
                why = f"code {act.first('type_of_act')} of MT4 is read as {KINDS[kind].label.lower()}"
                self.claims.notes.append(f"{self.claims.place(act)}: {why}; the code is kept as words.")
        return kind, node

    def _when_and_where(self, act: EsfRecord, kind: str, node: str) -> None:
        claims = self.claims
        began = "occurred" if KINDS[kind].time == "occurred" else "began"
        claims.say(act, node, began, claims.day(act, "initial_date"))
        if where := claims.words(act, "exact_location"):
            in_custody = kind == "detention" or act.first("type_of_location").startswith(_PLACES_OF_CUSTODY)
            name = claims.named("facility" if in_custody else "place", where)
            relation = "lastSeenAt" if kind == "disappearance" else "place" if name.startswith("place:") else "facility"
            claims.say(act, node, relation, name)
        if OF_ACTS["stated_reason"] in _details(kind) and (why := claims.words(act, "stated_reason")):
            claims.say(act, node, OF_ACTS["stated_reason"], why)
        if kind == "detention":
            for _, code in claims.code(act, "type_of_location", "CustodyKind"):
                claims.say(act, node, "custodyKind", code)

    def _ends(self, act: EsfRecord, kind: str, node: str, victim: str) -> None:
        """The end of an act: a release, or the state that somebody was in then."""
        claims, slug = self.claims, node.rpartition(":")[2] or slug_of(act.number)[:80]
        states = list(claims.code(act, "status_at_end_of_act", "ReleaseType", "CustodyState", "ChargeStatus"))
        released = next((code for scheme, code in states if scheme == "ReleaseType"), "")
        if released:
            day, release = claims.day(act, "final_date"), f"release:{slug}"
            ends = {"ends": node} if kind == "detention" else {}
            claims.say(act, release, "person", victim)
            claims.say(act, release, "releaseType", released, **ends)
            claims.say(act, release, "occurred", day)
            return
        if kind and "ended" in _details(kind):
            claims.say(act, node, "ended", claims.day(act, "final_date"))
        for scheme, code in states:
            state, name = ("observation", "observedState") if scheme == "CustodyState" else ("charge", "chargeStatus")
            claims.say(act, f"{state}:{slug}", "person", victim)
            claims.say(act, f"{state}:{slug}", name, code)

    # -- what stands inside an act

    def _inside(self, one: EsfRecord, kind: str, node: str, victim: str) -> None:
        if not self.claims.of(one):
            return
        if one.format == "involvement":
            self._involvement(one, kind, node, victim)
        slug = node.rpartition(":")[2] or slug_of(one.number)[:80]
        if one.format == "arrest":
            self._arrest(one, kind, slug, victim)
        for _, code in self.claims.code(one, "medical_attention", "MedicalCare") if one.format == "torture" else ():
            self.claims.say(one, victim, OF_ACTS["medical_attention"], code, event=f"health:{slug}")
        if one.format == "destruction" and (taken := self.claims.words(one, "type_of_property_loss")):
            self.claims.say(
                one, victim, OF_ACTS["type_of_property_loss"], taken, **({"event": node} if kind == "seizure" else {})
            )
        self.claims.keep_words(one, victim)

    def _involvement(self, one: EsfRecord, kind: str, node: str, victim: str) -> None:
        claims = self.claims
        who = claims.people.ref(one.first("perpetrator"))
        changed = [claims.of(one).pop(name, None) for name in ("perpetrator", "degree_of_involvement")]
        for name in ("act", "event", "type_of_perpetrator"):
            claims.of(one).pop(name, None)
        if not any(changed) or not who:
            return
        degree = notation_from("MT18", one.first("degree_of_involvement"))
        if kind and degree in ("", CARRIED_OUT):
            claims.say(one, node, "agent", who)
        else:
            claims.say(one, victim, "believedResponsible", who)

    def _arrest(self, one: EsfRecord, kind: str, slug: str, victim: str) -> None:
        """Additional details on the arrest: grounds, contact, counsel, court."""
        claims, held = self.claims, f"detention:{slug}"
        for _, code in claims.code(one, "type_of_detention", "DetentionGround"):
            if kind != "detention":
                claims.say(one, held, "person", victim)
            claims.say(one, held, "detentionGround", code)
        self._contact(one, slug, victim)
        for _, code in claims.code(one, "legal_counsel", "LegalCounsel"):
            claims.say(one, f"access:{slug}-counsel", "person", victim, accessTo="lawyer", counsel=code)
        for _, code in claims.code(one, "type_of_court", "CourtType"):
            claims.say(one, f"proceeding:{slug}", "person", victim, courtType=code)
        claims.say(
            one, victim, OF_ACTS["court_case_code"], claims.words(one, "court_case_code"), event=f"proceeding:{slug}"
        )

    def _contact(self, one: EsfRecord, slug: str, victim: str) -> None:
        """Whereabouts and contact: codes of MT30, the last level of which may say with whom."""
        claims, to = self.claims, {digits: who for who, digits in CONTACTS.items()}
        unknown = []
        for value in claims.of(one).pop("whereabouts", ()):
            notation = notation_from("MT30", value)
            general, _, last = notation.rpartition(" ")
            if given := code_for("AccessGiven", notation):
                claims.say(one, f"access:{slug}", "person", victim, accessGiven=given)
            elif (given := code_for("AccessGiven", general)) and last in to:
                claims.say(one, f"access:{slug}-{last}", "person", victim, accessGiven=given, accessTo=to[last])
            elif refused := code_for("RefusalKind", notation):
                claims.say(one, f"refusal:{slug}", "person", victim, refusalKind=refused)
            else:
                unknown.append(value)
        if unknown:
            claims.of(one)["whereabouts"] = unknown


def _has_claims(record: EsfRecord) -> bool:
    return record.first("comments").startswith("{")


def _details(kind: str) -> frozenset[str]:
    """The properties that events and states of a kind have."""
    every = {kind, *KINDS[kind].parents}
    return frozenset(name for name, prop in PROPERTIES.items() if every & set(prop.domain))


class _Meaning(NamedTuple):
    """What a code of MT4 means: a kind of act, what it says beside, and whether it is this code or one above it."""

    kind: str = ""
    said: Mapping[str, object] = {}
    exact: bool = True


def _meaning(notation: str) -> _Meaning:
    parts = notation.split()
    while len(parts) > _DEEPEST:
        code = " ".join(parts)
        exact = code == notation
        if kind := kinds_by_notation().get(code):
            return _Meaning(kind, {}, exact)
        if code_for("CustodyState", code) == "dead-in-custody":
            return _Meaning("death", {"inCustody": True}, exact)
        for scheme, (kind, name) in _BY_CODE.items():
            if found := code_for(scheme, code):
                return _Meaning(kind, {name: found}, exact)
        parts.pop()
    return _Meaning()
