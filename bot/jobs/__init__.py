"""What must happen later: a queue of rows, one runner a process, each job under a lease.

A job waits as a row until it is due, is taken by one process under a lease of 60 s, and ends. A
process that dies loses its leases, and any process goes on from the steps that were committed.
`bot.delivery` sees to it that what a job posts is posted once.

States, and what leads from one to the next:

| state | meaning | next |
|---|---|---|
| waiting | due at `next_at`: its time, or a while after a failure | \
running; away; unknown; cancelled |
| running | held under a lease, which is renewed each 20 s | done; missed; stopped; \
away; waiting (it failed for now, or Attune stops); running (the lease ran out: taken over) |
| away | Attune was removed from the server | waiting (added again); cancelled |
| unknown | no feature of this version has this kind; reported | waiting (a version that has); \
cancelled |
| missed | past `late_until` (its kind's grace) before all was posted | waiting (*Post now*); \
skipped (*Skip*, or nobody decided for 30 days) |
| stopped | can't work as things are; reported with what to do | as missed |
| done, skipped, cancelled | finished | dropped after 30 days |

Missed and stopped jobs of a kind that can't be posted late are finished at once. A key is free
again once its job is finished. `ended` of the kind runs in the transaction that ends the job.

What is left behind by a crash (SIGKILL, power, the out-of-memory killer), step by step:

| it dies | the row says | so the next holder |
|---|---|---|
| before a claim is committed | waiting | takes it as if nothing had been |
| after a claim | running; no steps | takes it when the lease has run out; posts |
| after "sending" is committed, before the request | running; the step is tried since then | reads \
its own messages for the mark, finds none, sends with the same nonce |
| request sent, message made, no answer seen (also: time-out, 5xx, dropped connection, lost lease) \
| the same | finds the mark and notes the step as done |
| the same, and somebody deleted the message meanwhile | the same | sends again: within minutes \
Discord answers 404 by the nonce, and it is done; later nobody can know, and it is posted again |
| the same, and Read Message History was taken away | the same | can't know: stops and reports |
| answer seen, step not committed | the same | finds the mark |
| step committed, job not ended | running; the step is done | goes on with the next step |
| while it ends | all of the end or none: state, `ended`, report | as before, or nothing to do |
| while a lease is renewed | either time | takes it after that time |

A process that only lost its database or its lease finds that out before it changes the row: every
change asks for holder and fence. What it may still be sending then ends before the lease does.
"""
