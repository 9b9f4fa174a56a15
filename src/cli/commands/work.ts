import { resolve } from 'node:path'
import { defaultDataFolder } from '../../server/dataFolder.ts'
import { startWork } from '../../server/work.ts'
import { type Command, dataOptions, textOf } from '../command.ts'
import { eventLog } from '../eventLog.ts'
import { runningAt } from '../runningAt.ts'
import { stopSignals } from '../stopping.ts'
import { UsageProblem } from '../usageProblem.ts'

export const work: Command = {
  name: 'work',
  usage: 'work [--jobs 2] [--port PORT] [--host 127.0.0.1] [--data FOLDER]',
  about: `Work off jobs and scheduled tasks beside "openaims serve --no-worker".
It uses the PostgreSQL of DATABASE_URL, or the database of the OpenAIMS that runs on the data folder. Start as many as there is
work for; each job is done by one of them. --port answers /api/health, /api/ready and /metrics.`,
  options: {
    ...dataOptions,
    jobs: { type: 'string' },
    port: { type: 'string' },
    host: { type: 'string' },
  },
  async run(args, tell) {
    const log = eventLog(tell)
    const number = (name: string, least: number, most: number): number | undefined => {
      const text = textOf(args, name)
      if (text === undefined) return undefined
      const value = Number(text)
      if (Number.isInteger(value) && value >= least && value <= most) return value
      throw new UsageProblem(`--${name} is "${text}"; give a whole number from ${least} to ${most}.`)
    }
    const jobs = number('jobs', 1, 64)
    const port = number('port', 0, 65_535)
    const { asked, onAgain } = stopSignals()
    const dataFolder = resolve(textOf(args, 'data') ?? defaultDataFolder())
    const running = await startWork({
      dataFolder,
      databaseUrl: process.env.DATABASE_URL,
      poolUrl: process.env.OPENAIMS_POOL_URL,
      beside: process.env.DATABASE_URL ? null : await runningAt(dataFolder),
      host: textOf(args, 'host') ?? '127.0.0.1',
      ...(jobs === undefined ? {} : { jobs }),
      ...(port === undefined ? {} : { port }),
      log,
    })
    log(
      `OpenAIMS works off jobs${running.address ? `; its health is at ${running.address}/api/health` : ''}. Ctrl-C stops it.`,
    )
    await asked
    log('Stopping …')
    onAgain(() => running.hurry())
    await running.stop()
    return 0
  },
}
