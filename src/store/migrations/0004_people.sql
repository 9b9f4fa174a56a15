-- Who people are and how they prove it. Accounts stand outside the organisations: one person may belong to several. The
-- tables of the sign-in library (better-auth) are named and shaped here, never by itself at run time.

alter table account
  add column email_verified boolean not null default false,
  add column image text,
  add column updated_at timestamptz not null default now(),
  add column two_factor_enabled boolean not null default false,
  -- Looks after the installation: mail, and links for people who lost every way in.
  add column is_operator boolean not null default false;
create unique index account_email on account (lower(email));

-- A way to sign in: a password (its scrypt hash), later an outside identity provider.
create table credential (
  id uuid primary key,
  account_id uuid not null references account (id) on delete cascade,
  provider_id text not null,
  provider_account text not null,
  password text,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  unique (provider_id, provider_account)
);
create index credential_account on credential (account_id);

-- Browser sessions. The cookie is this token with a signature whose key is outside the database, so that a copy of the
-- table opens nothing.
create table browser_session (
  id uuid primary key,
  token text not null unique,
  account_id uuid not null references account (id) on delete cascade,
  method text not null,
  -- When the person last proved who they are; approvals ask again when this is long ago.
  proved_at timestamptz not null,
  ip_address text,
  user_agent text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  expires_at timestamptz not null
);
create index browser_session_account on browser_session (account_id);

-- Steps of a sign-in that are under way: passkey challenges, second factors asked for. Identifiers are digests.
create table sign_in_step (
  id uuid primary key,
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index sign_in_step_identifier on sign_in_step (identifier);

create table two_factor (
  id uuid primary key,
  account_id uuid not null unique references account (id) on delete cascade,
  secret text not null,
  backup_codes text not null,
  verified boolean not null default true,
  failed_verification_count integer not null default 0,
  locked_until timestamptz
);

-- A code from an authenticator app counts once; kept until it would have run out anyway.
create table used_code (
  account_id uuid not null references account (id) on delete cascade,
  digest bytea not null,
  expires_at timestamptz not null,
  primary key (account_id, digest)
);

create table passkey (
  id uuid primary key,
  account_id uuid not null references account (id) on delete cascade,
  name text,
  public_key text not null,
  credential_id text not null unique,
  -- Up to 2^32, which a double holds exactly.
  counter double precision not null,
  device_type text not null,
  backed_up boolean not null,
  transports text,
  aaguid text,
  created_at timestamptz
);
create index passkey_account on passkey (account_id);

-- Attempts to sign in, by the digest of an account's address or a network address, shared by all processes.
create table throttle (
  key bytea primary key,
  attempts integer not null,
  since timestamptz not null,
  blocked_until timestamptz
);

-- Settings of the installation, not of an organisation; secrets in them are sealed with the key in the data folder.
create table installation_setting (
  name text primary key,
  value jsonb not null,
  updated_at timestamptz not null,
  updated_by text not null
);

alter table one_time_link drop constraint one_time_link_purpose_check;
alter table one_time_link add constraint one_time_link_purpose_check
  check (purpose in ('set-up', 'sign-in', 'reset', 'verify-email'));
alter table one_time_link add column email text;

alter table membership
  add column joined_at timestamptz not null default now(),
  add column suspended_at timestamptz;

create table invitation (
  org_id uuid not null references organisation (id),
  id uuid not null,
  email text not null,
  name text,
  roles text[] not null,
  person_id uuid,
  digest bytea not null unique,
  invited_by text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  mailed_at timestamptz,
  closed_at timestamptz,
  -- 'accepted' or 'revoked'
  outcome text check (outcome in ('accepted', 'revoked')),
  primary key (org_id, id)
);
create unique index invitation_open on invitation (org_id, lower(email)) where closed_at is null;

create table api_key (
  org_id uuid not null references organisation (id),
  id uuid not null,
  account_id uuid not null references account (id),
  name text not null,
  start text not null,
  digest bytea not null unique,
  access text not null check (access in ('read', 'write')),
  -- null: all the roles the person has
  roles text[],
  -- null: every register
  registers text[],
  created_at timestamptz not null,
  expires_at timestamptz,
  last_used_at timestamptz,
  revoked_at timestamptz,
  primary key (org_id, id)
);
create index api_key_account on api_key (account_id);

-- What an entry of the log about a membership says, in full; the entry itself holds the salted digest.
create table membership_change (
  org_id uuid not null,
  seq bigint not null,
  at timestamptz not null,
  body jsonb not null,
  salt bytea not null,
  digest bytea not null,
  primary key (org_id, seq)
);

grant select, insert, update, delete on credential, browser_session, sign_in_step, two_factor, used_code, passkey, throttle,
  installation_setting to openaims_app;

-- An invitation or a key is looked up by its digest before it is known which organisation it belongs to.
do $$
declare t text;
begin
  foreach t in array array['invitation', 'api_key'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format(
      'create policy own_organisation on %I using (org_id = nullif(current_setting(''app.org'', true), '''')::uuid
         or digest = decode(nullif(current_setting(''app.secret_digest'', true), ''''), ''hex''))
       with check (org_id = nullif(current_setting(''app.org'', true), '''')::uuid)', t);
    execute format('grant select, insert, update on %I to openaims_app', t);
  end loop;
end $$;

alter table membership_change enable row level security;
alter table membership_change force row level security;
create policy own_organisation on membership_change
  using (org_id = nullif(current_setting('app.org', true), '')::uuid)
  with check (org_id = nullif(current_setting('app.org', true), '')::uuid);
grant select, insert on membership_change to openaims_app;
create trigger membership_change_kept before update or delete on membership_change for each row execute function refuse_change();
create trigger membership_change_no_truncate before truncate on membership_change for each statement execute function refuse_change();
