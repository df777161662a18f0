package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/signal"
	"strings"
	"sync"
	"syscall"
	"time"

	"gongkai/law/problem"
	"gongkai/office/attachment"
	"gongkai/office/store"
	"gongkai/office/worker"
	"gongkai/web"
)

var serveSettings = []string{"data", "db", "db-file", "files", "listen", "metrics", "public-url", "proxies", "plain-http", "overlay", "backups", "keys", "cipher", "smtp", "smtp-password", "sms", "sms-token", "demo", "log"}

var serveCommand = command{
	words:   "serve",
	summary: "启动网站：公众门户和工作台",
	help: `启动网站：公众门户和工作台。不写任何选项就在本机启动，数据放在 gongkai-data 文件夹里。

用法：
  gongkai serve [选项]

` + settingsHelp(serveSettings...) + `
启动时先把数据库升级到本程序的版本。第一次启动会给出设置网址和设置码。
加 --demo 启动演示：一个虚构的县，各机关几年的登记、已发布的年度报告和账号，几秒钟填好。
第二次启动沿用上次的演示数据；有真实数据的数据库不会填入。
按 Ctrl+C 或发送 SIGTERM 停止：不再接受新的请求，正在办理的最多再等10秒。
/healthz 答复是否正常，/metrics 给出监控指标，日志以JSON写到标准错误。

例子：
  gongkai serve
  gongkai serve --demo
  gongkai serve --demo -data /tmp/yanshi -listen 127.0.0.1:9000
  gongkai serve -listen 0.0.0.0:80 -public-url https://www.example.gov.cn -proxies 10.0.0.0/8
  GONGKAI_DB=postgres://gongkai@db1,db2/gongkai gongkai serve -files /srv/gongkai/files
`,
	run: runServe,
}

func runServe(c *call) int {
	s, rest, err := readSettings(c, flags{}, serveSettings...)
	if err != nil {
		return exitFailed
	}
	if len(rest) > 0 {
		return c.fail("gongkai serve 后面只能写选项，不能写“%s”。加 --help 看用法。", rest[0])
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	log := slog.New(slog.NewJSONHandler(c.stderr, &slog.HandlerOptions{Level: s.log}))
	o, err := openOffice(ctx, s, log)
	if err != nil {
		return c.fail("%s", said(err))
	}
	if s.demo {
		if err := o.demonstrate(ctx, c.stdout); err != nil {
			o.close()
			return c.fail("%s", said(err))
		}
	}
	o.greet(c.stdout)
	go func() { // a second signal ends the program at once
		<-ctx.Done()
		stop()
	}()
	if err := o.serve(ctx); err != nil {
		return c.fail("%s", said(err))
	}
	fmt.Fprintln(c.stdout, "已停止。")
	return exitClean
}

// said is what a person at the command line is told of an error: a
// problem's sentence, and the cause, for the operator is the one who can mend it.
func said(err error) string {
	p := problem.Of(err)
	if p.Err == nil {
		return p.Sentence()
	}
	return p.Sentence() + "（" + p.Err.Error() + "）"
}

// An office is the running program: records, files, pages, worker.
type office struct {
	settings settings
	log      *slog.Logger
	store    *store.Store
	files    *attachment.Folder
	metrics  *metrics
	web      *web.Server
	code     string // of the first set-up, "" where that is done
	listener net.Listener
	monitor  net.Listener // for the metrics, nil for none of their own
	stopping chan struct{}
}

// openOffice opens everything a running office needs; after an error nothing
// stays open.
func openOffice(ctx context.Context, s settings, log *slog.Logger) (_ *office, err error) {
	o := &office{settings: s, log: log, stopping: make(chan struct{})}
	defer func() {
		if err != nil {
			o.close()
		}
	}()
	if err := s.makeData(); err != nil {
		return nil, err
	}
	if o.listener, err = listenAt("listen", s.listen); err != nil {
		return nil, err
	}
	if s.metrics != "" {
		if o.monitor, err = listenAt("metrics", s.metrics); err != nil {
			return nil, err
		}
	}
	if o.store, err = s.openRecords(ctx); err != nil {
		return nil, err
	}
	if err := s.openWays(o.store); err != nil {
		return nil, err
	}
	if o.files, err = attachment.NewFolder(s.files, attachment.DefaultLimits()); err != nil {
		return nil, problem.Invalid("存放附件的文件夹“%s”不能使用", s.files).Try("请检查 -files 和文件夹的权限").From(err)
	}
	if err := s.tryBackups(); err != nil {
		return nil, err
	}
	if empty, err := o.store.Accountless(ctx); err != nil {
		return nil, err
	} else if empty {
		o.code = rand.Text()[:4] + "-" + rand.Text()[:4]
	}
	o.metrics = newMetrics(o.store)
	return o, o.openWeb()
}

func (s settings) openRecords(ctx context.Context) (*store.Store, error) {
	if s.demo {
		return s.openDemo(ctx)
	}
	return s.opened(store.Open(ctx, s.db))
}

// makeData makes the folder for data, but not the ones above it: a path typed
// wrong should not become a tree of folders.
func (s settings) makeData() error {
	if err := os.Mkdir(s.data, 0o700); err != nil && !errors.Is(err, os.ErrExist) {
		return problem.Invalid("数据文件夹“%s”无法建立", s.data).Try("请检查 -data：上一级文件夹要存在，运行本程序的用户要能写入").From(err)
	}
	return nil
}

// tryBackups finds out at the start, not in the night, that the folder for
// backups takes no file.
func (s settings) tryBackups() error {
	if s.backups == "" {
		return nil
	}
	f, err := os.CreateTemp(s.backups, ".gongkai-*.part")
	if err == nil {
		err = errors.Join(f.Close(), os.Remove(f.Name()))
	}
	if err != nil {
		return problem.Invalid("设置 -backups 不能用：文件夹“%s”不能写入", s.backups).Try("请让运行本程序的用户能写入，或者换一个文件夹").From(err)
	}
	return nil
}

func listenAt(name, address string) (net.Listener, error) {
	l, err := net.Listen("tcp", address)
	key := "-" + name
	switch {
	case err == nil:
		return l, nil
	case errors.Is(err, syscall.EADDRINUSE):
		return nil, problem.Invalid("监听地址 %s 已被别的程序占用", address).Try("请停下那个程序，或者用 %s 换一个端口", key).From(err)
	case errors.Is(err, syscall.EACCES):
		return nil, problem.Invalid("没有权限监听 %s", address).Try("请用 %s 换成1024以上的端口，或者给程序 CAP_NET_BIND_SERVICE 权限", key).From(err)
	}
	return nil, problem.Invalid("不能监听 %s", address).Try("%s 应为本机的地址和端口，如 127.0.0.1:8080", key).From(err)
}

// openWeb puts the pages together.
func (o *office) openWeb() (err error) {
	c := web.Config{
		Site: web.SiteOf(o.store), Log: o.log, Now: o.store.Now, Origin: o.settings.publicURL,
		Proxies: o.settings.proxies, PlainHTTP: o.settings.plainHTTP, Observe: o.metrics.request,
	}
	if o.settings.overlay != "" {
		c.Overlay = os.DirFS(o.settings.overlay)
	}
	if o.web, err = web.NewServer(c); err != nil {
		return err
	}
	o.web.Mount("GET /healthz", http.HandlerFunc(o.health))
	if o.monitor == nil {
		o.web.Mount("GET /metrics", local(o.metrics.handler(), http.NotFound))
	}
	return o.openFaces()
}

// health answers whether the program can serve readers. A disk that takes no
// more changes does not count: reading goes on.
func (o *office) health(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(r.Context(), 2*time.Second)
	defer cancel()
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	says := "正常\n"
	select {
	case <-o.stopping:
		w.WriteHeader(http.StatusServiceUnavailable)
		says = "正在停止\n"
	default:
		if err := o.store.DB().Ping(ctx); err != nil {
			w.WriteHeader(http.StatusServiceUnavailable)
			says = "数据库没有应答\n"
		}
	}
	io.WriteString(w, says) // the asker may have gone
}

// address is where the pages are on this machine.
func (o *office) address() string {
	host, port, err := net.SplitHostPort(o.listener.Addr().String())
	if ip := net.ParseIP(host); err == nil && ip != nil && ip.IsUnspecified() {
		host = "127.0.0.1"
	}
	return "http://" + net.JoinHostPort(host, port)
}

// greet tells whoever started the program where it is.
func (o *office) greet(out io.Writer) {
	fmt.Fprintf(out, "网站已启动：%s/　工作台：%s/desk/\n", o.address(), o.address())
	if o.code != "" {
		fmt.Fprintf(out, "第一次使用，请打开 %s/desk/setup 做初始设置，设置码：%s\n", o.address(), o.code)
	}
	if o.settings.publicURL == "" && !o.settings.plainHTTP && !strings.HasPrefix(o.address(), "http://127.") {
		fmt.Fprintln(out, "没有写 -public-url：从别的电脑只能查看，不能登录工作台。")
	}
}

// stopTime is how long requests that are being answered may take when the
// program stops.
const stopTime = 10 * time.Second

// serve answers requests and does jobs until the context ends, then stops in
// order: no new requests, the running ones finished, jobs given back, records
// closed.
func (o *office) serve(ctx context.Context) error {
	defer o.close()
	ctx, fail := context.WithCancelCause(ctx)
	defer fail(nil)
	servers := []*http.Server{o.web.HTTP("")}
	listeners := []net.Listener{o.listener}
	if o.monitor != nil {
		mux := http.NewServeMux()
		mux.Handle("GET /metrics", o.metrics.handler())
		mux.HandleFunc("GET /healthz", o.health)
		servers = append(servers, &http.Server{Handler: mux, ReadHeaderTimeout: 10 * time.Second})
		listeners = append(listeners, o.monitor)
	}
	var wg sync.WaitGroup
	for i, server := range servers {
		wg.Go(func() {
			if err := server.Serve(listeners[i]); !errors.Is(err, http.ErrServerClosed) {
				fail(fmt.Errorf("serve: %w", err))
			}
		})
	}
	working, idle := context.WithCancel(context.WithoutCancel(ctx))
	defer idle()
	wg.Go(func() { o.newWorker().Run(working) })
	o.log.Info("started", "address", o.address(), "engine", o.store.DB().Engine())
	<-ctx.Done()
	close(o.stopping)
	o.log.Info("stopping")
	o.stop(servers)
	idle()
	wg.Wait()
	o.log.Info("stopped")
	if err := context.Cause(ctx); !errors.Is(err, context.Canceled) {
		return err
	}
	return nil
}

// stop lets the servers finish what they are answering, for a while.
func (o *office) stop(servers []*http.Server) {
	ctx, cancel := context.WithTimeout(context.Background(), stopTime)
	defer cancel()
	for _, server := range servers {
		if err := server.Shutdown(ctx); err != nil {
			o.log.Warn("requests were cut off", "error", err)
			server.Close() // what is still open is cut off
		}
	}
}

func (o *office) newWorker() *worker.Worker {
	host, err := os.Hostname()
	if err != nil {
		host = "unknown"
	}
	w := &worker.Worker{
		Store: o.store, Files: o.files, Log: o.log, Senders: o.settings.senders(), Observe: o.metrics.job,
		Name: fmt.Sprintf("%s/%d/%s", host, os.Getpid(), rand.Text()[:8]),
	}
	if o.settings.backups != "" {
		w.Backup = o.nightly
	}
	return w
}

// close closes what is open. Listeners that served are closed already.
func (o *office) close() {
	for _, l := range []net.Listener{o.listener, o.monitor} {
		if l != nil {
			l.Close()
		}
	}
	if o.store != nil {
		if err := o.store.Close(); err != nil {
			o.log.Error("close the database", "error", err)
		}
	}
}
