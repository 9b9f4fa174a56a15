import { z } from 'zod'
import { beginsWith, type Field, fieldLabel, type Link, type Register, stateShown } from '../../model/index.ts'
import { type JsonSchema, nullable, ref } from './routeDoc.ts'

const id: JsonSchema = { type: 'string', format: 'uuid' }

/** The JSON Schema of what a Zod schema takes. */
export function schemaOf(schema: z.ZodType): JsonSchema {
  const { $schema: _draft, ...rest } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })
  return rest
}

/** Name of a register's schemas: `AiSystem`, `AiSystemValues`. */
export const schemaName = (register: Register): string => register.name.charAt(0).toUpperCase() + register.name.slice(1)

/** A field as values are read and written; what it is for stands in its description. */
export function fieldSchema(name: string, field: Field): JsonSchema {
  const plain = schemaOf(field.type.schema(field))
  const about = [
    field.help,
    field.unit === undefined ? undefined : `In ${field.unit}.`,
    field.readBy && `Withheld (null) from all but ${field.readBy.join(', ')}.`,
    field.editBy && `Written by ${field.editBy.join(', ')} only.`,
    ...Object.entries(field.columns ?? {}).map(
      ([column, { readBy }]) => readBy && `"${column}" is withheld (left out) from all but ${readBy.join(', ')}.`,
    ),
  ].filter((t) => t !== undefined)
  return {
    ...(field.isOptional ? nullable(plain) : plain),
    title: fieldLabel(name, field),
    ...(about.length > 0 ? { description: about.join(' ') } : {}),
  }
}

function linkSchema(name: string, link: Link): JsonSchema {
  const to = link.to === 'any' ? 'Id of a record of any register.' : `Id of a record of "${link.to}".`
  const many: JsonSchema = { type: 'array', items: id, maxItems: 2000, ...(link.required ? { minItems: 1 } : {}) }
  return {
    ...(link.many ? many : link.required ? id : nullable(id)),
    title: fieldLabel(name, link),
    description: [link.help, to].filter((t) => t !== undefined).join(' '),
  }
}

/** A field as it is sent: nothing until somebody fills it in, and rows without the columns that are withheld. */
function shownSchema(name: string, field: Field): JsonSchema {
  const limited = Object.values(field.columns ?? {}).some((column) => column.readBy)
  const columns = Object.entries(field.columns ?? {}).map(
    ([column, of]) => [column, of.readBy ? { ...of, isOptional: true } : of] as const,
  )
  const sent: Field = limited ? { ...field, columns: Object.fromEntries(columns) } : field
  return field.isOptional ? fieldSchema(name, sent) : nullable(fieldSchema(name, sent))
}

/** The schemas of a register: what can be written, and a record as it is sent. */
export function registerSchemas(register: Register): Readonly<Record<string, JsonSchema>> {
  const name = schemaName(register)
  const links = Object.entries(register.links)
  const fields = Object.entries(register.fields)
  const typed = fields.filter(([, field]) => !field.setByMove)
  const written: Record<string, JsonSchema> = {
    ...Object.fromEntries(typed.map(([n, field]) => [n, fieldSchema(n, field)])),
    ...Object.fromEntries(links.map(([n, link]) => [n, linkSchema(n, link)])),
  }
  const required = [
    ...typed.filter(([n, f]) => !f.isOptional && !f.type.isList && !beginsWith(register).includes(n)).map(([n]) => n),
    ...links.filter(([, link]) => link.required).map(([n]) => n),
  ]
  const shown: Record<string, JsonSchema> = {
    ...Object.fromEntries(
      fields.map(([n, field]) => [
        n,
        // What an optional or later added field holds is null until somebody fills it in.
        shownSchema(n, field),
      ]),
    ),
    ...Object.fromEntries(
      links.map(([n, link]) => [n, link.many ? { ...linkSchema(n, link), minItems: 0 } : nullable(id)]),
    ),
    ...Object.fromEntries(
      Object.entries(register.computed).map(([n, { field }]) => [
        n,
        { ...nullable(schemaOf(field.type.schema(field))), title: fieldLabel(n, field), readOnly: true },
      ]),
    ),
  }
  return {
    [`${name}Values`]: {
      type: 'object',
      description: `What can be written of ${register.label.one.toLowerCase()}; any part of it when editing.`,
      properties: written,
      additionalProperties: false,
    },
    [`${name}New`]:
      required.length > 0 ? { allOf: [ref(`${name}Values`)], required } : { allOf: [ref(`${name}Values`)] },
    [name]: {
      description: register.explain,
      allOf: [ref('RecordItem')],
      properties: {
        register: { const: register.name },
        state: {
          type: 'string',
          oneOf: Object.keys(register.workflow.states).map((state) => ({
            const: state,
            title: stateShown(register, state).label,
          })),
        },
        values: { type: 'object', required: Object.keys(shown), properties: shown, additionalProperties: false },
      },
    },
  }
}
