-- Who may do what, beyond the roles everybody knows: codes of concerns without a name, keys that may sign, roles an
-- organisation makes itself, standing in for somebody who is away, and access limited to an engagement.

-- The code with which a person without a name comes back to their concern. Only its digest is kept, and nothing says who
-- the person is.
create table case_code (
  org_id uuid not null references organisation (id),
  digest bytea not null unique,
  record_id uuid not null,
  primary key (org_id, digest)
);

-- A program signs nothing unless its key was made for that.
alter table api_key add column may_sign boolean not null default false;

-- How the person proved who they are when they last did, for what they sign then; how they signed in when null.
alter table browser_session add column proof_method text;

create table custom_role (
  org_id uuid not null references organisation (id),
  id uuid not null,
  name text not null,
  explain text not null,
  -- 'risk:read', 'risk:move:accept', 'system:members'
  permissions text[] not null,
  created_at timestamptz not null,
  removed_at timestamptz,
  primary key (org_id, id)
);
create unique index custom_role_name on custom_role (org_id, lower(name)) where removed_at is null;

alter table membership
  add column custom_roles uuid[] not null default '{}',
  -- Outside these days the person sees nothing of the organisation.
  add column access_from date,
  add column access_until date,
  -- null: every register
  add column registers text[],
  -- The audit or certification cycle the access is for.
  add column engagement_id uuid;

create table delegation (
  org_id uuid not null references organisation (id),
  id uuid not null,
  from_account uuid not null,
  to_account uuid not null,
  roles text[] not null,
  starts_on date not null,
  ends_on date not null,
  created_at timestamptz not null,
  ended_at timestamptz,
  primary key (org_id, id),
  foreign key (org_id, from_account) references membership (org_id, account_id) on delete cascade,
  foreign key (org_id, to_account) references membership (org_id, account_id) on delete cascade,
  check (ends_on >= starts_on and from_account <> to_account)
);
create index delegation_to on delegation (org_id, to_account) where ended_at is null;

do $$
declare t text;
begin
  foreach t in array array['case_code', 'custom_role', 'delegation'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
  end loop;
end $$;

create policy own_organisation on case_code
  using (org_id = nullif(current_setting('app.org', true), '')::uuid
    or digest = decode(nullif(current_setting('app.secret_digest', true), ''), 'hex'))
  with check (org_id = nullif(current_setting('app.org', true), '')::uuid);
grant select, insert on case_code to openaims_app;

-- What somebody may do is put together before an organisation is entered.
create policy own_organisation on custom_role
  using (org_id = nullif(current_setting('app.org', true), '')::uuid
    or org_id in (select m.org_id from membership m where m.account_id = nullif(current_setting('app.account', true), '')::uuid))
  with check (org_id = nullif(current_setting('app.org', true), '')::uuid);
create policy own_organisation on delegation
  using (org_id = nullif(current_setting('app.org', true), '')::uuid
    or to_account = nullif(current_setting('app.account', true), '')::uuid)
  with check (org_id = nullif(current_setting('app.org', true), '')::uuid);
grant select, insert, update on custom_role, delegation to openaims_app;
