-- The language a person chose, for what is sent to them and what they see on any device; without one, what the browser says.
alter table account add column language text check (language ~ '^[a-z]{2}$');
