"""Who may do what with a case that is served: roles, and the rights that each of them is.

    read             what is public                       add         that, and sends messages (service/messages.py)
    read-restricted  what is restricted too               record      all of it; records, corrects, withdraws claims
    read-all         what is sealed too                   decide      that; judges names, decides on findings
                                                          administer  that; gives and takes back access

Pure. Which address needs which right is said in `habeas_api.http.access`; docs/desk.md tells people.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from habeas.model.as_of import Audience


class Right(StrEnum):
    """What somebody may do."""

    READ = "read"
    ADD = "add"
    RECORD = "record"
    DECIDE = "decide"
    ADMINISTER = "administer"


class Role(StrEnum):
    """What somebody is to a case: a set of rights, and what of the case it is that they read."""

    READ = "read"
    READ_RESTRICTED = "read-restricted"
    READ_ALL = "read-all"
    ADD = "add"
    RECORD = "record"
    DECIDE = "decide"
    ADMINISTER = "administer"

    @property
    def rights(self) -> frozenset[Right]:
        """What they may do."""
        return RIGHTS[self]

    @property
    def audience(self) -> Audience:
        """What of the case they read."""
        return AUDIENCES.get(self, Audience.EVERYTHING)


RIGHTS: Final[Mapping[Role, frozenset[Right]]] = {
    **{role: frozenset({Right.READ}) for role in (Role.READ, Role.READ_RESTRICTED, Role.READ_ALL)},
    Role.ADD: frozenset({Right.READ, Right.ADD}),
    Role.RECORD: frozenset({Right.READ, Right.RECORD}),
    Role.DECIDE: frozenset({Right.READ, Right.RECORD, Right.DECIDE}),
    Role.ADMINISTER: frozenset({Right.READ, Right.RECORD, Right.DECIDE, Right.ADMINISTER}),
}
AUDIENCES: Final[Mapping[Role, Audience]] = {
    Role.READ: Audience.PUBLIC,
    Role.ADD: Audience.PUBLIC,
    Role.READ_RESTRICTED: Audience.RESTRICTED,
}
"""What those read who do not read everything."""
GIVES: Final[Mapping[Right, Role]] = {
    Right.READ: Role.READ,
    Right.ADD: Role.ADD,
    Right.RECORD: Role.RECORD,
    Right.DECIDE: Role.DECIDE,
    Right.ADMINISTER: Role.ADMINISTER,
}
"""The least role that gives a right."""
DOES: Final[Mapping[Right, str]] = {
    Right.READ: "reading",
    Right.ADD: "sending a message",
    Right.RECORD: "recording, correcting and withdrawing claims",
    Right.DECIDE: "judging names and deciding on findings",
    Right.ADMINISTER: "giving and taking back access",
}
"""What a right is for, in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """Who sends a request, as far as it matters: a role, and whose name is written on what they record.

    `grant` is the id of the token or link they came with; empty for whoever keeps the case, and for anybody.
    """

    role: Role
    recorder: str = ""
    grant: str = ""

    @property
    def is_anybody(self) -> bool:
        """True for somebody who came with nothing."""
        return self == ANYBODY

    @property
    def payer(self) -> str:
        """Who pays for what takes long; empty for whoever keeps the case, who is not limited."""
        return "" if self == KEEPER else self.grant or "anybody"


ANYBODY: Final = Access(role=Role.READ)
"""Somebody on this computer, without a token or a link."""
KEEPER: Final = Access(role=Role.ADMINISTER)
"""Whoever keeps the case: the token in its folder, and the link that is printed at the start."""
