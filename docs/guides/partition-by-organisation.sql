-- Splits the large tables into hash partitions by organisation, in one transaction, with OpenAIMS stopped. Run as the owner:
--   psql -v ON_ERROR_STOP=1 -f docs/guides/partition-by-organisation.sql
-- Every key begins with org_id and no foreign key crosses organisations, so nothing else changes: policies, grants, triggers
-- and functions are the same as before. The reporting views are made again at the next start.
begin;
set local search_path to openaims;
set local lock_timeout to '30s';

do $$
declare
  parts constant int := 16;
  name text;
  old text;
  kind record;
  later text[];
  each text;
begin
  for name in select c.relname from pg_class c where c.relnamespace = 'openaims'::regnamespace and c.relkind = 'v' and c.relname like 'report\_%' loop
    execute format('drop view %I', name);
  end loop;
  foreach name in array array['record_version', 'record', 'link', 'log_entry', 'idempotency', 'ref_counter'] loop
    continue when (select relkind from pg_class where oid = to_regclass(name)) <> 'r';
    old := name || '_whole';
    later := '{}';
    -- What is bound to the table by its identity and has to be made again for the new one.
    for kind in select pg_get_functiondef(p.oid) as made, p.oid::regprocedure::text as called from pg_proc p
      where p.pronamespace = 'openaims'::regnamespace and p.prorettype = (select reltype from pg_class where oid = to_regclass(name)) loop
      later := later || kind.made;
      execute 'drop function ' || kind.called;
    end loop;
    for kind in select pg_get_triggerdef(t.oid) as made from pg_trigger t where t.tgrelid = to_regclass(name) and not t.tgisinternal loop
      later := later || kind.made;
    end loop;
    for kind in select p.* from pg_policies p where p.schemaname = 'openaims' and p.tablename = name loop
      later := later || format('create policy %I on %I as %s for %s to %s%s%s', kind.policyname, name, kind.permissive, kind.cmd,
        array_to_string(kind.roles, ', '), coalesce(' using (' || kind.qual || ')', ''), coalesce(' with check (' || kind.with_check || ')', ''));
    end loop;
    for kind in select a.privilege_type, a.grantee::regrole::text as grantee from pg_class c, aclexplode(c.relacl) a
      where c.oid = to_regclass(name) and a.grantee <> 0 and a.grantee <> c.relowner loop
      later := later || format('grant %s on %I to %s', kind.privilege_type, name, kind.grantee);
    end loop;
    execute format('alter table %I rename to %I', name, old);
    execute format('create table %I (like %I including defaults including constraints including generated) partition by hash (org_id)', name, old);
    for i in 0 .. parts - 1 loop
      execute format('create table %I partition of %I for values with (modulus %s, remainder %s)', name || '_p' || i, name, parts, i);
    end loop;
    -- The owner is bound by the policies too; for the copy it is not.
    execute format('alter table %I no force row level security', old);
    execute format('alter table %I disable row level security', old);
    execute format('insert into %I select * from %I', name, old);
    for kind in select pg_get_indexdef(i.indexrelid) as made, i.indisprimary, pg_get_constraintdef(k.oid) as key from pg_index i
      left join pg_constraint k on k.conindid = i.indexrelid and k.contype in ('p', 'u') where i.indrelid = to_regclass(old) loop
      if kind.key is not null then
        later := array_prepend(format('alter table %I add %s', name, kind.key), later);
      else
        later := later || replace(kind.made, ' ON openaims.' || old || ' ', ' ON openaims.' || name || ' ');
      end if;
    end loop;
    execute format('drop table %I', old);
    foreach each in array later loop
      execute each;
    end loop;
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    -- Nobody reaches a partition past the policies of the whole.
    for i in 0 .. parts - 1 loop
      execute format('alter table %I enable row level security', name || '_p' || i);
      execute format('alter table %I force row level security', name || '_p' || i);
    end loop;
  end loop;
end $$;
commit;
