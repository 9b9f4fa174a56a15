interface Dependent {
  readonly id: string
  readonly ref: string
  readonly dependsOn: readonly string[]
}

/** Tasks that wait for each other in a circle, in the order of waiting; null when there is none. */
export function findCycle<T extends Dependent>(tasks: readonly T[]): readonly T[] | null {
  const byId = new Map(tasks.map((task) => [task.id, task]))
  const finished = new Set<string>()
  for (const task of tasks) {
    const cycle = walkFrom(task, byId, finished)
    if (cycle !== null) return cycle
  }
  return null
}

/** Depth first with a stack of its own, so that a chain of thousands of tasks does not exhaust the call stack. */
function walkFrom<T extends Dependent>(start: T, byId: ReadonlyMap<string, T>, finished: Set<string>): T[] | null {
  const path: { task: T; next: number }[] = [{ task: start, next: 0 }]
  const onPath = new Set([start.id])
  while (path.length > 0) {
    const top = path[path.length - 1]!
    const needId = top.task.dependsOn[top.next]
    top.next += 1
    if (needId === undefined) {
      finished.add(top.task.id)
      onPath.delete(top.task.id)
      path.pop()
      continue
    }
    const need = byId.get(needId)
    if (need === undefined || finished.has(needId)) continue
    if (onPath.has(needId))
      return path.slice(path.findIndex((step) => step.task.id === needId)).map((step) => step.task)
    path.push({ task: need, next: 0 })
    onPath.add(needId)
  }
  return null
}

/** "TASK-1 waits for TASK-2, TASK-2 waits for TASK-1: …" */
export function cycleMessage(cycle: readonly Dependent[]): string {
  const steps = cycle.map((task, i) => `${task.ref} waits for ${cycle[(i + 1) % cycle.length]!.ref}`)
  return `These tasks wait for each other, so none can begin: ${steps.join(', ')}. Remove one of these dependencies.`
}
