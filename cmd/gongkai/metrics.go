package main

import (
	"context"
	"database/sql"
	"net/http"
	"net/netip"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"gongkai/office/store"
)

// metrics are what an operator's monitoring reads. They hold no personal data:
// a request counts under the pattern of its address.
type metrics struct {
	registry *prometheus.Registry
	requests *prometheus.HistogramVec
	jobs     *prometheus.HistogramVec
}

func newMetrics(s *store.Store) *metrics {
	m := &metrics{
		registry: prometheus.NewRegistry(),
		requests: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "gongkai_http_request_seconds", Help: "Time to answer a request, by the pattern of its address and its status.",
			Buckets: []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 10},
		}, []string{"pattern", "status"}),
		jobs: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "gongkai_job_seconds", Help: "Time a try at a job took, by its kind and whether it failed.",
			Buckets: []float64{.01, .1, 1, 10, 60, 600},
		}, []string{"kind", "failed"}),
	}
	m.registry.MustRegister(m.requests, m.jobs, queue{s}, pools{s}, collectors.NewGoCollector(),
		collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

// request counts one answered request. An address no page has counts under "".
func (m *metrics) request(pattern string, status int, took time.Duration) {
	m.requests.WithLabelValues(pattern, strconv.Itoa(status)).Observe(took.Seconds())
}

func (m *metrics) job(kind string, failed bool, took time.Duration) {
	m.jobs.WithLabelValues(kind, strconv.FormatBool(failed)).Observe(took.Seconds())
}

// handler answers with the metrics.
func (m *metrics) handler() http.Handler {
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{})
}

// local answers this machine alone. What a proxy on this machine passes on
// comes from elsewhere, and says so in a header.
func local(h http.Handler, otherwise http.HandlerFunc) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		from, err := netip.ParseAddrPort(r.RemoteAddr)
		if err != nil || !from.Addr().Unmap().IsLoopback() || passedOn(r) {
			otherwise(w, r)
			return
		}
		h.ServeHTTP(w, r)
	})
}

func passedOn(r *http.Request) bool {
	for _, name := range []string{"Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-Ip", "Via"} {
		if r.Header.Get(name) != "" {
			return true
		}
	}
	return false
}

// queue counts the jobs when it is asked.
type queue struct{ store *store.Store }

var (
	jobsWaiting = prometheus.NewDesc("gongkai_jobs_waiting", "Jobs to be done.", nil, nil)
	jobsDead    = prometheus.NewDesc("gongkai_jobs_given_up", "Jobs given up after the last try: somebody must act.", nil, nil)
)

// Describe names the counts.
func (q queue) Describe(to chan<- *prometheus.Desc) { to <- jobsWaiting; to <- jobsDead }

// Collect counts. A database that does not answer leaves the counts out.
func (q queue) Collect(to chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
	defer cancel()
	waiting, dead, err := q.store.Jobs(ctx)
	if err != nil {
		return
	}
	to <- prometheus.MustNewConstMetric(jobsWaiting, prometheus.GaugeValue, float64(waiting))
	to <- prometheus.MustNewConstMetric(jobsDead, prometheus.GaugeValue, float64(dead))
}

// pools tells how busy the connections to the database are.
type pools struct{ store *store.Store }

var (
	poolLabels = []string{"pool"}
	poolInUse  = prometheus.NewDesc("gongkai_db_connections_in_use", "Connections at work.", poolLabels, nil)
	poolOpen   = prometheus.NewDesc("gongkai_db_connections_open", "Connections open.", poolLabels, nil)
	poolWaits  = prometheus.NewDesc("gongkai_db_waits_total", "How often a connection was waited for.", poolLabels, nil)
	poolWaited = prometheus.NewDesc("gongkai_db_wait_seconds_total", "How long connections were waited for.", poolLabels, nil)
)

// Describe names the figures.
func (p pools) Describe(to chan<- *prometheus.Desc) {
	to <- poolInUse
	to <- poolOpen
	to <- poolWaits
	to <- poolWaited
}

// Collect reads the figures of both pools.
func (p pools) Collect(to chan<- prometheus.Metric) {
	writer, reader := p.store.DB().Stats()
	for name, stats := range map[string]sql.DBStats{"writer": writer, "reader": reader} {
		to <- prometheus.MustNewConstMetric(poolInUse, prometheus.GaugeValue, float64(stats.InUse), name)
		to <- prometheus.MustNewConstMetric(poolOpen, prometheus.GaugeValue, float64(stats.OpenConnections), name)
		to <- prometheus.MustNewConstMetric(poolWaits, prometheus.CounterValue, float64(stats.WaitCount), name)
		to <- prometheus.MustNewConstMetric(poolWaited, prometheus.CounterValue, stats.WaitDuration.Seconds(), name)
	}
}
