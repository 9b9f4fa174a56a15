-- Which jobs wait or are under way, over all organisations. It holds ids and kinds only: what a job is about stays in
-- "job" behind row-level security, and a worker enters the organisation to read it. A lease that ran out means that
-- the worker died; another one takes the job up again (decision 0004).
create table job_queue (
  org_id uuid not null,
  job_id uuid not null,
  kind text not null,
  queued_at timestamptz not null,
  attempts integer not null default 0,
  lease_until timestamptz,
  cancel boolean not null default false,
  primary key (org_id, job_id)
);
create index job_queue_waiting on job_queue (queued_at);
grant select, insert, update, delete on job_queue to openaims_app;
