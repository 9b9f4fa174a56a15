-- The write path inside the database (decision 0009). The application role no longer writes records, versions, links and
-- the log itself: it calls append_changes, which appends entries that continue the log and writes what they are about.
-- Triggers hold whoever writes around it, the owner too, to the same: no row without its entry, no entry ever changed.

-- Indexes no query asks for: a version is found by its record, and instants rise with the numbers of the log.
drop index log_entry_at;
create index log_entry_at on log_entry using brin (at) with (pages_per_range = 32);

revoke insert, update on record, record_version, link, log_entry from openaims_app;
revoke update on log_head from openaims_app;
-- Locking a row asks for the right to update one column of it; row-level security lets this one only stay what it is.
grant update (org_id) on log_head to openaims_app;

-- What a batch needs before it decides: the log head, locked from here on, the records it is about, and the last numbers
-- of registers. Statements of a function see what was committed when the lock was got. The head stands in every row.
create function open_batch(p_org uuid, p_ids uuid[], p_registers text[], p_wait boolean)
  returns table (size bigint, last_leaf bytea, peaks bytea[], last_at timestamptz, db_now timestamptz, counters jsonb,
    id uuid, register text, ref text, ref_no bigint, title text, state text, owner_id uuid, version integer, shape integer,
    archived boolean, created_at timestamptz, created_by text, updated_at timestamptz, data jsonb)
  language plpgsql as $$
#variable_conflict use_column
declare
  head openaims.log_head;
  last jsonb := '{}';
begin
  perform set_config('app.org', p_org::text, true);
  if p_wait then
    select h.* into head from openaims.log_head h where h.org_id = p_org for update;
  else
    select h.* into head from openaims.log_head h where h.org_id = p_org for update skip locked;
  end if;
  if not found then return; end if;
  if cardinality(p_registers) > 0 then
    select coalesce(jsonb_object_agg(c.register, c.last), '{}') into last
      from openaims.ref_counter c where c.org_id = p_org and c.register = any(p_registers);
  end if;
  if cardinality(p_ids) > 0 then
    return query select head.size, head.last_leaf, head.peaks, head.last_at, clock_timestamp(), last,
      r.id, r.register, r.ref, r.ref_no, r.title, r.state, r.owner_id, r.version, r.shape,
      r.archived, r.created_at, r.created_by, r.updated_at, r.data
      from openaims.record r where r.org_id = p_org and r.id = any(p_ids);
    if found then return; end if;
  end if;
  return query select head.size, head.last_leaf, head.peaks, head.last_at, clock_timestamp(), last,
    null::uuid, null::text, null::text, null::bigint, null::text, null::text, null::uuid, null::integer, null::integer,
    null::boolean, null::timestamptz, null::text, null::timestamptz, null::jsonb;
end $$;

-- Plans are kept for the life of a connection, and the first is made while tables are empty: reading through all of a
-- table looks cheapest then and never again, so functions that run for every change go by keys: they look rows up one by
-- one ("offset 0" keeps PostgreSQL from turning that into a join) and change them where they lie.

-- The only way into the log for the application role. Element n of each array is about entry p_size + n - 1. Where p_data
-- is null the entry has no version of a record (a membership, an erasure). p_now says what becomes of the current record:
-- 1 it is new, 2 it changes, 0 a later version of the same call replaces this one at once.
create function append_changes(
  p_org uuid, p_size bigint, p_peaks bytea[],
  p_at timestamptz[], p_action text[], p_actor_id text[], p_actor_name text[], p_via text[], p_reason text[],
  p_entry text[], p_leaf bytea[],
  p_id uuid[], p_register text[], p_version integer[], p_ref text[], p_ref_no bigint[], p_title text[], p_state text[],
  p_owner uuid[], p_shape integer[], p_archived boolean[], p_created_at timestamptz[], p_created_by text[],
  p_data jsonb[], p_salt bytea[], p_digest bytea[], p_words tsvector[], p_now integer[],
  p_opened_from uuid[], p_opened_name text[], p_opened_to uuid[], p_opened_register text[], p_opened_position integer[],
  p_opened_at timestamptz[],
  p_ended_from uuid[], p_ended_name text[], p_ended_to uuid[], p_ended_at timestamptz[],
  p_counted text[], p_last bigint[]
) returns void
  language plpgsql security definer set search_path = openaims, pg_catalog, pg_temp
  set plan_cache_mode = force_generic_plan as $$
declare
  head log_head;
  n bigint := cardinality(p_entry);
  wrong bigint;
begin
  if p_org is null or p_org is distinct from nullif(current_setting('app.org', true), '')::uuid then
    raise exception 'The log of another organisation than the one entered cannot be written.' using errcode = 'insufficient_privilege';
  end if;
  select h.* into head from log_head h where h.org_id = p_org for update;
  if not found then
    raise exception 'There is no log of organisation %.', p_org using errcode = 'no_data_found';
  end if;
  if n is distinct from cardinality(p_leaf) or n = 0 or p_size is distinct from head.size then
    raise exception 'The log has % entries; entries from % on do not continue it.', head.size, p_size using errcode = 'integrity_constraint_violation';
  end if;
  -- Each entry names its organisation, its number and the leaf before it, and its leaf is its RFC 6962 hash.
  select min(x.seq) into wrong from (
    select p_size + e.n - 1 as seq, e.entry, e.leaf, lag(e.leaf, 1, head.last_leaf) over (order by e.n) as prev
    from unnest(p_entry, p_leaf) with ordinality as e(entry, leaf, n)) x
  where x.entry is null or x.leaf is distinct from sha256('\x00'::bytea || convert_to(x.entry, 'UTF8'))
    or strpos(x.entry, ',"org":"' || p_org || '","prev":' || coalesce('"' || encode(x.prev, 'hex') || '"', 'null') || ',') = 0
    or strpos(x.entry, ',"seq":' || x.seq || ',"v":1}') = 0;
  if wrong is not null then
    raise exception 'Entry % does not continue the log: its number, the leaf before it or its own leaf is not right.', wrong
      using errcode = 'integrity_constraint_violation';
  end if;

  insert into log_entry (org_id, seq, at, action, actor_id, actor_name, via, register, record_id, version, reason, entry, leaf)
    select p_org, p_size + x.n - 1, x.at, x.action, x.actor_id, x.actor_name, x.via, x.register, x.id, x.version, x.reason, x.entry, x.leaf
    from unnest(p_at, p_action, p_actor_id, p_actor_name, p_via, p_register, p_id, p_version, p_reason, p_entry, p_leaf)
      with ordinality as x(at, action, actor_id, actor_name, via, register, id, version, reason, entry, leaf, n);
  update log_head set size = p_size + n, last_leaf = p_leaf[n], peaks = p_peaks, last_at = p_at[n] where org_id = p_org;

  insert into record_version (org_id, id, version, register, ref, ref_no, title, state, owner_id, shape, archived, created_at,
      created_by, updated_at, data, valid_from, valid_to, seq, salt, digest, words)
    select p_org, x.id, x.version, x.register, x.ref, x.ref_no, x.title, x.state, x.owner, x.shape, x.archived, x.created_at,
      x.created_by, x.at, x.data, x.at, null, p_size + x.n - 1, x.salt, x.digest, x.words
    from unnest(p_id, p_version, p_register, p_ref, p_ref_no, p_title, p_state, p_owner, p_shape, p_archived, p_created_at,
        p_created_by, p_at, p_data, p_salt, p_digest, p_words)
      with ordinality as x(id, version, register, ref, ref_no, title, state, owner, shape, archived, created_at,
        created_by, at, data, salt, digest, words, n)
    where x.data is not null;
  if 2 = any(p_now) or 0 = any(p_now) then
    -- The version before ends where this one begins.
    update record_version v set valid_to = x.at
      from (select e.at, b.place from unnest(p_id, p_version, p_at, p_data) as e(id, version, at, data), lateral (
        select w.ctid as place from record_version w
          where w.org_id = p_org and w.id = e.id and w.version = e.version - 1 and w.valid_to is null offset 0) b
        where e.data is not null) x
      where v.ctid = x.place;
  end if;
  if 1 = any(p_now) then
    insert into record (org_id, id, register, ref, ref_no, title, state, owner_id, version, shape, archived, created_at, created_by, updated_at, data)
      select p_org, x.id, x.register, x.ref, x.ref_no, x.title, x.state, x.owner, x.version, x.shape, x.archived, x.created_at, x.created_by, x.at, x.data
      from unnest(p_now, p_id, p_version, p_register, p_ref, p_ref_no, p_title, p_state, p_owner, p_shape, p_archived, p_created_at, p_created_by, p_at, p_data)
        as x(now, id, version, register, ref, ref_no, title, state, owner, shape, archived, created_at, created_by, at, data)
      where x.now = 1 and x.data is not null;
  end if;
  if 2 = any(p_now) then
    update record r set title = x.title, state = x.state, owner_id = x.owner, version = x.version, shape = x.shape,
        archived = x.archived, updated_at = x.at, data = x.data
      from (select e.*, b.place from unnest(p_now, p_id, p_version, p_title, p_state, p_owner, p_shape, p_archived, p_at, p_data)
          as e(now, id, version, title, state, owner, shape, archived, at, data), lateral (
        select c.ctid as place from record c where c.org_id = p_org and c.id = e.id offset 0) b
        where e.now = 2 and e.data is not null) x
      where r.ctid = x.place;
  end if;

  if cardinality(p_opened_from) > 0 then
    insert into link (org_id, from_id, name, to_id, from_register, position, valid_from)
      select p_org, x."from", x.name, x."to", x.register, x.position, x.at
      from unnest(p_opened_from, p_opened_name, p_opened_to, p_opened_register, p_opened_position, p_opened_at)
        as x("from", name, "to", register, position, at);
  end if;
  if cardinality(p_ended_from) > 0 then
    update link l set valid_to = x.at
      from (select e.at, b.place from unnest(p_ended_from, p_ended_name, p_ended_to, p_ended_at) as e("from", name, "to", at), lateral (
        select k.ctid as place from link k where k.org_id = p_org and k.from_id = e."from" and k.name = e.name and k.to_id = e."to"
          and k.valid_to is null and k.valid_from < e.at offset 0) b) x
      where l.ctid = x.place;
  end if;
  if cardinality(p_counted) > 0 then
    insert into ref_counter (org_id, register, last)
      select p_org, x.register, x.last from unnest(p_counted, p_last) as x(register, last)
      on conflict (org_id, register) do update set last = excluded.last;
  end if;
end $$;

do $$
declare f regprocedure;
begin
  select p.oid into f from pg_proc p where p.pronamespace = 'openaims'::regnamespace and p.proname = 'append_changes';
  execute format('revoke all on function %s from public', f);
  execute format('grant execute on function %s to openaims_app', f);
end $$;

-- The head of a log starts empty, and moves only onto an entry that is there.
create function check_head() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    if new.size <> 0 or new.last_leaf is not null or cardinality(new.peaks) <> 0 then
      raise exception 'The log of an organisation begins empty.' using errcode = 'insufficient_privilege';
    end if;
  elsif new.size < old.size or new.last_at < old.last_at or (new.size > 0 and not exists (
      select from openaims.log_entry e where e.org_id = new.org_id and e.seq = new.size - 1 and e.leaf = new.last_leaf)) then
    raise exception 'The head of the log moves only forward, onto an entry that is there.' using errcode = 'insufficient_privilege';
  end if;
  return null;
end $$;
create trigger log_head_follows after insert or update on log_head for each row execute function check_head();
create trigger log_head_kept before delete on log_head for each row execute function refuse_change();
create trigger log_head_no_truncate before truncate on log_head for each statement execute function refuse_change();

-- A version comes with the entry of its number, which names it and holds its digest.
create function check_version_entry() returns trigger language plpgsql as $$
declare bad record;
begin
  select v.id, v.version into bad from added v
    where not exists (
      select from openaims.log_entry e where e.org_id = v.org_id and e.seq = v.seq and e.record_id = v.id and e.version = v.version
        and e.at = v.valid_from and strpos(e.entry, '"digest":"' || encode(v.digest, 'hex') || '",') > 0 offset 0)
    limit 1;
  if found then
    raise exception 'Version % of record % has no entry in the log.', bad.version, bad.id using errcode = 'insufficient_privilege';
  end if;
  return null;
end $$;
create trigger record_version_logged after insert on record_version
  referencing new table as added for each statement execute function check_version_entry();

-- Of a version only its end may be set, once, where the next version begins.
create function check_version_end() returns trigger language plpgsql as $$
declare bad record;
begin
  select o.id, o.version into bad from before o join after n on n.org_id = o.org_id and n.id = o.id and n.version = o.version
    where o.valid_to is distinct from n.valid_to and (o.valid_to is not null or not exists (
      select from openaims.record_version v where v.org_id = n.org_id and v.id = n.id and v.version = n.version + 1 and v.valid_from = n.valid_to offset 0))
    limit 1;
  if found then
    raise exception 'The end of version % of record % does not go with the next version.', bad.version, bad.id using errcode = 'insufficient_privilege';
  end if;
  return null;
end $$;
create trigger record_version_ends after update on record_version
  referencing old table as before new table as after for each statement execute function check_version_end();

-- Everything else of a version stays as it was written. One way is kept for erasing personal data: a function of the owner
-- (security definer, like append_changes) that says set_config('app.erasing', 'on', true), appends its entry through
-- append_changes (p_data null) and takes body, salt and words out. The application role has no right to update the
-- table, so that setting alone opens nothing to it. What identifies the version and its digest stay even then.
create function refuse_version_change() returns trigger language plpgsql as $$
begin
  raise exception 'A version is never changed: % on record_version is refused.', tg_op using errcode = 'insufficient_privilege';
end $$;
create trigger record_version_fixed before update of org_id, id, version, register, ref, ref_no, state, shape, archived, created_at,
  updated_at, valid_from, seq, digest on record_version for each statement execute function refuse_version_change();
create trigger record_version_body_kept before update of title, owner_id, created_by, data, salt, words on record_version for each statement
  when (current_setting('app.erasing', true) is distinct from 'on') execute function refuse_version_change();

-- A current record is its newest version, word for word.
create function check_record_version() returns trigger language plpgsql as $$
declare bad record;
begin
  select r.id, r.version into bad from added r
    where not exists (
      select from openaims.record_version v where v.org_id = r.org_id and v.id = r.id and v.version = r.version and v.valid_to is null
        and record_image_eq(row(v.register, v.ref, v.ref_no, v.title, v.state, v.owner_id, v.shape, v.archived, v.created_at, v.created_by, v.updated_at, v.data),
          row(r.register, r.ref, r.ref_no, r.title, r.state, r.owner_id, r.shape, r.archived, r.created_at, r.created_by, r.updated_at, r.data)) offset 0)
    limit 1;
  if found then
    raise exception 'Record % is not what its version % in the log says.', bad.id, bad.version using errcode = 'insufficient_privilege';
  end if;
  return null;
end $$;
create trigger record_logged_new after insert on record
  referencing new table as added for each statement execute function check_record_version();
create trigger record_logged_change after update on record
  referencing new table as added for each statement execute function check_record_version();
create trigger record_kept before delete on record for each row execute function refuse_change();
create trigger record_no_truncate before truncate on record for each statement execute function refuse_change();
create trigger link_kept before delete on link for each row execute function refuse_change();
create trigger link_no_truncate before truncate on link for each statement execute function refuse_change();
