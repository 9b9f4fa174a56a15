-- What the installation does by the clock, once however many processes there are, and what became of its backups. Neither
-- belongs to an organisation, neither holds anything of one.

create table scheduled_task (
  name text primary key,
  due_at timestamptz not null,
  -- A task under way; when this has passed, its process died and another one takes it up.
  lease_until timestamptz,
  holder uuid
);

create table backup_run (
  id uuid primary key,
  began_at timestamptz not null,
  ended_at timestamptz,
  -- null while under way
  ok boolean,
  problem text,
  file text not null,
  machine text not null,
  bytes bigint,
  sha256 text,
  encrypted boolean not null,
  asked_by text not null check (asked_by in ('schedule', 'command'))
);
create index backup_run_began on backup_run (began_at);

grant select, insert, update, delete on scheduled_task, backup_run to openaims_app;
