export { type JobContext, type JobHandler, registerJob } from './registerJob.ts'
export { startJob } from './runner.ts'
