import { describe, expect, test } from 'vitest'
import { aiSystem } from '../registers/aiSystem/aiSystem.ts'
import { controlDecision } from '../registers/controlDecision.ts'
import { dataset } from '../registers/dataset.ts'
import { registers } from '../registers/index.ts'
import { model } from '../registers/model.ts'
import { person } from '../registers/person.ts'
import { risk } from '../registers/risk/risk.ts'
import { storyPaths, tellSystem } from './systemStory.ts'
import { build, snapshotOf } from './testing/build.ts'

test('the paths follow links that registers declare', () => {
  const declared = (name: string, link: string) => registers.find((r) => r.name === name)?.links[link]
  const wrong: string[] = []
  for (const path of storyPaths) {
    let at = 'aiSystem'
    for (const step of path) {
      const link = 'out' in step ? declared(at, step.out) : declared(...step.in)
      const fits = 'out' in step ? link !== undefined : link?.to === at || link?.to === 'any'
      // Until its register is listed, nothing can be said about its links.
      const isListed = 'out' in step || registers.some((r) => r.name === step.in[0])
      if (!fits && isListed) wrong.push(`${at} ${JSON.stringify(step)}`)
      at = 'out' in step ? (link?.to ?? at) : step.in[0]
    }
  }
  expect(wrong).toEqual([])
})

describe('the story of a system', () => {
  const data = build(dataset)
  const trained = build(dataset)
  const net = build(model, { trainingData: [trained.id, data.id] })
  const system = build(aiSystem, { models: [net.id], datasets: [data.id] })
  const control = build(controlDecision)
  const grave = build(risk, { systems: [system.id], controls: [control.id] })
  const story = tellSystem(snapshotOf([data, trained, net, system, control, grave]), system.id)
  const group = (id: string) =>
    story?.groups.find((g) => g.id === id)?.records.map((r) => [r.id, r.isDirect, r.via?.id])

  test('holds what is linked directly and over one record in between, once each', () => {
    expect(group('data')).toEqual([
      [data.id, true, undefined],
      [trained.id, false, net.id],
    ])
    expect(group('risks')).toEqual([[grave.id, true, undefined]])
    expect(group('controls')).toEqual([[control.id, false, grave.id]])
  })

  test('says by which links of the system a record is reached', () => {
    const both = build(person)
    const team = build(aiSystem, { owner: both.id, builders: [both.id] })
    const told = tellSystem(snapshotOf([both, team]), team.id)?.groups.find((g) => g.id === 'people')?.records
    expect(told?.map((r) => [r.id, r.links])).toEqual([[both.id, ['owner', 'builders']]])
    expect(story?.groups.find((g) => g.id === 'risks')?.records[0]?.links).toEqual([])
  })

  test('names its gaps', () => {
    expect(story?.empty).toEqual(expect.arrayContaining(['Suppliers', 'Impact on people and society']))
    expect(story?.empty).not.toContain('Risks')
  })

  test('is told of AI systems only', () => {
    expect(tellSystem(snapshotOf([grave]), grave.id)).toBeNull()
  })
})
