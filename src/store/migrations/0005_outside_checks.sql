-- What lets outsiders check the log (decision 0012): checkpoints that a signer of its own role publishes, time stamps,
-- deliveries to outsiders, and erasure of personal data that leaves the digests.

-- Signed tree heads, numbered per organisation. Only the signer's function writes here, and nothing changes afterwards.
create table log_checkpoint (
  org_id uuid not null references organisation (id),
  number bigint not null,
  size bigint not null,
  root bytea not null check (octet_length(root) = 32),
  origin text not null,
  key_id text not null,
  note text not null,
  at timestamptz not null,
  primary key (org_id, number)
);

-- Public keys of the signer, oldest first; each but the first comes with a statement signed by the one before it.
create table signer_key (
  number integer primary key,
  key_id text not null unique,
  public_key bytea not null check (octet_length(public_key) = 32),
  handover text,
  at timestamptz not null
);

-- One row: the signer that works on this database, and when it last looked.
create table signer_state (
  only_one boolean primary key default true check (only_one),
  instance text not null,
  key_id text not null,
  -- How many logs it refuses to sign at present.
  refused integer not null,
  at timestamptz not null
);

-- Why the signer refuses to sign the log of an organisation; no row when it has never refused.
create table signer_finding (
  org_id uuid primary key references organisation (id),
  kind text,
  finding text,
  size bigint not null,
  at timestamptz not null
);

-- RFC 3161 time stamps over checkpoints.
create table log_stamp (
  org_id uuid not null,
  number bigint not null,
  authority text not null,
  token bytea not null,
  stamped_at timestamptz not null,
  primary key (org_id, number, authority)
);

-- Roots of full subtrees of 256, 65536, ... leaves: worked out from the entries and thrown away at will.
create table log_node (
  org_id uuid not null,
  level integer not null check (level > 0),
  index bigint not null,
  hash bytea not null,
  primary key (org_id, level, index)
);

-- Outsiders who get checkpoints, and how sending went.
create table log_delivery (
  org_id uuid not null,
  id uuid not null,
  kind text not null check (kind in ('webhook', 'email')),
  target text not null,
  secret text,
  every text not null check (every in ('day', 'week', 'month')),
  created_at timestamptz not null,
  created_by text not null,
  last_number bigint,
  last_sent_at timestamptz,
  failures integer not null default 0,
  last_problem text,
  primary key (org_id, id)
);

-- What the log keeper does when, over all organisations; ids and kinds only, like "job_queue".
create table log_due (
  org_id uuid not null,
  id uuid not null,
  kind text not null check (kind in ('delivery', 'stamp', 'retention')),
  due_at timestamptz not null,
  primary key (org_id, id)
);
create index log_due_at on log_due (due_at);

-- How long versions of a register are kept after they were replaced, and what to erase by it until a person decides.
create table retention_rule (
  org_id uuid not null,
  register text not null,
  months integer not null check (months between 1 and 1200),
  primary key (org_id, register)
);
create table retention_proposal (
  org_id uuid not null,
  id uuid not null,
  register text not null,
  before timestamptz not null,
  versions integer not null,
  records integer not null,
  made_at timestamptz not null,
  decision text check (decision in ('erased', 'declined')),
  decided_at timestamptz,
  decided_by text,
  primary key (org_id, id)
);

-- Result of the last check of rows against the log.
create table log_check (
  org_id uuid primary key references organisation (id),
  at timestamptz not null,
  size bigint not null,
  versions bigint not null,
  findings jsonb not null
);

-- A version whose body and salt are gone; the entry of this number says who did it and why.
alter table record_version add column erased_by bigint;

do $$
declare t text;
begin
  foreach t in array array['log_checkpoint', 'signer_finding', 'log_stamp', 'log_node', 'log_delivery', 'retention_rule', 'retention_proposal', 'log_check'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format(
      'create policy own_organisation on %I using (org_id = nullif(current_setting(''app.org'', true), '''')::uuid) with check (org_id = nullif(current_setting(''app.org'', true), '''')::uuid)', t);
  end loop;
end $$;
grant select on log_checkpoint, signer_finding, signer_key, signer_state to openaims_app;
grant select, insert on log_stamp, log_node to openaims_app;
grant select, insert, update, delete on log_delivery, retention_rule, log_due to openaims_app;
grant select, insert, update on retention_proposal, log_check to openaims_app;

create trigger log_checkpoint_append_only before update or delete on log_checkpoint for each row execute function refuse_change();
create trigger log_checkpoint_no_truncate before truncate on log_checkpoint for each statement execute function refuse_change();
create trigger signer_key_append_only before update or delete on signer_key for each row execute function refuse_change();
create trigger log_stamp_append_only before update or delete on log_stamp for each row execute function refuse_change();

-- The signer reads the log of every organisation and writes nothing but through the functions below.
grant usage on schema openaims to openaims_signer;
grant select (org_id, size, peaks) on log_head to openaims_signer;
grant select (org_id, seq, entry, leaf) on log_entry to openaims_signer;
grant select (org_id, number, size, root, origin, key_id, note) on log_checkpoint to openaims_signer;
grant select on signer_key to openaims_signer;
create policy signer_reads on log_head for select to openaims_signer using (true);
create policy signer_reads on log_entry for select to openaims_signer using (true);
create policy signer_reads on log_checkpoint for select to openaims_signer using (true);

create function publish_checkpoint(p_org uuid, p_size bigint, p_root bytea, p_origin text, p_key text, p_note text) returns bigint
  language plpgsql security definer set search_path = openaims, pg_temp as $$
declare n bigint;
begin
  perform set_config('app.org', p_org::text, true);
  perform 1 from signer_state for update;
  select coalesce(max(c.number), 0) + 1 into n from log_checkpoint c where c.org_id = p_org;
  insert into log_checkpoint (org_id, number, size, root, origin, key_id, note, at)
    values (p_org, n, p_size, p_root, p_origin, p_key, p_note, clock_timestamp());
  perform set_config('app.org', '', true);
  return n;
end $$;

create function publish_signer_key(p_key text, p_public bytea, p_handover text) returns void
  language plpgsql security definer set search_path = openaims, pg_temp as $$
begin
  insert into signer_key (number, key_id, public_key, handover, at)
    select coalesce(max(number), 0) + 1, p_key, p_public, p_handover, clock_timestamp() from signer_key
    on conflict (key_id) do nothing;
end $$;

create function report_signer(p_instance text, p_key text, p_refused integer) returns void
  language sql security definer set search_path = openaims, pg_temp as $$
  insert into signer_state (only_one, instance, key_id, refused, at) values (true, p_instance, p_key, p_refused, clock_timestamp())
    on conflict (only_one) do update set instance = excluded.instance, key_id = excluded.key_id, refused = excluded.refused, at = excluded.at
$$;

create function report_signer_finding(p_org uuid, p_kind text, p_finding text, p_size bigint) returns void
  language plpgsql security definer set search_path = openaims, pg_temp as $$
begin
  perform set_config('app.org', p_org::text, true);
  insert into signer_finding (org_id, kind, finding, size, at) values (p_org, p_kind, p_finding, p_size, clock_timestamp())
    on conflict (org_id) do update set kind = excluded.kind, finding = excluded.finding, size = excluded.size, at = excluded.at;
  perform set_config('app.org', '', true);
end $$;

revoke all on function publish_checkpoint(uuid, bigint, bytea, text, text, text), publish_signer_key(text, bytea, text),
  report_signer(text, text, integer), report_signer_finding(uuid, text, text, bigint) from public;
grant execute on function publish_checkpoint(uuid, bigint, bytea, text, text, text), publish_signer_key(text, bytea, text),
  report_signer(text, text, integer), report_signer_finding(uuid, text, text, bigint) to openaims_signer;

-- Takes body, salt and search words out of versions that later ones have replaced. Element n of each array is about one
-- version; its erasure entry must be in the log already, and the trigger on versions opens for nothing but this.
create function erase_versions(p_org uuid, p_seq bigint[], p_id uuid[], p_version integer[]) returns void
  language plpgsql security definer set search_path = openaims, pg_catalog, pg_temp as $$
declare wrong bigint;
begin
  if p_org is null or p_org is distinct from nullif(current_setting('app.org', true), '')::uuid then
    raise exception 'Versions of another organisation than the one entered cannot be erased.' using errcode = 'insufficient_privilege';
  end if;
  select x.seq into wrong from unnest(p_seq, p_id, p_version) as x(seq, id, version)
    where not exists (select from log_entry e where e.org_id = p_org and e.seq = x.seq and e.action = 'erase'
      and strpos(e.entry, '"object":{"id":"' || x.id || '",') > 0 and strpos(e.entry, ',"version":' || x.version || '},') > 0)
    limit 1;
  if found then
    raise exception 'Entry % does not say that this version is erased.', wrong using errcode = 'insufficient_privilege';
  end if;
  perform set_config('app.erasing', 'on', true);
  update record_version v set title = '', owner_id = null, data = '{}', salt = '', words = '', erased_by = x.seq
    from unnest(p_seq, p_id, p_version) as x(seq, id, version)
    where v.org_id = p_org and v.id = x.id and v.version = x.version and v.valid_to is not null and v.erased_by is null;
  perform set_config('app.erasing', '', true);
  -- Answers kept for repeated requests hold the records as they were.
  delete from idempotency i where i.org_id = p_org
    and exists (select from jsonb_array_elements(i.answer->'records') r where (r->>'id')::uuid = any(p_id));
end $$;
revoke all on function erase_versions(uuid, bigint[], uuid[], integer[]) from public;
grant execute on function erase_versions(uuid, bigint[], uuid[], integer[]) to openaims_app;
create trigger record_version_erased_kept before update of erased_by on record_version for each statement
  when (current_setting('app.erasing', true) is distinct from 'on') execute function refuse_version_change();
