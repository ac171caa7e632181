-- Functions and types that shadow those of pg_catalog for every session that has this schema before it on the search path.

create schema evil;

create function evil.refused() returns void language plpgsql as $$
begin
  raise exception 'a shadowing function was called: qualify the name' using errcode = 'XX000';
end $$;

-- Every function and aggregate of these names, with the same arguments and answer, so that it is an exact match.
do $shadow$
declare
  f record;
begin
  for f in
    select p.oid, p.proname, p.prokind, p.proretset, pg_get_function_identity_arguments(p.oid) as arguments,
           pg_get_function_result(p.oid) as answer, format_type(p.prorettype, null) as type
    from pg_proc p
    where p.pronamespace = 'pg_catalog'::regnamespace and p.prokind in ('f', 'a')
      and p.proname in (
        'clock_timestamp', 'now', 'statement_timestamp', 'transaction_timestamp', 'timeofday', 'date_part', 'extract',
        'to_timestamp', 'make_interval', 'date_trunc', 'age',
        'unnest', 'generate_series', 'generate_subscripts', 'array_length', 'cardinality', 'array_agg', 'array_append',
        'array_cat', 'array_position', 'array_to_string', 'string_to_array',
        'length', 'octet_length', 'bit_length', 'char_length', 'lower', 'upper', 'substr', 'substring', 'strpos', 'replace',
        'concat', 'concat_ws', 'format', 'quote_ident', 'quote_literal', 'btrim', 'ltrim', 'rtrim', 'left', 'right', 'encode',
        'decode', 'md5', 'sha256', 'get_byte', 'string_agg', 'convert_from', 'convert_to',
        'max', 'min', 'count', 'sum', 'avg', 'bool_and', 'bool_or', 'every',
        'abs', 'mod', 'div', 'floor', 'ceil', 'round', 'trunc', 'power', 'random', 'sign',
        'pg_advisory_lock', 'pg_try_advisory_lock', 'pg_advisory_unlock', 'pg_advisory_xact_lock',
        'pg_try_advisory_xact_lock', 'hashtext', 'hashtextextended',
        'nextval', 'currval', 'setval', 'lastval', 'gen_random_uuid',
        'txid_current', 'pg_current_xact_id', 'pg_current_xact_id_if_assigned', 'pg_current_snapshot',
        'pg_snapshot_xmin', 'pg_visible_in_snapshot', 'pg_notify', 'pg_sleep', 'pg_backend_pid', 'current_setting',
        'set_config', 'current_database', 'current_schema', 'version', 'pg_is_in_recovery', 'to_regclass', 'pg_get_indexdef',
        'pg_get_constraintdef', 'pg_get_expr', 'format_type', 'obj_description', 'col_description', 'jsonb_build_object')
  loop
    begin
      if f.prokind = 'f' then
        execute format(
          'create function evil.%I(%s) returns %s language plpgsql as %L', f.proname, f.arguments, f.answer,
          'begin raise exception ''evil.' || f.proname || ' was called: qualify the name''; end');
      elsif f.arguments = '' then
        execute format(
          'create function evil.%I(bigint) returns bigint language plpgsql as %L', f.proname || '_step',
          'begin raise exception ''evil.' || f.proname || ' was called: qualify the name''; end');
        execute format(
          'create aggregate evil.%I(*) (sfunc = evil.%I, stype = bigint, initcond = 0)', f.proname, f.proname || '_step');
      else
        execute format(
          'create function evil.%I(%s) returns %s language plpgsql as %L', f.proname, f.arguments, f.type,
          'begin raise exception ''evil.' || f.proname || ' was called: qualify the name''; end');
      end if;
    exception
      when feature_not_supported or invalid_function_definition or undefined_object or syntax_error
        or datatype_mismatch or duplicate_function then null; -- of internal types: nobody calls it by name
    end;
  end loop;
end $shadow$;

-- Types, too: a cast or a column of an unqualified type would be one of these. (Types that SQL itself names, like bigint and
-- varchar, cannot be shadowed. Operators could be, but no query could then be written without naming the schema of each.)
create domain evil.text as pg_catalog.text check (false);
create domain evil.bytea as pg_catalog.bytea check (false);
create domain evil.int8 as pg_catalog.int8 check (false);
create domain evil.uuid as pg_catalog.uuid check (false);
