import { parseSync } from '@swc/core'
import { countId } from '../../src/model/say.ts'
import type { Found } from './sentencesIn.ts'

type Node = Readonly<Record<string, unknown>> & { readonly type?: string }

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value)

/** The sentences that a file of the server, or of what is below it, says by ``say`…` `` and `count(…)`. */
export function saidIn(source: string, file: string): Found {
  const sentences: string[] = []
  const faults: string[] = []
  const program = parseSync(source, { syntax: 'typescript' })
  const counts = program.body.some(
    (each) =>
      each.type === 'ImportDeclaration' &&
      /model\/(say|index)\.ts$/.test(each.source.value) &&
      each.specifiers.some((name) => name.local.value === 'count'),
  )

  function look(node: unknown): void {
    if (Array.isArray(node)) for (const each of node) look(each)
    if (!isNode(node)) return
    if (node.type === 'TaggedTemplateExpression' && (node.tag as Node).value === 'say') {
      const { quasis } = node.template as { quasis: { cooked: string }[] }
      sentences.push(quasis.map(({ cooked }, at) => (at === 0 ? cooked : `{${at - 1}}${cooked}`)).join(''))
    }
    if (counts && node.type === 'CallExpression' && (node.callee as Node).value === 'count') {
      const [, one, many] = (node.arguments as { expression: Node }[]).map(({ expression }) => expression)
      if (one?.type !== 'StringLiteral' || (many !== undefined && many.type !== 'StringLiteral'))
        faults.push(`${file}: count(…) takes constant words.`)
      else sentences.push(countId(String(one.value), String(many?.value ?? `${one.value}s`)))
    }
    for (const value of Object.values(node)) if (typeof value === 'object') look(value)
  }

  look(program.body)
  return { sentences, faults }
}
