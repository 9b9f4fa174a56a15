-- Rules for signing in: a second factor that an organisation asks for, an address that its owner changes, and roles of an
-- organisation's own that a provider or a directory gives.

-- Members come in with a second factor, once the days to set one up are over. They count from when it was asked or, for who
-- joined later, from then.
alter table organisation
  add column second_factor_since timestamptz,
  add column second_factor_days integer not null default 14 check (second_factor_days between 0 and 90);

-- Whether more than one factor was shown when the session was opened, or in it since.
alter table browser_session add column two_factors boolean not null default false;
update browser_session set two_factors = true where method in ('passkey', 'password+code');

-- Those of `custom_roles` that groups gave, so that they go with the groups and what was given by hand stays.
alter table membership add column provided_roles uuid[] not null default '{}';

-- A link that went to the new address; the session that asked for it goes on, others end.
alter table one_time_link drop constraint one_time_link_purpose_check;
alter table one_time_link add constraint one_time_link_purpose_check
  check (purpose in ('set-up', 'sign-in', 'reset', 'verify-email', 'change-email'));
alter table one_time_link add column session_id uuid;
