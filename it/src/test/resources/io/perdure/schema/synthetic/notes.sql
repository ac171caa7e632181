--liquibase formatted sql logicalFilePath:perdure/notes

--changeset perdure:notes
--validCheckSum: ANY
create table ${schema}perdure_notes (id ${long} not null, word ${text});
insert into ${schema}perdure_notes
with recursive numbers (n) as (select 1 union all select n + 1 from numbers where n < 2000)
select n, 'word' from numbers;
insert into ${schema}perdure_schema (version, change, min_reader, min_writer)
values (2, 'notes', 1, 1);

--changeset perdure:notes-by-word labels:after-commit runInTransaction:false
--validCheckSum: ANY
create index ${concurrently} if not exists perdure_notes_by_word on ${schema}perdure_notes (word);
insert into ${schema}perdure_schema (version, change, min_reader, min_writer)
values (3, 'notes-by-word', 1, 1) on conflict do nothing;
