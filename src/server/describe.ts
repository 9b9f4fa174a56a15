import {
  beginsWith,
  type Field,
  type Fields,
  fieldLabel,
  humanise,
  inversesOf,
  moveLabel,
  type Register,
  stateShown,
  toldFields,
} from '../model/index.ts'
import type { FieldDescription, LinkDescription, MoveDescription, RegisterDescription } from './contract.ts'

/** Last part of a register's address, from its plural: `AI systems` becomes `ai-systems`. */
export function pathOf(register: Register): string {
  const known = paths.get(register)
  if (known !== undefined) return known
  const path = register.label.many
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
  paths.set(register, path)
  return path
}

/** Every request compares its address with the path of every register. */
const paths = new WeakMap<Register, string>()

export function describeField(
  name: string,
  field: Field,
  kind: 'typed' | 'computed' | 'custom' = 'typed',
): FieldDescription {
  return {
    name,
    kind: field.type.kind,
    widget: field.names ?? field.type.widget,
    label: fieldLabel(name, field),
    help: field.help ?? null,
    required: !field.isOptional && !field.setByMove && kind === 'typed',
    // What a move sets is shown like a computed value: nobody types it.
    computed: kind === 'computed' || field.setByMove === true,
    custom: kind === 'custom',
    sortable: field.type.index !== 'none',
    filters: field.type.filters,
    choices: field.choices ?? [],
    min: field.min ?? null,
    max: field.max ?? null,
    unit: field.unit ?? null,
    columns: toldFields(field.columns ?? {}).map(([n, f]) => describeField(n, f)),
    frameworks: field.frameworks ?? [],
    readBy: field.readBy ?? null,
    editBy: field.editBy ?? null,
  }
}

function describeLinks(register: Register): LinkDescription[] {
  return Object.entries(register.links).map(([name, link]) => ({
    name,
    to: link.to,
    many: link.many,
    label: fieldLabel(name, link),
    help: link.help ?? null,
    required: link.required,
    editBy: link.editBy ?? null,
  }))
}

export function describeMoves(register: Register): MoveDescription[] {
  return Object.entries(register.workflow.moves).map(([name, move]) => ({
    name,
    label: moveLabel(name, move),
    from: move.from,
    to: move.to,
    asksReason: move.asksReason ?? false,
    needs: move.needs ?? [],
    by: move.by,
    signs: move.signs ?? null,
  }))
}

/** A register as clients need it to build tables and forms. */
export function describeRegister(register: Register, all: readonly Register[], custom: Fields): RegisterDescription {
  const names = [...Object.keys(register.fields), ...Object.keys(register.links)]
  return {
    name: register.name,
    path: pathOf(register),
    label: register.label,
    explain: register.explain,
    refPrefix: register.refPrefix,
    area: register.area,
    serves: register.serves,
    fields: [
      ...toldFields(register.fields).map(([n, f]) => {
        const described = describeField(n, f)
        return { ...described, required: described.required && !beginsWith(register).includes(n) }
      }),
      ...Object.entries(register.computed).map(([n, c]) => describeField(n, c.field, 'computed')),
      ...Object.entries(custom).map(([n, f]) => describeField(n, f, 'custom')),
    ],
    links: describeLinks(register),
    inverses: inversesOf(register.name, all).map((i) => ({
      name: i.name,
      label: i.from.links[i.link]?.inverseLabel ?? humanise(i.name),
      from: i.from.name,
      link: i.link,
    })),
    states: Object.keys(register.workflow.states).map((name) => ({ name, ...stateShown(register, name) })),
    initial: register.workflow.initial,
    moves: describeMoves(register),
    columns: register.list.columns,
    sort: register.list.sort,
    titlesAreSentences: register.list.titlesAreSentences === true,
    sections: register.sections ?? [{ title: 'Details', fields: names }],
    examples: register.examples,
    mayRead: register.can.read,
    mayCreate: register.can.create,
    mayEdit: register.can.edit,
    mayArchive: register.can.archive,
    withoutName: register.withoutName !== undefined,
  }
}
