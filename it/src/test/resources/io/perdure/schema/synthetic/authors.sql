--liquibase formatted sql logicalFilePath:perdure/authors

--changeset perdure:notes-author
--validCheckSum: ANY
alter table ${schema}perdure_notes add column author ${text};
insert into ${schema}perdure_schema (version, change, min_reader, min_writer)
values (4, 'notes-author', 1, 1);

--changeset perdure:notes-rewritten
--validCheckSum: ANY
update ${schema}perdure_notes set author = 'nobody';
insert into ${schema}perdure_schema (version, change, min_reader, min_writer)
values (5, 'notes-rewritten', 1, 5);
