// Every kind of job declares itself when its module is read; a worker without routes reads them here.
import '../erasure/job.ts'
import '../imports/jobs.ts'
import '../log/checkJob.ts'
import '../packs/packJob.ts'
