import type { AddressInfo } from 'node:net'
import { createServer, type Socket } from 'node:net'

/** How it behaves: as it should, or as it does on a bad day. */
export type Mood = 'well' | 'mute' | 'hangsUp' | 'tooLong' | 'hangsUpEarly' | 'babbles' | 'halfAnswer'

export interface Clamd {
  readonly address: string
  mood: Mood
  /** Sizes of the streams it was sent whole. */
  readonly streams: number[]
  close(): Promise<void>
}

/** Of the test file of the scanners' makers, put together here so that no scanner finds it in this source. */
export const eicar = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$', 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join('')

/** Speaks clamd's INSTREAM over TCP, and finds the test file of the scanners' makers in what it is sent. */
export async function clamd(port = 0): Promise<Clamd> {
  const sockets = new Set<Socket>()
  const streams: number[] = []
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => {})
    if (self.mood === 'hangsUpEarly') return void socket.destroy()
    let bytes = Buffer.alloc(0)
    let isGreeted = false
    const content: Buffer[] = []
    socket.on('data', (more: Buffer) => {
      bytes = Buffer.concat([bytes, more])
      if (!isGreeted) {
        const end = bytes.indexOf(0)
        if (end < 0) return
        if (bytes.subarray(0, end).toString() !== 'zINSTREAM') return void socket.end('UNKNOWN COMMAND\0')
        isGreeted = true
        bytes = bytes.subarray(end + 1)
      }
      while (bytes.length >= 4) {
        const length = bytes.readUInt32BE(0)
        if (length === 0) return answer(socket, Buffer.concat(content))
        if (self.mood === 'tooLong' && length > 10) return void socket.end('INSTREAM size limit exceeded. ERROR\0')
        if (bytes.length < 4 + length) return
        content.push(bytes.subarray(4, 4 + length))
        bytes = bytes.subarray(4 + length)
      }
    })
  })

  function answer(socket: Socket, content: Buffer): void {
    streams.push(content.length)
    const said = content.includes(eicar) ? 'stream: Eicar-Test-Signature FOUND\0' : 'stream: OK\0'
    if (self.mood === 'mute') return
    if (self.mood === 'hangsUp') return void socket.destroy()
    if (self.mood === 'babbles') return void socket.end('stream: OK, or so it seems\0')
    if (self.mood === 'halfAnswer') return void socket.end('stream: OK')
    socket.end(said)
  }

  await new Promise<void>((done) => server.listen(port, '127.0.0.1', done))
  const self: Clamd = {
    address: `tcp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    mood: 'well',
    streams,
    close: () =>
      new Promise((done) => {
        for (const socket of sockets) socket.destroy()
        server.close(() => done())
      }),
  }
  return self
}
