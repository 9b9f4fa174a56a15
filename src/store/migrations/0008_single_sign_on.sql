-- Outside identity providers (OpenID Connect, SAML 2.0) and provisioning (SCIM 2.0), each per organisation.

-- Members sign in through a provider of the organisation alone, except those kept for the day it is broken.
alter table organisation add column single_sign_on_only boolean not null default false;
alter table membership add column break_glass boolean not null default false;

-- Which provider a browser session came through; null for our own ways to sign in.
alter table browser_session add column provider text;

create table identity_provider (
  org_id uuid not null references organisation (id),
  id uuid not null,
  kind text not null check (kind in ('oidc', 'saml')),
  name text not null,
  -- What the protocol needs and is no secret: issuer and client, or entry point and certificates.
  settings jsonb not null,
  -- Sealed with the installation's key, never shown again.
  sealed_secret text,
  -- Addresses it may speak for, as asked for and as confirmed; only confirmed ones count.
  domains text[] not null,
  confirmed_domains text[] not null default '{}',
  -- The record that proves a domain is theirs: openaims-verification=<this>.
  domain_token text not null,
  joins boolean not null,
  default_roles text[] not null,
  -- [{ "group": "...", "role": "..." }]; when there are any, the provider decides the roles at each sign-in.
  group_roles jsonb not null default '[]',
  enabled boolean not null default true,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  last_used_at timestamptz,
  primary key (org_id, id)
);

create table scim_token (
  org_id uuid not null references organisation (id),
  id uuid not null,
  name text not null,
  start text not null,
  digest bytea not null unique,
  created_by text not null,
  -- Made by who looks after the installation: it may bring people of any domain, others only those of confirmed ones.
  any_domain boolean not null,
  created_at timestamptz not null,
  last_used_at timestamptz,
  revoked_at timestamptz,
  primary key (org_id, id)
);

-- How an outside directory calls people; who they are here is the account.
create table scim_user (
  org_id uuid not null references organisation (id),
  account_id uuid not null references account (id),
  user_name text not null,
  external_id text,
  given_name text,
  family_name text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  -- Deleted in the directory: suspended here, and found no more until it is created again.
  deleted_at timestamptz,
  primary key (org_id, account_id)
);
create unique index scim_user_name on scim_user (org_id, lower(user_name)) where deleted_at is null;

create table scim_group (
  org_id uuid not null references organisation (id),
  id uuid not null,
  display_name text not null,
  external_id text,
  -- The roles its members have; chosen by an administrator.
  roles text[] not null default '{}',
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (org_id, id)
);
create unique index scim_group_name on scim_group (org_id, lower(display_name));

create table scim_group_member (
  org_id uuid not null,
  group_id uuid not null,
  account_id uuid not null references account (id),
  primary key (org_id, group_id, account_id),
  foreign key (org_id, group_id) references scim_group (org_id, id) on delete cascade
);
create index scim_group_member_account on scim_group_member (org_id, account_id);

-- An assertion counts once; kept until it would have run out anyway.
create table used_assertion (
  digest bytea primary key,
  expires_at timestamptz not null
);

-- What signing out at the provider needs: the token of the session, sealed.
create table provider_session (
  session_id uuid primary key references browser_session (id) on delete cascade,
  sealed_token text not null
);

grant select, insert, update, delete on used_assertion, provider_session to openaims_app;

-- A provider is looked up by its id or by a domain it is confirmed for before it is known whose it is; a token by its digest.
alter table identity_provider enable row level security;
alter table identity_provider force row level security;
create policy own_organisation on identity_provider
  using (org_id = nullif(current_setting('app.org', true), '')::uuid
    or id = nullif(current_setting('app.identity_provider', true), '')::uuid
    or nullif(current_setting('app.sign_in_domain', true), '') = any(confirmed_domains))
  with check (org_id = nullif(current_setting('app.org', true), '')::uuid);
grant select, insert, update, delete on identity_provider to openaims_app;

alter table scim_token enable row level security;
alter table scim_token force row level security;
create policy own_organisation on scim_token
  using (org_id = nullif(current_setting('app.org', true), '')::uuid
    or digest = decode(nullif(current_setting('app.secret_digest', true), ''), 'hex'))
  with check (org_id = nullif(current_setting('app.org', true), '')::uuid);
grant select, insert, update on scim_token to openaims_app;

do $$
declare t text;
begin
  foreach t in array array['scim_user', 'scim_group', 'scim_group_member'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format(
      'create policy own_organisation on %I using (org_id = nullif(current_setting(''app.org'', true), '''')::uuid)
       with check (org_id = nullif(current_setting(''app.org'', true), '''')::uuid)', t);
    execute format('grant select, insert, update, delete on %I to openaims_app', t);
  end loop;
end $$;
