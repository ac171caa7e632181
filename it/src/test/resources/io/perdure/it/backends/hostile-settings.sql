-- Makes the database hostile to every later session: the shadowing functions of the template come first on the search path,
-- and settings change how values are read, shown, ordered, rounded and committed.

-- The driver tells the server its own DateStyle and the time zone of its JVM at every connect, which wins over these two.
do $settings$
declare
  language text;
  setting text;
begin
  foreach setting in array array[
    'search_path = evil, pg_catalog, public',
    'timezone = ''America/St_Johns''',
    'datestyle = ''SQL, DMY''',
    'intervalstyle = ''sql_standard''',
    'bytea_output = ''escape''',
    'extra_float_digits = -15',
    'standard_conforming_strings = off',
    'default_transaction_isolation = ''serializable''',
    'default_transaction_deferrable = on',
    'default_transaction_read_only = on']
  loop
    execute format('alter database %I set %s', pg_catalog.current_database(), setting);
  end loop;
  foreach language in array array['de_DE.UTF-8', 'de_DE.utf8', 'fr_FR.UTF-8', 'ja_JP.UTF-8']
  loop
    begin
      execute format('alter database %I set lc_messages = %L', pg_catalog.current_database(), language);
      exit;
    exception
      when invalid_parameter_value then null; -- the server's machine does not have it
    end;
  end loop;
end $settings$;
