// Package worker does the jobs of the queue and asks for those that come back:
// sessions and files swept, chains verified, the nightly backup. Any number of
// processes may run one; each job is done by one of them. A job that fails is
// tried again with growing pauses and given up after the last try, which is
// logged as an error: somebody must act. What a job is stands in package job,
// how the queue is kept in package store.
package worker
