import { parseSync } from '@swc/core'

export interface Found {
  readonly sentences: readonly string[]
  /** What cannot be translated, each as a sentence. */
  readonly faults: readonly string[]
}

type Node = Readonly<Record<string, unknown>> & { readonly type?: string }

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value)
const functions =
  /^(FunctionDeclaration|FunctionExpression|ArrowFunctionExpression|ClassMethod|PrivateMethod|MethodProperty|Constructor|GetterProperty)$/

/** The sentences that a file gives to `t(…)`; each must be a constant, and be asked for when the language is known. */
export function sentencesIn(source: string, file: string): Found {
  const program = parseSync(source, { syntax: 'typescript', tsx: file.endsWith('x') })
  const sentences: string[] = []
  const faults: string[] = []

  function constants(node: unknown): string[] | null {
    if (!isNode(node)) return null
    if (node.type === 'StringLiteral') return [String(node.value)]
    if (node.type === 'ParenthesisExpression') return constants(node.expression)
    if (node.type === 'TemplateLiteral') {
      const [only] = node.quasis as Node[]
      return (node.expressions as unknown[]).length === 0 && only ? [String(only.cooked)] : null
    }
    if (node.type !== 'ConditionalExpression') return null
    const [yes, no] = [constants(node.consequent), constants(node.alternate)]
    return yes && no ? [...yes, ...no] : null
  }

  function look(node: unknown, isInside: boolean): void {
    if (Array.isArray(node)) for (const each of node) look(each, isInside)
    if (!isNode(node)) return
    const callee = node.type === 'CallExpression' ? (node.callee as Node) : null
    if (callee?.type === 'Identifier' && callee.value === 't') {
      const [first] = node.arguments as { expression: Node }[]
      const found = constants(first?.expression)
      if (found) sentences.push(...found)
      else faults.push(`${file}: t(…) takes a constant sentence; what is data goes through t.data(…).`)
      if (found && !isInside)
        faults.push(`${file}: "${found[0]}" is translated while the file is loaded, before the language is known.`)
    }
    for (const value of Object.values(node))
      if (typeof value === 'object') look(value, isInside || functions.test(node.type ?? ''))
  }

  look(program.body, false)
  return { sentences, faults }
}
