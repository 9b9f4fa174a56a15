-- Signing out at an identity provider ends the sessions that came through it: who the session is of at the provider, and
-- what the provider calls it (`sid` of OpenID Connect, SessionIndex of SAML). Null in sessions from before, and where the
-- provider names none.
alter table browser_session add column provider_subject text, add column provider_session text;
create index browser_session_provider on browser_session (provider) where provider is not null;

-- What an account may still ask of costly work, counted over all servers of the installation. Like attempts to sign in it
-- need not outlive a crash of the database: counting costs no flush.
create unlogged table work_allowance (
  key bytea primary key,
  remaining double precision not null,
  -- Whether the latest request went on.
  allowed boolean not null,
  at timestamptz not null
);
grant select, insert, update, delete on work_allowance to openaims_app;
