-- The write path for changes of several organisations in one statement, and fewer index entries a row (decision 0014).

-- Indexes no query asks for: versions are found by their record and entries by their number; a number like RISK-12 is
-- looked up by its register and the 12; links are followed from what they lead to, the other way the record names them.
drop index log_entry_record;
drop index version_ref;
drop index record_ref;
drop index record_number;
create unique index record_number on record (org_id, register, ref_no);
drop index link_back;
alter table link drop constraint link_pkey;
alter table link add primary key (org_id, to_id, from_register, name, from_id, valid_from);

-- Rows that every change updates keep room for their next version beside them, so that their indexes stay as they are.
alter table log_head set (fillfactor = 25);
do $$
begin
  if (select relkind from pg_class where oid = 'ref_counter'::regclass) = 'r' then
    alter table ref_counter set (fillfactor = 50);
  end if;
end $$;

-- The functions below write for all organisations that the transaction entered (app.orgs). Only they run as the owner: the
-- application role itself stays bound to the one organisation of app.org in everything it asks. The inner select makes
-- PostgreSQL read the list once for a statement and not again for each row.
do $$
declare t text;
begin
  foreach t in array array['log_head', 'log_entry', 'ref_counter', 'record', 'record_version', 'link'] loop
    execute format(
      'create policy written_together on %I to current_user using (org_id = any((select nullif(current_setting(''app.orgs'', true), '''')::uuid[])::uuid[])) with check (org_id = any((select nullif(current_setting(''app.orgs'', true), '''')::uuid[])::uuid[]))', t);
  end loop;
end $$;

drop function open_batch(uuid, uuid[], text[], boolean);

-- What transactions need before they decide: the log heads, locked from here on, the last numbers of registers and the
-- records they are about. Element n of p_id is a record of organisation n of p_id_of, of p_counted a register of p_counted_of.
-- Without p_wait an organisation whose head another transaction holds is left out. A row has either a head or a record.
create function open_batches(p_org uuid[], p_id_of uuid[], p_id uuid[], p_counted_of uuid[], p_counted text[], p_wait boolean)
  returns table (org_id uuid, size bigint, last_leaf bytea, peaks bytea[], last_at timestamptz, db_now timestamptz, counters jsonb,
    id uuid, register text, ref text, ref_no bigint, title text, state text, owner_id uuid, version integer, shape integer,
    archived boolean, created_at timestamptz, created_by text, updated_at timestamptz, data jsonb)
  language plpgsql security definer set search_path = openaims, pg_catalog, pg_temp
  set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
#variable_conflict use_column
declare
  heads log_head[];
begin
  perform set_config('app.orgs', p_org::text, true);
  if p_wait then
    select array_agg(k.head) into heads
      from unnest(p_org) as o(id), lateral (select h as head from log_head h where h.org_id = o.id for update) k;
  else
    select array_agg(k.head) into heads
      from unnest(p_org) as o(id), lateral (select h as head from log_head h where h.org_id = o.id for update skip locked) k;
  end if;
  -- A statement of its own, so that it sees what was committed when the locks were got.
  return query select h.org_id, h.size, h.last_leaf, h.peaks, h.last_at, clock_timestamp(),
    coalesce((select jsonb_object_agg(c.register, c.last) from unnest(p_counted_of, p_counted) as w(org, register), lateral (
      select r.register, r.last from ref_counter r where r.org_id = w.org and r.register = w.register offset 0) c
      where w.org = h.org_id), '{}'),
    null::uuid, null::text, null::text, null::bigint, null::text, null::text, null::uuid, null::integer, null::integer,
    null::boolean, null::timestamptz, null::text, null::timestamptz, null::jsonb
    from unnest(heads) h;
  if cardinality(p_id) > 0 then
    return query select w.org, null::bigint, null::bytea, null::bytea[], null::timestamptz, null::timestamptz, null::jsonb,
      r.id, r.register, r.ref, r.ref_no, r.title, r.state, r.owner_id, r.version, r.shape,
      r.archived, r.created_at, r.created_by, r.updated_at, r.data
      from unnest(p_id_of, p_id) as w(org, id), lateral (
        select c.* from record c where c.org_id = w.org and c.id = w.id offset 0) r;
  end if;
end $$;

do $$
declare f regprocedure;
begin
  select p.oid into f from pg_proc p where p.pronamespace = 'openaims'::regnamespace and p.proname = 'append_changes';
  execute format('drop function %s', f);
end $$;

-- Places are found first, row by row (offset 0), and rows are then taken by their place: joined the other way round, a plan
-- made while tables are empty compares each row with all of its organisation.
-- The only way into the log for the application role. Element n of each list is about entry n, whose number is p_seq in the
-- log of organisation p_of; entries of one organisation stand together, in order. p_peaks are the right edges of the trees
-- afterwards, one organisation after the other, that of the n-th up to p_peaks_to[n]. Where p_data is null the entry has no version of a record (a membership, an
-- erasure). p_now says what becomes of the current record: 1 it is new, 2 it changes, 0 a later version of the same call
-- replaces this one at once.
create function append_changes(
  p_of uuid[], p_seq bigint[], p_prev bytea[], p_peaks bytea[], p_peaks_to integer[],
  p_at timestamptz[], p_action text[], p_actor_id text[], p_actor_name text[], p_via text[], p_reason text[],
  p_entry text[], p_leaf bytea[],
  p_id uuid[], p_register text[], p_version integer[], p_ref text[], p_ref_no bigint[], p_title text[], p_state text[],
  p_owner uuid[], p_shape integer[], p_archived boolean[], p_created_at timestamptz[], p_created_by text[],
  p_data jsonb[], p_salt bytea[], p_digest bytea[], p_words tsvector[], p_now integer[],
  p_opened_of uuid[], p_opened_from uuid[], p_opened_name text[], p_opened_to uuid[], p_opened_register text[],
  p_opened_position integer[], p_opened_at timestamptz[],
  p_ended_of uuid[], p_ended_from uuid[], p_ended_name text[], p_ended_to uuid[], p_ended_register text[], p_ended_at timestamptz[],
  p_counted_of uuid[], p_counted text[], p_last bigint[]
) returns void
  language plpgsql security definer set search_path = openaims, pg_catalog, pg_temp
  set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
declare
  written bigint;
  wrong bigint;
  at_org uuid;
  at_seq bigint;
  at_size bigint;
  orgs uuid[];
  sizes bigint[];
  befores bytea[];
  lasts bigint[];
  leaves bytea[];
  ends timestamptz[];
begin
  -- Each entry names its organisation, its number and the leaf before it, and its leaf is its RFC 6962 hash. Lists are
  -- read in their order, so the row before is the entry before.
  select min(coalesce(x.seq, -1)) filter (where (
      x.leaf = sha256('\x00'::bytea || convert_to(x.entry, 'UTF8'))
      and strpos(x.entry, ',"org":"' || x.org || '","prev":' || coalesce('"' || encode(x.prev, 'hex') || '"', 'null') || ',') > 0
      and strpos(x.entry, ',"seq":' || x.seq || ',"v":1}') > 0
      and (x.first or (x.seq = x.seq_before + 1 and x.prev = x.leaf_before))) is not true),
    array_agg(x.org) filter (where x.first), array_agg(x.seq) filter (where x.first), array_agg(x.prev) filter (where x.first),
    array_agg(x.seq) filter (where x.last), array_agg(x.leaf) filter (where x.last), array_agg(x.at) filter (where x.last)
    into wrong, orgs, sizes, befores, lasts, leaves, ends
    from (select e.*, lag(e.org) over () is distinct from e.org as first, lead(e.org) over () is distinct from e.org as last,
        lag(e.seq) over () as seq_before, lag(e.leaf) over () as leaf_before
      from unnest(p_of, p_seq, p_prev, p_entry, p_leaf, p_at) as e(org, seq, prev, entry, leaf, at)) x;
  if wrong is null then
    -- Heads move only where they are what the first entry continues, and entries are written only where the head moved.
    with moved as (
      update log_head h set size = x.seq + 1, last_leaf = x.leaf, last_at = x.at, peaks = x.peaks
        from (select e.*, k.place, p_peaks[coalesce(p_peaks_to[e.n - 1], 0) + 1 : p_peaks_to[e.n]] as peaks
            from unnest(orgs, sizes, befores, lasts, leaves, ends) with ordinality as e(org, size, prev, seq, leaf, at, n), lateral (
              select k.ctid as place from log_head k where k.org_id = e.org and k.size = e.size
                and k.last_leaf is not distinct from e.prev offset 0) k offset 0) x
        where h.ctid = x.place and h.org_id = x.org returning h.org_id)
    insert into log_entry (org_id, seq, at, action, actor_id, actor_name, via, register, record_id, version, reason, entry, leaf)
      select x.org, x.seq, x.at, x.action, x.actor_id, x.actor_name, x.via, x.register, x.id, x.version, x.reason, x.entry, x.leaf
      from unnest(p_of, p_seq, p_at, p_action, p_actor_id, p_actor_name, p_via, p_register, p_id, p_version, p_reason, p_entry, p_leaf)
        as x(org, seq, at, action, actor_id, actor_name, via, register, id, version, reason, entry, leaf)
      where x.org = any(array(select m.org_id from moved m));
    get diagnostics written = row_count;
  end if;
  if orgs is null or written is distinct from cardinality(p_of) then
    -- Nothing of it stays; this only looks for what to say.
    select x.org, x.seq, h.size into at_org, at_seq, at_size
      from unnest(orgs, sizes, lasts) as x(org, seq, last)
      left join lateral (select k.size from log_head k where k.org_id = x.org) h on true
      where h.size is distinct from x.seq and (written is null or h.size is distinct from x.last + 1) limit 1;
    if orgs is null or (found and (at_org = nullif(current_setting('app.org', true), '')::uuid
        or at_org = any(nullif(current_setting('app.orgs', true), '')::uuid[])) is not true) then
      raise exception 'The log of another organisation than those entered cannot be written.' using errcode = 'insufficient_privilege';
    elsif found and at_size is null then
      raise exception 'There is no log of organisation %.', at_org using errcode = 'no_data_found';
    elsif found then
      raise exception 'The log has % entries; entries from % on do not continue it.', at_size, at_seq using errcode = 'integrity_constraint_violation';
    end if;
    raise exception 'Entry % does not continue the log: its number, the leaf before it or its own leaf is not right.', coalesce(wrong, sizes[1])
      using errcode = 'integrity_constraint_violation';
  end if;

  insert into record_version (org_id, id, version, register, ref, ref_no, title, state, owner_id, shape, archived, created_at,
      created_by, updated_at, data, valid_from, valid_to, seq, salt, digest, words)
    select x.org, x.id, x.version, x.register, x.ref, x.ref_no, x.title, x.state, x.owner, x.shape, x.archived, x.created_at,
      x.created_by, x.at, x.data, x.at, null, x.seq, x.salt, x.digest, x.words
    from unnest(p_of, p_seq, p_id, p_version, p_register, p_ref, p_ref_no, p_title, p_state, p_owner, p_shape, p_archived,
        p_created_at, p_created_by, p_at, p_data, p_salt, p_digest, p_words)
      as x(org, seq, id, version, register, ref, ref_no, title, state, owner, shape, archived, created_at,
        created_by, at, data, salt, digest, words)
    where x.data is not null;
  if 2 = any(p_now) or 0 = any(p_now) then
    -- The version before ends where this one begins. In a partitioned table a place is one only within an organisation.
    update record_version v set valid_to = x.at
      from (select e.org, e.at, b.place from unnest(p_of, p_id, p_version, p_at, p_data) as e(org, id, version, at, data), lateral (
        select w.ctid as place from record_version w
          where w.org_id = e.org and w.id = e.id and w.version = e.version - 1 and w.valid_to is null offset 0) b
        where e.data is not null offset 0) x
      where v.ctid = x.place and v.org_id = x.org;
  end if;
  if 1 = any(p_now) then
    insert into record (org_id, id, register, ref, ref_no, title, state, owner_id, version, shape, archived, created_at, created_by, updated_at, data)
      select x.org, x.id, x.register, x.ref, x.ref_no, x.title, x.state, x.owner, x.version, x.shape, x.archived, x.created_at, x.created_by, x.at, x.data
      from unnest(p_now, p_of, p_id, p_version, p_register, p_ref, p_ref_no, p_title, p_state, p_owner, p_shape, p_archived, p_created_at, p_created_by, p_at, p_data)
        as x(now, org, id, version, register, ref, ref_no, title, state, owner, shape, archived, created_at, created_by, at, data)
      where x.now = 1 and x.data is not null;
  end if;
  if 2 = any(p_now) then
    update record r set title = x.title, state = x.state, owner_id = x.owner, version = x.version, shape = x.shape,
        archived = x.archived, updated_at = x.at, data = x.data
      from (select e.*, b.place from unnest(p_now, p_of, p_id, p_version, p_title, p_state, p_owner, p_shape, p_archived, p_at, p_data)
          as e(now, org, id, version, title, state, owner, shape, archived, at, data), lateral (
        select c.ctid as place from record c where c.org_id = e.org and c.id = e.id offset 0) b
        where e.now = 2 and e.data is not null offset 0) x
      where r.ctid = x.place and r.org_id = x.org;
  end if;

  if cardinality(p_opened_from) > 0 then
    insert into link (org_id, from_id, name, to_id, from_register, position, valid_from)
      select x.org, x."from", x.name, x."to", x.register, x.position, x.at
      from unnest(p_opened_of, p_opened_from, p_opened_name, p_opened_to, p_opened_register, p_opened_position, p_opened_at)
        as x(org, "from", name, "to", register, position, at);
  end if;
  if cardinality(p_ended_from) > 0 then
    update link l set valid_to = x.at
      from (select e.org, e.at, b.place from unnest(p_ended_of, p_ended_from, p_ended_name, p_ended_to, p_ended_register, p_ended_at)
          as e(org, "from", name, "to", register, at), lateral (
        select k.ctid as place from link k where k.org_id = e.org and k.to_id = e."to" and k.from_register = e.register
          and k.name = e.name and k.from_id = e."from" and k.valid_to is null and k.valid_from < e.at offset 0) b offset 0) x
      where l.ctid = x.place and l.org_id = x.org;
  end if;
  if cardinality(p_counted) > 0 then
    insert into ref_counter (org_id, register, last)
      select x.org, x.register, x.last from unnest(p_counted_of, p_counted, p_last) as x(org, register, last)
      on conflict (org_id, register) do update set last = excluded.last;
  end if;
end $$;

do $$
declare f regprocedure;
begin
  for f in select p.oid from pg_proc p where p.pronamespace = 'openaims'::regnamespace and p.proname in ('append_changes', 'open_batches') loop
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to openaims_app', f);
  end loop;
end $$;

-- The head of a log starts empty, and moves only onto an entry that is there: for all heads of a statement at once.
drop trigger log_head_follows on log_head;
create or replace function check_head() returns trigger language plpgsql as $$
begin
  if new.size <> 0 or new.last_leaf is not null or cardinality(new.peaks) <> 0 then
    raise exception 'The log of an organisation begins empty.' using errcode = 'insufficient_privilege';
  end if;
  return null;
end $$;
create trigger log_head_begins after insert on log_head for each row execute function check_head();
create function check_heads() returns trigger language plpgsql as $$
begin
  if exists (select from after n left join before o on o.org_id = n.org_id
      where o.org_id is null or n.size < o.size or n.last_at < o.last_at or (n.size > 0 and not exists (
        select from openaims.log_entry e where e.org_id = n.org_id and e.seq = n.size - 1 and e.leaf = n.last_leaf offset 0))) then
    raise exception 'The head of the log moves only forward, onto an entry that is there.' using errcode = 'insufficient_privilege';
  end if;
  return null;
end $$;
create trigger log_head_follows after update on log_head
  referencing old table as before new table as after for each statement execute function check_heads();
