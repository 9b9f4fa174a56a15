-- A link comes and goes with a version of the record that holds it: the record of one past day is read from links too, so
-- nobody may put one in, take one out or move one in time without a version, whose entry the log holds (decision 0009).
create function check_link_versions() returns trigger language plpgsql as $$
declare bad record;
begin
  select l.from_id, l.name into bad from added l
    where not exists (select from openaims.record_version v where v.org_id = l.org_id and v.id = l.from_id and v.valid_from = l.valid_from
      and v.register = l.from_register offset 0)
    limit 1;
  if found then
    raise exception 'No version of record % begins where its link "%" does.', bad.from_id, bad.name using errcode = 'insufficient_privilege';
  end if;
  return null;
end $$;
create trigger link_logged after insert on link
  referencing new table as added for each statement execute function check_link_versions();

-- Of a link only its end may be set, once, where a version of its record begins.
create function check_link_end() returns trigger language plpgsql as $$
declare bad record;
begin
  select n.from_id, n.name into bad from after n
    left join before o on o.org_id = n.org_id and o.to_id = n.to_id and o.from_register = n.from_register and o.name = n.name
      and o.from_id = n.from_id and o.valid_from = n.valid_from
    where o.org_id is null or o.position <> n.position or (o.valid_to is distinct from n.valid_to and (o.valid_to is not null or not exists (
      select from openaims.record_version v where v.org_id = n.org_id and v.id = n.from_id and v.valid_from = n.valid_to offset 0)))
    limit 1;
  if found then
    raise exception 'The end of the link "%" of record % does not go with a version.', bad.name, bad.from_id using errcode = 'insufficient_privilege';
  end if;
  return null;
end $$;
create trigger link_ends after update on link
  referencing old table as before new table as after for each statement execute function check_link_end();

-- What was signed, stamped or noted as erased is never emptied either.
create trigger signer_key_no_truncate before truncate on signer_key for each statement execute function refuse_change();
create trigger log_stamp_no_truncate before truncate on log_stamp for each statement execute function refuse_change();
create trigger erasure_append_only before update or delete on erasure for each row execute function refuse_change();
create trigger erasure_no_truncate before truncate on erasure for each statement execute function refuse_change();
