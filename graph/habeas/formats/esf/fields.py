"""The record formats of the Events Standard Formats and their fields, with the numbers they are published under.

Numbers, names and lists of codes are those of the data dictionary of OpenEvSys (huridocs/OpenEvSys,
schema/mysql-dbpopulate-datadict.sql, commit 2f734af969b557ed0684e5691bcb0259937bc994); addresses, places on a map and
files are left out. Pure.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from habeas.model.text import cleaned

DAY: Final = "day"
"""What a field holds that is a date; the type of the date stands in a field of its own beside it."""
_REPEATED: Final = "*"


class EsfField(NamedTuple):
    """A field: its number, its name, and what it holds: `MT25` a code of that list, `day` a date, nothing words."""

    number: str
    name: str
    holds: str = ""
    repeated: bool = False

    @property
    def is_code(self) -> bool:
        """True when it holds a code of a micro-thesaurus."""
        return self.holds.startswith("MT")

    @property
    def label(self) -> str:
        """Its name for people, with the number."""
        return f"{self.name.replace('_', ' ')} ({self.number})"


_TABLE: Final = """
event: 0101 event_record_number, 0102 event_title, 0108 confidentiality, 0111 geographical_term MT15*,
 0112 local_geographical_area MT63*, 0113 initial_date day, 0114 final_date day, 0115 event_description,
 0116 impact_of_event, 0150 remarks, 0151 violation_status MT41, 0152 violation_index MT2*, 0153 rights_affected MT3*,
 0154 huridocs_index_terms MT1*, 0155 local_index MT61*, 0156 other_thesaurus MT68*, 0160 date_received day,
 0161 date_of_entry day, 0162 entered_by, 0163 project_title, 0165 comments, 0167 files, 0168 record_grouping,
 0170 date_updated day, 0171 updated_by, 0172 monitoring_status MT43
person: 0901 person_record_number, 0902 counting_unit MT7, 0903 person_name, 0904 other_names, 0908 confidentiality,
 0911 date_of_birth day, 911_1 date_of_birth_type MT48, 0912 place_of_birth MT15, 0913 locality_of_birth MT63,
 0915 sex MT39, 0916 sexual_orientation MT67, 0917 identification_documents, 0918 civil_status MT8, 0919 dependants,
 0920 formal_education MT9, 0921 other_training, 0922 occupation MT10*, 0923 local_term_for_occupation MT64*,
 0924 health, 0925 medical_records, 0926 physical_description MT11*, 0927 deceased, 0928 date_deceased day,
 928_1 date_deceased_type MT48, 0930 group_description, 0931 number_of_persons_in_group, 0940 religion MT12,
 0941 citizenship MT15*, 0942 ethnic_background MT13*, 0943 other_background MT65*,
 0944 general_characteristics MT23*, 0945 language MT14*, 0946 local_language MT66*, 0947 national_origin MT15*,
 0950 remarks, 0953 reliability_as_source MT42, 0954 reliability_as_intervening_party MT42, 0957 files,
 0960 date_received day, 0961 date_of_entry day, 0962 entered_by, 0963 project_title, 0965 comments,
 0968 record_grouping, 0970 date_updated day, 0971 updated_by
act: 2101 act_record_number, 2102 victim, 2103 event, 2108 confidentiality, 2109 type_of_act MT4,
 2111 initial_date day, 2111_1 initial_date_type MT48, 2112 exact_location, 2113 stated_reason,
 2114 method_of_violence MT5*, 2115 attribution MT28*, 2116 physical_consequences, 2117 psychological_consequences,
 2118 age_at_time_of_victimisation, 2121 final_date day, 2121_1 final_date_type MT48,
 2122 exact_location_at_end_of_act, 2123 status_at_end_of_act MT25, 2150 remarks, 2152 victim_characteristics MT23*,
 2153 type_of_location MT17, 2154 national_legislation MT62*, 2155 international_instruments MT6*,
 2160 date_received day, 2161 date_of_entry day, 2162 entered_by, 2165 comments, 2170 date_updated day, 2171 updated_by
chain_of_events: 2201 chain_of_events_record_number, 2202 event, 2203 related_event, 2209 type_of_chain_of_events MT22,
 2250 remarks, 2261 date_of_entry day, 2262 entered_by, 2265 comments, 2270 date_updated day, 2271 updated_by
biographic_details: 2301 biographic_details_record_number, 2302 person, 2303 related_person, 2308 confidentiality,
 2309 type_of_relationship MT21, 2310 initial_date day, 2310_1 initial_date_type MT48, 2311 final_date day,
 2311_1 final_date_type MT48, 2320 education_and_training MT9, 2322 employment, 2323 affiliation,
 2327 position_in_organisation, 2328 rank, 2350 remarks, 2361 date_of_entry day, 2362 entered_by, 2365 comments,
 2370 date_updated day, 2371 updated_by
involvement: 2401 involvement_record_number, 2402 perpetrator, 2403 event, 2404 act, 2408 confidentiality,
 2409 degree_of_involvement MT18, 2412 type_of_perpetrator MT24*, 2422 latest_status_as_perpetrator_in_the_act MT26,
 2450 remarks, 2461 date_of_entry day, 2462 entered_by, 2465 comments, 2470 date_updated day, 2471 updated_by
information: 2501 information_record_number, 2502 source, 2503 event, 2504 related_person, 2508 confidentiality,
 2509 source_connection_to_information MT19, 2510 language_of_source_material MT14*, 2511 date_of_source_material day,
 2512 type_of_source_material MT16*, 2513 local_language_of_source_material MT66*, 2550 remarks,
 2553 reliability_of_information MT42, 2560 date_received day, 2561 date_of_entry day, 2562 entered_by, 2565 comments,
 2570 date_updated day, 2571 updated_by
intervention: 2601 intervention_record_number, 2602 intervening_party, 2603 event, 2604 victim, 2608 confidentiality,
 2609 type_of_intervention MT20*, 2611 date_of_intervention day, 2612 parties_requested, 2613 response MT27,
 2614 impact_on_the_situation MT44, 2650 remarks, 2651 intervention_status MT45, 2652 priority MT46,
 2661 date_of_entry day, 2662 entered_by, 2665 comments, 2670 date_updated day, 2671 updated_by
arrest: 3102 arrest_record_number, 3110 case_description, 3112 type_of_detention MT29, 3113 detention_conditions,
 3114 whereabouts MT30*, 3115 legal_counsel MT31*, 3116 type_of_court MT32*, 3117 type_of_language MT33,
 3118 court_case_code, 3119 court_case_name, 3120 judicial_district MT69
killing: 3202 killing_record_number, 3212 autopsy_results MT34, 3213 death_certificate MT35
torture: 3302 torture_record_number, 3311 statements_signed MT36*, 3312 medical_attention MT37*, 3351 intent MT38*
destruction: 3402 destruction_record_number, 3410 type_of_property_loss, 3411 value_of_destroyed_property,
 3412 compensation MT47
"""


def _field(text: str) -> EsfField:
    number, name, *rest = text.split()
    holds = rest[0] if rest else ""
    return EsfField(number, name, holds.removesuffix(_REPEATED), holds.endswith(_REPEATED))


def _formats() -> dict[str, dict[str, EsfField]]:
    found: dict[str, dict[str, EsfField]] = {}
    for text in _TABLE.strip().replace("\n ", " ").splitlines():
        format_, _, fields = text.partition(": ")
        found[format_] = {one.name: one for one in map(_field, fields.split(", "))}
    return found


FORMATS: Final[Mapping[str, Mapping[str, EsfField]]] = _formats()
"""Record format -> its fields by name."""
MANAGEMENT: Final = (
    *("date_received", "date_of_entry", "entered_by", "project_title", "comments", "record_grouping"),
    *("date_updated", "updated_by", "monitoring_status"),
)
"""Fields that OpenEvSys keeps apart, in an element `management_data` of the record."""
DETAILS: Final = ("arrest", "killing", "torture", "destruction")
"""Additional details of an act: they have the number of their act."""
INSIDE: Final[Mapping[str, tuple[str, ...]]] = {
    "events": ("event", "person", "intervention", "information"),
    "event": ("act", "chain_of_events"),
    "act": ("involvement", *DETAILS),
    "person": ("biographic_details",),
}
"""Which records stand inside which."""


def as_comment(document: object) -> str:
    """Values as JSON for the field Comments; what XML would change in the text is written as `\\u….`, so that a quote
    comes back letter for letter.
    """
    text = json.dumps(document, ensure_ascii=False)
    return text if cleaned(text) == text else json.dumps(document)


@dataclass(slots=True)
class EsfRecord:
    """One record: its format, the values of its fields, the records inside it, and its line in the file."""

    format: str
    fields: dict[str, list[str]] = field(default_factory=dict)
    inside: list[EsfRecord] = field(default_factory=list)
    line: int = 0

    @property
    def number(self) -> str:
        """Its record number."""
        return self.first(f"{self.format}_record_number")

    def first(self, name: str) -> str:
        """The first value of a field, empty when it has none."""
        return next(iter(self.fields.get(name, ())), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class EsfFile:
    """A file of the formats: its records, where and when it was made, and in which language its words are."""

    records: tuple[EsfRecord, ...]
    instance: str = ""
    date: str = ""
    lang: str = ""
    gaps: Mapping[str, int] = field(default_factory=dict)
    """What has no field or no code, each with how often: it stands in words among the remarks."""
