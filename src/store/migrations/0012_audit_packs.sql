-- Audit packs that are kept: what each holds, so that others who may read all of it can fetch it, and how long it stays.
create table audit_pack (
  org_id uuid not null references organisation (id),
  -- The job that made it.
  id uuid not null,
  as_of timestamptz not null,
  made_at timestamptz not null,
  maker_id text not null,
  maker_name text not null,
  hash text not null,
  size bigint not null,
  -- Registers whose maker saw them, and so what somebody must see to read it; null where that was not noted.
  registers text[],
  -- How many records, files and entries of the log it holds, and the root they lead to.
  contents jsonb,
  -- Stays until somebody decides otherwise.
  kept boolean not null default false,
  primary key (org_id, id)
);
create index audit_pack_hash on audit_pack (org_id, hash);

alter table audit_pack enable row level security;
create policy own_organisation on audit_pack
  using (org_id = nullif(current_setting('app.org', true), '')::uuid)
  with check (org_id = nullif(current_setting('app.org', true), '')::uuid);
grant select, insert, update, delete on audit_pack to openaims_app;
-- The file of a pack goes with the pack.
grant delete on blob to openaims_app;

-- Packs made before are known by their jobs; the owner of the tables reads those of every organisation for a moment.
alter table job no force row level security;
alter table blob no force row level security;
alter table audit_pack no force row level security;
insert into audit_pack (org_id, id, as_of, made_at, maker_id, maker_name, hash, size)
  select j.org_id, j.id, (j.params->>'asOf')::timestamptz, j.updated_at, j.actor->>'id', j.actor->>'name', b.hash, b.size
  from job j join blob b on b.org_id = j.org_id and b.hash = substring(j.result from '/files/([0-9a-f]{64})')
  where j.kind = 'audit-pack' and j.state = 'done';
update job set result = replace(result, substring(result from '/files/.*$'), '/audit-packs/' || id || '/file')
  where kind = 'audit-pack' and state = 'done' and result like '%/files/%';
alter table job force row level security;
alter table blob force row level security;
alter table audit_pack force row level security;
