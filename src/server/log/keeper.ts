import { createHmac } from 'node:crypto'
import { problem } from '../../model/index.ts'
import { readCheckpoint } from '../../store/log/checkpoints.ts'
import { noteDelivery, readDelivery, takeDue } from '../../store/log/deliveries.ts'
import { proposeErasures } from '../../store/log/retention.ts'
import type { OrganisationRow } from '../../store/organisations.ts'
import type { ServerContext } from '../context.ts'
import { postOutside } from './outsideAddress.ts'
import { stampCheckpoints } from './stampCheckpoints.ts'

/** How often is looked what is due. */
const lookEveryMs = 30_000
const stampEveryMs = 3_600_000

export interface LogKeeper {
  /** Sends the last checkpoint now; null when there is no such delivery or nothing was signed yet. */
  sendNow(org: Pick<OrganisationRow, 'id' | 'name'>, id: string): Promise<number | null>
  /** Does what is due. */
  round(): Promise<void>
}

/** Sends checkpoints outside by their rhythm, has them time-stamped, and proposes what has outlived its time. */
export function logKeeper({ app, store, signIn, worker }: ServerContext): LogKeeper {
  const { pool } = store

  async function sendNow(org: Pick<OrganisationRow, 'id' | 'name'>, id: string): Promise<number | null> {
    const delivery = await readDelivery(pool, org.id, id)
    const checkpoint = await readCheckpoint(pool, org.id, 'last')
    if (!delivery || !checkpoint) return null
    const { number, note } = checkpoint
    try {
      if (delivery.kind === 'email') {
        const isSent = await signIn.mail.send({
          to: delivery.target,
          subject: `Checkpoint ${number} of the log of ${org.name.replace(/\s+/g, ' ')}`,
          text: `${intro}\n\n${note}`,
        })
        if (!isSent) throw problem('mail/failed', 'No mail server is set up.')
      } else await sendWebhook(delivery.target, delivery.secret ?? '', number, note)
      await noteDelivery(pool, org.id, delivery, { number })
      return number
    } catch (error) {
      await noteDelivery(pool, org.id, delivery, { problem: error instanceof Error ? error.message : String(error) })
      throw error
    }
  }

  async function round(): Promise<void> {
    const organisations = new Map((await store.directory.organisations()).map((o) => [o.id, o]))
    for (const { org: id, id: what, kind } of await takeDue(pool, 50)) {
      const org = organisations.get(id)
      if (!org) continue
      // What failed is noted with the delivery and tried again later.
      if (kind === 'delivery')
        await sendNow(org, what).catch((error) => app.log.warn({ err: error }, 'a checkpoint was not sent'))
      else if (kind === 'retention') await proposeErasures(pool, id)
    }
  }

  if (worker) {
    let stamping = 0
    let busy: Promise<void> | null = null
    const look = () => {
      busy ??= (async () => {
        await round()
        if (process.env.OPENAIMS_TSA_URL && Date.now() - stamping > stampEveryMs) {
          stamping = Date.now()
          await stampCheckpoints(store, process.env.OPENAIMS_TSA_URL, process.env.OPENAIMS_TSA_CA)
        }
      })()
        .catch((error) => app.log.error({ err: error }, 'the keeper of the log failed'))
        .finally(() => {
          busy = null
        })
    }
    let timer: NodeJS.Timeout | undefined
    app.addHook('onReady', async () => {
      timer = setInterval(look, lookEveryMs)
      timer.unref()
    })
    app.addHook('preClose', async () => {
      clearInterval(timer)
      await busy
    })
  }
  return { sendNow, round }
}

const intro = `Below is a signed statement of how many entries the log of this organisation has and which root they lead
to. Keep it: an audit pack you get later must continue it, or history was changed in between (verify.html in the pack,
or "node verify.mjs PACK.zip --checkpoint THIS.txt", where the file holds the lines from the next one on).`

/** The signature lets the receiver see that it comes from us: HMAC-SHA-256 over time and body, in hexadecimal. */
async function sendWebhook(target: string, secret: string, number: number, note: string): Promise<void> {
  const time = String(Math.floor(Date.now() / 1000))
  const signature = createHmac('sha256', secret).update(`${time}.${note}`).digest('hex')
  const headers = {
    'content-type': 'text/plain; charset=utf-8',
    'x-openaims-checkpoint': String(number),
    'x-openaims-signature': `t=${time},v1=${signature}`,
  }
  const { status } = await postOutside(target, headers, note)
  if (status < 200 || status > 299) throw new Error(`The receiver answered ${status}.`)
}
