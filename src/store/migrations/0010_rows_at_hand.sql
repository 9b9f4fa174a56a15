-- Records by id as they stand now, whatever their register. Of one whose stamp the reader names it is told no more than
-- that it is the same: most of a small read goes into writing a document as text and reading it again. The stamp is the
-- transaction that wrote the row, so that no way of changing a row escapes it.
create function read_rows(p_org uuid, p_ids uuid[], p_stamps xid[])
  returns table (id uuid, stamp xid, size integer, register text, ref text, ref_no bigint, title text, state text, owner_id uuid,
    version integer, shape integer, archived boolean, created_at timestamptz, created_by text, updated_at timestamptz, data jsonb)
  language plpgsql as $$
begin
  perform set_config('app.org', p_org::text, true);
  return query
    select r.id, r.xmin, pg_column_size(n.data), n.register, n.ref, n.ref_no, n.title, n.state, n.owner_id, n.version, n.shape,
        n.archived, n.created_at, n.created_by, n.updated_at, n.data
      from unnest(p_ids, p_stamps) k(id, stamp)
      join openaims.record r on r.org_id = p_org and r.id = k.id
      left join lateral (select r.* where r.xmin is distinct from k.stamp) n on true;
end $$;
