/** What an organisation of thousands needs on a small machine; durability is never traded for speed. */
const settings: Record<string, number | string> = {
  max_connections: 60,
  shared_buffers: '128MB',
  effective_cache_size: '512MB',
  work_mem: '8MB',
  maintenance_work_mem: '64MB',
  random_page_cost: 1.1,
  jit: 'off', // our statements are short: compiling them costs more than it gains

  fsync: 'on',
  full_page_writes: 'on',
  synchronous_commit: 'on',
  wal_level: 'replica', // so that a base backup can be taken
  max_wal_senders: 4,
  min_wal_size: '80MB',
  max_wal_size: '1GB',
  checkpoint_timeout: '15min',

  password_encryption: 'scram-sha-256',
  timezone: 'UTC',
  lc_messages: 'C', // start problems are recognised by their English text
  default_text_search_config: 'pg_catalog.simple',
  idle_in_transaction_session_timeout: '5min',

  logging_collector: 'on',
  log_filename: 'postgres-%a.log', // a file a weekday, overwritten after a week
  log_rotation_age: '1d',
  log_rotation_size: 0,
  log_truncate_on_rotation: 'on',
  log_timezone: 'UTC',
  log_line_prefix: '%m [%p] %q%u@%d ',
  log_min_duration_statement: '2s',
  log_parameter_max_length: 0, // what people wrote does not belong in a log
  log_parameter_max_length_on_error: 0,
  log_checkpoints: 'off',
}

export function settingsText(): string {
  const lines = Object.entries(settings).map(([name, value]) => `${name} = '${value}'`)
  return `# Written by OpenAIMS at every start. For settings of your own use ALTER SYSTEM.\n${lines.join('\n')}\n`
}
