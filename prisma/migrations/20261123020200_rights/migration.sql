-- The application's role reads everything and writes what it must. The books it can only read: it writes to them
-- through the posting functions, which run with the rights of their owner. What is append-only it can only add to.

-- A function runs for everybody unless that is taken away.
DO $$
DECLARE posting regprocedure;
BEGIN
  FOR posting IN SELECT oid::regprocedure FROM pg_proc
                 WHERE pronamespace = current_schema()::regnamespace AND proname LIKE 'ledger\_%' LOOP
    EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', posting);
  END LOOP;
END $$;

-- Called with the name of a role after every migration, by whoever may grant.
CREATE FUNCTION grant_application(application name) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  schema_name name := current_schema();
  item record;
BEGIN
  EXECUTE format('GRANT USAGE ON SCHEMA %I TO %I', schema_name, application);
  EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA %I TO %I', schema_name, application);
  EXECUTE format('GRANT USAGE ON ALL SEQUENCES IN SCHEMA %I TO %I', schema_name, application);
  FOR item IN SELECT table_name AS name FROM information_schema.tables
              WHERE table_schema = schema_name AND (table_name LIKE 'ledger\_%' OR table_name = '_prisma_migrations') LOOP
    EXECUTE format('REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON %I FROM %I', item.name, application);
  END LOOP;
  -- Tables with the trigger are append-only.
  FOR item IN SELECT DISTINCT relname AS name FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
              WHERE relnamespace = schema_name::regnamespace AND tgname = 'append_only' LOOP
    EXECUTE format('REVOKE UPDATE, DELETE, TRUNCATE ON %I FROM %I', item.name, application);
  END LOOP;
  FOR item IN SELECT oid::regprocedure AS name FROM pg_proc
              WHERE pronamespace = schema_name::regnamespace AND proname LIKE 'ledger\_%'
                AND (prosecdef OR provolatile <> 'v') LOOP
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO %I', item.name, application);
  END LOOP;
  -- The queue keeps its own schema, which it makes itself.
  EXECUTE format('GRANT CREATE, TEMPORARY ON DATABASE %I TO %I', current_database(), application);
END $$;
REVOKE EXECUTE ON FUNCTION grant_application(name) FROM PUBLIC;
