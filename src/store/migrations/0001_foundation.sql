-- The one schema. Every key begins with the organisation so that tables can be partitioned or sharded by it, and no
-- foreign key crosses organisations. The application role owns nothing; row-level security binds even the owner.

create table organisation (
  id uuid primary key,
  slug text not null unique check (slug ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  name text not null,
  kind text not null check (kind in ('own', 'example')),
  created_at timestamptz not null
);

create table account (
  id uuid primary key,
  name text not null,
  email text,
  created_at timestamptz not null
);

create table membership (
  org_id uuid not null references organisation (id),
  account_id uuid not null references account (id),
  person_id uuid,
  roles text[] not null,
  primary key (org_id, account_id)
);
create index membership_account on membership (account_id);

-- Browser sessions and access tokens; only the digest of the secret is kept.
create table session (
  digest bytea primary key,
  account_id uuid not null references account (id),
  kind text not null check (kind in ('browser', 'token')),
  label text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null
);

-- One-time links: set-up of a fresh instance (no account yet) or sign-in.
create table one_time_link (
  digest bytea primary key,
  purpose text not null check (purpose in ('set-up', 'sign-in')),
  account_id uuid references account (id),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);

-- Right edge of the organisation's Merkle tree; its row lock orders the commits of the organisation.
create table log_head (
  org_id uuid primary key references organisation (id),
  size bigint not null,
  last_leaf bytea,
  peaks bytea[] not null,
  last_at timestamptz not null
);

create table log_entry (
  org_id uuid not null,
  seq bigint not null,
  at timestamptz not null,
  action text not null,
  actor_id text not null,
  actor_name text not null,
  via text not null,
  register text,
  record_id uuid,
  version integer,
  reason text,
  entry text not null,
  leaf bytea not null,
  primary key (org_id, seq)
);
create index log_entry_record on log_entry (org_id, record_id, seq);
create index log_entry_at on log_entry (org_id, at);

create table ref_counter (
  org_id uuid not null,
  register text not null,
  last bigint not null,
  primary key (org_id, register)
);

create table record (
  org_id uuid not null,
  id uuid not null,
  register text not null,
  ref text not null,
  ref_no bigint not null,
  title text not null,
  state text not null,
  owner_id uuid,
  version integer not null,
  shape integer not null,
  archived boolean not null,
  created_at timestamptz not null,
  created_by text not null,
  updated_at timestamptz not null,
  data jsonb not null,
  primary key (org_id, id)
);
create unique index record_ref on record (org_id, ref);
create index record_number on record (org_id, register, ref_no, id);
create index record_title on record (org_id, register, lower(title), id);
create index record_state on record (org_id, register, state, id);
create index record_owner on record (org_id, owner_id) where owner_id is not null;
create index record_updated on record (org_id, register, updated_at, id);

create table record_version (
  org_id uuid not null,
  id uuid not null,
  version integer not null,
  register text not null,
  ref text not null,
  ref_no bigint not null,
  title text not null,
  state text not null,
  owner_id uuid,
  shape integer not null,
  archived boolean not null,
  created_at timestamptz not null,
  created_by text not null,
  updated_at timestamptz not null,
  valid_from timestamptz not null,
  valid_to timestamptz,
  seq bigint not null,
  salt bytea not null,
  digest bytea not null,
  data jsonb not null,
  words tsvector not null,
  primary key (org_id, id, version)
);
create index version_ref on record_version (org_id, ref, version);
create index version_number on record_version (org_id, register, ref_no, id);
create index version_title on record_version (org_id, register, lower(title), id);
create index version_valid on record_version (org_id, register, valid_from);
create index version_words on record_version using gin (words);

create table link (
  org_id uuid not null,
  from_id uuid not null,
  name text not null,
  to_id uuid not null,
  from_register text not null,
  position integer not null,
  valid_from timestamptz not null,
  valid_to timestamptz,
  primary key (org_id, from_id, name, to_id, valid_from)
);
create index link_back on link (org_id, to_id, from_register, name);

create table idempotency (
  org_id uuid not null,
  actor_id text not null,
  key text not null,
  request bytea not null,
  answer jsonb not null,
  at timestamptz not null,
  primary key (org_id, actor_id, key)
);

create table blob (
  org_id uuid not null,
  hash text not null check (hash ~ '^[0-9a-f]{64}$'),
  size bigint not null,
  media_type text not null,
  created_at timestamptz not null,
  created_by text not null,
  primary key (org_id, hash)
);

create table job (
  org_id uuid not null,
  id uuid not null,
  kind text not null,
  state text not null check (state in ('waiting', 'running', 'done', 'failed', 'cancelled')),
  done bigint not null default 0,
  total bigint,
  step text not null default '',
  problem text,
  result text,
  params jsonb not null,
  actor jsonb not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (org_id, id)
);

create function current_org() returns uuid
  language sql stable parallel safe
  as $$ select nullif(current_setting('app.org', true), '')::uuid $$;

do $$
declare t text;
begin
  foreach t in array array['log_head', 'log_entry', 'ref_counter', 'record', 'record_version', 'link', 'idempotency', 'blob', 'job'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format(
      'create policy own_organisation on %I using (org_id = nullif(current_setting(''app.org'', true), '''')::uuid) with check (org_id = nullif(current_setting(''app.org'', true), '''')::uuid)', t);
    execute format('grant select, insert, update on %I to openaims_app', t);
  end loop;
end $$;

-- A person sees which organisations they belong to before one of them is chosen.
alter table membership enable row level security;
alter table membership force row level security;
create policy own_membership on membership
  using (org_id = nullif(current_setting('app.org', true), '')::uuid
    or account_id = nullif(current_setting('app.account', true), '')::uuid)
  with check (org_id = nullif(current_setting('app.org', true), '')::uuid);
grant select, insert, update, delete on membership to openaims_app;
grant select, insert, update on organisation, account to openaims_app;
grant select, insert, update, delete on session, one_time_link to openaims_app;
grant delete on job, idempotency to openaims_app;

-- The log only grows, whoever asks.
create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'The log is append-only: % on % is refused.', tg_op, tg_table_name using errcode = 'insufficient_privilege';
end $$;
create trigger log_entry_append_only before update or delete on log_entry for each row execute function refuse_change();
create trigger log_entry_no_truncate before truncate on log_entry for each statement execute function refuse_change();
create trigger record_version_no_truncate before truncate on record_version for each statement execute function refuse_change();
create trigger record_version_kept before delete on record_version for each row execute function refuse_change();
revoke update on log_entry from openaims_app;

-- One round trip for the hottest read, for as many records as are asked for at once: tenancy is set for this statement's
-- own transaction only.
create function read_records(p_org uuid, p_ids uuid[]) returns setof openaims.record
  language plpgsql as $$
begin
  perform set_config('app.org', p_org::text, true);
  return query select r.* from openaims.record r where r.org_id = p_org and r.id = any(p_ids);
end $$;
