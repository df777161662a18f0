package store_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"

	"gongkai/law/organ"
	"gongkai/law/register"
	"gongkai/office/account"
	"gongkai/office/db"
	"gongkai/office/db/dbtest"
	"gongkai/office/store"
	"gongkai/office/store/storetest"
)

// kills is how often the program is killed; CI kills 200 times.
func kills(t *testing.T) int {
	if n, err := strconv.Atoi(os.Getenv("GONGKAI_KILLS")); err == nil {
		return n
	}
	if testing.Short() {
		return 5
	}
	return 20
}

// TestKill kills a process that writes, at random moments. Every write it told
// of must be there afterwards, once, and the audit whole; opening again must be
// quick.
func TestKill(t *testing.T) {
	if dsn := os.Getenv("GONGKAI_KILL_DSN"); dsn != "" {
		writeUntilKilled(dsn)
		return
	}
	for _, engine := range []db.Engine{db.SQLite, db.Postgres} {
		t.Run(string(engine), func(t *testing.T) {
			dsn := dbtest.DSN(t, engine)
			s, err := store.Open(t.Context(), dsn)
			if err != nil {
				t.Fatal(err)
			}
			o := storetest.NewOffice(t, s)
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
			told, slowest := map[string]bool{}, time.Duration(0)
			for round := range kills(t) {
				for _, number := range killed(t, dsn, o, round) {
					told[number] = true
				}
				took := reopened(t, dsn, o, told)
				slowest = max(slowest, took)
			}
			t.Logf("%d kills, %d writes told, slowest opening %v", kills(t), len(told), slowest.Round(time.Millisecond))
			if slowest > 10*time.Second {
				t.Errorf("opening took %v", slowest)
			}
		})
	}
}

// killed starts a writing process, kills it after a moment and returns the
// numbers it told of.
func killed(t *testing.T, dsn string, o *storetest.Office, round int) (numbers []string) {
	t.Helper()
	cmd := exec.Command(os.Args[0], "-test.run=^TestKill$")
	cmd.Env = append(os.Environ(), "GONGKAI_KILL_DSN="+dsn, fmt.Sprintf("GONGKAI_KILL_AS=%d %d %d", o.Clerk.Account, o.Township, round))
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewReader(out)
	first, err := lines.ReadString('\n') // it has opened the database
	if err != nil || !strings.HasPrefix(first, "ready") {
		rest, _ := io.ReadAll(lines)
		t.Fatalf("the writer did not begin: %q %s", first, rest)
	}
	time.AfterFunc(time.Duration(rand.IntN(60))*time.Millisecond, func() { cmd.Process.Kill() })
	for {
		line, err := lines.ReadString('\n')
		if err != nil { // a line cut off was not told
			break
		}
		if number, ok := strings.CutPrefix(strings.TrimSpace(line), "told "); ok {
			numbers = append(numbers, number)
		}
	}
	cmd.Wait() // says that it was killed
	return numbers
}

// writeUntilKilled enters penalties from four goroutines and tells of each.
func writeUntilKilled(dsn string) {
	var who, at int64
	var round int
	fmt.Sscan(os.Getenv("GONGKAI_KILL_AS"), &who, &at, &round)
	s, err := store.Open(context.Background(), dsn)
	if err != nil {
		fmt.Println(err)
		return
	}
	s.Now = storetest.NewClock("2025-01-06").Now
	fmt.Println("ready")
	for g := range 4 {
		go func() {
			for i := 0; ; i++ {
				number := fmt.Sprintf("青石罚〔2024〕%d-%d-%d号", round, g, i)
				_, err := s.Take(context.Background(), store.Actor{Account: account.ID(who)}, store.Subject{Organ: organ.ID(at)}, penalty(number, "2024-03-05"))
				if err != nil {
					fmt.Println(err)
					return
				}
				os.Stdout.WriteString("told " + number + "\n")
			}
		}()
	}
	time.Sleep(time.Minute)
}

// reopened opens the database after a kill and sees that nothing is lost or
// doubled and the audit whole. It returns how long opening took.
func reopened(t *testing.T, dsn string, o *storetest.Office, told map[string]bool) time.Duration {
	t.Helper()
	began := time.Now()
	s, err := store.Open(t.Context(), dsn)
	if err != nil {
		t.Fatalf("open after a kill: %v", err)
	}
	took := time.Since(began)
	defer s.Close()
	have := map[string]int{}
	err = s.EachEntry(t.Context(), store.EntryFilter{Organ: o.Township, Register: register.Penalty.Key}, func(e store.Entry) error {
		have[e.Number]++
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for number := range told {
		if have[number] != 1 {
			t.Fatalf("%s was told of and is there %d times", number, have[number])
		}
	}
	states, err := s.VerifyAudit(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range states {
		if c.Break != nil {
			t.Fatalf("chain %s after a kill: %v", c.Organ, c.Break)
		}
	}
	return took
}
