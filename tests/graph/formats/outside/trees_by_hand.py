"""One small family in each format of trees, written by hand: a nurse, her parents, their marriage."""

from __future__ import annotations

import gzip
from pathlib import Path

GEDCOM_5 = """0 HEAD
1 GEDC
2 VERS 5.5.1
1 CHAR UTF-8
1 DATE 4 JAN 2026
1 SUBM @U1@
0 @U1@ SUBM
1 NAME Inés /Paz/
0 @I1@ INDI
1 NAME Ana /Ruiz Paz/
1 NAME Anita //
1 SEX F
1 BIRT
2 DATE 12 MAY 1994
2 PLAC Ciudad del Río
1 OCCU nurse
1 _FOO bar
0 @I2@ INDI
1 NAME Inés /Paz/
1 SEX F
1 BIRT
2 DATE (about the war)
0 @I3@ INDI
1 NAME Raúl /Ruiz/
1 SEX M
1 DEAT
2 DATE BET 1999 AND 2001
0 @F1@ FAM
1 HUSB @I3@
1 WIFE @I2@
1 CHIL @I1@
1 MARR
2 DATE ABT 1990
0 TRLR
"""
GEDCOM_7 = (
    GEDCOM_5.replace("2 VERS 5.5.1\n1 CHAR UTF-8", "2 VERS 7.0")
    .replace("1 NAME Anita //", "1 NAME Ana /Ruiz Paz/\n2 TRAN Anita\n3 LANG es")
    .replace("2 DATE (about the war)", "2 DATE\n3 PHRASE about the war")
)
GRAMPS = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE database PUBLIC "-//Gramps//DTD Gramps XML 1.7.1//EN" "http://gramps-project.org/xml/1.7.1/grampsxml.dtd">
<database xmlns="http://gramps-project.org/xml/1.7.1/">
<header><created date="2026-01-04" version="6.0.0"/><researcher><resname>Inés Paz</resname></researcher></header>
<events>
<event handle="_e1000000000000001" id="E1"><type>Birth</type><dateval val="1994-05-12"/><place hlink="_p1"/></event>
<event handle="_e2" id="E2"><type>Death</type><daterange start="1999" stop="2001"/></event>
<event handle="_e3" id="E3"><type>Marriage</type><dateval val="1990" type="about"/></event>
<event handle="_e4" id="E4"><type>Birth</type><datestr val="about the war"/></event>
<event handle="_e5" id="E5"><type>Occupation</type><description>nurse</description></event>
</events>
<people>
<person handle="_a1000000000000001" id="I1"><gender>F</gender>
<name><first>Ana</first><surname>Ruiz</surname><surname>Paz</surname><nick>Anita</nick></name>
<eventref hlink="_e1000000000000001"/><eventref hlink="_e5"/></person>
<person handle="_a2" id="I2"><gender>F</gender><name><first>Inés</first><surname>Paz</surname></name>
<eventref hlink="_e4"/></person>
<person handle="_a3" id="I3"><gender>M</gender><name><first>Raúl</first><surname>Ruiz</surname></name>
<eventref hlink="_e2"/></person>
</people>
<families><family handle="_f1" id="F1"><rel type="Married"/><father hlink="_a3"/><mother hlink="_a2"/>
<eventref hlink="_e3"/><childref hlink="_a1000000000000001"/></family></families>
<places><placeobj handle="_p1" id="P1"><pname value="Ciudad del Río"/></placeobj></places>
</database>
"""
GLX = """persons:
  ana:
    properties: {name: [{value: Ana Ruiz Paz}, {value: Anita}], sex: female, occupation: nurse}
  ines:
    properties: {name: {value: Inés Paz}, sex: female}
  raul:
    properties: {name: Raúl Ruiz, gender: male}
events:
  e1: {type: birth, date: "1994-05-12", place: rio, participants: [{person: ana, role: subject}]}
  e2: {type: death, date: BET 1999 AND 2001, participants: [{person: raul, role: principal}]}
  e3: {type: marriage, date: ABT 1990, participants: [{person: raul, role: groom}, {person: ines, role: bride}]}
  e4: {type: birth, date: about the war, participants: [{person: ines, role: subject}]}
relationships:
  r1:
    type: parent_child
    participants: [{person: ines, role: parent}, {person: raul, role: parent}, {person: ana, role: child}]
places:
  rio: {name: Ciudad del Río}
assertions:
  a1: {subject: {person: ana}, property: occupation, value: nurse, sources: [s]}
"""
FILES = {
    "five.ged": GEDCOM_5.encode(),
    "seven.ged": GEDCOM_7.encode(),
    "wide.ged": GEDCOM_5.replace("1 CHAR UTF-8\n", "1 CHAR UNICODE\n").encode("utf-16"),
    "tree.gramps": GRAMPS.encode(),
    "packed.gramps": gzip.compress(GRAMPS.encode(), mtime=0),
    "tree.glx": GLX.encode(),
}


def written(name: str, folder: Path) -> Path:
    """One of them in a folder."""
    path = folder / name
    path.write_bytes(FILES[name])
    return path
