package pdf

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"sync"
	"sync/atomic"
	"time"
	"unicode/utf16"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"

	pdfiumwasm "gongkai/third_party/pdfium"
)

const (
	wasmPage       = 64 << 10
	engineMemory   = 96 << 20 // linear memory an engine may grow to for the largest file
	engineMaximum  = 2        // engines alive at once: one per core of the smallest server
	scratchBytes   = 4096
	engineDeadline = 30 * time.Second
)

// errEngineStopped is a call into an engine whose document took too long or
// broke it. The engine is dropped, never used again.
var errEngineStopped = errors.New("pdf engine stopped")

// An engineFactory compiles PDFium once and makes instances of it.
//
// go-pdfium crosses the border into WebAssembly several times for each
// character (allocating and freeing every out parameter), which is most of its
// cost. We take from it what is hard to make, the compiled module with its host
// functions, and call the module's exports ourselves with one scratch buffer.
// The instance's module is learnt from wazero's listener for the one function
// that go-pdfium calls in each new instance.
type engineFactory struct {
	pool   pdfium.Pool
	cache  wazero.CompilationCache
	making sync.Mutex // guards caught and memory while an instance is made
	caught api.Module
	memory *engineLimit
}

// bornFunction is what go-pdfium calls in each new instance.
const bornFunction = "FPDF_InitLibrary"

// NewFunctionListener implements experimental.FunctionListenerFactory.
func (f *engineFactory) NewFunctionListener(def api.FunctionDefinition) experimental.FunctionListener {
	for _, name := range def.ExportNames() {
		switch name {
		case bornFunction:
			return f
		case pdfiumwasm.Pulse:
			return pulse{}
		}
	}
	return nil
}

// Before implements experimental.FunctionListener: it notes the new instance.
func (f *engineFactory) Before(_ context.Context, mod api.Module, _ api.FunctionDefinition, _ []uint64, _ experimental.StackIterator) {
	f.caught = mod
}

// After implements experimental.FunctionListener.
func (f *engineFactory) After(context.Context, api.Module, api.FunctionDefinition, []uint64) {}

// Abort implements experimental.FunctionListener.
func (f *engineFactory) Abort(context.Context, api.Module, api.FunctionDefinition, error) {}

// A pulse ends an engine whose document takes too long. The module calls it every
// some hundred thousand calls of its functions. It is also where the collector of
// garbage, which stops all goroutines at once, and the timers get their turn:
// compiled code is not interrupted, and two engines on two cores would keep the
// process from everything else until they are through.
type pulse struct{}

// A stopFlag travels in the context of the calls of one engine.
type stopFlag struct{ atomic.Bool }

type stopKey struct{}

// Before implements experimental.FunctionListener. Its panic ends the call into
// the module; wazero turns it into an error.
func (pulse) Before(ctx context.Context, _ api.Module, _ api.FunctionDefinition, _ []uint64, _ experimental.StackIterator) {
	runtime.Gosched()
	if stop, ok := ctx.Value(stopKey{}).(*stopFlag); ok && stop.Load() {
		panic(errEngineStopped)
	}
}

// After implements experimental.FunctionListener.
func (pulse) After(context.Context, api.Module, api.FunctionDefinition, []uint64) {}

// Abort implements experimental.FunctionListener.
func (pulse) Abort(context.Context, api.Module, api.FunctionDefinition, error) {}

func newEngineFactory() (*engineFactory, error) {
	f := &engineFactory{cache: compilationCache()}
	config := wazero.NewRuntimeConfig().
		WithCoreFeatures(api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling).
		WithMemoryLimitPages(engineMemory / wasmPage).
		WithCompilationCache(f.cache)
	// Compiling takes 300 MB, of which nothing is kept: under the limit a small
	// program sets itself, the collector would run all the time. Half as much
	// garbage beside them costs no time.
	limit := debug.SetMemoryLimit(math.MaxInt64)
	defer debug.SetMemoryLimit(limit)
	percent := debug.SetGCPercent(50)
	defer debug.SetGCPercent(percent)
	releaseProgram() // what the start of the program has read
	ctx := experimental.WithFunctionListenerFactory(context.Background(), f)
	pool, err := webassembly.InitWithWASM(webassembly.Config{
		WASM:          pdfiumwasm.Module,
		Context:       experimental.WithMemoryAllocator(ctx, f),
		MaxIdle:       engineMaximum,
		MaxTotal:      engineMaximum,
		FSConfig:      wazero.NewFSConfig(), // no file system: documents come as bytes
		RuntimeConfig: config,
		Stdout:        io.Discard,
		Stderr:        io.Discard,
	})
	if err != nil {
		return nil, fmt.Errorf("start pdf engine: %w", err)
	}
	f.pool = pool
	debug.FreeOSMemory()
	releaseProgram()
	return f, nil
}

// compilationCache keeps the compiled module between runs (5 s → 0.2 s), in
// memory only where the user's cache folder cannot be written.
func compilationCache() wazero.CompilationCache {
	if dir, err := os.UserCacheDir(); err == nil {
		if cache, err := wazero.NewCompilationCacheWithDir(filepath.Join(dir, "gongkai")); err == nil {
			return cache
		}
	}
	return wazero.NewCompilationCache()
}

func (f *engineFactory) close() error {
	err := f.pool.Close()
	return errors.Join(err, f.cache.Close(context.Background()))
}

// An engineLimit is how far the memory of one engine may grow, set for each
// document by its size.
type engineLimit struct {
	experimental.LinearMemory
	most  uint64 // 0 before the first document: as far as it will
	first uint64 // the size PDFium begins with, 18 MB
	grown bool
}

// Reallocate implements experimental.LinearMemory; nil refuses to grow, which
// PDFium takes for a failed allocation.
func (l *engineLimit) Reallocate(size uint64) []byte {
	switch {
	case l.first == 0:
		l.first = size
	case size > max(l.first, l.most):
		return nil
	case size > l.first:
		l.grown = true
	}
	return l.LinearMemory.Reallocate(size)
}

// Allocate implements experimental.MemoryAllocator.
func (f *engineFactory) Allocate(capacity, most uint64) experimental.LinearMemory {
	f.memory = &engineLimit{LinearMemory: allocateMemory(min(most, engineMemory))}
	return f.memory
}

// An engine is one instance of PDFium with its own memory. It serves one
// document at a time.
type engine struct {
	owner   pdfium.Pdfium
	mod     api.Module
	scratch uint32
	funcs   map[string]api.Function
	stack   [8]uint64
	memory  *engineLimit
	ctx     context.Context // carries stop to the pulse
	stop    *stopFlag
	err     error // the first failed call; the engine is then beyond use
}

func (f *engineFactory) newEngine() (*engine, error) {
	f.making.Lock()
	defer f.making.Unlock()
	f.caught, f.memory = nil, nil
	owner, err := f.pool.GetInstance(engineDeadline)
	if err != nil {
		return nil, fmt.Errorf("make pdf engine: %w", err)
	}
	if f.caught == nil || f.memory == nil {
		_ = owner.Close()
		return nil, errors.New("make pdf engine: instance not seen")
	}
	e := &engine{owner: owner, mod: f.caught, memory: f.memory, funcs: map[string]api.Function{}, stop: new(stopFlag)}
	e.ctx = context.WithValue(context.Background(), stopKey{}, e.stop)
	e.scratch = uint32(e.call("malloc", scratchBytes))
	if e.err != nil || e.scratch == 0 {
		_ = owner.Close()
		return nil, fmt.Errorf("make pdf engine: %w", errors.Join(e.err, errEngineStopped))
	}
	return e, nil
}

// isWorn says whether the engine must not serve another document: what its
// memory has grown to it never gives back.
func (e *engine) isWorn() bool {
	return e.err != nil || e.stop.Load() || e.memory.grown
}

// watch lets the engine stop when the limit has passed. The function returned
// ends the watch and says whether the engine was still in time.
func (e *engine) watch(limit time.Duration) (inTime func() bool) {
	timer := time.AfterFunc(limit, func() { e.stop.Store(true) })
	return func() bool { return timer.Stop() }
}

// call calls an exported function and returns its result, 0 when the engine has
// failed, so that loops need look at e.err only at their end.
func (e *engine) call(name string, args ...uint64) uint64 {
	if e.err != nil {
		return 0
	}
	fn, ok := e.funcs[name]
	if !ok {
		if fn = e.mod.ExportedFunction(name); fn == nil {
			e.err = fmt.Errorf("%w: no function %s", errEngineStopped, name)
			return 0
		}
		e.funcs[name] = fn
	}
	e.stack[0] = 0
	copy(e.stack[:], args)
	if err := fn.CallWithStack(e.ctx, e.stack[:]); err != nil {
		e.err = fmt.Errorf("%w: %s: %w", errEngineStopped, name, err)
		return 0
	}
	return e.stack[0]
}

// float32 result and out parameters.

func (e *engine) floats(at uint32, into []float32) {
	for i := range into {
		into[i], _ = e.mod.Memory().ReadFloat32Le(at + uint32(i)*4)
	}
}

func (e *engine) word(at uint32) uint32 {
	w, _ := e.mod.Memory().ReadUint32Le(at)
	return w
}

// put copies bytes into the engine's memory; 0 means that they do not fit.
func (e *engine) put(data []byte) uint64 {
	at := uint32(e.call("malloc", uint64(max(1, len(data)))))
	if at == 0 || !e.mod.Memory().Write(at, data) {
		return 0
	}
	return uint64(at)
}

// metaText returns an entry of the document's information dictionary.
func (e *engine) metaText(doc uint64, name string) string {
	key := append([]byte(name), 0)
	e.mod.Memory().Write(e.scratch, key)
	const at, room = 64, scratchBytes - 64
	size := e.call("FPDF_GetMetaText", doc, uint64(e.scratch), uint64(e.scratch)+at, room)
	if size < 2 || size > room {
		return ""
	}
	raw, _ := e.mod.Memory().Read(e.scratch+at, uint32(size)-2)
	units := make([]uint16, len(raw)/2)
	for i := range units {
		units[i] = uint16(raw[2*i]) | uint16(raw[2*i+1])<<8
	}
	return string(utf16.Decode(units))
}
