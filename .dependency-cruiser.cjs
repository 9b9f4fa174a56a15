// Imports run downwards only (see "The rooms" in the architecture document). Each room lists the rooms it may import; all else is refused.
const mayImport = {
  standard: [],
  model: [],
  registers: ['model', 'standard'],
  programme: ['registers', 'model', 'standard'],
  store: ['model'],
  // sheets are written by exchange alone, whoever asks for one
  reports: ['exchange', 'programme', 'registers', 'model', 'standard'],
  exchange: ['programme', 'registers', 'model', 'standard'],
  collectors: ['programme', 'registers', 'model', 'standard'],
  server: ['reports', 'exchange', 'collectors', 'store', 'programme', 'registers', 'model', 'standard'],
  // it vouches for what the server wrote, so it shares no line with it (decision 0012)
  signer: [],
  cli: [
    'signer',
    'server',
    'reports',
    'exchange',
    'collectors',
    'store',
    'programme',
    'registers',
    'model',
    'standard',
  ],
  // the browser sees of the server only the contract and its client, and of the rest only what is pure
  web: ['server/contract', 'server/client', 'programme', 'registers', 'model', 'standard'],
}

// tests sit beside what they test and may bring anything together
const tests = '\\.test\\.tsx?$'

const rooms = Object.entries(mayImport).map(([room, below]) => ({
  name: `${room}-imports-downwards`,
  comment: below.length > 0 ? `${room} imports only ${below.join(', ')}` : `${room} imports nothing of ours`,
  severity: 'error',
  from: { path: `^src/${room}/`, pathNot: tests },
  to: { path: '^src/', pathNot: [room, ...below].map((each) => `^src/${each}[/.]`) },
}))

module.exports = {
  forbidden: [
    ...rooms,
    {
      name: 'registers-do-not-know-each-other',
      comment:
        'One register never imports another: links are names, checked at start. Only the index lists them all; value lists that several use are in lists/.',
      severity: 'error',
      from: { path: '^src/registers/([^/]+)/', pathNot: tests },
      to: { path: '^src/registers/', pathNot: '^src/registers/($1|lists)/' },
    },
    {
      name: 'register-files-do-not-know-each-other',
      comment: 'The same for registers that are a single file.',
      severity: 'error',
      from: { path: '^src/registers/[^/]+\\.ts$', pathNot: [tests, '^src/registers/index\\.ts$'] },
      to: { path: '^src/registers/', pathNot: '^src/registers/lists/' },
    },
    {
      name: 'examples-are-told-through-the-store',
      comment:
        'The example organisation knows the store, what is below it, and what the programme freezes; only the server opens it.',
      severity: 'error',
      from: { path: '^examples/' },
      to: { path: '^src/', pathNot: '^src/(store|programme|registers|model|standard)[/.]' },
    },
    {
      name: 'only-the-server-opens-the-example',
      severity: 'error',
      from: { path: '^src/', pathNot: [tests, '^src/server/example\\.ts$'] },
      to: { path: '^examples/' },
    },
    {
      name: 'no-circles',
      comment:
        'A way back over a dynamic import is none: screens are loaded when opened, and lead to all other screens.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['dynamic-import'] } },
    },
    {
      name: 'nothing-missing',
      comment: 'Every import can be found',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'declared-packages-only',
      comment: 'What is imported stands in package.json, and not only as something for development',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/web/', tests] },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true, // imports of types count too
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
}
