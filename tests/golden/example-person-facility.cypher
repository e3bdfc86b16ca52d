// A case
// Who is said to have been held at which facility, with the days of each stay. A line weighs as many independent documents as say it. Only claims that stand as facts make lines; dashed ones are contested, derived or only said. Periods are drawn as wide as the dates allow; start_text and end_text tell them as told. An open end: no end is stated. Lines without a date, always shown: 0 of 3. Sensitivity: public. Claims withheld: 0.
CREATE CONSTRAINT habeas_id IF NOT EXISTS FOR (n:Habeas) REQUIRE n.id IS UNIQUE;
UNWIND [
{id: "facility:caracas-police-station-guanipa", label: "police station in Caracas, unnamed", type: "facility", placeholder: true, n_claims: 1, n_sources: 1, n_edges: 1, first_said: "2026-01-12", last_said: "2026-01-12"},
{id: "facility:el-helicoide", label: "El Helicoide", type: "facility", placeholder: false, n_claims: 2, n_sources: 1, n_edges: 1, first_said: "2026-01-12", last_said: "2026-01-12"},
{id: "facility:prison-torres-duque", label: "prison of Jonathan Torres Duque, unnamed", type: "facility", placeholder: true, n_claims: 1, n_sources: 1, n_edges: 1, first_said: "2026-01-01", last_said: "2026-01-01"}
] AS row
MERGE (n:Habeas {id: row.id}) SET n += row, n:`Facility`;
UNWIND [
{id: "person:enrique-marquez", label: "Enrique Márquez", status: "released", type: "person", placeholder: false, n_claims: 10, n_sources: 1, n_edges: 1, first_said: "2026-01-12", last_said: "2026-01-12", status_words: "uncertain from 2024-05-01; detained from 2025-03-31; uncertain from 2026-01-09; released from 2026-01-12"},
{id: "person:jonathan-torres-duque", label: "Jonathan Torres Duque", status: "free", type: "person", other_names: "Mr. Torres; Mr. Torres Duque", placeholder: false, n_claims: 9, n_sources: 1, n_edges: 1, first_said: "2026-01-01", last_said: "2026-01-01", status_words: "uncertain from 2024-10-01; detained from 2024-12-31; released from 2026-01-02; free from 2026-01-03"},
{id: "person:juan-pablo-guanipa", label: "Juan Pablo Guanipa", status: "detained", type: "person", placeholder: false, n_claims: 4, n_sources: 1, n_edges: 1, first_said: "2026-01-08", last_said: "2026-01-12", status_words: "uncertain from 2025-12-09; detained from 2026-01-12"}
] AS row
MERGE (n:Habeas {id: row.id}) SET n += row, n:`Person`;
UNWIND [
{id: "person:enrique-marquez|detainedAt|facility:el-helicoide", source: "person:enrique-marquez", target: "facility:el-helicoide", label: "detained at", weight: 1.0, spells: "2024-11-01/2026-01-11", relations: "detainedAt", n_claims: 1, n_sources: 1, n_speakers: 1, claim_ids: "N056", source_names: "NPR report, filed from Bogotá, on the first releases of January 2026", speakers: "NPR", first_said: "2026-01-12", last_said: "2026-01-12", modalities: "reported-fact", credibility_rank: 0, standing: "asserted", contested: false, start_date: "2024-11-01", end_date: "2026-01-11", start_year: 2024, end_year: 2026, start_text: "[2024-11..2025-03]", end_text: "[2026-01-08..2026-01-11]", date_precision: "range", ongoing: false, episodes: 1, days_least: 283, days_most: 436, days_certain: 283, certain_spells: "2025-03-31/2026-01-08"},
{id: "person:juan-pablo-guanipa|detainedAt|facility:caracas-police-station-guanipa", source: "person:juan-pablo-guanipa", target: "facility:caracas-police-station-guanipa", label: "detained at", weight: 1.0, spells: "2026-01-08/..", relations: "detainedAt", n_claims: 1, n_sources: 1, n_speakers: 1, claim_ids: "N067", source_names: "NPR report, filed from Bogotá, on the first releases of January 2026", speakers: "NPR", first_said: "2026-01-12", last_said: "2026-01-12", modalities: "reported-fact", credibility_rank: 0, standing: "asserted", contested: false, start_date: "2026-01-08", start_year: 2026, start_text: "as of [2026-01-08..2026-01-12]", end_text: "not stated", date_precision: "range", ongoing: true, episodes: 1, days_certain: 0, certain_spells: "2026-01-12/2026-01-12"}
] AS row
MATCH (a:Habeas {id: row.source}), (b:Habeas {id: row.target})
MERGE (a)-[r:`detainedAt` {id: row.id}]->(b) SET r += row;
UNWIND [
{id: "person:jonathan-torres-duque|releasedFrom|facility:prison-torres-duque", source: "person:jonathan-torres-duque", target: "facility:prison-torres-duque", label: "released from", weight: 1.0, spells: "2026-01-01/2026-01-01", relations: "confirmedBy", n_claims: 1, n_sources: 1, n_speakers: 1, claim_ids: "Y056", source_names: "New York Times report on a release at the turn of the year", speakers: "Rhoda Torres", first_said: "2026-01-01", last_said: "2026-01-01", modalities: "attributed", credibility_rank: 0, standing: "asserted", contested: false, start_date: "2026-01-01", end_date: "2026-01-01", start_year: 2026, end_year: 2026, start_text: "“Thursday” (2026-01-01) / 2026-01-01", end_text: "“Thursday” (2026-01-01) / 2026-01-01", date_precision: "day", ongoing: false, episodes: 1, days_least: 0, days_most: 0, days_certain: 0, certain_spells: "2026-01-01/2026-01-01"}
] AS row
MATCH (a:Habeas {id: row.source}), (b:Habeas {id: row.target})
MERGE (a)-[r:`releasedFrom` {id: row.id}]->(b) SET r += row;
