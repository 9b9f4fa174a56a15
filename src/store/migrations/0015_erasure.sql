-- Erasing what is kept about a person reaches everything that can hold it: versions that stand (after an edit that takes
-- the person out), bodies of entries about memberships, files. Digests and entries stay (decision 0012).

alter table membership_change add column erased_by bigint;

-- Of an entry about a membership only its body and salt may go, and only to the function below.
create function check_membership_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or current_setting('app.erasing', true) is distinct from 'on' or old.erased_by is not null
    or (new.org_id, new.seq, new.at, new.digest) is distinct from (old.org_id, old.seq, old.at, old.digest) then
    raise exception 'What was logged is never changed: % on membership_change is refused.', tg_op using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
drop trigger membership_change_kept on membership_change;
create trigger membership_change_kept before update or delete on membership_change for each row execute function check_membership_change();

-- Takes bodies and salts out of entries about memberships. Element n of each array is about one of them; the entry that
-- says it is erased must be in the log already.
create function erase_membership_changes(p_org uuid, p_seq bigint[], p_of bigint[]) returns void
  language plpgsql security definer set search_path = openaims, pg_catalog, pg_temp as $$
declare wrong bigint;
begin
  if p_org is null or p_org is distinct from nullif(current_setting('app.org', true), '')::uuid then
    raise exception 'Entries of another organisation than the one entered cannot be erased.' using errcode = 'insufficient_privilege';
  end if;
  select x.seq into wrong from unnest(p_seq, p_of) as x(seq, of)
    where not exists (select from log_entry e where e.org_id = p_org and e.seq = x.seq and e.action = 'erase.membership'
      and strpos(e.entry, '"object":{"entry":' || x.of || ',') > 0)
    limit 1;
  if found then
    raise exception 'Entry % does not say that this body is erased.', wrong using errcode = 'insufficient_privilege';
  end if;
  perform set_config('app.erasing', 'on', true);
  update membership_change m set body = '{}', salt = '', erased_by = x.seq
    from unnest(p_seq, p_of) as x(seq, of) where m.org_id = p_org and m.seq = x.of and m.erased_by is null;
  perform set_config('app.erasing', '', true);
end $$;
revoke all on function erase_membership_changes(uuid, bigint[], bigint[]) from public;
grant execute on function erase_membership_changes(uuid, bigint[], bigint[]) to openaims_app;

-- A file whose content is gone; the entry of this number says who did it and why.
alter table blob add column erased_by bigint;

-- What was erased, to be erased again where a backup from before brings it back. It holds nothing of what was erased: only
-- which version, entry, file or account it was, and at which places in its text the person stood.
create table erasure (
  org_id uuid not null,
  id uuid not null,
  kind text not null check (kind in ('version', 'membership', 'file', 'account', 'invitation', 'directory', 'delivery')),
  what text not null,
  version integer,
  digest text,
  spans jsonb,
  pseudonym text,
  reason text not null,
  at timestamptz not null,
  primary key (org_id, id)
);
alter table erasure enable row level security;
alter table erasure force row level security;
create policy own_organisation on erasure
  using (org_id = nullif(current_setting('app.org', true), '')::uuid)
  with check (org_id = nullif(current_setting('app.org', true), '')::uuid);
grant select, insert on erasure to openaims_app;

-- Attempts to sign in need not outlive a crash of the database: counting them costs no flush.
alter table throttle set unlogged;
