// The API reference as a page, drawn from the OpenAPI document. Text goes into the page as text, never as HTML.

const main = document.querySelector('#main')
const groups = document.querySelector('#groups')
const find = document.querySelector('#find')

/** @returns {HTMLElement} an element with attributes and children; strings become text. */
function el(name, attributes, ...children) {
  const element = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value)
  element.append(...children)
  return element
}

const answer = await fetch('/api/v1/openapi.json')
const api = await answer.json()
document.querySelector('#version').textContent = `version ${api.info.version}`

const resolve = (thing) =>
  thing?.$ref
    ? thing.$ref
        .slice(2)
        .split('/')
        .reduce((at, key) => at[key], api)
    : thing

const operations = Object.entries(api.paths).flatMap(([path, item]) =>
  Object.entries(item).map(([method, operation]) => ({ path, method, operation })),
)

/** What a schema takes, in a few words. */
function typeOf(schema) {
  if (schema.$ref) return schema.$ref.split('/').at(-1)
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (schema.enum) return schema.enum.map((v) => JSON.stringify(v)).join(' | ')
  if (schema.anyOf || schema.oneOf) return (schema.anyOf ?? schema.oneOf).map(typeOf).join(' | ')
  if (schema.allOf) return schema.allOf.map(typeOf).join(' & ')
  if (schema.type === 'array') return `list of ${typeOf(schema.items ?? {})}`
  const type = [schema.type ?? 'anything'].flat().join(' | ')
  return schema.format ? `${type} (${schema.format})` : type
}

function limitsOf(schema) {
  const words = {
    minimum: 'at least',
    maximum: 'at most',
    maxLength: 'characters at most',
    maxItems: 'entries at most',
  }
  return Object.entries(words)
    .filter(([key]) => schema[key] !== undefined && Math.abs(schema[key]) < 1e15)
    .map(([key, word]) => `${word} ${schema[key]}`)
    .join(', ')
}

function* refsIn(schema) {
  if (schema === null || typeof schema !== 'object') return
  if (schema.$ref) yield schema.$ref
  else for (const value of Object.values(schema)) yield* refsIn(value)
}

/** A schema as a table of its properties; what it refers to opens below, when asked. */
function schemaView(schema, seen = []) {
  const view = el('div', {})
  const whole = resolve(schema)
  const parts = [whole, ...(whole.allOf ?? []).map(resolve)]
  const properties = Object.assign({}, ...parts.map((p) => p.properties ?? {}))
  const required = new Set(parts.flatMap((p) => p.required ?? []))
  if (Object.keys(properties).length > 0) {
    const rows = Object.entries(properties).map(([name, property]) =>
      el(
        'tr',
        {},
        el('th', { scope: 'row' }, el('code', {}, name), required.has(name) ? ' *' : ''),
        el('td', {}, el('code', {}, typeOf(property)), ' ', el('span', { class: 'quiet' }, limitsOf(property))),
        el('td', {}, [property.title, property.description].filter(Boolean).join('. ')),
      ),
    )
    view.append(el('table', {}, el('tbody', {}, ...rows)))
  } else view.append(el('p', {}, el('code', {}, typeOf(whole))))
  for (const ref of new Set(refsIn(whole.properties ?? whole))) {
    if (seen.includes(ref) || ref === schema.$ref) continue
    const more = el('details', {}, el('summary', {}, ref.split('/').at(-1)))
    more.addEventListener(
      'toggle',
      () => more.childElementCount === 1 && more.append(schemaView({ $ref: ref }, [...seen, ref])),
    )
    view.append(more)
  }
  return view
}

function parametersView(parameters) {
  const rows = parameters
    .map(resolve)
    .map((p) =>
      el(
        'tr',
        {},
        el('th', { scope: 'row' }, el('code', {}, p.name), p.required ? ' *' : ''),
        el('td', {}, p.in),
        el('td', {}, el('code', {}, typeOf(p.schema))),
        el('td', {}, p.description ?? ''),
      ),
    )
  return el('table', {}, el('tbody', {}, ...rows))
}

function operationView({ path, method, operation }) {
  const view = el('div', { class: 'inner' })
  if (operation.description) view.append(el('p', {}, operation.description))
  if (operation.parameters.length > 0) view.append(el('h3', {}, 'Parameters'), parametersView(operation.parameters))
  for (const [type, { schema }] of Object.entries(operation.requestBody?.content ?? {})) {
    view.append(el('h3', {}, `Body (${type})`), schemaView(schema))
  }
  for (const [status, response] of Object.entries(operation.responses)) {
    if (response.$ref) continue
    view.append(el('h3', {}, `Answer ${status}`), el('p', {}, response.description))
    for (const [type, { schema }] of Object.entries(response.content ?? {})) {
      view.append(el('p', { class: 'quiet' }, type), schemaView(schema))
    }
  }
  view.append(el('h3', {}, 'Problems'), el('p', {}, el('code', {}, operation['x-problems'].join(', '))))
  view.append(el('h3', {}, 'Try it'), el('pre', {}, curl(path, method, operation)))
  return view
}

function curl(path, method, operation) {
  const lines = [`curl -X ${method.toUpperCase()} '${location.origin}${path}'`, `  -H 'Authorization: Bearer TOKEN'`]
  if (operation.requestBody?.content['application/json'])
    lines.push(`  -H 'Content-Type: application/json'`, `  -d '{ … }'`)
  return lines.join(' \\\n')
}

function show(list, title, about) {
  const items = list.map((entry) => {
    const item = el(
      'details',
      {},
      el(
        'summary',
        {},
        el('span', { class: 'method' }, entry.method),
        `${entry.operation.summary} `,
        el('code', {}, entry.path),
      ),
    )
    item.addEventListener('toggle', () => item.childElementCount === 1 && item.append(operationView(entry)))
    return item
  })
  main.replaceChildren(el('h2', {}, title), el('p', {}, about), ...items)
}

function showGroup() {
  const wanted = decodeURIComponent(location.hash.slice(1))
  const tag = api.tags.find((t) => t.name === wanted) ?? api.tags[0]
  for (const link of groups.querySelectorAll('a')) {
    if (link.textContent === tag.name) link.setAttribute('aria-current', 'true')
    else link.removeAttribute('aria-current')
  }
  show(
    operations.filter(({ operation }) => operation.tags.includes(tag.name)),
    tag.name,
    tag.description ?? '',
  )
}

const mostShown = 100

function search() {
  const words = find.value.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return showGroup()
  const found = operations.filter(({ path, operation }) => {
    const text = `${path} ${operation.summary} ${operation.operationId}`.toLowerCase()
    return words.every((word) => text.includes(word))
  })
  show(
    found.slice(0, mostShown),
    `${found.length} found`,
    found.length > mostShown ? `The first ${mostShown} are shown.` : '',
  )
}

groups.append(...api.tags.map(({ name }) => el('li', {}, el('a', { href: `#${encodeURIComponent(name)}` }, name))))
addEventListener('hashchange', showGroup)
find.addEventListener('input', search)
showGroup()
