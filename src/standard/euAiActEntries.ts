import type { EuAiActData, EuAiActProvisionsData } from './euAiAct.ts'
import type { RefEntry } from './refEntry.ts'

/**
 * Turns the rows of the EU AI Act file, which cite articles in several ways, into one list of ids: `Art 9`, `Art 26(5)`,
 * `Art 5(1)(ba)`, `Annex III.4`. A row without a title of its own takes the title of its article.
 */
export function euAiActEntries(act: EuAiActData, extra: EuAiActProvisionsData): RefEntry[] {
  const named = new Map(extra.provisions.map((row) => [row.id, row.title]))
  const article = (row: { article: string; title?: string; gist: string }): RefEntry[] =>
    articleIds(row.article).map((id) => {
      const title = row.title ?? named.get(id) ?? named.get(wholeArticle(id)) ?? row.gist
      return { id, title, gist: row.gist, kind: 'article' }
    })

  return [
    ...extra.provisions.flatMap(({ id, title, gist }): RefEntry[] =>
      gist === undefined ? [] : [{ id, title, gist, kind: id.startsWith('Annex') ? 'annex' : 'article' }],
    ),
    ...article(act.literacy),
    ...article(act.bias_data),
    ...act.prohibited_practices.map(
      ({ point, title, gist }): RefEntry => ({ id: `Art 5(1)${point}`, title, gist, kind: 'article' }),
    ),
    ...article(act.high_risk.route_1),
    ...article({ article: act.high_risk.route_2.article, gist: 'Use in one of the areas of Annex III' }),
    ...article(act.high_risk.derogation),
    ...act.high_risk.route_2.annex_III_areas.map(
      ({ id, title, gist }): RefEntry => ({ id: `Annex ${id}`, title, gist, kind: 'annex' }),
    ),
    ...act.provider_obligations.flatMap(article),
    ...act.further_operator_obligations.flatMap(article),
    ...act.deployer_obligations.flatMap(article),
    ...act.transparency_art_50.flatMap((row) => article({ article: row.paragraph, gist: row.gist })),
    ...act.gpai.flatMap(article),
    ...act.rights.flatMap(article),
    ...act.penalties.flatMap((row) =>
      'article' in row ? article({ article: row.article, gist: `${row.for}: ${row.max}` }) : [],
    ),
  ]
}

/** `26(5)` gives `Art 26(5)`; a span such as `6(3)-(4)` gives both ends. */
export function articleIds(article: string): string[] {
  const [first = '', end] = article.split('-')
  return end === undefined ? [`Art ${first}`] : [`Art ${first}`, `${wholeArticle(`Art ${first}`)}${end}`]
}

function wholeArticle(id: string): string {
  return id.split('(')[0] ?? id
}
